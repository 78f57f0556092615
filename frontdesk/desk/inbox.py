"""The list of enquiries, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from frontdesk.desk.visit import Visit
from records import desk as book
from records.outbox import backlog
from records.staff import all_staff
from records.views import CLOSED, OPEN_STATUSES


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
    return {
        "rows": book.inbox(store, [CLOSED] if closed else OPEN_STATUSES),
        "closed": closed,
        "names": {member.login: member.name for member in all_staff(store)},
        "undelivered": backlog(store).stuck,
    }
