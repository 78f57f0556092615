"""The lines of a safety list: how screening questions share them, and which ones fit into one short list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from physio.knowledge import Knowledge, ScreeningQuestion, ScreeningSet

_IDS = re.compile(r"([A-Z]+)(\d+)(?:-[A-Z]+(\d+))?")
_NECK = {"cervical_spine", "head_neck"}


@dataclass(frozen=True)
class Line:
    """A line of the list: its set, its words, the questions that it asks.

    A `kept` one is never left out; a `called` one was called for by what was told.
    """

    set_id: str
    words: str
    questions: tuple[ScreeningQuestion, ...]
    kept: bool = False
    called: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """The red flags that it asks about, the main one first."""
        return tuple(f for q in self.questions for f in flags_of(q))


def flags_of(question: ScreeningQuestion) -> tuple[str, ...]:
    """The red flags that a question asks about, the main one first."""
    return (*question.if_yes, *question.if_no)


def line_of(question: ScreeningQuestion) -> str:
    """The words of a list line. A question that worries when answered no is turned round."""
    return re.sub(r"\bcan\b", "can't", question.plain, count=1) if question.if_no else question.plain


def lines_of(screening_set: ScreeningSet, places: Collection[str], told: frozenset[str]) -> list[Line]:
    """The set's lines in the order of its questions; a shared line stands where its first question does.

    `places` are the regions that the enquiry is about, `told` the circumstances.
    """
    ordered = _ordered(screening_set, places, told)
    put = {q.id for q in ordered}
    whole = [line for line in screening_set.lines if put.issuperset(line.questions)]
    shared = {name: line for line in whole for name in line.questions}
    lines: dict[str, Line] = {}
    for question in ordered:
        line = shared.get(question.id)
        together = tuple(q for q in ordered if line and q.id in line.questions) or (question,)
        words = line.plain if line else line_of(question)
        called = any(told & set(q.first_for) for q in together)
        kept = line is not None and line.kept
        lines.setdefault(words, Line(screening_set.id, words, together, kept, called))
    return list(lines.values())


def _ordered(
    screening_set: ScreeningSet, places: Collection[str], told: frozenset[str]
) -> list[ScreeningQuestion]:
    """A set's warning questions: those moved up, the written order, conditional ones, risks alone."""
    warning = [q for q in screening_set.questions if _is_put(q, told)]
    first = _written_order(screening_set, places)
    order = {question: place for place, question in enumerate(first)}
    return sorted(
        warning,
        key=lambda q: (
            told.isdisjoint(q.first_for),
            q.note_only,
            order.get(q.id, len(order)),
            ":" in q.text,
        ),
    )


def _is_put(question: ScreeningQuestion, told: frozenset[str]) -> bool:
    asks = question.kind == "yes_no" and bool(flags_of(question))
    return asks and (not question.only_for or bool(told & set(question.only_for)))


def _written_order(screening_set: ScreeningSet, places: Collection[str]) -> list[str]:
    """The ids of an order such as `Back: SP1-SP5 first, then SP6. Neck: SP13, SP6.`"""
    spine = [r for r in places if r in screening_set.regions]
    name = "Neck" if spine and set(spine) <= _NECK else "Back"
    part = re.search(rf"{name}:([^.]*)", screening_set.order)
    found = _IDS.findall(part.group(1)) if part else []
    return [f"{stem}{n}" for stem, a, b in found for n in range(int(a), int(b or a) + 1)]


def never_left_out(sets: Sequence[Sequence[Line]], doubts: Collection[str]) -> list[Line]:
    """The lines that must be put, if not here then in a second list: about a doubt, and kept ones."""
    every = [line for lines in sets for line in lines]
    doubtful = [next((line for line in every if doubt in line.flags), None) for doubt in sorted(doubts)]
    kept = [line for line in every if line.kept]
    return list(dict.fromkeys(line for line in (*doubtful, *kept) if line))


def choose(sets: Sequence[Sequence[Line]], doubts: Collection[str], most: int) -> list[Line]:
    """The first list: what must be put, what was called for, then each set's next lines in turn."""
    chosen = never_left_out(sets, doubts)
    for line in (line for lines in sets for line in lines if line.called and line not in chosen):
        if not asked_elsewhere(line, chosen):
            chosen.append(line)
    chosen = chosen[:most]
    had_a_turn = {line.set_id for line in chosen}
    waiting = [[line for line in lines if line not in chosen] for lines in sets]
    turns = [lines for lines in waiting if lines and lines[0].set_id not in had_a_turn]
    while len(chosen) < most and any(waiting):
        for lines in turns:
            fresh = next((line for line in lines if not asked_elsewhere(line, chosen)), None)
            lines[: lines.index(fresh) + 1 if fresh else len(lines)] = []
            if fresh and len(chosen) < most:
                chosen.append(fresh)
        turns = waiting
    return chosen


def asked_elsewhere(line: Line, chosen: Iterable[Line]) -> bool:
    """Whether every question of a line is put by another line already: its subject, or else its main flag."""
    others = list(chosen)
    return all(_is_covered(question, line.set_id, others) for question in line.questions)


def _is_covered(question: ScreeningQuestion, set_id: str, others: Sequence[Line]) -> bool:
    if question.about is not None:
        return any(question.about == q.about for other in others for q in other.questions)
    flags = {flag for other in others if other.set_id != set_id for flag in other.flags}
    return not flags.isdisjoint(flags_of(question)[:1])


def gravest_first(lines: Iterable[Line], knowledge: Knowledge) -> list[Line]:
    """The lines in the order in which they are put."""
    return sorted(lines, key=lambda line: -_rank(line, knowledge))


def _rank(line: Line, knowledge: Knowledge) -> int:
    """How urgent a line's main flag is."""
    return knowledge.tiers[knowledge.red_flags[line.flags[0]].tier].rank
