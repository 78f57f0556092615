"""Advice: at most three reviewed items that answer what was said, fit the phase, and pass their guards."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from physio.advice_topics import ALIKE, relevance
from physio.answers import activity_answer
from physio.facts.model import Facts
from physio.guards import FIRST_VISIT, Case, case_of, passes
from physio.knowledge import Advice, Knowledge

MOST_ITEMS = 3
CAVEAT = (
    "This is general information, not advice just for you. Your surgeon's instructions come first. "
    "If anything changes or worries you, tell us."
)
"""Ends every message that holds advice (section 4 of the clinical pack)."""
_ACTIVITY_TOPICS = ("running", "swimming", "cycling", "gym", "yoga")
_ASKED_FOR = 1000


def choose_advice(
    facts: Facts,
    knowledge: Knowledge,
    now: datetime,
    *,
    flags_open: bool,
    already: Sequence[str] = (),
    topics: Iterable[str] = (),
) -> tuple[Advice, ...]:
    """The advice to give, the most fitting first; `topics` asks for more than the facts do.

    `already` holds the ids that were given before. With a flag open there is none; for under-18s
    and in pregnancy only what happens at a first visit.
    """
    case = case_of(facts, knowledge, now, flags_open)
    if flags_open:
        return ()
    if {"under_18", "pregnant"} & set(facts.modifiers):
        visit = knowledge.advice[FIRST_VISIT]
        return (visit,) if visit.id not in already else ()
    able = [item for item in knowledge.advice.values() if item.id not in already and passes(item, case)]
    scored = [(_score(item, case, set(topics)), item) for item in able]
    ranked = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    worded = (_worded(item, case, now) for _, item in ranked)
    return tuple(_unlike(item for item in worded if item is not None))[:MOST_ITEMS]


def _unlike(items: Iterable[Advice]) -> Iterator[Advice]:
    """The items without those that say much the same as an earlier one."""
    said: set[str] = set()
    for item in items:
        if item.topic not in said:
            yield item
        said.update(topic for alike in ALIKE if item.topic in alike for topic in alike)


def _score(item: Advice, case: Case, topics: set[str]) -> int:
    wanted = _ASKED_FOR if item.topic in topics else 0
    return wanted + relevance(item, case.facts, case.knowledge)


def _worded(item: Advice, case: Case, now: datetime) -> Advice | None:
    """An item as it may be said: an activity only as the operation's own rule allows, or not at all."""
    if item.topic not in _ACTIVITY_TOPICS or not case.facts.operations:
        return item
    answer = activity_answer(item.topic, case.facts, case.knowledge, now)
    return dataclasses.replace(item, text=answer.text) if answer.advice_id == item.id else None
