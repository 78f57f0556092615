"""Whether words that sound like a red flag are said of now: the context rules, read on the side of safety.

Unlike for facts, somebody else's present trouble counts, and "not" before a verb of function
("not moving", "not answering") is a complaint, not a denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from physio.knowledge import ContextRule
from physio.reading.context import context_of
from physio.reading.model import Sentence

_STOPPING = frozenset({"NEGATED_EXISTENCE", "HISTORICAL", "HYPOTHETICAL"})
_NOT = re.compile(r"(?:\bnot|n't)$")
_FUNCTION = re.compile(
    r"\s+(?:been\s+)?(?:able|work|mov|lift|feel|felt|wak|breath|respond|answer|pass|pee|wee|com|go|right|mak|sleep"
    r"|eat|hold|bend|straight|open|close|talk|speak|swallow|stop|want|safe|here|worth|cop|myself|himself|herself)"
)
_NEWS = re.compile(
    r"(?<!fine )(?<!ok )(?<!better )(?<!well )(?<!good )(?<!gone )\bnow\b"
    r"|\b(?:today|tonight|this morning|last night|yesterday|suddenly|becom(?:e|es|ing)|getting worse"
    r"|(?:the|these) (?:last|past) (?:few|couple|two|three|\d+))\b"
)
_RECENT = re.compile(
    r"\b(?:now|today|tonight|just|this (?:morning|afternoon|evening)|last night"
    r"|yesterday|since|still|keeps?|suddenly)\b"
)
_QUESTION = re.compile(
    r"^\W*(?:so |and |but |hi |hello |also |please )*"
    r"(?:what|how|will|can|could|does|do|should|would|is it|is a|is the|are|when|which|who|why do)\b[^?]*\?"
)
_STATEMENT = re.compile(
    r"\b(?:i've|ive|i have|i had|i feel|i got|i'm|im|my \w+ (?:is|are|has|have|feels|went)"
    r"|i can't|i cant|since)\b"
)
_MOST = 0.5


@dataclass(frozen=True)
class Denial:
    """A stretch of the message in which a cue says that things are not so now."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    literal: str
    rule: str

    def covers(self, start: int, end: int) -> bool:
        """Whether words at this place are denied; a cue inside the words themselves is part of them."""
        apart = self.cue_end <= start or end <= self.cue_start
        return apart and self.start <= start and end <= self.end

    def share(self, start: int, end: int) -> float:
        """How much of a stretch is denied, its cue included."""
        first, last = min(self.start, self.cue_start), max(self.end, self.cue_end)
        return max(0, min(end, last) - max(start, first)) / max(1, end - start)


class Assertions:
    """What a message denies, tells of the past or only asks about."""

    def __init__(self, rules: tuple[ContextRule, ...]) -> None:
        self._context = context_of(rules)

    def denials(self, sentences: Iterable[Sentence]) -> list[Denial]:
        """The denied stretches of a message, with places in the message."""
        return [denial for sentence in sentences for denial in self._of(sentence)]

    def _of(self, sentence: Sentence) -> Iterable[Denial]:
        low = sentence.text.lower().replace("\u2019", "'")
        for cue in self._context.cues(sentence.text):
            if _speaks_of_now(cue.rule, low, cue.end):
                continue
            for start, end in cue.reach:
                yield Denial(
                    sentence.start + start, sentence.start + end, sentence.start + cue.start,
                    sentence.start + cue.end, low[cue.start : cue.end], cue.rule.id,
                )  # fmt: skip


def _speaks_of_now(rule: ContextRule, low: str, cue_end: int) -> bool:
    """Whether a cue is none for safety: another person's present, or a function that fails."""
    if rule.category == "FAMILY":
        return not rule.literal.endswith((" had", "of mine", "the family", "history of")) or bool(
            _RECENT.search(low)
        )
    if rule.category not in _STOPPING:
        return True
    if rule.category == "HISTORICAL" and _NEWS.search(low[cue_end:]):
        return True
    return bool(_NOT.search(low[:cue_end])) and bool(_FUNCTION.match(low[cue_end:]))


def is_denied(denials: Iterable[Denial], start: int, end: int) -> Denial | None:
    """The cue that denies the words at a place, or None."""
    return next((d for d in denials if d.covers(start, end)), None)


def mostly_denied(denials: Iterable[Denial], start: int, end: int, wording: str) -> Denial | None:
    """The cue that denies most of a stretch, unless the wording that it resembles has that cue itself."""
    low = wording.lower()
    return next((d for d in denials if d.share(start, end) >= _MOST and d.literal not in low), None)


def only_asks(text: str) -> bool:
    """Whether a stretch is a plain question for information: no first-person statement of now in it."""
    low = text.lower().replace("\u2019", "'")
    return bool(_QUESTION.match(low)) and not _STATEMENT.search(low)
