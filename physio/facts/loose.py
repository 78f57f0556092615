"""Sides, levels and dates that a message ties to no operation: they go to the one being talked about."""

from __future__ import annotations

import re

from physio.facts.kinship import region_of
from physio.facts.mentions import is_denied_date, part_before
from physio.facts.model import Facts, Operation, Problem, When
from physio.facts.operations import set_levels, set_side, set_when
from physio.facts.regions import PAIRED, live, operations_at, part_region
from physio.facts.turn import Turn, note_change, when_of
from physio.reading.model import Finding

BOOKING_QUESTIONS = ("visit_kind", "visit_time", "visit_confirm")
_FEW_WORDS = 2
_OPENING_SIDE = re.compile(r"\W*(left|right)\s*[,;.]\s*\w", re.IGNORECASE)
"""Opens the answer to "which side, and when?": "right, June"."""


def merge_loose(facts: Facts, turn: Turn) -> None:
    """Give the message's untied levels, dates and sides to the operation or problem that they fit."""
    _merge_levels(facts, turn)
    _merge_dates(facts, turn)
    _merge_sides(facts, turn)


def _merge_levels(facts: Facts, turn: Turn) -> None:
    found = [f for f in turn.past_too("spinal_level") if not _of_procedure(f, turn)]
    levels = tuple(dict.fromkeys(f.value for f in found))
    spinal = [op for op in live(facts) if _takes_levels(op, turn)]
    if levels and spinal:
        chosen = next((op for op in spinal if not op.levels), spinal[-1])
        set_levels(facts, chosen, levels, turn)


def _takes_levels(op: Operation, turn: Turn) -> bool:
    item = turn.knowledge.procedures.get(op.procedure)
    spinal = item is not None and item.region.endswith("spine")
    return item is not None and item.levels and (spinal or op.levels != [])


def _of_procedure(finding: Finding, turn: Turn) -> bool:
    """True if a group ties it to an operation, the patient's or (then it is nobody's) somebody else's."""
    together = (f for f in turn.reading.findings if f.group is not None and f.group == finding.group)
    return any(f.entity == "procedure" for f in together)


def _merge_dates(facts: Facts, turn: Turn) -> None:
    loose = [f for f in turn.past_too("when") if _is_loose_date(facts, f, turn)]
    undated = [op for op in live(facts) if op.when is None]
    if answers_when(turn) and len(loose) == len(undated) > 1:
        for op, finding in zip(undated, loose, strict=True):
            set_when(facts, op, when_of(finding), turn)
        return
    for finding in loose:
        _merge_date(facts, finding, turn)


def _is_loose_date(facts: Facts, finding: Finding, turn: Turn) -> bool:
    booking = any(turn.asks(q) for q in BOOKING_QUESTIONS) and finding.extra.get("sure") == "no"
    if booking or finding.extra.get("about") == "appointment" or is_denied_date(finding, turn):
        return False
    return part_before(facts, finding, turn) is not None or not _of_procedure(finding, turn)


def _merge_date(facts: Facts, finding: Finding, turn: Turn) -> None:
    """Date what the words are about: an operation, or how long the problem has been there."""
    when = when_of(finding)
    targets = _dated_by(facts, finding, turn)
    for op in targets:
        set_when(facts, op, when, turn)
    if not targets and _tells_onset(facts, finding, turn):
        _set_onset(facts, when, turn)


def _dated_by(facts: Facts, finding: Finding, turn: Turn) -> list[Operation]:
    about = finding.extra.get("about")
    if about == "onset" and turn.reading.correcting and facts.onset is None and not turn.mine("symptom"):
        about = "operation"  # "sorry, it was at the start of October": nothing else has a date
    if about != "operation" and not (answers_when(turn) and (about != "onset" or _opens(finding, turn))):
        return []
    owner = part_before(facts, finding, turn) or turn.owner(finding)
    if owner is not None:
        return operations_at(facts, owner.value, turn.knowledge)
    return when_targets(facts, when_of(finding), turn)


def _opens(finding: Finding, turn: Turn) -> bool:
    """Whether a date opens the answer ("about two weeks ago, and since last night ..."): then it answers."""
    before = turn.reading.text[: finding.start].split()
    return len(before) <= _FEW_WORDS and not finding.text.lower().startswith("since")


def answers_when(turn: Turn) -> bool:
    """True if the last question was when the operation was (`when`, `when:<procedure>`, or with the side)."""
    return turn.asks("when")


def when_targets(facts: Facts, when: When, turn: Turn) -> list[Operation]:
    """The operations that an untied date may mean: the one asked about, else the undated, else the last."""
    named = (turn.asked or "").removeprefix("when:")
    known = [op for op in live(facts) if op.procedure == named] or live(facts)
    undated = [op for op in known if op.when is None]
    dated = [op for op in known if op.when is not None]
    if turn.reading.correcting and not answers_when(turn):
        return dated[-1:] or undated
    if undated and (answers_when(turn) or len(undated) == 1):
        return undated
    said_before = any(op.when == when for op in dated)
    return dated[-1:] if answers_when(turn) and not said_before else []


def dated_parts(facts: Facts, turn: Turn) -> list[Finding]:
    """The body parts that only name an operation to date it: "and the hip in June"."""
    found = (part_before(facts, when, turn) for when in turn.past_too("when"))
    return [part for part in found if part is not None]


