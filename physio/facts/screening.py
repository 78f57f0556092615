"""Screening: which sets of safety questions an enquiry needs, and the one short list that asks them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from physio.facts.circumstances import circumstances
from physio.facts.lists import (
    Line,
    asked_elsewhere,
    choose,
    flags_of,
    gravest_first,
    lines_of,
    never_left_out,
)
from physio.facts.model import Facts, Screened
from physio.facts.regions import regions
from physio.knowledge import Knowledge, ScreeningQuestion
from physio.knowledge.content import RECENT_OPERATION

SCREENING = "screening:"
ANYONE, SECOND = "anyone", "second"
"""The set that is put beside every other, and the name of a second list: what the first had no room for."""
MOST_TIMES = 2
_OF_PEOPLE = {
    "under_18": "child", "pregnant": "pregnancy", "spinal_cord_injury": "cord_injury", "diabetes": "diabetes",
}  # fmt: skip


@dataclass(frozen=True)
class ScreeningAsk:
    """One screening question: its sets, and its lines in plain words with the question ids of each.

    `beside` is the set for anyone, when its lines are put with those of the sets.
    """

    sets: tuple[str, ...]
    lines: tuple[str, ...]
    of_line: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question that the list asks, in its order."""
        return tuple(question for ids in self.of_line for question in ids)

    @property
    def asked(self) -> str:
        """The question id to record as `asked`."""
        return SCREENING + self.sets[0]


