"""What the records hand out and take in: frozen values that stay valid after their transaction has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from physio.facts import Facts
from physio.tiers import TIERS

ASSISTANT, WAITING, PHYSIO, CLOSED = "assistant", "waiting", "physio", "closed"
STATUSES = (ASSISTANT, WAITING, PHYSIO, CLOSED)
OPEN_STATUSES = (ASSISTANT, WAITING, PHYSIO)
RETURNED = "returned:"
"""Begins the name under `announced` that notes on which day somebody came back; the date follows."""
SAFETY_STATES = ("none", "raised", "safe", "withdrawn")
SENDERS = ("patient", "assistant", "physio", "system")


def worse(one: str, other: str) -> str:
    """The more urgent of two tiers."""
    return min(one, other, key=TIERS.index)


def at_least(tier: str, bar: str) -> bool:
    """Whether `tier` is as urgent as `bar`, or more."""
    return TIERS.index(tier) <= TIERS.index(bar)


@dataclass(frozen=True)
class Incoming:
    """One message from a patient's client. `client_id` is the client's own id: the same id is stored once."""

    client_id: str
    text: str
    payload: str | None = None


@dataclass(frozen=True)
class Received:
    """What became of an incoming message. `call_assistant`: Rasa still has to answer it."""

    message_id: int
    enquiry_id: str
    duplicate: bool
    call_assistant: bool


@dataclass(frozen=True)
class Reply:
    """One fixed reply; `buttons` are `{"title", "payload"}` mappings, as Rasa's are."""

    text: str
    buttons: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class AuditLine:
    """One line of an enquiry's history: `who` did `what`, with the exact values in `detail` (JSON)."""

    who: str
    what: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class FoundFlag(Protocol):
    """A red flag as the screen gives it (`physio.safety.Flag` is one)."""

    @property
    def id(self) -> str:
        """Its id in the knowledge."""

    @property
    def tier(self) -> str:
        """Its tier."""

    @property
    def words(self) -> str:
        """The patient's words."""

    @property
    def by(self) -> str:
        """The rule or example that fired."""

    @property
    def start(self) -> int:
        """Where the words begin."""

    @property
    def end(self) -> int:
        """Where they end."""


@dataclass(frozen=True)
class IntakeResult:
    """What the front desk's pure intake made of one message, in the light of its enquiry.

    `tier` is this message's; the enquiry keeps the worst so far. `due_at` is when a human owes an
    answer; the enquiry keeps the earliest. `withdrawn` names open flags that the person took back.
    `call_assistant` false means that `replies` are the whole answer. `announced` adds to what was said once.
    """

    facts: Facts
    tier: str = "routine"
    flags: Sequence[FoundFlag] = ()
    safety: str = "none"
    safety_turns: int = 0
    replies: tuple[Reply, ...] = ()
    asked: str | None = None
    audit: tuple[AuditLine, ...] = ()
    due_at: datetime | None = None
    call_assistant: bool = True
    withdrawn: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    wants_human: bool = False


@dataclass(frozen=True)
class StoredFlag:
    """One red flag of an enquiry, with the words that raised it; open until withdrawn or closed."""

    id: str
    tier: str
    words: str
    by: str
    start: int
    end: int
    message_id: int
    withdrawn_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has withdrawn or closed it."""
        return self.withdrawn_at is None and self.closed_at is None


@dataclass(frozen=True)
class AdviceGiven:
    """One advice text that was given: its id in the knowledge, its source, and when."""

    id: str
    source: str
    at: datetime | None = None


@dataclass(frozen=True)
class Enquiry:
    """A snapshot of one enquiry."""

    id: str
    conversation_id: str
    status: str
    tier: str
    safety: str
    safety_turns: int
    facts: Facts
    asked: str | None
    due_at: datetime | None
    opened_at: datetime
    last_patient_at: datetime | None
    announced: tuple[str, ...]
    advice: tuple[AdviceGiven, ...]
    language: str
    assigned_to: str | None
    flags: tuple[StoredFlag, ...] = ()

    @property
    def open_flags(self) -> tuple[StoredFlag, ...]:
        """The flags that still stand."""
        return tuple(flag for flag in self.flags if flag.open)


Intake = Callable[[Enquiry, Incoming, datetime], IntakeResult]


@dataclass(frozen=True)
class Message:
    """A stored message. `id` increases within the whole database and serves as the stream's event id."""

    id: int
    conversation_id: str
    enquiry_id: str
    at: datetime
    sender: str
    text: str
    buttons: tuple[Mapping[str, str], ...] = ()
    name: str | None = None
    client_id: str | None = None
    payload: str | None = None
    handled_at: datetime | None = None

    def public(self) -> dict[str, Any]:
        """The message as the patient API gives it."""
        shown: dict[str, Any] = {
            "id": self.id,
            "at": self.at.isoformat(),
            "from": self.sender,
            "text": self.text,
        }
        if self.buttons:
            shown["buttons"] = [dict(button) for button in self.buttons]
        if self.name:
            shown["name"] = self.name
        return shown
