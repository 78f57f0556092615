"""What every action works with: the records, the clinical knowledge and the clinic, opened at first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from physio.clinic import Clinic, load_clinic
from physio.knowledge import Knowledge, load_knowledge
from records.database import Store, store


@dataclass(frozen=True)
class House:
    """The parts that actions need."""

    store: Store
    knowledge: Knowledge
    clinic: Clinic


@lru_cache(maxsize=1)
def house() -> House:
    """The house of this process, opened once."""
    return House(store(), load_knowledge(), load_clinic())
