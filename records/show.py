"""One enquiry as JSON: what `firstcontact enquiries show --json` and the clinic's own system get."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from physio.tiers import TIERS
from records.bookings import bookings_of
from records.database import Store
from records.enquiries import as_enquiry, facts_json, get_row
from records.messages import messages_of_enquiry
from records.views import Enquiry, Message
from records.views_desk import Booking


def show(store: Store, enquiry_id: str) -> dict[str, Any]:
    """The enquiry with its open flags, facts, advice ids, bookings and messages. Raises NoSuchEnquiry."""
    with store.read() as session:
        enquiry = as_enquiry(session, get_row(session, enquiry_id))
        bookings = bookings_of(session, enquiry_id)
        return _json(enquiry, bookings, messages_of_enquiry(session, enquiry_id))


def _json(enquiry: Enquiry, bookings: list[Booking], messages: list[Message]) -> dict[str, Any]:
    return {
        "id": enquiry.id,
        "status": enquiry.status,
        "tier": enquiry.tier,
        "red_flags": flags_json(enquiry),
        "facts": facts_json(enquiry.facts),
        "advice": [item.id for item in enquiry.advice],
        "bookings": [booking_json(booking) for booking in bookings],
        "due_at": _iso(enquiry.due_at),
        "messages": [message.public() for message in messages],
        "safety": enquiry.safety,
        "asked": enquiry.asked,
        "opened_at": _iso(enquiry.opened_at),
        "last_patient_at": _iso(enquiry.last_patient_at),
        "assigned_to": enquiry.assigned_to,
    }


def flags_json(enquiry: Enquiry) -> list[dict[str, Any]]:
    """Every red flag of the enquiry, worst first, with the words that raised it; withdrawn ones say so."""
    return [
        {"id": flag.id, "tier": flag.tier, "words": flag.words, "withdrawn": flag.withdrawn_at is not None}
        for flag in sorted(enquiry.flags, key=lambda flag: TIERS.index(flag.tier))
    ]


def booking_json(booking: Booking) -> dict[str, Any]:
    """One booking; times in ISO 8601, UTC."""
    return {
        "reference": booking.reference,
        "kind": booking.kind,
        "site": booking.site,
        "person": booking.person,
        "starts_at": _iso(booking.starts_at),
        "ends_at": _iso(booking.ends_at),
        "status": booking.status,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
