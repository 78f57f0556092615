"""Screening: which sets of safety questions an enquiry needs, and the one short list that asks them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from physio.facts.dates import weeks_since
from physio.facts.model import Facts, Screened
from physio.facts.regions import live, regions
from physio.knowledge import Knowledge, ScreeningQuestion, ScreeningSet
from physio.knowledge.content import RECENT_OPERATION

SCREENING = "screening:"
RECENT_WEEKS = 12
MOST_TIMES = 2
_OF_PEOPLE = {"under_18": "child", "pregnant": "pregnancy"}
_IDS = re.compile(r"([A-Z]+)(\d+)(?:-[A-Z]+(\d+))?")


@dataclass(frozen=True)
class ScreeningAsk:
    """One screening question: its sets, and its lines in plain words with the question ids of each."""

    sets: tuple[str, ...]
    lines: tuple[str, ...]
    of_line: tuple[tuple[str, ...], ...]

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
    surgery on top, also when the date of the operation is not known yet; and for each red flag that the words
    may have meant a set that asks about it.
    """
    people = [_OF_PEOPLE[m] for m in facts.modifiers if m in _OF_PEOPLE]
    places = regions(facts, knowledge)
    of_region = [s.id for s in knowledge.screening.values() if set(s.regions) & set(places)]
    recent = ["recent_any_op"] if _operated_lately(facts, today) else []
    told = bool(facts.operations or facts.problems or facts.symptoms)
    opener = ["universal_opener"] if not of_region and (told or "operation" in facts.declined) else []
    found = [s for s in [*people, *of_region, *opener, *recent] if s in knowledge.screening]
    return tuple(dict.fromkeys([*found, *_sets_of_doubts(facts, found, knowledge)]))


def _sets_of_doubts(facts: Facts, chosen: Sequence[str], knowledge: Knowledge) -> list[str]:
    """For each doubt that no chosen set asks about, the first set that does."""
    found = []
    for flag in facts.doubts:
        asking = [s for s in knowledge.screening if _asks_about(knowledge.screening[s].questions, flag)]
        if asking and not set(asking) & set(chosen):
            found.append(asking[0])
    return found


def _asks_about(questions: Sequence[ScreeningQuestion], flag: str) -> bool:
    return any(flag in (*question.if_yes, *question.if_no) for question in questions)


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
    named = {s: _asking_about(flags, shown, knowledge.screening[s]) for s in sets_answered(facts, asked)}
    answered = facts.copy(deep=True)
    for set_id, questions in named.items() if any(named.values()) else ():
        answer = answered.screening.setdefault(set_id, Screened())
        answer.clear, answer.declined, answer.unsure = False, False, not questions
        answer.yes = list(dict.fromkeys([*answer.yes, *questions]))
    return answered


def _asking_about(flags: Collection[str], shown: Collection[str], of_set: ScreeningSet) -> list[str]:
    return [q.id for q in of_set.questions if q.id in shown and any(_asks_about((q,), f) for f in flags)]


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


@dataclass(frozen=True)
class _Line:
    """A line of the list: its set, its words, the questions that it asks; `kept` ones are never left out."""

    set_id: str
    words: str
    questions: tuple[ScreeningQuestion, ...]
    kept: bool

    @property
    def flags(self) -> tuple[str, ...]:
        """The red flags that it asks about, the main one first."""
        return tuple(f for q in self.questions for f in (*q.if_yes, *q.if_no))


def screening_question(facts: Facts, knowledge: Knowledge, today: date) -> ScreeningAsk | None:
    """The one list that asks all due sets: at most `screening_lines` plain lines, the most serious first.

    The lines that a set writes out itself are never left out. Then each set gives its own most telling
    questions in turn; what another set already asks is left out.
    """
    due = sets_due(facts, knowledge, today)
    if not due:
        return None
    front = _moved_up(facts, today)
    lines = [_lines_of(knowledge.screening[s], facts, knowledge, front) for s in due]
    chosen = _choose(lines, set(facts.doubts), _most_lines(front, knowledge))
    ranked = sorted(chosen, key=lambda line: -_rank(line, knowledge))
    ids = tuple(tuple(q.id for q in line.questions) for line in ranked)
    return ScreeningAsk(due, tuple(line.words for line in ranked), ids)


