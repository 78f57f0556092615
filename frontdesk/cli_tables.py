"""What the command line shows: tables for people, JSON for programs. No words are read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from records.clock import LONDON
from records.views_desk import InboxRow, Notice

if TYPE_CHECKING:
    from frontdesk.doctor import Result


def when(moment: datetime | str | None) -> str:
    """An instant as people in the clinic say it; a dash when there is none."""
    if moment is None:
        return "-"
    instant = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{instant.astimezone(LONDON):%a %-d %b %H:%M}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """A table of plain texts."""
    made = Table(*heads, title=title, title_justify="left")
    for row in rows:
        made.add_row(*(Text(str(cell)) for cell in row))
    return made


def inbox_table(rows: Sequence[InboxRow]) -> Table:
    """The inbox."""
    heads = ("enquiry", "tier", "status", "due", "name", "red flags", "last words")
    return table(heads, (_inbox_cells(row) for row in rows))


def _inbox_cells(row: InboxRow) -> tuple[object, ...]:
    due = when(row.due_at) + (" (late)" if row.overdue else "")
    return (row.id, row.tier, row.status, due, row.name or "-", "; ".join(row.flags) or "-", row.last_text)


def inbox_json(row: InboxRow) -> dict[str, Any]:
    """One inbox line as JSON."""
    return {
        "id": row.id,
        "status": row.status,
        "tier": row.tier,
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "overdue": row.overdue,
        "opened_at": row.opened_at.isoformat(),
        "assigned_to": row.assigned_to,
        "name": row.name,
        "red_flags": list(row.flags),
    }


def enquiry_view(shown: Mapping[str, Any]) -> Group:
    """One enquiry in full, from the JSON of `show`."""
    head = f"{shown['id']}  {shown['tier']}  {shown['status']}  due {when(shown['due_at'])}"
    flags = ((flag["tier"], flag["id"], flag["words"]) for flag in shown["red_flags"])
    bookings = (
        (b["reference"], b["kind"], when(b["starts_at"]), b["person"], b["status"]) for b in shown["bookings"]
    )
    said = ((when(m["at"]), m["from"], m["text"]) for m in shown["messages"])
    return Group(
        Text(head, style="bold"),
        table(("tier", "flag", "words"), flags, "Red flags"),
        table(("fact", "value"), ((k, v) for k, v in shown["facts"].items() if v), "Facts"),
        Text(f"Advice: {', '.join(shown['advice']) or '-'}"),
        table(("reference", "kind", "when", "with", "status"), bookings, "Bookings"),
        table(("at", "from", "text"), said, "Messages"),
    )


def reading_view(seen: Mapping[str, Any]) -> Group:
    """What was read in one text, from which words, by what, and why a flag did or didn't fire."""
    flags = ((flag["tier"], flag["id"], flag["words"], flag["by"]) for flag in seen["red_flags"])
    why = (
        (r["flag"], "fired" if r["fired"] else "did not fire", r["words"] or "-", r["why"])
        for r in seen["why"]
    )
    found = (
        (e["entity"], e["value"], e["assertion"], _or_dash(e.get("group")), e.get("text", ""), e["by"] or "-")
        for e in seen["entities"]
    )
    return Group(
        Text(f"Tier: {seen['tier']}", style="bold"),
        table(("tier", "flag", "words", "by"), flags, "Red flags"),
        table(("flag", "", "words", "why"), why, "Why"),
        table(("entity", "value", "assertion", "group", "words", "by"), found, "What was understood"),
    )


def _or_dash(value: object) -> object:
    return "-" if value is None else value


def outbox_table(notices: Sequence[Notice]) -> Table:
    """The outbox."""
    heads = ("event", "enquiry", "since", "next try", "attempts", "sent on", "trouble")
    return table(heads, (_notice_cells(notice) for notice in notices))


def _notice_cells(notice: Notice) -> tuple[object, ...]:
    next_try = "delivered" if notice.delivered_at else when(notice.not_before)
    sent = ", ".join(sorted(notice.done)) or "-"
    since = when(notice.created_at)
    return (notice.event, notice.enquiry_id, since, next_try, notice.attempts, sent, notice.last_error or "-")


def notice_json(notice: Notice) -> dict[str, Any]:
    """One outbox line as JSON."""
    return {
        "event": notice.event,
        "enquiry_id": notice.enquiry_id,
        "key": notice.key,
        "created_at": notice.created_at.isoformat(),
        "not_before": notice.not_before.isoformat(),
        "attempts": notice.attempts,
        "routes_done": sorted(notice.done),
        "last_error": notice.last_error,
        "delivered_at": notice.delivered_at.isoformat() if notice.delivered_at else None,
    }


def doctor_table(results: Sequence[Result]) -> Table:
    """What the doctor found."""
    return table(("", "what", "finding"), (("ok" if r.well else "!!", r.what, r.words) for r in results))
