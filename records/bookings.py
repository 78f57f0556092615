"""Bookings: one person can't be in two places, and what was stored is what the patient is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from records import enquiries, outbox
from records.audit import write_lines
from records.database import Store
from records.errors import NoSuchBooking, SlotTaken
from records.models import BookingRow
from records.names import unused
from records.views import AuditLine
from records.views_desk import Bookable, Booking

BOOKED, CANCELLED = "booked", "cancelled"
_bookings: Any = BookingRow.__table__.c


def book(store: Store, enquiry_id: str, slot: Bookable, now: datetime | None = None) -> Booking:
    """Book this slot for the enquiry. Booking the same slot again gives the same booking.

    Raises SlotTaken when the person is busy in any part of it, or when it has begun already.
    """
    moment = now or store.now()
    try:
        with store.write() as session:
            return _book(session, enquiry_id, slot, moment)
    except IntegrityError:  # the database's own last word on a race
        raise SlotTaken("This time has just been taken.") from None


def move_booking(store: Store, reference: str, slot: Bookable, now: datetime | None = None) -> Booking:
    """Change a booking to another slot, all or nothing. Raises SlotTaken, NoSuchBooking."""
    moment = now or store.now()
    try:
        with store.write() as session:
            row = _live(session, reference)
            enquiries.hold(session, row.enquiry_id)
            _cancel(session, row, moment)
            return _book(session, row.enquiry_id, slot, moment)
    except IntegrityError:
        raise SlotTaken("This time has just been taken.") from None


def cancel_booking(store: Store, reference: str, now: datetime | None = None) -> Booking:
    """Cancel a booking; its slot is free again. Raises NoSuchBooking."""
    with store.write() as session:
        row = _live(session, reference)
        enquiries.hold(session, row.enquiry_id)
        return _cancel(session, row, now or store.now())


def booked_slots(store: Store, start: datetime, end: datetime) -> list[Booking]:
    """All live bookings that touch the span from `start` to `end`, earliest first."""
    query = select(BookingRow).where(
        _bookings.status == BOOKED, _bookings.starts_at < end, _bookings.ends_at > start
    )
    with store.read() as session:
        return [as_booking(row) for row in session.scalars(query.order_by(_bookings.starts_at))]


def bookings_of(session: Session, enquiry_id: str) -> list[Booking]:
    """All bookings of an enquiry, earliest first, cancelled ones included."""
    query = select(BookingRow).where(_bookings.enquiry_id == enquiry_id).order_by(_bookings.starts_at)
    return [as_booking(row) for row in session.scalars(query)]


def bookings_for(store: Store, enquiry_id: str) -> list[Booking]:
    """All bookings of an enquiry, in a transaction of its own."""
    with store.read() as session:
        return bookings_of(session, enquiry_id)


def _book(session: Session, enquiry_id: str, slot: Bookable, now: datetime) -> Booking:
    enquiries.hold(session, enquiry_id)
    _hold_person(session, slot.person)
    busy = _overlapping(session, slot)
    if busy is not None and _same(busy, enquiry_id, slot):
        return as_booking(busy)
    if busy is not None or slot.ends_at <= now:
        raise SlotTaken("This time is not free any more.")
    row = _insert(session, enquiry_id, slot, now)
    _tell(session, row, outbox.BOOKING, "booked", now)
    return as_booking(row)


def _hold_person(session: Session, person: str) -> None:
    # SQLite has one writer at a time; in PostgreSQL, bookings of one person queue up here.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"person:{person}"))))


def _overlapping(session: Session, slot: Bookable) -> BookingRow | None:
    query = select(BookingRow).where(
        _bookings.person == slot.person,
        _bookings.status == BOOKED,
        _bookings.starts_at < slot.ends_at,
        _bookings.ends_at > slot.starts_at,
    )
    return session.scalars(query.limit(1)).first()  # type: ignore[no-any-return]


def _same(row: BookingRow, enquiry_id: str, slot: Bookable) -> bool:
    return (row.enquiry_id, row.starts_at, row.kind) == (enquiry_id, slot.starts_at, slot.kind)


def _insert(session: Session, enquiry_id: str, slot: Bookable, now: datetime) -> BookingRow:
    row = BookingRow(
        reference=unused(session, _bookings.reference, "FC-", 4),
        enquiry_id=enquiry_id,
        kind=slot.kind,
        site=slot.site,
        person=slot.person,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status=BOOKED,
        booked_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _live(session: Session, reference: str) -> BookingRow:
    row = session.get(BookingRow, reference)
    if row is None or row.status != BOOKED:
        raise NoSuchBooking(f"There is no live booking {reference}.")
    return row  # type: ignore[no-any-return]


def _cancel(session: Session, row: BookingRow, now: datetime) -> Booking:
    row.status = CANCELLED
    session.flush()
    _tell(session, row, outbox.CANCELLED, "cancelled a booking", now)
    return as_booking(row)


def _tell(session: Session, row: BookingRow, event: str, what: str, now: datetime) -> None:
    detail = {
        "reference": row.reference,
        "kind": row.kind,
        "person": row.person,
        "at": row.starts_at.isoformat(),
    }
    write_lines(session, row.enquiry_id, [AuditLine("patient", what, detail)], now)
    outbox.queue(session, event, row.enquiry_id, f"{event}:{row.reference}", now, payload=detail)


def as_booking(row: BookingRow) -> Booking:
    """A booking row as a value."""
    return Booking(
        reference=row.reference,
        enquiry_id=row.enquiry_id,
        kind=row.kind,
        site=row.site,
        person=row.person,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        status=row.status,
    )
