"""Problems and symptoms: what hurts, where, and on which side. The reader ties each symptom to its place."""

from __future__ import annotations

from physio.facts.loose import dated_parts, set_problem_side
from physio.facts.model import Facts, Problem, SymptomFact
from physio.facts.regions import PAIRED, operations_at, part_region
from physio.facts.turn import Turn
from physio.reading.model import Finding


def merge_problems(facts: Facts, turn: Turn) -> None:
    """Every body part that is spoken of is a problem, unless it only says where the operation was."""
    for part in _complained_of(facts, turn):
        _add_problem(facts, part.value, side_of(part, turn), turn)


def _complained_of(facts: Facts, turn: Turn) -> list[Finding]:
    dated = dated_parts(facts, turn)
    return [p for p in turn.mine("body_part") if p not in dated and not _only_place(p, facts, turn)]


def _only_place(part: Finding, facts: Facts, turn: Turn) -> bool:
    """True for the place of an operation; what is wrong there comes in with its symptom."""
    if any(_is_place_of(part, op) for op in turn.past_too("procedure")):
        return True
    side = side_of(part, turn)
    return any(
        side is None or op.side in (None, side) for op in operations_at(facts, part.value, turn.knowledge)
    )


def _is_place_of(part: Finding, operation: Finding) -> bool:
    inside = operation.start <= part.start and part.end <= operation.end
    return inside or (part.group is not None and part.group == operation.group)


def side_of(finding: Finding, turn: Turn) -> str | None:
    """The side of a body part or symptom, the reader's or its group's; the neck and the back have none."""
    if finding.entity == "body_part" and part_region(finding.value, turn.knowledge) not in PAIRED:
        return None
    grouped = [s.value for s in turn.in_group("side", finding.group)]
    return finding.extra.get("side") or next(iter(grouped), None)


def _add_problem(facts: Facts, body_part: str, side: str | None, turn: Turn) -> None:
    same = [p for p in facts.problems if p.body_part == body_part]
    if (side is None and same) or any(p.side == side for p in same):
        return
    sided_now = [p for p in same if p.side is None] or (same[-1:] if turn.reading.correcting else [])
    for problem in sided_now:
        set_problem_side(facts, problem, side, turn)
    if not sided_now and not _only_corrects(facts, body_part, turn):
        facts.problems.append(Problem(body_part=body_part, side=side))


def _only_corrects(facts: Facts, body_part: str, turn: Turn) -> bool:
    """True for "no, left hip" after a right hip operation: it corrects that, and adds no new problem."""
    return turn.reading.correcting and bool(operations_at(facts, body_part, turn.knowledge))


def merge_symptoms(facts: Facts, turn: Turn) -> None:
    """Every present symptom, once for each place, which is a problem then; a later place is added to it."""
    for finding in turn.mine("symptom"):
        place = place_of(finding, turn)
        side = side_of(finding, turn) if part_region(place, turn.knowledge) in PAIRED else None
        _add_symptom(facts, finding, place, side)
        if place is not None:
            _add_problem(facts, place, side, turn)


def place_of(symptom: Finding, turn: Turn) -> str | None:
    """The body part that a symptom is tied to: the reader's, or its group's."""
    grouped = [p.value for p in turn.in_group("body_part", symptom.group)]
    return symptom.extra.get("body_part") or next(iter(grouped), None)


def _add_symptom(facts: Facts, finding: Finding, body_part: str | None, side: str | None) -> None:
    same = [s for s in facts.symptoms if s.symptom == finding.value]
    if any(s.body_part == body_part and side in (None, s.side) for s in same) or (body_part is None and same):
        return
    vague = next((s for s in same if s.body_part in (None, body_part) and s.side is None), None)
    if vague is not None:
        vague.body_part, vague.side = body_part, side
        return
    facts.symptoms.append(
        SymptomFact(symptom=finding.value, body_part=body_part, side=side, words=finding.text),
    )
