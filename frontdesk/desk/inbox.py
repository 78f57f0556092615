"""The list of enquiries, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from frontdesk.desk.visit import Visit
from physio.summary import understood
from records import desk as book
from records.clock import LONDON
from records.outbox import backlog
from records.staff import all_staff
from records.views import CLOSED, OPEN_STATUSES
from records.views_desk import InboxRow

MOST_ABOUT = 3  # lines of what was understood


def show(visit: Visit) -> Response:
    """The inbox page."""
    said = visit.request.session.pop("said", None)
    return visit.page("inbox.html", {**_context(visit), "said": said})


def rows(visit: Visit) -> Response:
    """The list alone, for the refresh."""
    return visit.part("_rows.html", _context(visit))


def _context(visit: Visit) -> Mapping[str, Any]:
    store = visit.services.store
    closed = visit.request.query_params.get("show") == "closed"
    listed = book.inbox(store, [CLOSED] if closed else OPEN_STATUSES)
    return {
        "rows": listed,
        "about": {row.id: _about(row, visit) for row in listed},
        "closed": closed,
        "names": {member.login: member.name for member in all_staff(store)},
        "undelivered": backlog(store).stuck,
    }


def _about(row: InboxRow, visit: Visit) -> str:
    """What an enquiry is about, in one line: the first of what was understood."""
    services = visit.services
    lines = understood(row.facts, services.knowledge, services.clock.now().astimezone(LONDON).date())
    return " \u00b7 ".join(lines[:MOST_ABOUT])
