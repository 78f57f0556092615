"""Screening: which sets of safety questions an enquiry needs, and the one short list that asks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from physio.facts.dates import weeks_since
from physio.facts.model import Facts, Screened
from physio.facts.regions import live, regions
from physio.knowledge import Knowledge, ScreeningQuestion, ScreeningSet

SCREENING = "screening:"
RECENT_WEEKS = 12
MOST_LINES = 6
MOST_TIMES = 2
_OF_PEOPLE = {"under_18": "child", "pregnant": "pregnancy"}
_IDS = re.compile(r"([A-Z]+)(\d+)(?:-[A-Z]+(\d+))?")


@dataclass(frozen=True)
class ScreeningAsk:
    """One screening question: its sets, and the question ids with the plain line for each."""

    sets: tuple[str, ...]
    questions: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def asked(self) -> str:
        """The question id to record as `asked`."""
        return SCREENING + self.sets[0]


def sets_needed(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The screening sets that this enquiry calls for, answered or not, the most telling first.

    A region's set; the general opener where something is wrong but nobody knows where; and the
    set for recent surgery on top, also when the date of the operation is not known yet.
    """
    people = [_OF_PEOPLE[m] for m in facts.modifiers if m in _OF_PEOPLE]
    places = regions(facts, knowledge)
    of_region = [s.id for s in knowledge.screening.values() if set(s.regions) & set(places)]
    recent = ["recent_any_op"] if _operated_lately(facts, today) else []
    told = bool(facts.operations or facts.problems or facts.symptoms)
    opener = ["universal_opener"] if not of_region and (told or "operation" in facts.declined) else []
    return tuple(s for s in [*people, *of_region, *opener, *recent] if s in knowledge.screening)


def _operated_lately(facts: Facts, today: date) -> bool:
    done = [weeks_since(op, today) for op in live(facts) if op.status == "done"]
    return any(weeks is None or 0 <= weeks < RECENT_WEEKS for weeks in done)


def sets_due(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The needed sets that were neither answered nor declined nor put twice."""
    return tuple(s for s in sets_needed(facts, knowledge, today) if _is_open(facts, s))


def _is_open(facts: Facts, set_id: str) -> bool:
    answer = facts.screening.get(set_id, Screened())
    settled = answer.clear or answer.declined or answer.unsure or bool(answer.yes)
    times = max(answer.times_asked, facts.asked_times.get(SCREENING + set_id, 0))
    return not settled and times < MOST_TIMES and SCREENING + set_id not in facts.declined


def screening_complete(facts: Facts, knowledge: Knowledge, today: date) -> bool:
    """True if every needed set was answered with "none of these"."""
    needed = sets_needed(facts, knowledge, today)
    return bool(needed) and all(facts.screening.get(s, Screened()).clear for s in needed)


def sets_answered(facts: Facts, asked: str) -> tuple[str, ...]:
    """The sets that an answer to `screening:<set>` is about: all those of the list that was shown."""
    named = asked[len(SCREENING) :]
    return tuple(facts.screening_open) if named in facts.screening_open else (named,)


def screening_question(facts: Facts, knowledge: Knowledge, today: date) -> ScreeningAsk | None:
    """The one list that asks all due sets: at most six plain lines, the most serious first.

    Each set gives its own most telling questions in turn; what another set already asks is left out.
    """
    due = sets_due(facts, knowledge, today)
    if not due:
        return None
    ordered = [_ordered(knowledge.screening[s], facts, knowledge) for s in due]
    chosen = _choose(ordered, due)
    ranked = sorted(chosen, key=lambda q: -_rank(q, knowledge))
    return ScreeningAsk(due, tuple(q.id for q in ranked), tuple(line_of(q) for q in ranked))


def line_of(question: ScreeningQuestion) -> str:
    """The words of a list line. A question that worries when answered no is turned round."""
    return re.sub(r"\bcan\b", "can't", question.plain, count=1) if question.if_no else question.plain


def _ordered(screening_set: ScreeningSet, facts: Facts, knowledge: Knowledge) -> list[ScreeningQuestion]:
    """A set's warning questions: in its written order for neck or back, those with a condition last."""
    warning = [q for q in screening_set.questions if q.kind == "yes_no" and (q.if_yes or q.if_no)]
    first = _written_order(screening_set, facts, knowledge)
    places = {question: place for place, question in enumerate(first)}
    return sorted(warning, key=lambda q: (places.get(q.id, len(places)), ":" in q.text))


def _written_order(screening_set: ScreeningSet, facts: Facts, knowledge: Knowledge) -> list[str]:
    """The ids of an order such as `Back: SP1-SP5 first, then SP6. Neck: SP13, SP6.`"""
    spine = [r for r in regions(facts, knowledge) if r in screening_set.regions]
    name = "Neck" if spine and set(spine) <= {"cervical_spine", "head_neck"} else "Back"
    part = re.search(rf"{name}:([^.]*)", screening_set.order)
    found = _IDS.findall(part.group(1)) if part else []
    return [f"{stem}{n}" for stem, a, b in found for n in range(int(a), int(b or a) + 1)]


def _choose(ordered: Sequence[list[ScreeningQuestion]], sets: Sequence[str]) -> list[ScreeningQuestion]:
    chosen: list[tuple[str, ScreeningQuestion]] = []
    waiting = [list(questions) for questions in ordered]
    while len(chosen) < MOST_LINES and any(waiting):
        for set_id, questions in zip_longest(sets, waiting):
            fresh = next((q for q in questions if not _asked_elsewhere(q, set_id, chosen)), None)
            questions[: questions.index(fresh) + 1 if fresh else len(questions)] = []
            if fresh and len(chosen) < MOST_LINES:
                chosen.append((set_id, fresh))
    return [q for _, q in chosen]


def _asked_elsewhere(
    question: ScreeningQuestion, set_id: str, chosen: Sequence[tuple[str, ScreeningQuestion]]
) -> bool:
    covered = {flag for other, q in chosen if other != set_id for flag in (*q.if_yes, *q.if_no)}
    return (question.if_yes or question.if_no)[0] in covered


def _rank(question: ScreeningQuestion, knowledge: Knowledge) -> int:
    flags = (knowledge.red_flags.get(f) for f in (*question.if_yes, *question.if_no)[:1])
    return max((knowledge.tiers[f.tier].rank for f in flags if f is not None), default=0)
