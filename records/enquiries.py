"""Enquiries: finding the one a message belongs to, snapshots, and what the assistant notes on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from physio.facts import Facts
from records.audit import write_lines
from records.database import Store
from records.errors import NoSuchEnquiry
from records.messages import lock_conversation
from records.models import EnquiryRow, FlagRow
from records.names import unused
from records.views import (
    ASSISTANT,
    CLOSED,
    RETURNED,
    WAITING,
    AdviceGiven,
    AuditLine,
    Enquiry,
    StoredFlag,
)

_enquiries: Any = EnquiryRow.__table__.c
_flags: Any = FlagRow.__table__.c


def load_enquiry(store: Store, conversation_id: str) -> Enquiry | None:
    """The conversation's present enquiry (the newest one), or None before its first message."""
    with store.read() as session:
        row = newest(session, conversation_id)
        return as_enquiry(session, row) if row else None


def enquiry_by_id(store: Store, enquiry_id: str) -> Enquiry:
    """One enquiry. Raises NoSuchEnquiry."""
    with store.read() as session:
        return as_enquiry(session, get_row(session, enquiry_id))


def newest(session: Session, conversation_id: str) -> EnquiryRow | None:
    """The conversation's newest enquiry row."""
    query = select(EnquiryRow).where(_enquiries.conversation_id == conversation_id)
    return session.scalars(query.order_by(_enquiries.opened_at.desc()).limit(1)).first()  # type: ignore[no-any-return]


def get_row(session: Session, enquiry_id: str) -> EnquiryRow:
    """One enquiry row. Raises NoSuchEnquiry."""
    row = session.get(EnquiryRow, enquiry_id)
    if row is None:
        raise NoSuchEnquiry(f"There is no enquiry {enquiry_id}.")
    return row  # type: ignore[no-any-return]


def hold(session: Session, enquiry_id: str) -> EnquiryRow:
    """One enquiry row, its conversation held for this transaction. Raises NoSuch... errors."""
    lock_conversation(session, get_row(session, enquiry_id).conversation_id)
    session.expire_all()  # what was read before the lock may be old
    return get_row(session, enquiry_id)


def open_or_extend(session: Session, conversation_id: str, now: datetime, reopen_days: int) -> EnquiryRow:
    """The enquiry that a new patient message belongs to: the open one, one reopened, or a new one."""
    row = newest(session, conversation_id)
    if row is None or row.erased_at is not None:
        return _new(session, conversation_id, now, Facts())
    if row.status == CLOSED and now - (row.closed_at or row.opened_at) > timedelta(days=reopen_days):
        return _returned(session, row, now)
    if row.status == CLOSED:
        _reopen(session, row, now)
    return row


def _returned(session: Session, before: EnquiryRow, now: datetime) -> EnquiryRow:
    """A new enquiry of somebody we know."""
    row = _new(session, before.conversation_id, now, _carried(before))
    row.announced = [f"{RETURNED}{now.date().isoformat()}"]
    return row


def _carried(row: EnquiryRow) -> Facts:
    # Ask once: who it is, how to reach them and what was operated hold for the next enquiry as well.
    before = Facts.parse_obj(row.facts)
    kept = ("contact", "language", "operations", "carer", "relation", "site")
    return Facts(**{name: getattr(before, name) for name in kept})


def _new(session: Session, conversation_id: str, now: datetime, facts: Facts) -> EnquiryRow:
    row = EnquiryRow(
        id=unused(session, _enquiries.id, "E-", 5),
        conversation_id=conversation_id,
        status=ASSISTANT,
        tier="routine",
        safety="none",
        safety_turns=0,
        facts=facts_json(facts),
        opened_at=now,
        announced=[],
        advice=[],
        language=facts.language,
        erased_messages=0,
    )
    session.add(row)
    session.flush()
    return row


def _reopen(session: Session, row: EnquiryRow, now: datetime) -> None:
    row.status, row.closed_at, row.due_at = WAITING, None, None
    write_lines(session, row.id, [AuditLine("patient", "reopened")], now)