def _tells_onset(facts: Facts, finding: Finding, turn: Turn) -> bool:
    """A date answers `when`, stands beside what hurts or alone, or tells how it began ("twisted it in May").

    The first told stays, unless corrected.
    """
    if live(facts) and finding.extra.get("about") != "onset":
        return False
    beside = [f for e in ("symptom", "body_part") for f in turn.mine(e)]
    sentence = turn.sentence_of(finding)
    alone = _is_all(finding, turn) or (finding.extra.get("about") == "onset" and bool(facts.problems))
    first = facts.onset is None and (alone or any(turn.sentence_of(f) == sentence for f in beside))
    return answers_when(turn) or first or (turn.reading.correcting and not live(facts))


def _is_all(finding: Finding, turn: Turn) -> bool:
    """Whether a message is no more than a past date ("about 3 weeks now"), whatever was asked."""
    rest = len(turn.reading.text.split()) - len(finding.text.split())
    return rest <= 1 and finding.extra.get("tense") == "past"


def _set_onset(facts: Facts, when: When, turn: Turn) -> None:
    if facts.onset is not None and facts.onset.date != when.date:
        note_change(facts, "onset", facts.onset, when, turn.words)
    facts.onset = when


def _merge_sides(facts: Facts, turn: Turn) -> None:
    """An untied side counts as an answer to `side`, or as a correction ("no, left knee")."""
    opening = _OPENING_SIDE.match(turn.reading.text) if turn.asks("side") else None
    if opening and not turn.mine("side"):
        _answer_side(facts, opening[1].lower(), turn)
    parts = [f for f in turn.mine("body_part") if _sides_of(f, turn)]
    for part in parts:
        _side_of_part(facts, part.value, _sides_of(part, turn)[-1], turn)
    for finding in turn.mine("side"):
        if turn.owner(finding) is None and not parts:
            _side_of_nothing(facts, finding.value, turn)


def _sides_of(part: Finding, turn: Turn) -> list[str]:
    """The sides that the reader ties to a body part, unless its group is an operation's."""
    grouped = [s.value for s in turn.in_group("side", part.group)]
    return [] if _of_procedure(part, turn) else [*grouped, *filter(None, [part.extra.get("side")])]


def _side_of_part(facts: Facts, body_part: str, side: str, turn: Turn) -> None:
    """ "The left knee" gives an operation there its side, or corrects it; "my left knee hurts" doesn't."""
    hurts = any(f.extra.get("body_part") == body_part for f in turn.mine("symptom"))
    for op in operations_at(facts, body_part, turn.knowledge):
        told = op.side is None and (turn.asks("side") or not hurts)
        if told or turn.reading.correcting:
            set_side(facts, op, side, turn)


def _side_of_nothing(facts: Facts, side: str, turn: Turn) -> None:
    if turn.asks("side"):
        _answer_side(facts, side, turn)
    elif turn.reading.correcting:
        _correct_side(facts, side, turn)
    else:
        _side_of_the_only_one(facts, side, turn)


def _side_of_the_only_one(facts: Facts, side: str, turn: Turn) -> None:
    """ "It was replaced in July, the left": an untied side is that of the one operation or problem."""
    lacking = [op for op in live(facts) if op.side is None and op_has_side(op, turn)]
    said_alone = len(turn.reading.text.split()) <= _FEW_WORDS
    if len(lacking) == 1 and (said_alone or not facts.problems):
        set_side(facts, lacking[0], side, turn)
    elif not live(facts) and len(facts.problems) == 1 and facts.problems[0].side is None:
        _answer_side(facts, side, turn)


def _answer_side(facts: Facts, side: str, turn: Turn) -> None:
    paired = [op for op in live(facts) if op_has_side(op, turn)]
    lacking = [op for op in paired if op.side is None]
    for op in lacking or (paired if len(paired) == 1 else []):
        set_side(facts, op, side, turn)
    for problem in facts.problems:
        if problem.side is None and not paired and part_region(problem.body_part, turn.knowledge) in PAIRED:
            problem.side = side


def op_has_side(op: Operation, turn: Turn) -> bool:
    """True if the operation may be on the left or on the right."""
    item = turn.knowledge.procedures.get(op.procedure)
    return item is None or (item.laterality and region_of(op.procedure, turn.knowledge) is not None)


def _correct_side(facts: Facts, side: str, turn: Turn) -> None:
    """ "No, left": the one sided operation and what hurts there; without one, the last sided problem."""
    sided = [op for op in live(facts) if op.side is not None][-1:]
    place = region_of(sided[0].procedure, turn.knowledge) if sided else None
    for op in sided:
        set_side(facts, op, side, turn)
    problems = [p for p in facts.problems if p.side is not None]
    at_place = [p for p in problems if part_region(p.body_part, turn.knowledge) == place]
    for problem in at_place if sided else problems[-1:]:
        set_problem_side(facts, problem, side, turn)


def set_problem_side(facts: Facts, problem: Problem, side: str | None, turn: Turn) -> None:
    """Give a problem its side, and its symptoms theirs; another side than before is kept as a change."""
    if problem.side not in (None, side):
        note_change(facts, f"problem:{problem.body_part}:side", problem.side, side, turn.words)
    for symptom in facts.symptoms:
        if symptom.body_part == problem.body_part and symptom.side == problem.side:
            symptom.side = side
    problem.side = side
