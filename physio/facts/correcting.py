"""Taking back: "that's my husband's, not mine", "I haven't had a fusion", "it wasn't a fusion but a trim"."""

from __future__ import annotations

import re

from physio.facts.kinship import region_of, related
from physio.facts.mentions import mentions_of
from physio.facts.model import Facts, Operation, Problem
from physio.facts.regions import live, operations_at
from physio.facts.turn import NOT_MINE, Turn, note_change
from physio.reading.model import OTHER_PERSON

_IT_WAS = re.compile(r"\b(?:it was|i mean(?:t)?|should (?:say|have said)|it should be)\b", re.IGNORECASE)


def take_back(facts: Facts, turn: Turn) -> None:
    """Drop or replace what the words take back. A message that corrects nothing changes nothing."""
    if not turn.reading.correcting:
        return
    _replace_or_drop_denied(facts, turn)
    if not turn.assertions[1:]:
        _disown(facts, turn)


def _replace_or_drop_denied(facts: Facts, turn: Turn) -> None:
    """An operation that is denied goes; if another is named instead, it takes over side and date."""
    for finding in turn.negated("procedure"):
        for op in [o for o in facts.operations if related(o.procedure, finding.value, turn.knowledge)]:
            _replace(facts, op, _instead(facts, op, turn), turn)
    if not turn.negated("procedure"):
        _replace_sibling(facts, turn)
    for finding in turn.negated("body_part"):
        _drop_problems(facts, [p for p in facts.problems if p.body_part == finding.value], turn)


def _instead(facts: Facts, denied: Operation, turn: Turn) -> str | None:
    named = [m.procedure for m in mentions_of(facts, turn) if m.procedure != denied.procedure]
    return named[0] if named else None


def _replace_sibling(facts: Facts, turn: Turn) -> None:
    """ "Actually it was a repair": another operation of the same region replaces the one that is known.

    "I mean it was a knee replacement" replaces the only one, wherever that was.
    """
    for mention in mentions_of(facts, turn):
        if any(related(op.procedure, mention.procedure, turn.knowledge) for op in facts.operations):
            continue
        place = region_of(mention.procedure, turn.knowledge)
        there = [op for op in live(facts) if region_of(op.procedure, turn.knowledge) == place]
        only = live(facts) if len(live(facts)) == 1 and _IT_WAS.search(turn.reading.text) else []
        if len(there or only) == 1:
            _replace(facts, (there or only)[0], mention.procedure, turn)


def _replace(facts: Facts, op: Operation, instead: str | None, turn: Turn) -> None:
    note_change(facts, "operation", op.procedure, instead, turn.words)
    if instead is None or any(o.procedure == instead for o in facts.operations):
        facts.operations.remove(op)
    else:
        op.procedure = instead


def _disown(facts: Facts, turn: Turn) -> None:
    """ "That's my husband's": the named facts go; if none is named, the last one that was told."""
    others = [f for f in turn.reading.findings if f.assertion == OTHER_PERSON]
    named = [f for f in others if f.entity in ("procedure", "body_part", "symptom", "when")]
    about_other = others or turn.reading.relation is not None or NOT_MINE.search(turn.reading.text)
    if not about_other or _already_taken_back(facts, turn):
        return
    for finding in named:
        _drop_named(facts, finding.entity, finding.value, turn)
    if not named and not any(turn.mine(e) for e in ("procedure", "body_part", "symptom")):
        _drop_last(facts, turn)


def _already_taken_back(facts: Facts, turn: Turn) -> bool:
    return any(c.words == turn.words and c.after == "" for c in facts.changes)


def _drop_named(facts: Facts, entity: str, value: str, turn: Turn) -> None:
    if entity == "procedure":
        for op in [o for o in facts.operations if related(o.procedure, value, turn.knowledge)]:
            _replace(facts, op, None, turn)
    if entity == "body_part":
        for op in operations_at(facts, value, turn.knowledge):
            _replace(facts, op, None, turn)
        _drop_problems(facts, [p for p in facts.problems if p.body_part == value], turn)
    if entity == "symptom":
        facts.symptoms = [s for s in facts.symptoms if s.symptom != value]


def _drop_last(facts: Facts, turn: Turn) -> None:
    if facts.operations:
        _replace(facts, facts.operations[-1], None, turn)
    else:
        _drop_problems(facts, facts.problems[-1:], turn)


def _drop_problems(facts: Facts, problems: list[Problem], turn: Turn) -> None:
    for problem in problems:
        note_change(facts, "problem", _named_problem(problem), None, turn.words)
        facts.problems.remove(problem)
        place = (problem.body_part, problem.side)
        facts.symptoms = [s for s in facts.symptoms if (s.body_part, s.side) != place]


def _named_problem(problem: Problem) -> str:
    return f"{problem.side} {problem.body_part}" if problem.side else problem.body_part
