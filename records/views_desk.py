"""What the records hand out about the diary, the inbox, the staff and the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from physio.facts import Facts


class Bookable(Protocol):
    """A free slot of the diary (`physio.diary.Slot` is one)."""

    @property
    def kind(self) -> str:
        """`clinic`, `video`, `home`, `callback` or `dropin`."""

    @property
    def site(self) -> str | None:
        """The site id, where there is one."""

    @property
    def person(self) -> str:
        """The id of who is booked."""

    @property
    def starts_at(self) -> datetime:
        """When it begins (aware)."""

    @property
    def ends_at(self) -> datetime:
        """When it ends (aware)."""


@dataclass(frozen=True)
class Booking:
    """A stored booking. `reference` is what the patient is told; `status` is `booked` or `cancelled`."""

    reference: str
    enquiry_id: str
    kind: str
    site: str | None
    person: str
    starts_at: datetime
    ends_at: datetime
    status: str


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox. `flags` holds the words that raised the open flags, worst first."""

    id: str
    conversation_id: str
    status: str
    tier: str
    due_at: datetime | None
    overdue: bool
    opened_at: datetime
    last_patient_at: datetime | None
    assigned_to: str | None
    facts: Facts
    flags: tuple[str, ...]
    last_text: str

    @property
    def name(self) -> str | None:
        """Who writes, if they said."""
        return self.facts.contact.name


@dataclass(frozen=True)
class StaffMember:
    """A member of the team who can sign in."""

    id: int
    login: str
    name: str


@dataclass(frozen=True)
class Notice:
    """One event waiting to be told to humans; `done` names the routes that already have it."""

    id: int
    event: str
    enquiry_id: str
    key: str
    payload: Mapping[str, Any]
    created_at: datetime
    not_before: datetime
    attempts: int
    last_error: str | None
    delivered_at: datetime | None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HistoryLine:
    """One stored line of an enquiry's history."""

    at: datetime
    who: str
    what: str
    detail: Mapping[str, Any]
