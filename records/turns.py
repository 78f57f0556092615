"""The transactions of the assistant's turns: an answer is stored and its messages are settled together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import outbox
from records.audit import write_lines
from records.database import Store
from records.enquiries import get_row
from records.messages import insert_message, lock_conversation
from records.models import EnquiryRow, MessageRow
from records.views import ASSISTANT, PHYSIO, WAITING, AuditLine, Message, Reply

_messages: Any = MessageRow.__table__.c


def answer_turn(store: Store, turn: Sequence[Message], replies: Sequence[Reply]) -> bool:
    """Store the assistant's replies to these patient messages; False when a physio has taken over."""
    with store.write() as session:
        enquiry = _hold(session, turn)
        _settle(session, turn, store)
        if enquiry.status == PHYSIO:
            return False
        _say(session, enquiry, replies, store)
        return True


def leave_to_humans(store: Store, turn: Sequence[Message], why: str, reply: Reply | None) -> None:
    """The assistant can't answer these messages: a physio will, and the team hears of it now."""
    with store.write() as session:
        enquiry = _hold(session, turn)
        _settle(session, turn, store)
        _tell_team(session, enquiry, turn, why, reply, store)


def keep_waiting(store: Store, turn: Sequence[Message], why: str, reply: Reply | None) -> None:
    """As `leave_to_humans`, but the messages stay unanswered: the assistant may yet come back to them."""
    with store.write() as session:
        _tell_team(session, _hold(session, turn), turn, why, reply, store)


def newest_id(store: Store) -> int:
    """The id of the newest message of all conversations; 0 when there is none."""
    with store.read() as session:
        return session.scalar(select(func.max(_messages.id))) or 0


def stored_since(store: Store, after: int) -> list[tuple[int, str]]:
    """(message id, conversation id) of the messages above `after`, whoever wrote them, oldest first."""
    query = select(_messages.id, _messages.conversation_id).where(_messages.id > after).order_by(_messages.id)
    with store.read() as session:
        return [(int(number), str(conversation)) for number, conversation in session.execute(query)]


def _hold(session: Session, turn: Sequence[Message]) -> EnquiryRow:
    lock_conversation(session, turn[-1].conversation_id)
    return get_row(session, turn[-1].enquiry_id)


def _settle(session: Session, turn: Sequence[Message], store: Store) -> None:
    for message in turn:
        row = session.get(MessageRow, message.id)
        if row is not None and row.handled_at is None:
            row.handled_at = store.now()


def _tell_team(
    session: Session,
    enquiry: EnquiryRow,
    turn: Sequence[Message],
    why: str,
    reply: Reply | None,
    store: Store,
) -> None:
    if enquiry.status == PHYSIO:
        return
    if enquiry.status == ASSISTANT:
        enquiry.status = WAITING
    _queue_now(session, enquiry, turn[-1].id, store)
    detail = {"messages": [message.id for message in turn], "why": why}
    write_lines(session, enquiry.id, [AuditLine("assistant", "could not answer", detail)], store.now())
    _say(session, enquiry, [reply] if reply else [], store)


def _queue_now(session: Session, enquiry: EnquiryRow, message_id: int, store: Store) -> None:
    now = store.now()
    outbox.queue_enquiry(session, enquiry.id, message_id, now, now)
    outbox.send_enquiry_now(session, enquiry.id, now)


def _say(session: Session, enquiry: EnquiryRow, replies: Sequence[Reply], store: Store) -> None:
    for reply in replies:
        buttons = [dict(button) for button in reply.buttons] or None
        insert_message(
            session,
            enquiry.conversation_id,
            enquiry.id,
            "assistant",
            reply.text,
            store.now(),
            buttons=buttons,
        )
