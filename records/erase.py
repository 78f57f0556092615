"""Erasure: a person's words and contacts leave the records; a count of what was there stays behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from physio.facts import Facts
from records.audit import write_lines
from records.database import Store
from records.enquiries import facts_json
from records.messages import lock_conversation
from records.models import AuditRow, BookingRow, DeliveryRow, EnquiryRow, FlagRow, MessageRow, OutboxRow
from records.views import CLOSED, AuditLine

TRACKER = "tracker.db"
TRACKER_PATIENCE = 15.0
_messages: Any = MessageRow.__table__.c
_enquiries: Any = EnquiryRow.__table__.c


@dataclass(frozen=True)
class Erased:
    """What was erased: the conversation (also Rasa's sender id), its enquiries, how many messages."""

    conversation_id: str
    enquiries: tuple[str, ...]
    messages: int


def erase(store: Store, given_id: str) -> Erased:
    """Erase a whole conversation, named by its own id or by that of one of its enquiries.

    Texts, flags' words, facts, history and queued notifications go; the token stops working; future
    bookings are cancelled. Raises NoSuchConversation.
    """
    with store.write() as session:
        conversation = lock_conversation(session, _conversation_id(session, given_id))
        query = select(EnquiryRow).where(_enquiries.conversation_id == conversation.id)
        rows = list(session.scalars(query.order_by(_enquiries.opened_at)))
        count = sum(_erase_enquiry(session, row, store.now()) for row in rows)
        conversation.token_hash, conversation.erased_at = None, store.now()
        gone = Erased(conversation.id, tuple(row.id for row in rows), count)
    _tidy(store)
    _forget_in_tracker(store.settings.var_dir / TRACKER, gone.conversation_id)
    return gone


def _forget_in_tracker(path: Path, conversation_id: str) -> None:
    # Rasa's cache holds the same words under the same id, in a file of its own.
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=TRACKER_PATIENCE)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone()
        if known:
            connection.execute("DELETE FROM events WHERE sender_id = ?", (conversation_id,))
            connection.commit()


def _conversation_id(session: Session, given_id: str) -> str:
    row = session.get(EnquiryRow, given_id)
    return row.conversation_id if row is not None else given_id


def _erase_enquiry(session: Session, row: EnquiryRow, now: datetime) -> int:
    mine = _messages.enquiry_id == row.id
    count = int(session.scalar(select(func.count()).select_from(MessageRow).where(mine)))
    sent = select(OutboxRow.id).where(OutboxRow.__table__.c.enquiry_id == row.id)
    _delete(session, DeliveryRow, DeliveryRow.__table__.c.outbox_id.in_(sent))
    for table in (FlagRow, OutboxRow, AuditRow, MessageRow):
        _delete(session, table, table.__table__.c.enquiry_id == row.id)
    _cancel_to_come(session, row.id, now)
    _empty(row, count, now)
    write_lines(session, row.id, [AuditLine("records", "erased", {"messages": count})], now)
    return count


def _delete(session: Session, table: type, condition: Any) -> None:
    session.execute(delete(table).where(condition).execution_options(synchronize_session=False))


def _cancel_to_come(session: Session, enquiry_id: str, now: datetime) -> None:
    columns: Any = BookingRow.__table__.c
    query = select(BookingRow).where(columns.enquiry_id == enquiry_id, columns.starts_at > now)
    for booking in session.scalars(query):
        booking.status = "cancelled"


def _empty(row: EnquiryRow, count: int, now: datetime) -> None:
    row.facts, row.advice, row.announced, row.asked = facts_json(Facts()), [], [], None
    row.status, row.safety, row.safety_turns, row.due_at = CLOSED, "none", 0, None
    row.language, row.assigned_to, row.last_patient_at = "en", None, None
    row.closed_at, row.erased_at = row.closed_at or now, now
    row.erased_messages += count


def _tidy(store: Store) -> None:
    # The write-ahead log still holds the old pages: fold it into the file and empty it.
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
