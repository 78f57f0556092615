"""The public pages: the chat page, the widget's files, and what both look like."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from frontdesk.render import STATIC, static_address, templates
from frontdesk.services import Services

WIDGET = Path(__file__).resolve().parent.parent / "widget"
LEAVE_TO = "https://www.bbc.co.uk/weather"
"""Where "leave quickly" goes: an everyday page that says nothing about the clinic."""
PRIVACY = "What you write is read by our physios and kept with your enquiry. You can ask us to erase it."


def routes(services: Services) -> list[BaseRoute]:
    """The chat page `/`, `/widget/...` and `/static/...`."""

    async def chat(request: Request) -> Response:
        context = {
            "clinic_name": services.clinic.name,
            "phone": services.clinic.contact.phone,
            "notice": services.knowledge.emergency.messages["header_always"],
            "privacy": PRIVACY,
            "leave_to": LEAVE_TO,
            "modules": widget_modules(),
        }
        return templates().TemplateResponse(
            request, "chat.html", context, headers={"Cache-Control": "no-cache"}
        )

    return [
        Route("/", chat, name="chat"),
        Route("/favicon.ico", favicon),
        Mount("/widget", _Fresh(directory=WIDGET), name="widget"),
        Mount("/static", _Fresh(directory=STATIC), name="static"),
    ]


async def favicon(_: Request) -> Response:
    """Browsers ask for this address whatever the page says."""
    return RedirectResponse(static_address("icon.svg"))


def widget_modules() -> tuple[str, ...]:
    """The addresses of the widget's modules, so that a page can fetch them all at once."""
    return tuple(f"/widget/{path.name}" for path in sorted(WIDGET.glob("*.js")))


class _Fresh(StaticFiles):
    """Files that a browser may keep, but asks about each time: a new version is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        return response
