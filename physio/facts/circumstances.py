"""Circumstances: what was told that calls for a screening question, or makes its answer graver."""

from __future__ import annotations

from datetime import date

from physio.facts.dates import weeks_since
from physio.facts.model import Facts
from physio.facts.regions import live, regions
from physio.knowledge import Knowledge
from physio.knowledge.content import OPERATED, OVER_50, RECENT_OPERATION

RECENT_WEEKS = 12
_OVER = 50


def circumstances(facts: Facts, knowledge: Knowledge, today: date) -> frozenset[str]:
    """The ids of risks, activities, symptoms, regions, doubts, and of what is known of operations and age."""
    symptoms = [s.symptom for s in facts.symptoms]
    told = (*facts.modifiers, *facts.activities, *symptoms, *regions(facts, knowledge), *facts.doubts)
    return frozenset((*told, *_of_operations(facts, today), *_of_age(facts)))


def operated_lately(facts: Facts, today: date) -> bool:
    """True if an operation was done in the last weeks, or at a time that isn't known yet."""
    done = [weeks_since(op, today) for op in live(facts) if op.status == "done"]
    return any(weeks is None or 0 <= weeks < RECENT_WEEKS for weeks in done)


def _of_operations(facts: Facts, today: date) -> list[str]:
    done = any(op.status == "done" for op in live(facts))
    return [OPERATED] * done + [RECENT_OPERATION] * operated_lately(facts, today)


def _of_age(facts: Facts) -> list[str]:
    return [OVER_50] if facts.age is not None and facts.age >= _OVER else []