def facts_json(facts: Facts) -> dict[str, Any]:
    """Facts as plain JSON values (dates as text)."""
    return json.loads(facts.json())  # type: ignore[no-any-return]


def set_asked(store: Store, enquiry_id: str, asked: str | None, words: str | None = None) -> None:
    """Note which question the patient was asked last, with its exact words for the history."""
    with store.write() as session:
        row = hold(session, enquiry_id)
        row.asked = asked
        if words:
            line = AuditLine("assistant", "asked", {"question": asked, "words": words})
            write_lines(session, enquiry_id, [line], store.now())


def update_facts(
    store: Store, enquiry_id: str, change: Callable[[Facts], Facts], who: str = "assistant"
) -> Facts:
    """Change the facts by a pure function, safely beside other writers; the history keeps both states."""
    with store.write() as session:
        row = hold(session, enquiry_id)
        before = Facts.parse_obj(row.facts)
        after = change(before)
        write_facts(session, row, after, who, store.now())
        return after


def save_facts(
    store: Store, enquiry_id: str, facts: Facts, audit: Iterable[AuditLine] = (), who: str = "assistant"
) -> None:
    """Put new facts in place of the old. Where other writers may be at work, use `update_facts`."""
    with store.write() as session:
        row = hold(session, enquiry_id)
        write_facts(session, row, facts, who, store.now())
        write_lines(session, enquiry_id, audit, store.now())


def write_facts(session: Session, row: EnquiryRow, facts: Facts, who: str, now: datetime) -> None:
    """Write the facts within the caller's transaction, with one history line for all that changed."""
    before, after = row.facts, facts_json(facts)
    changed = {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}
    if not changed:
        return
    row.facts = after
    row.language = facts.language
    write_lines(session, row.id, [AuditLine(who, "facts", changed)], now)


def add_advice(store: Store, enquiry_id: str, given: Iterable[AdviceGiven]) -> None:
    """Note the advice texts that were given, each id once."""
    with store.write() as session:
        row, now = hold(session, enquiry_id), store.now()
        known = {item["id"] for item in row.advice}
        fresh = [item for item in given if item.id not in known]
        row.advice = row.advice + [{"id": i.id, "source": i.source, "at": now.isoformat()} for i in fresh]
        lines = [AuditLine("assistant", "advice", {"id": item.id, "source": item.source}) for item in fresh]
        write_lines(session, enquiry_id, lines, now)


def announce(store: Store, enquiry_id: str, *names: str) -> None:
    """Note things that were told to the patient and needn't be told twice."""
    with store.write() as session:
        row = hold(session, enquiry_id)
        row.announced = row.announced + [name for name in names if name not in row.announced]


def flags_of(session: Session, enquiry_id: str) -> list[FlagRow]:
    """All flag rows of an enquiry, oldest first."""
    return list(session.scalars(select(FlagRow).where(_flags.enquiry_id == enquiry_id).order_by(_flags.id)))


def as_enquiry(session: Session, row: EnquiryRow) -> Enquiry:
    """An enquiry row as a value, its flags included."""
    return Enquiry(
        id=row.id,
        conversation_id=row.conversation_id,
        status=row.status,
        tier=row.tier,
        safety=row.safety,
        safety_turns=row.safety_turns,
        facts=Facts.parse_obj(row.facts),
        asked=row.asked,
        due_at=row.due_at,
        opened_at=row.opened_at,
        last_patient_at=row.last_patient_at,
        announced=tuple(row.announced),
        advice=tuple(_advice(item) for item in row.advice),
        language=row.language,
        assigned_to=row.assigned_to,
        flags=tuple(_flag(flag) for flag in flags_of(session, row.id)),
    )


def _advice(item: dict[str, Any]) -> AdviceGiven:
    return AdviceGiven(item["id"], item["source"], datetime.fromisoformat(item["at"]))


def _flag(row: FlagRow) -> StoredFlag:
    return StoredFlag(
        id=row.flag_id,
        tier=row.tier,
        words=row.words,
        by=row.by,
        start=row.start,
        end=row.end,
        message_id=row.message_id,
        withdrawn_at=row.withdrawn_at,
        closed_at=row.closed_at,
    )
