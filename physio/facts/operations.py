"""Operations: each mention refines the operation that it names, or adds one."""

from __future__ import annotations

import re

from physio.facts import dates
from physio.facts.kinship import ANY_SURGERY, covers, related
from physio.facts.mentions import Mention, mentions_of
from physio.facts.model import Facts, Operation, When
from physio.facts.turn import Turn, note_change

_ANOTHER = re.compile(r"\b(also|too|as well|another|other|second|both times)\b", re.I)
_SAME_OPERATION_DAYS = 183


def merge_operations(facts: Facts, turn: Turn) -> None:
    """Fold every operation that the message names into the facts."""
    claimed: list[Operation] = []
    for mention in mentions_of(facts, turn):
        known = _best_match(facts, mention, claimed, turn)
        if known is None:
            known = Operation(procedure=mention.procedure, words=mention.words)
            facts.operations.append(known)
        _refine(facts, known, mention, turn)
        claimed.append(known)


def _best_match(facts: Facts, mention: Mention, claimed: list[Operation], turn: Turn) -> Operation | None:
    able = [op for op in facts.operations if _may_be(op, mention, claimed, turn)]
    return min(able, key=lambda op: _distance(op, mention)) if able else None


def _may_be(op: Operation, mention: Mention, claimed: list[Operation], turn: Turn) -> bool:
    """Whether a mention can mean a known operation; two groups of one message are two unless they agree."""
    if not related(op.procedure, mention.procedure, turn.knowledge):
        return False
    separate = any(op is other for other in claimed) or _ANOTHER.search(turn.reading.text)
    if separate or (_far_apart(op, mention) and not turn.reading.correcting):
        return not _conflicts(op, mention)
    return not _other_side(op, mention) or turn.reading.correcting or turn.asks("side")


def _conflicts(op: Operation, mention: Mention) -> bool:
    other_date = op.when is not None and mention.when is not None and not dates.agree(op.when, mention.when)
    other_level = bool(op.levels and mention.levels) and not set(op.levels) & set(mention.levels)
    return _other_side(op, mention) or other_date or other_level


def _far_apart(op: Operation, mention: Mention) -> bool:
    """True if the dates are so far apart that it is rather a second operation than a slip."""
    if op.when is None or mention.when is None:
        return False
    return abs((op.when.date - mention.when.date).days) > _SAME_OPERATION_DAYS


def _other_side(op: Operation, mention: Mention) -> bool:
    return op.side is not None and mention.side is not None and op.side != mention.side


def _distance(op: Operation, mention: Mention) -> tuple[bool, bool, bool, bool]:
    """The better a known operation fits, the smaller: no conflict, the same id, still without a date."""
    return (
        _conflicts(op, mention),
        op.procedure != mention.procedure,
        op.side != mention.side,
        mention.when is not None and op.when is not None and not dates.agree(op.when, mention.when),
    )


def _refine(facts: Facts, op: Operation, mention: Mention, turn: Turn) -> None:
    if covers(op.procedure, mention.procedure, turn.knowledge):
        op.procedure = mention.procedure
        op.words = mention.words
    if mention.side is not None:
        set_side(facts, op, mention.side, turn)
    if mention.levels:
        set_levels(facts, op, mention.levels, turn)
    if mention.when is not None:
        set_when(facts, op, mention.when, turn)
    elif mention.status == "planned":
        op.status = "planned"


def set_side(facts: Facts, op: Operation, side: str, turn: Turn) -> None:
    """Give an operation its side; another side than before is a change that is kept."""
    if not _has_side(op, turn) or op.side == side:
        return
    if op.side is not None:
        note_change(facts, f"operation:{op.procedure}:side", op.side, side, turn.words)
    op.side = side


def _has_side(op: Operation, turn: Turn) -> bool:
    item = turn.knowledge.procedures.get(op.procedure)
    return op.procedure == ANY_SURGERY or item is None or item.laterality


def set_levels(facts: Facts, op: Operation, levels: tuple[str, ...], turn: Turn) -> None:
    """Give a spinal operation its levels; "also L4/5" adds one, another level replaces."""
    wanted = list(dict.fromkeys([*op.levels, *levels])) if _ANOTHER.search(turn.words) else list(levels)
    if not op.levels or set(wanted) > set(op.levels):
        op.levels = wanted
    elif not set(wanted) <= set(op.levels) or (turn.reading.correcting and wanted != op.levels):
        note_change(facts, f"operation:{op.procedure}:levels", op.levels, wanted, turn.words)
        op.levels = wanted


def set_when(facts: Facts, op: Operation, when: When, turn: Turn) -> None:
    """Date an operation: a finer date that agrees refines, another one replaces and is kept as a change."""
    if op.when is None:
        op.when = when
    elif dates.agree(op.when, when) and not _shifts(op.when, when):
        op.when = dates.finer(op.when, when)
    else:
        note_change(facts, f"operation:{op.procedure}:when", op.when, when, turn.words)
        op.when = when
    op.status = "planned" if dates.first_day(op.when) > turn.reading.sent_at.date() else "done"


def _shifts(known: When, new: When) -> bool:
    """Two days or two weeks that differ are another date, even where the spans overlap."""
    return known.precision == new.precision and known.date != new.date
