"""Messages and conversations: opening one, telling its owner by the token, storing and reading messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from records.database import Store
from records.errors import NoSuchConversation
from records.keys import new_token, token_hash
from records.models import ConversationRow, MessageRow
from records.views import Message

MAX_PAGE = 500
_MESSAGE_ORDER = 7_326_002  # any number, the same in every process
_conversations: Any = ConversationRow.__table__.c
_messages: Any = MessageRow.__table__.c


def open_conversation(
    store: Store, channel: str = "web", conversation_id: str | None = None
) -> tuple[str, str]:
    """Start a conversation; returns its id and the token that proves its owner (only the hash is kept).

    With `conversation_id` (a channel's own id, as in `rasa shell`) an existing one keeps its messages
    and gets a new token.
    """
    token = new_token()
    with store.write() as session:
        row = session.get(ConversationRow, conversation_id) if conversation_id else None
        if row is None:
            row = ConversationRow(id=conversation_id or uuid4().hex, created_at=store.now(), channel=channel)
            session.add(row)
        if row.erased_at is not None:
            raise NoSuchConversation(f"The conversation {row.id} was erased.")
        row.token_hash = token_hash(token)
        return row.id, token


def conversation_for_token(store: Store, token: str) -> str | None:
    """The id of the conversation that this token opens, or None."""
    with store.read() as session:
        query = select(_conversations.id).where(_conversations.token_hash == token_hash(token))
        return session.scalars(query).first()  # type: ignore[no-any-return]


def conversation_exists(store: Store, conversation_id: str) -> bool:
    """Whether there is such a conversation that wasn't erased."""
    with store.read() as session:
        row = session.get(ConversationRow, conversation_id)
        return row is not None and row.erased_at is None


def lock_conversation(session: Session, conversation_id: str) -> ConversationRow:
    """Hold a conversation for this transaction, so that its messages and enquiry change one at a time."""
    query = select(ConversationRow).where(_conversations.id == conversation_id).with_for_update()
    row = session.scalars(query).first()
    if row is None or row.erased_at is not None:
        raise NoSuchConversation(f"There is no conversation {conversation_id}.")
    return row  # type: ignore[no-any-return]


def insert_message(
    session: Session, conversation_id: str, enquiry_id: str, sender: str, text: str, at: datetime, **rest: Any
) -> MessageRow:
    """Store one message within the caller's transaction; its id is known at once."""
    _keep_ids_in_order(session)
    row = MessageRow(
        conversation_id=conversation_id, enquiry_id=enquiry_id, sender=sender, text=text, at=at, **rest
    )
    session.add(row)
    session.flush()
    return row


def _keep_ids_in_order(session: Session) -> None:
    # Readers ask for "all after id": a lower id must never appear later than a higher one. SQLite has one
    # writer anyway; PostgreSQL hands ids out before the commit, so message writers queue up here.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_MESSAGE_ORDER)))


def message_with_client_id(session: Session, conversation_id: str, client_id: str) -> MessageRow | None:
    """The message that a client sent under this id before, if it did."""
    query = select(MessageRow).where(
        _messages.conversation_id == conversation_id, _messages.client_id == client_id
    )
    return session.scalars(query).first()  # type: ignore[no-any-return]


def messages_after(store: Store, conversation_id: str, after: int = 0, limit: int = 200) -> list[Message]:
    """Messages of a conversation with an id above `after`, oldest first."""
    query = select(MessageRow).where(_messages.conversation_id == conversation_id, _messages.id > after)
    with store.read() as session:
        rows = session.scalars(query.order_by(_messages.id).limit(min(limit, MAX_PAGE)))
        return [as_message(row) for row in rows]


def messages_of_enquiry(session: Session, enquiry_id: str) -> list[Message]:
    """All messages of one enquiry, oldest first."""
    query = select(MessageRow).where(_messages.enquiry_id == enquiry_id).order_by(_messages.id)
    return [as_message(row) for row in session.scalars(query)]


def last_written(store: Store, enquiry_id: str, limit: int = 3) -> list[str]:
    """What the patient wrote last in an enquiry, oldest first; presses of buttons are left out."""
    query = select(_messages.text).where(
        _messages.enquiry_id == enquiry_id, _messages.sender == "patient", _messages.payload.is_(None)
    )
    with store.read() as session:
        return list(session.scalars(query.order_by(_messages.id.desc()).limit(limit)))[::-1]


def pending_messages(store: Store, conversation_id: str) -> list[Message]:
    """The patient's messages that nobody has answered yet, oldest first."""
    query = _unhandled(select(MessageRow)).where(_messages.conversation_id == conversation_id)
    with store.read() as session:
        return [as_message(row) for row in session.scalars(query.order_by(_messages.id))]


def conversations_pending(store: Store) -> list[str]:
    """Conversations with unanswered patient messages: what to take up again after a restart."""
    with store.read() as session:
        return list(session.scalars(_unhandled(select(_messages.conversation_id)).distinct()))


def _unhandled(query: Any) -> Any:
    return query.where(_messages.sender == "patient", _messages.handled_at.is_(None))


def mark_handled(store: Store, message_ids: Iterable[int]) -> None:
    """Note that these patient messages need no further answer from the assistant."""
    with store.write() as session:
        session.execute(_handled(list(message_ids), store.now()))


def _handled(message_ids: Sequence[int], now: datetime) -> Any:
    query = update(MessageRow).where(_messages.id.in_(message_ids), _messages.handled_at.is_(None))
    return query.values(handled_at=now).execution_options(synchronize_session=False)


def mark_all_handled(session: Session, conversation_id: str, now: datetime) -> None:
    """A human holds the conversation: the assistant owes no answer to what was said before."""
    query = update(MessageRow).where(
        _messages.conversation_id == conversation_id,
        _messages.sender == "patient",
        _messages.handled_at.is_(None),
    )
    session.execute(query.values(handled_at=now).execution_options(synchronize_session=False))


def offered_payload(store: Store, conversation_id: str, payload: str) -> bool:
    """Whether a button with exactly this payload was shown in this conversation."""
    query = select(_messages.buttons).where(
        _messages.conversation_id == conversation_id, _messages.buttons.is_not(None)
    )
    with store.read() as session:
        shown: Iterable[list[Mapping[str, str]]] = session.scalars(query)
        return any(button.get("payload") == payload for buttons in shown for button in buttons)


def as_message(row: MessageRow) -> Message:
    """A message row as a value."""
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        enquiry_id=row.enquiry_id,
        at=row.at,
        sender=row.sender,
        text=row.text,
        buttons=tuple(row.buttons or ()),
        name=row.name,
        client_id=row.client_id,
        payload=row.payload,
        handled_at=row.handled_at,
    )
