"""The types of what is asked and said: screening, advice, emergency words; timing, sources, hazards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RECENT_OPERATION = "recent_operation"  # in `first_for`: an operation of the last weeks


@dataclass(frozen=True)
class ScreeningQuestion:
    """One question. `if_yes` and `if_no` are red-flag ids; `action` is a named action instead.

    The action is done on the answer `action_on`. `tier` replaces the flags' own tiers. A `note_only`
    question is a risk by itself, and raises its flags only together with another. `first_for` names what
    moves it to the front of its set: risk modifiers, activities, or `recent_operation`.
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


@dataclass(frozen=True)
class ScreeningLine:
    """One line of the list that asks several questions (their ids) at once, in its own plain words."""

    questions: tuple[str, ...]
    plain: str


@dataclass(frozen=True)
class ScreeningSet:
    """Questions that are asked together for a region or a group of people.

    `lines` are never left out of the list, and say which questions share one; every other question has a
    line of its own.
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
