"""Mentions: the operations that one message names, each with its own side, levels and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from physio.facts import dates
from physio.facts.kinship import ANY_SURGERY, covers
from physio.facts.model import Facts, When
from physio.facts.regions import operations_at
from physio.facts.turn import Turn, when_of
from physio.reading.model import HYPOTHETICAL, Finding

_DENIES = re.compile(r"\b(?:not|rather than|instead of)\s+(?:(?:in|about|around)\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """One operation as one message names it, with what the same group says of it."""

    procedure: str
    side: str | None
    levels: tuple[str, ...]
    when: When | None
    status: str
    words: str


def mentions_of(facts: Facts, turn: Turn) -> list[Mention]:
    """The operations that the message names, in text order, the vaguest last so that it can find its own."""
    found = sorted(_named(facts, turn), key=lambda f: f.start)
    mentions = [_mention(facts, f, turn) for f in found]
    return sorted(mentions, key=lambda m: m.procedure == ANY_SURGERY)


def part_before(facts: Facts, when: Finding, turn: Turn) -> Finding | None:
    """The body part that a date follows, if it names an operation that is known: "and the hip in June".

    The date is then that operation's, even where a group ties it to one that was named before.
    """
    before = [f for e in ("procedure", "body_part") for f in turn.past_too(e) if f.end <= when.start]
    last = max(before, key=lambda f: f.start, default=None)
    if last is None or last.entity != "body_part" or turn.sentence_of(last) != turn.sentence_of(when):
        return None
    if when.extra.get("about") != "operation" or any(s.start > last.end for s in _felt_before(when, turn)):
        return None
    return last if operations_at(facts, last.value, turn.knowledge) else None


def _felt_before(when: Finding, turn: Turn) -> list[Finding]:
    return [s for s in turn.mine("symptom") if s.end <= when.start]


def _named(facts: Facts, turn: Turn) -> list[Finding]:
    named = list(turn.past_too("procedure"))
    named += [f for f in turn.reading.of("procedure", HYPOTHETICAL) if _is_planned(facts, f, turn)]
    if turn.reading.correcting:
        denied = {f.value for f in turn.negated("procedure")}
        named = [f for f in named if f.value not in denied]
    return [f for f in named if not _said_better(f, named, turn)]


def _said_better(finding: Finding, named: list[Finding], turn: Turn) -> bool:
    """True for "knee op" in a group that also says which operation it was."""
    others = (o for o in named if o is not finding and o.group == finding.group and o.group is not None)
    return any(covers(finding.value, o.value, turn.knowledge) for o in others)


def _mention(facts: Facts, finding: Finding, turn: Turn) -> Mention:
    group = finding.group
    sides = turn.in_group("side", group)
    when = _date_in_group(facts, finding, turn)
    return Mention(
        procedure=finding.value,
        side=sides[-1].value if sides else finding.extra.get("side"),
        levels=tuple(dict.fromkeys(f.value for f in turn.in_group("spinal_level", group))),
        when=when,
        status="planned" if _is_planned(facts, finding, turn) else "done",
        words=finding.text,
    )


def _date_in_group(facts: Facts, finding: Finding, turn: Turn) -> When | None:
    grouped = [f for f in turn.in_group("when", finding.group) if not is_denied_date(f, turn)]
    dated = [f for f in grouped if is_operation_date(f)]
    own = [f for f in dated if part_before(facts, f, turn) is None]
    return when_of(own[-1]) if own else None


def is_denied_date(when: Finding, turn: Turn) -> bool:
    """True for the second date of "it was May, not April"."""
    return _DENIES.search(turn.reading.text[: when.start]) is not None


def is_operation_date(finding: Finding) -> bool:
    """True unless the reader tied the date to something else (an onset, an appointment)."""
    return finding.extra.get("about", "operation") == "operation"


def _is_planned(facts: Facts, finding: Finding, turn: Turn) -> bool:
    if finding.extra.get("status") == "planned":
        return True
    when = _date_in_group(facts, finding, turn)
    return when is not None and dates.first_day(when) > turn.reading.sent_at.date()
