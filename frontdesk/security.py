"""Headers on every answer, cross-origin rules for the widget, and the bearer token of a request."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontdesk.errors import Unbroken

API_PREFIX = "/api/"
SHARED = (API_PREFIX, "/widget/")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}
"""Defaults; a page that needs another value sets it itself and keeps it."""


class SecureHeaders:
    """Adds HEADERS to every answer that doesn't set them, and keeps patients' words out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _add(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if path.startswith(API_PREFIX):
        headers.setdefault("Cache-Control", "no-store")


class ApiCors:
    """Cross-origin rules on the patient API and the widget's files: inbox and pages are never shared."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origins=list(origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Retry-After"],
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        shared = scope["type"] == "http" and scope["path"].startswith(SHARED)
        await (self._shared if shared else self._app)(scope, receive, send)


def middleware(origins: Sequence[str]) -> list[Middleware]:
    """The middleware of the whole app; `origins` may use the patient API from a browser (`*` = any site)."""
    return [Middleware(SecureHeaders), Middleware(ApiCors, origins=origins), Middleware(Unbroken)]


def bearer(headers: Headers) -> str:
    """The bearer token of a request, or an empty string."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
