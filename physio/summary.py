"""What was understood, as short lines in plain words that the person can correct."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from physio.facts.model import Facts, Operation, Problem, SymptomFact, When
from physio.facts.regions import live
from physio.knowledge import Knowledge
from physio.phases import PRE_OP, phase

MOST_LINES = 8
_PAIN = re.compile(r"pains?|painful|sore|hurts?|hurting", re.I)


def understood(facts: Facts, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The facts as lines ("Right hip keyhole surgery, June 2026"): operations first, then what hurts,
    then goals and activities. For a carer they say "their". At most eight lines; never a condition."""
    lines = [_operation(op, facts.carer, knowledge, today) for op in live(facts)]
    lines += _complaints(facts, knowledge)
    lines += _wants(facts, knowledge)
    return tuple(line[:1].upper() + line[1:] for line in lines if line)[:MOST_LINES]


def questions_kept(facts: Facts) -> tuple[str, ...]:
    """The questions that wait for the physio, as lines in the person's own words."""
    return tuple(f'For the physio to answer: "{ask.words}"' for ask in facts.asks if ask.kept)


def _operation(op: Operation, carer: bool, knowledge: Knowledge, today: date) -> str:
    item = knowledge.procedures.get(op.procedure)
    name = item.plain if item is not None else op.words
    if op.side in ("left", "right"):
        name = f"{op.side} {name}"
    both = ["both sides"] if op.side == "both" else []
    parts = [_whose(name, carer), *both, *([" and ".join(op.levels)] if op.levels else [])]
    return ", ".join([*parts, *_date(op, knowledge, today)])


def _whose(name: str, carer: bool) -> str:
    return f"their {name}" if carer else name


def _date(op: Operation, knowledge: Knowledge, today: date) -> list[str]:
    to_come = phase(op, today, knowledge) == PRE_OP
    if op.when is None:
        return ["still to come"] if to_come else []
    return [f"planned for {in_words(op.when)}" if to_come else in_words(op.when)]


def in_words(when: When) -> str:
    """A date as people say it: "14 June 2026", "the week of 8 June 2026", "June 2026", "2018"."""
    day = f"{when.date.day} {when.date:%B %Y}"
    monday = when.date - timedelta(days=when.date.weekday())
    by_precision = {
        "week": f"around the week of {monday.day} {monday:%B %Y}",
        "month": f"{when.date:%B %Y}",
        "year": str(when.date.year),
    }
    return by_precision.get(when.precision, day)


def _complaints(facts: Facts, knowledge: Knowledge) -> list[str]:
    lines = [_problem(p, facts, knowledge) for p in facts.problems]
    placed = {p.body_part for p in facts.problems}
    rest = [s for s in facts.symptoms if s.body_part not in placed]
    if rest:
        also = "Also: " if lines or live(facts) else ""
        lines.append(also + _names(rest, knowledge))
    return lines


def _problem(problem: Problem, facts: Facts, knowledge: Knowledge) -> str:
    part = knowledge.body_parts.get(problem.body_part)
    name = part.plain if part is not None else problem.body_part.replace("_", " ")
    sided = {None: name, "both": f"{name} (both sides)"}.get(problem.side, f"{problem.side} {name}")
    felt = [s for s in facts.symptoms if s.body_part == problem.body_part and s.side in (None, problem.side)]
    return _whose(sided, facts.carer) + (f": {_names(felt, knowledge)}" if felt else "")


def _names(symptoms: Iterable[SymptomFact], knowledge: Knowledge) -> str:
    return ", ".join(dict.fromkeys(_name(s, knowledge) for s in symptoms if s.symptom in knowledge.symptoms))


def _name(symptom: SymptomFact, knowledge: Knowledge) -> str:
    """The pack's plain word for a symptom; but a plain "pain" is not turned into an ache."""
    return "pain" if _PAIN.fullmatch(symptom.words) else knowledge.symptoms[symptom.symptom].plain


def _wants(facts: Facts, knowledge: Knowledge) -> list[str]:
    goals = [knowledge.goals[g].plain for g in facts.goals if g in knowledge.goals]
    active = [knowledge.activities[a].plain for a in facts.activities if a in knowledge.activities]
    risks = [knowledge.modifiers[m].plain for m in facts.modifiers if m in knowledge.modifiers]
    wants = "They want: " if facts.carer else "Wants: "
    things = (knowledge.unwanted.get(item.thing) for item in facts.unwanted)
    unwanted = [thing.plain for thing in things if thing is not None]
    rows = (
        (wants, goals),
        ("Activities: ", active),
        ("Good to know: ", risks),
        ("Not wanted: ", unwanted),
    )
    return [start + ", ".join(names) for start, names in rows if names]
