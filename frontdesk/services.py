"""What every part of the front desk works with, made once at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontdesk.broadcaster import Broadcaster
    from physio.clinic import Clinic
    from physio.knowledge import Knowledge
    from records.clock import Clock
    from records.database import Store
    from records.settings import Settings


@dataclass(frozen=True)
class Services:
    """The parts that a route needs. Nothing here is opened at import; `frontdesk.app` makes one at start."""

    store: Store
    knowledge: Knowledge
    clinic: Clinic
    broadcaster: Broadcaster

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self.store.settings

    @property
    def clock(self) -> Clock:
        """The one clock."""
        return self.store.clock
