"""What is still to be asked, in the order of need, each question at most twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from physio.facts.asked import questions_in
from physio.facts.kinship import ANY_SURGERY, is_family, region_of
from physio.facts.model import Facts, Operation, Screened
from physio.facts.regions import BETWEEN, PAIRED, live, part_region
from physio.facts.screening import (
    MOST_TIMES,
    SCREENING,
    questions_of,
    screening_question,
    sets_due,
)
from physio.knowledge import Knowledge

CONTACT = "contact"


def missing(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The question ids still to ask, most needed first: never what is known, declined or was asked twice.

    Somebody who has told nothing yet is asked what it is about before the warning signs of a region, and
    somebody who only complains is asked nothing but how to reach them.
    """
    if only_complains(facts):
        return tuple(q for q in (CONTACT,) if not _contact_known(facts, knowledge) and _may_ask(facts, q))
    due = sets_due(facts, knowledge, today)
    screening = [SCREENING + due[0]] if due else []
    open_ones = [q for q in _KNOWN if not _KNOWN[q](facts, knowledge) and _may_ask(facts, q)]
    return (*screening, *open_ones)


def only_complains(facts: Facts) -> bool:
    """Whether somebody complained and told of nothing else that we could help with."""
    clinical = (live(facts), facts.problems, facts.symptoms, facts.activities)
    return facts.complains and not any((*clinical, facts.goals, facts.wish, facts.concern))


def is_known(facts: Facts, question: str, knowledge: Knowledge) -> bool:
    """True if the facts answer a question; also for questions that are about no fact (`visit_time`)."""
    known = {**_KNOWN, **_OF_BOOKING}.get(question.partition(":")[0])
    return known is None or known(facts, knowledge)


def note_asked(facts: Facts, question: str, knowledge: Knowledge, today: date) -> Facts:
    """The facts after a question was put: counted, and for a screening list which questions it showed."""
    noted = facts.copy(deep=True)
    for key in questions_in(question):
        noted.asked_times[key] = noted.asked_times.get(key, 0) + 1
    ask = screening_question(facts, knowledge, today) if question.startswith(SCREENING) else None
    if ask is not None:
        noted.screening_open = [*ask.sets, *ask.beside]
        noted.screening_lines = [list(ids) for ids in ask.of_line]
        for set_id in noted.screening_open:
            _note_shown(noted, set_id, ask.questions, knowledge)
    return noted


def _note_shown(facts: Facts, set_id: str, questions: tuple[str, ...], knowledge: Knowledge) -> None:
    answer = facts.screening.setdefault(set_id, Screened())
    answer.times_asked += 1
    answer.asked = [q.id for q in questions_of(set_id, knowledge) if q.id in questions]


def _may_ask(facts: Facts, question: str) -> bool:
    return question not in facts.declined and facts.asked_times.get(question, 0) < MOST_TIMES


def _operation_known(facts: Facts, _: Knowledge) -> bool:
    operations = live(facts)
    if operations:
        return all(op.procedure != ANY_SURGERY for op in operations)
    return bool(facts.problems) or any(s.body_part for s in facts.symptoms)


def _beside(place: str | None) -> set[str | None]:
    """The place itself and, for the part between two joints, its joints: a sore knee's calf needs no side."""
    return {place, *BETWEEN.get(place or "", ())}


def _side_known(facts: Facts, knowledge: Knowledge) -> bool:
    operations = live(facts)
    if operations:
        return not any(lacks_side(op, knowledge) for op in operations)
    sided = {part_region(p.body_part, knowledge) for p in facts.problems if p.side}
    places = (part_region(p.body_part, knowledge) for p in facts.problems if p.side is None)
    return all(place not in PAIRED or sided & _beside(place) for place in places)


def lacks_side(op: Operation, knowledge: Knowledge) -> bool:
    """True if the operation has a left and a right, and nobody said which ("back surgery" has none)."""
    item = knowledge.procedures.get(op.procedure)
    if op.side is not None or item is None or not item.laterality:
        return False
    return region_of(op.procedure, knowledge) in PAIRED or not is_family(op.procedure, knowledge)


def _when_known(facts: Facts, _: Knowledge) -> bool:
    operations = live(facts)
    if operations:
        return all(op.when is not None for op in operations)
    return facts.onset is not None or not (facts.problems or facts.symptoms)


def _concern_known(facts: Facts, _: Knowledge) -> bool:
    """Also by an activity: who asks "can I run?" has said what it is about."""
    asked_about = any(ask.activity for ask in facts.asks)
    return bool(facts.symptoms or facts.goals or facts.concern or facts.activities or asked_about)


def _wish_known(facts: Facts, _: Knowledge) -> bool:
    return facts.wish is not None


def _contact_known(facts: Facts, _: Knowledge) -> bool:
    return bool(facts.contact.phone or facts.contact.email)


_KNOWN: dict[str, Callable[[Facts, Knowledge], bool]] = {
    "operation": _operation_known,
    "side": _side_known,
    "when": _when_known,
    "concern": _concern_known,
    "wish": _wish_known,
    CONTACT: _contact_known,
}

_OF_BOOKING: dict[str, Callable[[Facts, Knowledge], bool]] = {
    "postcode": lambda facts, _: facts.contact.postcode is not None,
}
"""Asked by the booking alone, never by the enquiry."""
