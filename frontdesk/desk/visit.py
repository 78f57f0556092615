"""One request to the inbox: who asks, whether they may, and the form they sent."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from frontdesk.render import fingerprint, templates
from frontdesk.services import Services
from records.errors import NoSuchConversation, NoSuchEnquiry
from records.staff import staff_member
from records.views_desk import StaffMember

SIGN_IN = "/desk/sign-in"
MAX_FORM = 200_000
NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Visit:
    """A request, the member of the team who sent it (None at the door), and its form."""

    request: Request
    services: Services
    member: StaffMember | None = None
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> StaffMember:
        """The signed-in member; only for pages behind the sign-in."""
        assert self.member is not None
        return self.member

    @property
    def id(self) -> str:
        """The enquiry id of the address."""
        return str(self.request.path_params["id"])

    def page(self, name: str, context: Mapping[str, Any], status: int = 200) -> Response:
        """A template as an answer, with what every page of the inbox shows."""
        return templates().TemplateResponse(
            self.request, f"desk/{name}", self._context(context), status_code=status, headers=NO_STORE
        )

    def part(self, name: str, context: Mapping[str, Any]) -> Response:
        """A part of a page for htmx: nothing at all (204) when it is as the browser has it."""
        full = self._context(context)
        mark = fingerprint(f"desk/{name}", full)
        if self.request.query_params.get("seen") == mark:
            return Response(status_code=204, headers=NO_STORE)
        return templates().TemplateResponse(
            self.request, f"desk/{name}", {**full, "seen": mark}, headers=NO_STORE
        )

    def say(self, words: str) -> None:
        """Show these words at the top of the next page."""
        self.request.session["said"] = words

    def go(self, address: str) -> Response:
        """Send the browser on after a form."""
        return RedirectResponse(address, status_code=303, headers=NO_STORE)

    def _context(self, context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "member": self.member,
            "csrf": csrf_token(self.request),
            "now": self.services.clock.now(),
            "clinic_name": self.services.clinic.name,
            "seen": "",
            **context,
        }


Work = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def open_door(services: Services, work: Work) -> Endpoint:
    """An endpoint that needs no sign-in; its forms are still checked for forgery."""

    async def endpoint(request: Request) -> Response:
        visit = Visit(request, services, form=await _form(request))
        return await run_in_threadpool(_checked, visit, work)

    return endpoint


def guarded(services: Services, work: Work) -> Endpoint:
    """An endpoint for the team: sends everybody else to the sign-in."""

    async def endpoint(request: Request) -> Response:
        member = await run_in_threadpool(_member, services, request)
        if member is None:
            return _to_sign_in(request)
        visit = Visit(request, services, member, await _form(request))
        return await run_in_threadpool(_checked, visit, work)

    return endpoint


def csrf_token(request: Request) -> str:
    """The token that each form of this session carries."""
    if "csrf" not in request.session:
        request.session["csrf"] = secrets.token_urlsafe(24)
    return str(request.session["csrf"])


def _checked(visit: Visit, work: Work) -> Response:
    if visit.request.method == "POST" and not _is_ours(visit):
        words = "This page was open for too long, or another page sent the form. Please try again."
        return visit.page("message.html", {"title": "Please try again", "words": words}, 403)
    try:
        return work(visit)
    except (NoSuchEnquiry, NoSuchConversation):
        words = "There is no such enquiry. It may have been erased."
        return visit.page("message.html", {"title": "Not found", "words": words}, 404)


def _is_ours(visit: Visit) -> bool:
    sent, expected = visit.form.get("csrf", ""), str(visit.request.session.get("csrf", ""))
    return bool(expected) and hmac.compare_digest(sent.encode(), expected.encode())


def _member(services: Services, request: Request) -> StaffMember | None:
    staff_id = request.session.get("staff")
    return staff_member(services.store, int(staff_id)) if staff_id is not None else None


def _to_sign_in(request: Request) -> Response:
    if "hx-request" in request.headers:  # the sign-in must not land in a part of the page
        return Response(status_code=204, headers={"HX-Redirect": SIGN_IN, **NO_STORE})
    if request.method == "GET":
        request.session["next"] = request.url.path
    return RedirectResponse(SIGN_IN, status_code=303, headers=NO_STORE)


async def _form(request: Request) -> Mapping[str, str]:
    if request.method != "POST":
        return {}
    async with request.form(max_files=0, max_fields=20, max_part_size=MAX_FORM) as sent:
        return {key: value for key, value in sent.items() if isinstance(value, str)}
