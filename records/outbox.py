"""The outbox: events that humans must hear of, queued in the transaction that caused them.

A worker claims a due event for a while, notes every route that has it, and closes the event once
all routes have it. A worker that dies leaves a claim that runs out; routes already noted are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from records.audit import write_lines
from records.database import Store
from records.models import DeliveryRow, EnquiryRow, OutboxRow
from records.views import ASSISTANT, WAITING, AuditLine
from records.views_desk import Notice

FLAG, ENQUIRY, MESSAGE, BOOKING, CANCELLED, HUMAN = (
    "flag",
    "enquiry",
    "message",
    "booking",
    "cancelled",
    "human",
)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
ALARM_AFTER = 5
NO_ROUTE = "no route is set: shown in the inbox only"

_outbox: Any = OutboxRow.__table__.c
_deliveries: Any = DeliveryRow.__table__.c


@dataclass(frozen=True)
class Backlog:
    """How the outbox stands: events due but not delivered, the oldest one's due time, and stuck ones."""

    due: int
    stuck: int
    oldest: datetime | None


def queue(
    session: Session,
    event: str,
    enquiry_id: str,
    key: str,
    now: datetime,
    not_before: datetime | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Queue an event within the caller's transaction; the same key is queued once."""
    if session.scalars(select(_outbox.id).where(_outbox.dedupe_key == key)).first() is not None:
        return
    session.add(
        OutboxRow(
            event=event,
            enquiry_id=enquiry_id,
            dedupe_key=key,
            payload=dict(payload or {}),
            created_at=now,
            not_before=not_before or now,
            attempts=0,
        )
    )
    session.flush()


def queue_enquiry(
    session: Session, enquiry_id: str, message_id: int, now: datetime, not_before: datetime
) -> None:
    """Queue "here is an enquiry" for when the patient has gone quiet; each new message puts it off again."""
    waiting = _unsent_enquiry_event(session, enquiry_id)
    if waiting is None:
        queue(session, ENQUIRY, enquiry_id, f"enquiry:{enquiry_id}:{message_id}", now, not_before)
    else:
        waiting.not_before = not_before


def send_enquiry_now(session: Session, enquiry_id: str, now: datetime) -> None:
    """The conversation has ended: what waits for silence goes out at once."""
    waiting = _unsent_enquiry_event(session, enquiry_id)
    if waiting is not None:
        waiting.not_before = min(waiting.not_before, now)


def _unsent_enquiry_event(session: Session, enquiry_id: str) -> OutboxRow | None:
    query = select(OutboxRow).where(
        _outbox.enquiry_id == enquiry_id,
        _outbox.event == ENQUIRY,
        _outbox.delivered_at.is_(None),
        _outbox.attempts
        == 0,  # one that a worker holds tells what was known then: a newer word needs its own
    )
    return session.scalars(query.with_for_update()).first()  # type: ignore[no-any-return]


def claim(store: Store, lease_seconds: float) -> Notice | None:
    """Take the next due event for `lease_seconds`; None when nothing is due. Other workers pass it by."""
    with store.write() as session:
        now = store.now()
        row = session.scalars(_due(now).limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.attempts += 1
        row.claimed_until = now + timedelta(seconds=lease_seconds)
        if row.event == ENQUIRY:
            _wait_for_physio(session, row.enquiry_id)
        return _as_notice(session, row)


def _due(now: datetime) -> Any:
    free = or_(_outbox.claimed_until.is_(None), _outbox.claimed_until <= now)
    query = select(OutboxRow).where(_outbox.delivered_at.is_(None), _outbox.not_before <= now, free)
    return query.order_by(_outbox.not_before, _outbox.id)


def _wait_for_physio(session: Session, enquiry_id: str) -> None:
    row = session.get(EnquiryRow, enquiry_id)
    if row is not None and row.status == ASSISTANT:
        row.status = WAITING


def mark_route(store: Store, notice_id: int, route: str, lease_seconds: float) -> None:
    """Note that this route has the event, and hold the claim a while longer for the next route."""
    with store.write() as session:
        row = session.get(OutboxRow, notice_id)
        if row is None:  # erased meanwhile
            return
        row.claimed_until = store.now() + timedelta(seconds=lease_seconds)
        if session.get(DeliveryRow, (notice_id, route)) is None:
            session.add(DeliveryRow(outbox_id=notice_id, route=route, at=store.now()))


def mark_delivered(store: Store, notice_id: int, note: str | None = None) -> None:
    """Every route has the event: it is done. `note` says why nothing was sent, when there was no route."""
    with store.write() as session:
        row = session.get(OutboxRow, notice_id)
        if row is not None:
            row.delivered_at, row.claimed_until, row.last_error = store.now(), None, note


def mark_failed(store: Store, notice_id: int, error: str) -> None:
    """A route failed: try again after a pause that doubles. The fifth failure is an alarm in the history."""
    with store.write() as session:
        row, now = session.get(OutboxRow, notice_id), store.now()
        if row is None:
            return
        row.last_error, row.claimed_until = error, None
        row.not_before = now + pause_after(row.attempts)
        if row.attempts == ALARM_AFTER:
            detail = {"event": row.event, "key": row.dedupe_key, "error": error}
            write_lines(session, row.enquiry_id, [AuditLine("outbox", "stuck", detail)], now)


def pause_after(attempts: int) -> timedelta:
    """The pause after this many attempts: 5 s, 10 s, 20 s ... ten minutes at most; never giving up."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def backlog(store: Store) -> Backlog:
    """How many events are due and undelivered, how many of them are stuck, and since when."""
    late = [_outbox.delivered_at.is_(None), or_(_outbox.not_before <= store.now(), _outbox.attempts > 0)]
    with store.read() as session:
        due, oldest = session.execute(select(func.count(), func.min(OutboxRow.created_at)).where(*late)).one()
        stuck = session.scalar(select(func.count()).where(*late, _outbox.attempts >= ALARM_AFTER))
        return Backlog(due, stuck, oldest)


def notices(store: Store, undelivered_only: bool = True, limit: int = 200) -> list[Notice]:
    """The outbox's events, oldest first."""
    query = select(OutboxRow).order_by(_outbox.id).limit(limit)
    if undelivered_only:
        query = query.where(_outbox.delivered_at.is_(None))
    with store.read() as session:
        return [_as_notice(session, row) for row in session.scalars(query)]


def _routes_done(session: Session, notice_id: int) -> Iterable[str]:
    return session.scalars(select(_deliveries.route).where(_deliveries.outbox_id == notice_id))  # type: ignore[no-any-return]


def _as_notice(session: Session, row: OutboxRow) -> Notice:
    return Notice(
        id=row.id,
        event=row.event,
        enquiry_id=row.enquiry_id,
        key=row.dedupe_key,
        payload=row.payload,
        created_at=row.created_at,
        not_before=row.not_before,
        attempts=row.attempts,
        last_error=row.last_error,
        delivered_at=row.delivered_at,
        done=frozenset(_routes_done(session, row.id)),
    )
