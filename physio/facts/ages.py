"""The patient's age, and the guard for children that follows from it."""

from __future__ import annotations

from physio.facts.model import Facts
from physio.facts.turn import Turn, note_change
from physio.reading.ages import ADULT, ENTITY, ages_of_patient

UNDER_18 = "under_18"


def merge_age(facts: Facts, turn: Turn) -> None:
    """Keep the age that a message states. A child grows up by a correction only."""
    for age in ages_of_patient(turn.reading.of(ENTITY), facts.carer):
        child = facts.age is not None and facts.age < ADULT <= age
        if child and not turn.reading.correcting:
            continue
        if facts.age not in (None, age):
            note_change(facts, "age", facts.age, age, turn.words)
        facts.age = age


def guard_by_age(facts: Facts) -> None:
    """A stated age decides whether the guard for children holds; without one, the words do."""
    if facts.age is None:
        return
    others = [item for item in facts.modifiers if item != UNDER_18]
    facts.modifiers = [*others, UNDER_18] if facts.age < ADULT else others
