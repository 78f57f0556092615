"""Circumstances: what was told that calls for a screening question, or makes its answer graver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from physio.facts.dates import weeks_since
from physio.facts.kinship import region_of
from physio.facts.model import Facts, Operation
from physio.facts.regions import live, regions
from physio.knowledge import Knowledge
from physio.knowledge.content import OPERATED, OPERATED_BEFORE, OVER_50, RECENT_OPERATION, recent_at

RECENT_WEEKS = 12
_OVER = 50


def circumstances(facts: Facts, knowledge: Knowledge, today: date) -> frozenset[str]:
    """The ids of risks, activities, symptoms, places and doubts, and what is known of operations and age."""
    symptoms = [s.symptom for s in facts.symptoms]
    parts = (*(p.body_part for p in facts.problems), *(s.body_part for s in facts.symptoms))
    places = (*regions(facts, knowledge), *(part for part in parts if part is not None))
    told = (*facts.modifiers, *facts.activities, *symptoms, *places, *facts.doubts)
    return frozenset((*told, *_of_operations(facts, knowledge, today), *_of_age(facts)))


def _of_operations(facts: Facts, knowledge: Knowledge, today: date) -> Iterator[str]:
    done = [op for op in live(facts) if op.status == "done"]
    recent = [op for op in done if _is_recent(op, today)]
    if done:
        yield from (OPERATED, RECENT_OPERATION if recent else OPERATED_BEFORE)
    yield from (recent_at(region_of(op.procedure, knowledge) or "any") for op in recent)


def _is_recent(operation: Operation, today: date) -> bool:
    """Done in the last weeks, or at a time that isn't known yet."""
    weeks = weeks_since(operation, today)
    return weeks is None or 0 <= weeks < RECENT_WEEKS


def _of_age(facts: Facts) -> list[str]:
    return [OVER_50] if facts.age is not None and facts.age >= _OVER else []
