"""The types of the clinical knowledge: what one item of `data/knowledge` means once it is read.

A field without a default must be written in the file; the loader refuses a key that is no field here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TIER_IDS = ("999", "ae", "same_day", "urgent", "routine")
OPERATED_PHASES = ("protection", "early", "mid", "late")
PHASES = ("any", "unknown", "no_surgery", "pre_op", *OPERATED_PHASES)
ACTIVITY_CODES = ("ok", "ask", "no", "na")
NEGATIVE_KINDS = ("neg", "hist", "hypo", "exp", "other", "idiom", "ask")
_SUFFIX = re.compile(r"\s*\[([^\]]+)\]\s*$")


@dataclass(frozen=True)
class Tier:
    """How soon somebody must be seen. A higher `rank` is more urgent."""

    id: str
    rank: int
    label: str
    meaning: str


@dataclass(frozen=True)
class HardNegative:
    """Words that look like a red flag and are none by themselves; `kinds` say why."""

    text: str
    kinds: tuple[str, ...]
    note: str = ""

    @classmethod
    def parse(cls, written: str) -> HardNegative:
        """Read `words [kind: note][kind]`. Raises ValueError when no kind, or an unknown one, is given."""
        text = written
        kinds: list[str] = []
        notes: list[str] = []
        while match := _SUFFIX.search(text):
            kind, _, note = match.group(1).partition(":" if ":" in match.group(1) else " ")
            kinds.insert(0, kind.strip())
            notes.insert(0, note.strip())
            text = text[: match.start()]
        unknown = [kind for kind in kinds if kind not in NEGATIVE_KINDS]
        if not kinds or unknown:
            named = f"unknown kind {unknown[0]!r}" if unknown else "no kind in square brackets"
            raise ValueError(f"{named}. End it with one of: " + " ".join(f"[{k}]" for k in NEGATIVE_KINDS))
        return cls(text.strip(), tuple(kinds), "; ".join(note for note in notes if note))


@dataclass(frozen=True)
class RedFlag:
    """A warning sign: the words patients use, the words that only look like it, and the fixed reply."""

    id: str
    name: str
    tier: str
    up: str
    down: str
    trigger: str
    lay: tuple[str, ...]
    hard_negatives: tuple[HardNegative, ...]
    ask: str
    say: str
    never: str
    source: tuple[str, ...]
    say_if_safe: str = ""


@dataclass(frozen=True)
class Procedure:
    """An operation, or a family of them when `variants` is not empty.

    `phases_weeks` maps a phase to its first and last week after the operation.
    """

    id: str
    term: str
    plain: str
    region: str
    laterality: bool
    levels: bool
    lay: tuple[str, ...]
    phases_weeks: Mapping[str, tuple[int, int]]
    precautions: tuple[str, ...]
    profile: str | None
    source: tuple[str, ...]
    variants: tuple[str, ...] = ()
    family: str | None = None


@dataclass(frozen=True)
class Family:
    """A family as written: the words that don't tell its variants apart, and the variants."""

    id: str
    term: str
    plain: str
    region: str
    lay: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Symptom:
    """A symptom, the red flags to think of (`links`), and the least to ask."""

    id: str
    term: str
    plain: str
    lay: tuple[str, ...]
    links: tuple[str, ...]
    ask: str


@dataclass(frozen=True)
class BodyPart:
    """A part of the body; `region` chooses its screening set and advice."""

    id: str
    plain: str
    lay: tuple[str, ...]
    region: str


@dataclass(frozen=True)
class Term:
    """A goal, an ask, a risk modifier or a short answer, and the words for it.

    `lay` are found in the text; `said` are whole sentences, compared with the patient's by meaning.
    """

    id: str
    plain: str
    lay: tuple[str, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unwanted:
    """What people may not want; `bare` if a plain "no ..." says so, `offer` the booking that it is."""

    id: str
    plain: str
    bare: bool
    lay: tuple[str, ...]
    offer: str | None = None


@dataclass(frozen=True)
class Activity:
    """An activity; `rule` names the activity of the profiles whose code it follows, if there is one."""

    id: str
    plain: str
    lay: tuple[str, ...]
    rule: str | None


@dataclass(frozen=True)
class ActivityRule:
    """Whether an activity is usual in each phase (`ok`, `ask`, `no`, `na`), and what may be said of it."""

    codes: Mapping[str, str]
    say: str


@dataclass(frozen=True)
class Profile:
    """The activity rules that one kind of operation follows."""

    id: str
    activities: Mapping[str, ActivityRule]
    source: tuple[str, ...]
