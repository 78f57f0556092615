"""Who holds an enquiry: the assistant, a queue for a physio, a physio, or nobody any more. And the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from physio.facts import Facts
from physio.tiers import TIERS
from records import enquiries, messages, outbox
from records.audit import write_lines
from records.database import Store
from records.errors import EnquiryTaken
from records.models import EnquiryRow, FlagRow, MessageRow
from records.views import (
    ASSISTANT,
    CLOSED,
    OPEN_STATUSES,
    PHYSIO,
    WAITING,
    AuditLine,
    Enquiry,
    Message,
)
from records.views_desk import InboxRow

_enquiries: Any = EnquiryRow.__table__.c
_flags: Any = FlagRow.__table__.c
_messages: Any = MessageRow.__table__.c
_RANKS = {tier: rank for rank, tier in enumerate(TIERS)}
PREVIEW = 160


def add_reply(
    store: Store,
    conversation_id: str,
    sender: str,
    text: str,
    buttons: Sequence[Mapping[str, str]] = (),
    name: str | None = None,
) -> Message:
    """Store a message of the assistant, a physio or the system. A physio's answer settles the due time."""
    with store.write() as session:
        messages.lock_conversation(session, conversation_id)
        enquiry = enquiries.newest(session, conversation_id)
        if enquiry is None:
            enquiry = enquiries.open_or_extend(
                session, conversation_id, store.now(), store.settings.reopen_days
            )
        if sender == "physio":
            enquiry.due_at = None
        shown = [dict(button) for button in buttons] or None
        row = messages.insert_message(
            session, conversation_id, enquiry.id, sender, text, store.now(), buttons=shown, name=name
        )
        return messages.as_message(row)


def take_over(store: Store, enquiry_id: str, login: str, force: bool = False) -> Enquiry:
    """A physio takes the conversation: the assistant is silent from now on. Raises EnquiryTaken.

    With `force` a colleague's enquiry is taken as well.
    """
    with store.write() as session:
        row = enquiries.hold(session, enquiry_id)
        if row.status == PHYSIO and row.assigned_to != login and not force:
            raise EnquiryTaken(f"{row.assigned_to} is answering this enquiry.")
        messages.mark_all_handled(session, row.conversation_id, store.now())
        return _move(session, row, PHYSIO, login, login, "took over", store.now())


def give_back(store: Store, enquiry_id: str, login: str) -> Enquiry:
    """A physio hands the conversation back to the assistant."""
    with store.write() as session:
        row = enquiries.hold(session, enquiry_id)
        return _move(session, row, ASSISTANT, None, login, "gave back", store.now())


def close(store: Store, enquiry_id: str, login: str) -> Enquiry:
    """A physio is done with the enquiry. The patient's next message reopens it."""
    with store.write() as session:
        row = enquiries.hold(session, enquiry_id)
        row.closed_at, row.due_at, row.asked = store.now(), None, None
        messages.mark_all_handled(session, row.conversation_id, store.now())
        for flag in enquiries.flags_of(session, enquiry_id):
            flag.closed_at = flag.closed_at or store.now()
        row.safety, row.safety_turns = "none", 0
        return _move(session, row, CLOSED, row.assigned_to, login, "closed", store.now())


def request_human(store: Store, enquiry_id: str, due_at: datetime | None = None) -> Enquiry:
    """The patient wants a human: the enquiry waits for one, and the team hears of it now."""
    with store.write() as session:
        row, now = enquiries.hold(session, enquiry_id), store.now()
        row.due_at = min((due for due in (row.due_at, due_at) if due), default=None)
        if row.status == PHYSIO:
            return enquiries.as_enquiry(session, row)
        key = f"human:{_last_message(session, enquiry_id)}"  # as the intake names it: one wish, one event
        outbox.queue(session, outbox.HUMAN, enquiry_id, key, now)
        return _move(session, row, WAITING, None, "patient", "asked for a human", now)


def finish(store: Store, enquiry_id: str) -> Enquiry:
    """The conversation has come to its end: the team hears of the enquiry now, not after the silence."""
    with store.write() as session:
        row = enquiries.hold(session, enquiry_id)
        outbox.send_enquiry_now(session, enquiry_id, store.now())
        if row.status != ASSISTANT:
            return enquiries.as_enquiry(session, row)
        return _move(session, row, WAITING, None, "assistant", "finished", store.now())


def set_due(store: Store, enquiry_id: str, due_at: datetime) -> None:
    """Promise an answer by `due_at`; an earlier promise stands."""
    with store.write() as session:
        row = enquiries.hold(session, enquiry_id)
        row.due_at = min(row.due_at or due_at, due_at)


def _move(
    session: Session, row: EnquiryRow, status: str, holder: str | None, who: str, what: str, now: datetime
) -> Enquiry:
    row.status, row.assigned_to = status, holder
    write_lines(session, row.id, [AuditLine(who, what)], now)
    session.flush()
    return enquiries.as_enquiry(session, row)


def _last_message(session: Session, enquiry_id: str) -> int:
    query = select(func.max(_messages.id)).where(
        _messages.enquiry_id == enquiry_id, _messages.sender == "patient"
    )
    return session.scalar(query) or 0


def inbox(store: Store, statuses: Iterable[str] = OPEN_STATUSES, limit: int = 200) -> list[InboxRow]:
    """The enquiries of these statuses: most urgent tier first, then earliest due, then oldest."""
    with store.read() as session:
        rows = list(session.scalars(_in_order(list(statuses)).limit(limit)))
        ids = [row.id for row in rows]
        flags, texts = _open_flags(session, ids), _last_texts(session, ids)
        return [_inbox_row(row, flags.get(row.id, ()), texts.get(row.id, ""), store.now()) for row in rows]


def _in_order(statuses: list[str]) -> Any:
    urgency = case(_RANKS, value=_enquiries.tier)
    query = select(EnquiryRow).where(_enquiries.status.in_(statuses), _enquiries.erased_at.is_(None))
    return query.order_by(urgency, _enquiries.due_at.is_(None), _enquiries.due_at, _enquiries.opened_at)


def _open_flags(session: Session, ids: list[str]) -> dict[str, tuple[str, ...]]:
    query = select(FlagRow).where(
        _flags.enquiry_id.in_(ids), _flags.withdrawn_at.is_(None), _flags.closed_at.is_(None)
    )
    found: dict[str, tuple[str, ...]] = {}
    for flag in sorted(session.scalars(query), key=lambda flag: _RANKS[flag.tier]):
        found[flag.enquiry_id] = (*found.get(flag.enquiry_id, ()), flag.words)
    return found


def _last_texts(session: Session, ids: list[str]) -> dict[str, str]:
    last = select(func.max(_messages.id)).where(_messages.enquiry_id.in_(ids), _messages.sender == "patient")
    query = select(_messages.enquiry_id, _messages.text).where(
        _messages.id.in_(last.group_by(_messages.enquiry_id))
    )
    return {enquiry_id: text[:PREVIEW] for enquiry_id, text in session.execute(query)}


def _inbox_row(row: EnquiryRow, flags: tuple[str, ...], text: str, now: datetime) -> InboxRow:
    return InboxRow(
        id=row.id,
        conversation_id=row.conversation_id,
        status=row.status,
        tier=row.tier,
        due_at=row.due_at,
        overdue=row.status != CLOSED and row.due_at is not None and row.due_at < now,
        opened_at=row.opened_at,
        last_patient_at=row.last_patient_at,
        assigned_to=row.assigned_to,
        facts=Facts.parse_obj(row.facts),
        flags=flags,
        last_text=text,
    )
