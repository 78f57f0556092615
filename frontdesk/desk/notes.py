"""What a physio notes on an enquiry beside the chat: flags seen, and how it ended. Kept in its history."""

from __future__ import annotations

from frontdesk.desk.visit import Visit
from physio.tiers import TIERS
from records.audit import write_lines
from records.views import AuditLine, Enquiry, StoredFlag
from records.views_desk import HistoryLine

ACKNOWLEDGED = "acknowledged a flag"
URGENT_TIERS = TIERS[:3]
OUTCOMES = (
    "Spoke to the patient",
    "Answered in the chat",
    "Visit or call booked",
    "Sent to emergency or same-day care",
    "Passed to the surgical team or GP",
    "Could not reach the patient",
    "Not for us",
)


def note(visit: Visit, what: str, **detail: object) -> None:
    """Add a line to the enquiry's history in this member's name."""
    store = visit.services.store
    with store.write() as session:
        write_lines(session, visit.id, [AuditLine(visit.who.login, what, detail)], store.now())


def flags_with_notes(
    enquiry: Enquiry, past: list[HistoryLine]
) -> list[tuple[StoredFlag, HistoryLine | None]]:
    """Each flag, open and urgent ones first, with the line of its acknowledgement if there is one."""
    seen = {
        (line.detail.get("flag"), line.detail.get("message")): line
        for line in past
        if line.what == ACKNOWLEDGED
    }
    ordered = sorted(enquiry.flags, key=lambda flag: (not flag.open, TIERS.index(flag.tier)))
    return [(flag, seen.get((flag.id, flag.message_id))) for flag in ordered]


def unacknowledged(enquiry: Enquiry, past: list[HistoryLine]) -> list[StoredFlag]:
    """Open flags of the three urgent tiers that nobody has acknowledged yet."""
    noted = flags_with_notes(enquiry, past)
    return [flag for flag, line in noted if flag.open and line is None and flag.tier in URGENT_TIERS]