def sets_needed(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The screening sets that this enquiry calls for, answered or not, the most telling first.

    A region's set; the general opener where something is wrong but nobody knows where; the set for recent
    surgery on top, also when the date of the operation is not known yet; for each red flag that the words
    may have meant a set that asks about it. A second list comes after all of these.
    """
    first = _first_sets(facts, knowledge, circumstances(facts, knowledge, today))
    return (*first, SECOND) if _second_needed(facts, first, knowledge, today) else first


def _first_sets(facts: Facts, knowledge: Knowledge, told: frozenset[str]) -> tuple[str, ...]:
    found = _sets_of_facts(facts, knowledge, told)
    doubtful = _sets_of_doubts(facts, [*found, *([ANYONE] if found else [])], knowledge)
    return tuple(dict.fromkeys(s for s in (*found, *doubtful) if s != ANYONE or not found))


def _sets_of_facts(facts: Facts, knowledge: Knowledge, told: frozenset[str]) -> list[str]:
    """The sets of the person, of the regions or else of somebody unwell, and of a recent operation."""
    people = [_OF_PEOPLE[m] for m in facts.modifiers if m in _OF_PEOPLE]
    places = regions(facts, knowledge)
    of_region = [s.id for s in knowledge.screening.values() if set(s.regions) & set(places)]
    recent = ["recent_any_op"] if RECENT_OPERATION in told else []
    something = bool(facts.operations or facts.problems or facts.symptoms)
    unplaced = not of_region and (something or "operation" in facts.declined)
    opener = ["universal_opener"] if unplaced else []
    return [*people, *of_region, *opener, *recent]


def _second_needed(facts: Facts, first: Sequence[str], knowledge: Knowledge, today: date) -> bool:
    """Once every first list was answered with "none of these", if something is left over."""
    if SECOND in facts.screening:
        return True
    clear = bool(first) and all(facts.screening.get(s, Screened()).clear for s in first)
    return clear and bool(_left_over(facts, knowledge, today))


def _sets_of_doubts(facts: Facts, chosen: Sequence[str], knowledge: Knowledge) -> list[str]:
    """For each doubt that no chosen set asks about, the first set that does."""
    found = []
    for flag in facts.doubts:
        asking = [s for s in knowledge.screening if _asks_about(knowledge.screening[s].questions, flag)]
        if asking and not set(asking) & set(chosen):
            found.append(asking[0])
    return found


def _asks_about(questions: Sequence[ScreeningQuestion], flag: str) -> bool:
    return any(flag in flags_of(question) for question in questions)


def sets_due(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The needed sets that were neither answered nor declined nor put twice."""
    return tuple(s for s in sets_needed(facts, knowledge, today) if _is_open(facts, s))


def _is_open(facts: Facts, set_id: str) -> bool:
    answer = facts.screening.get(set_id, Screened())
    settled = answer.clear or answer.declined or answer.unsure or bool(answer.yes)
    times = max(answer.times_asked, facts.asked_times.get(SCREENING + set_id, 0))
    return not settled and times < MOST_TIMES and SCREENING + set_id not in facts.declined


def declined_sets(facts: Facts) -> frozenset[str]:
    """The sets that were refused, or put twice without an answer."""
    return frozenset(name for name, answer in facts.screening.items() if answer.declined)


def asks_which(facts: Facts, asked: str | None) -> bool:
    """Whether "not sure" about the shown list as a whole is asked line by line, once, before it counts."""
    if asked is None or not asked.startswith(SCREENING):
        return False
    answers = [facts.screening.get(set_id, Screened()) for set_id in sets_answered(facts, asked)]
    return all(not answer.hesitated and 0 < answer.times_asked < MOST_TIMES for answer in answers)


def hesitant_sets(facts: Facts) -> frozenset[str]:
    """The sets that were first answered with "not sure", as a whole."""
    return frozenset(name for name, answer in facts.screening.items() if answer.hesitated)


def close_unanswered(facts: Facts, asked: str | None) -> None:
    """A list that was put for the last time, and that the message doesn't answer, counts as refused."""
    if asked is None or not asked.startswith(SCREENING):
        return
    for set_id in sets_answered(facts, asked):
        answer = facts.screening.get(set_id, Screened())
        given = answer.clear or answer.unsure or bool(answer.yes)
        if answer.times_asked >= MOST_TIMES and not given:
            answer.declined = True


def list_answered(facts: Facts, asked: str | None, flags: Collection[str], knowledge: Knowledge) -> Facts:
    """The facts after a message that raised flags: naming one line of the open list answers the list."""
    if asked is None or not asked.startswith(SCREENING):
        return facts
    shown = {question for ids in facts.screening_lines for question in ids}
    named = {s: _asking_about(flags, shown, questions_of(s, knowledge)) for s in sets_answered(facts, asked)}
    answered = facts.copy(deep=True)
    for set_id, questions in named.items() if any(named.values()) else ():
        answer = answered.screening.setdefault(set_id, Screened())
        answer.clear, answer.declined, answer.unsure = False, False, not questions
        answer.yes = list(dict.fromkeys([*answer.yes, *questions]))
    return answered


def _asking_about(
    flags: Collection[str], shown: Collection[str], questions: Iterable[ScreeningQuestion]
) -> list[str]:
    return [q.id for q in questions if q.id in shown and any(_asks_about((q,), f) for f in flags)]


def questions_of(set_id: str, knowledge: Knowledge) -> tuple[ScreeningQuestion, ...]:
    """The questions that a set may put; a second list may put those of any set."""
    sets = knowledge.screening.values() if set_id == SECOND else (knowledge.screening[set_id],)
    return tuple(question for each in sets for question in each.questions)


def screening_complete(facts: Facts, knowledge: Knowledge, today: date) -> bool:
    """True if every needed set was answered with "none of these"."""
    needed = sets_needed(facts, knowledge, today)
    return bool(needed) and all(facts.screening.get(s, Screened()).clear for s in needed)


def sets_answered(facts: Facts, asked: str) -> tuple[str, ...]:
    """The sets that an answer to `screening:<set>` is about: all those of the list that was shown."""
    named = asked[len(SCREENING) :]
    return tuple(facts.screening_open) if named in facts.screening_open else (named,)


def shown_before(facts: Facts, ask: ScreeningAsk) -> bool:
    """Whether exactly this list was the last one that was shown."""
    return facts.screening_lines == [list(ids) for ids in ask.of_line]


def screening_question(facts: Facts, knowledge: Knowledge, today: date) -> ScreeningAsk | None:
    """The one list that asks all due sets: at most `screening_lines` plain lines, the most serious first.

    What must be put and doesn't fit is a second list.
    """
    due = sets_due(facts, knowledge, today)
    if not due:
        return None
    told = circumstances(facts, knowledge, today)
    most = _most_lines(told, knowledge)
    beside = (ANYONE,) if ANYONE not in due and due != (SECOND,) and _is_open(facts, ANYONE) else ()
    if due == (SECOND,):
        chosen = _left_over(facts, knowledge, today)[:most]
    else:
        chosen = choose(_lines((*due, *beside), facts, knowledge, told), facts.doubts, most)
    ranked = gravest_first(chosen, knowledge)
    ids = tuple(tuple(q.id for q in line.questions) for line in ranked)
    return ScreeningAsk(due, tuple(line.words for line in ranked), ids, beside)


def _lines(sets: Iterable[str], facts: Facts, knowledge: Knowledge, told: frozenset[str]) -> list[list[Line]]:
    """The lines of each set; of one that is there for a doubt only those that ask about it."""
    places = regions(facts, knowledge)
    own = {*_sets_of_facts(facts, knowledge, told), ANYONE}
    found = []
    for set_id in (s for s in sets if s != SECOND):
        lines = lines_of(knowledge.screening[set_id], places, told)
        found.append([line for line in lines if set_id in own or set(line.flags) & set(facts.doubts)])
    return found


def _left_over(facts: Facts, knowledge: Knowledge, today: date) -> list[Line]:
    """The lines that must be put and had no room, or are about a later doubt, once a list was answered."""
    told = circumstances(facts, knowledge, today)
    shown = {q for answer in facts.screening.values() for q in answer.asked}
    sets = dict.fromkeys((*_first_sets(facts, knowledge, told), ANYONE))
    lines = _lines(sets, facts, knowledge, told)
    put = [line for every in lines for line in every if shown & {q.id for q in line.questions}]
    waiting = [line for line in never_left_out(lines, facts.doubts) if line not in put] if shown else []
    return [line for line in waiting if not asked_elsewhere(line, put)]


def _most_lines(told: frozenset[str], knowledge: Knowledge) -> int:
    limits = knowledge.thresholds
    recent = RECENT_OPERATION in told
    return limits.screening_lines_after_operation if recent else limits.screening_lines