def _moved_up(facts: Facts, today: date) -> frozenset[str]:
    """What is known that moves a question to the front of its set."""
    recent = {RECENT_OPERATION} if _operated_lately(facts, today) else set()
    return frozenset({*facts.modifiers, *facts.activities, *recent})


def _most_lines(front: frozenset[str], knowledge: Knowledge) -> int:
    limits = knowledge.thresholds
    recent = RECENT_OPERATION in front
    return limits.screening_lines_after_operation if recent else limits.screening_lines


def line_of(question: ScreeningQuestion) -> str:
    """The words of a list line. A question that worries when answered no is turned round."""
    return re.sub(r"\bcan\b", "can't", question.plain, count=1) if question.if_no else question.plain


def _lines_of(
    screening_set: ScreeningSet, facts: Facts, knowledge: Knowledge, front: frozenset[str]
) -> list[_Line]:
    """The set's lines in the order of its questions; a shared line stands where its first question does."""
    lines: dict[str, _Line] = {}
    ordered = _ordered(screening_set, facts, knowledge, front)
    shared = {name: line for line in screening_set.lines for name in line.questions}
    for question in ordered:
        line = shared.get(question.id)
        words = line.plain if line else line_of(question)
        together = tuple(q for q in ordered if q.id in line.questions) if line else (question,)
        lines.setdefault(words, _Line(screening_set.id, words, together, line is not None))
    return list(lines.values())


def _ordered(
    screening_set: ScreeningSet, facts: Facts, knowledge: Knowledge, front: frozenset[str]
) -> list[ScreeningQuestion]:
    """A set's warning questions: those moved up, the written order, conditional ones, risks alone."""
    warning = [q for q in screening_set.questions if q.kind == "yes_no" and (q.if_yes or q.if_no)]
    first = _written_order(screening_set, facts, knowledge)
    places = {question: place for place, question in enumerate(first)}
    return sorted(
        warning,
        key=lambda q: (
            front.isdisjoint(q.first_for),
            q.note_only,
            places.get(q.id, len(places)),
            ":" in q.text,
        ),
    )


def _written_order(screening_set: ScreeningSet, facts: Facts, knowledge: Knowledge) -> list[str]:
    """The ids of an order such as `Back: SP1-SP5 first, then SP6. Neck: SP13, SP6.`"""
    spine = [r for r in regions(facts, knowledge) if r in screening_set.regions]
    name = "Neck" if spine and set(spine) <= {"cervical_spine", "head_neck"} else "Back"
    part = re.search(rf"{name}:([^.]*)", screening_set.order)
    found = _IDS.findall(part.group(1)) if part else []
    return [f"{stem}{n}" for stem, a, b in found for n in range(int(a), int(b or a) + 1)]


def _choose(sets: Sequence[list[_Line]], doubts: set[str], most: int) -> list[_Line]:
    """Lines about a doubt, then kept lines (their set's turn of the first round); then each set in turn."""
    every = [line for lines in sets for line in lines]
    doubtful = [next((line for line in every if doubt in line.flags), None) for doubt in sorted(doubts)]
    kept = [line for line in every if line.kept]
    chosen = list(dict.fromkeys(line for line in (*doubtful, *kept) if line))[:most]
    had_a_turn = {line.set_id for line in chosen}
    waiting = [[line for line in lines if line not in chosen] for lines in sets]
    turns = [lines for lines in waiting if lines and lines[0].set_id not in had_a_turn]
    while len(chosen) < most and any(waiting):
        for lines in turns:
            fresh = next((line for line in lines if not _asked_elsewhere(line, chosen)), None)
            lines[: lines.index(fresh) + 1 if fresh else len(lines)] = []
            if fresh and len(chosen) < most:
                chosen.append(fresh)
        turns = waiting
    return chosen


def _asked_elsewhere(line: _Line, chosen: Sequence[_Line]) -> bool:
    covered = {flag for other in chosen if other.set_id != line.set_id for flag in other.flags}
    return line.flags[0] in covered


def _rank(line: _Line, knowledge: Knowledge) -> int:
    """How urgent a line's main flag is."""
    flag = knowledge.red_flags.get(line.flags[0])
    return knowledge.tiers[flag.tier].rank if flag is not None else 0
