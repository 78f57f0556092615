"""The one clock: every instant in the records comes from here, so rehearsals and tests can shift it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Clock:
    """A clock that runs `offset` seconds ahead of the machine's (behind it when negative)."""

    offset: float = 0.0

    def now(self) -> datetime:
        """The present instant, timezone-aware, in UTC."""
        return datetime.now(timezone.utc) + timedelta(seconds=self.offset)
