"""The tables. Attributes are annotated with what they hold once loaded; queries use `__table__.c`."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator

mapping = registry()
metadata = mapping.metadata

# SQLite only numbers rows by itself when the key is a plain INTEGER.
BigKey = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 ships no types
    """An aware datetime, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class Row:
    """What every table's class has in common: keyword construction."""

    __table__: ClassVar[Any]

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)


@mapping.mapped
class ConversationRow(Row):
    """One patient's chat. Only a hash of its token is kept; an erased conversation has none."""

    __tablename__ = "conversations"
    id: str = Column(String(64), primary_key=True)
    token_hash: str | None = Column(String(64), unique=True)
    created_at: datetime = Column(UtcDateTime, nullable=False)
    channel: str = Column(String(32), nullable=False)
    erased_at: datetime | None = Column(UtcDateTime)


@mapping.mapped
class EnquiryRow(Row):
    """One thing that a patient came for, from the first message until a physio closes it."""

    __tablename__ = "enquiries"
    id: str = Column(String(16), primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False, index=True)
    status: str = Column(String(16), nullable=False, index=True)
    tier: str = Column(String(16), nullable=False)
    safety: str = Column(String(16), nullable=False)
    safety_turns: int = Column(Integer, nullable=False)
    facts: dict[str, Any] = Column(JSON, nullable=False)
    asked: str | None = Column(String(64))
    due_at: datetime | None = Column(UtcDateTime)
    opened_at: datetime = Column(UtcDateTime, nullable=False)
    closed_at: datetime | None = Column(UtcDateTime)
    last_patient_at: datetime | None = Column(UtcDateTime)
    announced: list[str] = Column(JSON, nullable=False)
    advice: list[dict[str, Any]] = Column(JSON, nullable=False)
    language: str = Column(String(16), nullable=False)
    assigned_to: str | None = Column(String(64))
    erased_at: datetime | None = Column(UtcDateTime)
    erased_messages: int = Column(Integer, nullable=False, server_default="0")


@mapping.mapped
class MessageRow(Row):
    """One message. `handled_at` is set once nobody has to answer it any more (patients' messages only)."""

    __tablename__ = "messages"
    id: int = Column(BigKey, primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False)
    enquiry_id: str = Column(ForeignKey("enquiries.id"), nullable=False, index=True)
    at: datetime = Column(UtcDateTime, nullable=False)
    sender: str = Column(String(16), nullable=False)
    text: str = Column(Text, nullable=False)
    buttons: list[dict[str, str]] | None = Column(JSON(none_as_null=True))
    name: str | None = Column(String(120))
    client_id: str | None = Column(String(120))
    payload: str | None = Column(Text)
    handled_at: datetime | None = Column(UtcDateTime)
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id", name="uq_messages_client_id"),
        Index("ix_messages_conversation", "conversation_id", "id"),
        {"sqlite_autoincrement": True},  # an erased message's id is never given again
    )


@mapping.mapped
class FlagRow(Row):
    """One red flag found in one message, with the words that raised it."""

    __tablename__ = "flags"
    id: int = Column(BigKey, primary_key=True)
    enquiry_id: str = Column(ForeignKey("enquiries.id"), nullable=False)
    message_id: int = Column(ForeignKey("messages.id"), nullable=False)
    flag_id: str = Column(String(64), nullable=False)
    tier: str = Column(String(16), nullable=False)
    words: str = Column(Text, nullable=False)
    by: str = Column(String(120), nullable=False)
    start: int = Column(Integer, nullable=False)
    end: int = Column(Integer, nullable=False)
    withdrawn_at: datetime | None = Column(UtcDateTime)
    closed_at: datetime | None = Column(UtcDateTime)
    __table_args__ = (
        UniqueConstraint("enquiry_id", "flag_id", "message_id", name="uq_flags_once_a_message"),
    )


@mapping.mapped
class BookingRow(Row):
    """One visit, call or drop-in. A person's start time can be booked once only."""

    __tablename__ = "bookings"
    reference: str = Column(String(16), primary_key=True)
    enquiry_id: str = Column(ForeignKey("enquiries.id"), nullable=False, index=True)
    kind: str = Column(String(16), nullable=False)
    site: str | None = Column(String(64))
    person: str = Column(String(64), nullable=False)
    starts_at: datetime = Column(UtcDateTime, nullable=False)
    ends_at: datetime = Column(UtcDateTime, nullable=False)
    status: str = Column(String(16), nullable=False)
    booked_at: datetime = Column(UtcDateTime, nullable=False)
    __table_args__ = (
        Index(
            "uq_bookings_person_start",
            "person",
            "starts_at",
            unique=True,
            sqlite_where=text("status = 'booked'"),
            postgresql_where=text("status = 'booked'"),
        ),
    )


@mapping.mapped
class OutboxRow(Row):
    """One event that humans must hear of. `dedupe_key` makes it one event, however often it is queued."""

    __tablename__ = "outbox"
    id: int = Column(BigKey, primary_key=True)
    event: str = Column(String(32), nullable=False)
    enquiry_id: str = Column(ForeignKey("enquiries.id"), nullable=False, index=True)
    dedupe_key: str = Column(String(120), nullable=False, unique=True)
    payload: dict[str, Any] = Column(JSON, nullable=False)
    created_at: datetime = Column(UtcDateTime, nullable=False)
    not_before: datetime = Column(UtcDateTime, nullable=False, index=True)
    claimed_until: datetime | None = Column(UtcDateTime)
    attempts: int = Column(Integer, nullable=False)
    last_error: str | None = Column(Text)
    delivered_at: datetime | None = Column(UtcDateTime)


@mapping.mapped
class DeliveryRow(Row):
    """One event has gone out on one route: a retry leaves that route alone."""

    __tablename__ = "deliveries"
    outbox_id: int = Column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    route: str = Column(String(64), primary_key=True)
    at: datetime = Column(UtcDateTime, nullable=False)


@mapping.mapped
class StaffRow(Row):
    """One member of the team. A one-time link sets the password."""

    __tablename__ = "staff"
    id: int = Column(Integer, primary_key=True)
    name: str = Column(String(120), nullable=False)
    login: str = Column(String(64), nullable=False, unique=True)
    password_hash: str | None = Column(String(200))
    failed_count: int = Column(Integer, nullable=False)
    locked_until: datetime | None = Column(UtcDateTime)
    one_time_hash: str | None = Column(String(64), unique=True)
    one_time_until: datetime | None = Column(UtcDateTime)
    created_at: datetime = Column(UtcDateTime, nullable=False)


@mapping.mapped
class AuditRow(Row):
    """One line of history: who did what, when, with the exact values."""

    __tablename__ = "audit"
    id: int = Column(BigKey, primary_key=True)
    enquiry_id: str | None = Column(ForeignKey("enquiries.id"), index=True)
    at: datetime = Column(UtcDateTime, nullable=False)
    who: str = Column(String(64), nullable=False)
    what: str = Column(String(64), nullable=False)
    detail: dict[str, Any] = Column(JSON, nullable=False)
