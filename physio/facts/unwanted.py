"""What the person does not want: kept for the physio in their own words, and not offered."""

from __future__ import annotations

from physio.facts.model import Facts, NotWanted
from physio.facts.turn import Turn
from physio.knowledge import Knowledge
from physio.reading.unwanted import ENTITY


def merge_unwanted(facts: Facts, turn: Turn) -> None:
    """Keep what the message turns down, each thing once."""
    for found in turn.reading.of(ENTITY):
        known = [item for item in facts.unwanted if item.thing != found.value]
        facts.unwanted = [*known, NotWanted(thing=found.value, words=found.text.strip())]


def wanted_after_all(facts: Facts, offer: str | None) -> None:
    """Somebody who now asks for a kind of booking wants it after all."""
    facts.unwanted = [item for item in facts.unwanted if item.thing != offer]


def not_offered(facts: Facts, knowledge: Knowledge) -> frozenset[str]:
    """The kinds of booking (`video`, `callback`, ...) that were turned down."""
    things = (knowledge.unwanted.get(item.thing) for item in facts.unwanted)
    return frozenset(thing.offer for thing in things if thing is not None and thing.offer)
