"""The types of what is asked and said: screening, advice, emergency words; timing, sources, hazards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RECENT_OPERATION = "recent_operation"  # in `first_for`: an operation of the last weeks
OPERATED = "operated"  # an operation at any time
OPERATED_BEFORE = "operated_before"  # an operation, and none of the last weeks
OVER_50 = "over_50"  # the person's age, if it was told
CIRCUMSTANCES = (RECENT_OPERATION, OPERATED, OPERATED_BEFORE, OVER_50)


def recent_at(region: str) -> str:
    """The circumstance of a recent operation in a region."""
    return f"{RECENT_OPERATION}_{region}"


@dataclass(frozen=True)
class ScreeningQuestion:
    """One question. `if_yes` and `if_no` are red-flag ids; `action` is a named action instead.

    The action is done on the answer `action_on`. `tier` replaces the flags' own tiers, and `tiers` does so in
    some circumstances. A `note_only` question is a risk by itself, and raises its flags only together with
    another. `first_for` names what moves it to the front: risk modifiers, activities, symptoms, places, red
    flags in doubt, or circumstances; without one of `only_for` it is never put. Of the questions that are
    `about` one subject, only one is put.
    """

    id: str
    text: str
    plain: str
    kind: str = "yes_no"
    if_yes: tuple[str, ...] = ()
    if_no: tuple[str, ...] = ()
    action: str | None = None
    action_on: str = "yes"
    tier: str | None = None
    note_only: bool = False
    first_for: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    about: str | None = None
    tiers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ScreeningLine:
    """One line of the list that asks several questions (their ids) at once, in its own plain words.

    A `kept` one is never left out of the list.
    """

    questions: tuple[str, ...]
    plain: str
    kept: bool = True


@dataclass(frozen=True)
class ScreeningSet:
    """Questions that are asked together for a region or a group of people.

    `lines` say which questions share one, and which are never left out; every other question has a line of
    its own.
    """

    id: str
    applies: str
    regions: tuple[str, ...]
    questions: tuple[ScreeningQuestion, ...]
    branch: str
    source: tuple[str, ...]
    order: str = ""
    lines: tuple[ScreeningLine, ...] = ()


@dataclass(frozen=True)
class Advice:
    """A reviewed piece of general information and the guards that block it."""

    id: str
    region: str
    phases: tuple[str, ...]
    topic: str
    text: str
    guards: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """An emergency or support line. `number`, `text` or `how` says how to reach it."""

    id: str
    source: tuple[str, ...]
    number: str = ""
    alt: str = ""
    text: str = ""
    how: str = ""
    web: str = ""
    text_relay: str = ""
    bsl: str = ""
    note: str = ""


@dataclass(frozen=True)
class Emergency:
    """The fixed, approved words for emergencies. `{NAME}` tokens are filled in; nothing else changes."""

    contacts: Mapping[str, Contact]
    messages: Mapping[str, str]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Risk:
    """Severity, likelihood and the risk they make (1 to 5 each)."""

    s: int
    l: int  # noqa: E741
    risk: int


@dataclass(frozen=True)
class Hazard:
    """One entry of the clinical hazard log."""

    id: str
    hazard: str
    cause: str
    effect: str
    before: Risk
    after: Risk
    control: str
    evidence: str
