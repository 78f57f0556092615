"""One enquiry: what matters in four minutes first, then every word of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from frontdesk.desk.facts import facts_lines
from frontdesk.desk.notes import OUTCOMES, flags_with_notes
from frontdesk.desk.talk import transcript
from frontdesk.desk.visit import Visit
from records import desk as book
from records.staff import all_staff


def show(visit: Visit) -> Response:
    """The page of one enquiry."""
    return render(visit, said=visit.request.session.pop("said", None))


def render(visit: Visit, said: str | None, draft: str = "", status: int = 200) -> Response:
    """The page with words at the top and an answer in the box."""
    context = {
        **_talk(visit),
        **_panel(visit),
        **_more(visit),
        "said": said,
        "draft": draft,
        "outcomes": OUTCOMES,
    }
    return visit.page("enquiry.html", context, status)


def talk(visit: Visit) -> Response:
    """The transcript alone, for the refresh."""
    return visit.part("_talk.html", _talk(visit))


def panel(visit: Visit) -> Response:
    """What is known, alone, for the refresh."""
    return visit.part("_panel.html", _panel(visit))


def more(visit: Visit) -> Response:
    """Bookings, advice and history alone, for the refresh."""
    return visit.part("_more.html", _more(visit))


def _talk(visit: Visit) -> Mapping[str, Any]:
    store = visit.services.store
    enquiry = book.enquiry_by_id(store, visit.id)
    return {"enquiry": enquiry, "messages": transcript(store, enquiry)}


def _panel(visit: Visit) -> Mapping[str, Any]:
    store, knowledge = visit.services.store, visit.services.knowledge
    enquiry = book.enquiry_by_id(store, visit.id)
    return {
        "enquiry": enquiry,
        "flags": flags_with_notes(enquiry, book.history(store, enquiry.id)),
        "flag_names": {flag_id: flag.name for flag_id, flag in knowledge.red_flags.items()},
        "facts": facts_lines(enquiry.facts, knowledge),
        "names": _names(visit),
    }


def _more(visit: Visit) -> Mapping[str, Any]:
    store = visit.services.store
    return {
        "enquiry": book.enquiry_by_id(store, visit.id),
        "advice": visit.services.knowledge.advice,
        "bookings": book.bookings_for(store, visit.id),
        "clinic": visit.services.clinic,
        "history": book.history(store, visit.id),
        "names": _names(visit),
    }


def _names(visit: Visit) -> Mapping[str, str]:
    return {member.login: member.name for member in all_staff(visit.services.store)}
