"""The facts of an enquiry as a physio wants to read them: a label and a few words for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from physio.facts import Facts
from physio.facts.model import Ask, Operation, Problem, Screened, SymptomFact
from physio.knowledge import Knowledge
from physio.summary import in_words

Line = tuple[str, str]


def facts_lines(facts: Facts, knowledge: Knowledge) -> list[Line]:
    """(label, words) in the order of a physio's questions; what is unknown is left out."""
    lines = [
        *_operations(facts, knowledge),
        ("Complains of", _joined(_problem(problem, knowledge) for problem in facts.problems)),
        ("Symptoms", _joined(_symptom(symptom, knowledge) for symptom in facts.symptoms)),
        ("Since", in_words(facts.onset) if facts.onset else ""),
        ("Bothers most", facts.concern or ""),
        ("Wants", _joined(_term(knowledge.goals, goal) for goal in facts.goals)),
        ("Does or asks about", _joined(_term(knowledge.activities, item) for item in facts.activities)),
        ("Age", str(facts.age) if facts.age is not None else ""),
        ("Take care", _joined(_term(knowledge.modifiers, item) for item in facts.modifiers)),
        ("Doesn't want", _joined(f"“{item.words}”" for item in facts.unwanted)),
        ("For you to answer", _joined(_words(ask, knowledge) for ask in facts.asks if ask.kept)),
        ("Asked", _joined(_ask(facts, knowledge))),
        *_screening(facts.screening, knowledge),
        ("Written by", (facts.relation or "a carer") if facts.carer else ""),
        ("Language", "" if facts.language == "en" else facts.language),
        *[(f"Corrected: {change.field}", f"{change.before} → {change.after}") for change in facts.changes],
    ]
    return [line for line in lines if line[1]]


def _operations(facts: Facts, knowledge: Knowledge) -> list[Line]:
    return [("Operation", _operation(item, knowledge)) for item in facts.operations]


def _operation(operation: Operation, knowledge: Knowledge) -> str:
    known = knowledge.procedures.get(operation.procedure)
    parts = [
        known.term if known else operation.procedure,
        ", ".join(operation.levels),
        operation.side or ("side not known" if known and known.laterality else ""),
        in_words(operation.when) if operation.when else "date not known",
        "" if operation.status == "done" else operation.status,
    ]
    return _joined(parts)


def _problem(problem: Problem, knowledge: Knowledge) -> str:
    return _beside(problem.side, _term(knowledge.body_parts, problem.body_part))


def _symptom(symptom: SymptomFact, knowledge: Knowledge) -> str:
    what = _term(knowledge.symptoms, symptom.symptom)
    where = _term(knowledge.body_parts, symptom.body_part) if symptom.body_part else ""
    place = _beside(symptom.side, where)
    return f"{what} ({place})" if place else what


def _ask(facts: Facts, knowledge: Knowledge) -> Iterable[str]:
    for ask in facts.asks:
        if not ask.kept:
            yield _words(ask, knowledge) + ("" if ask.answered else " (not answered yet)")


def _words(ask: Ask, knowledge: Knowledge) -> str:
    return f"“{ask.words}”" if ask.words else _term(knowledge.asks, ask.ask)


def _screening(screening: Mapping[str, Screened], knowledge: Knowledge) -> list[Line]:
    questions = {q.id: q.plain or q.text for s in knowledge.screening.values() for q in s.questions}
    return [("Safety questions", _screened(answer, questions)) for answer in screening.values()]


def _screened(answer: Screened, questions: Mapping[str, str]) -> str:
    if answer.yes:
        return "Yes or not sure: " + _joined(questions.get(item, item) for item in answer.yes)
    if answer.unsure:
        return "Not sure"
    if answer.declined:
        return "Would rather not say"
    return "None of these" if answer.clear else "Asked, not answered"


def _term(items: Mapping[str, Any], item_id: str) -> str:
    item = items.get(item_id)
    return str(item.plain) if item else item_id.replace("_", " ")


def _beside(side: str | None, what: str) -> str:
    return " ".join(part for part in (side, what) if part)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))
