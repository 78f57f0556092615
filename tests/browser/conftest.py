"""A real browser, a real server on a free port, and a small double of the patient API."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from frontdesk import pages
from frontdesk.security import middleware

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOTICE = (
    "I'm an automated assistant, not a clinician. I can't examine you or give a diagnosis. "
    "If you think it's an emergency, call 999 now."
)
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("No Chromium here: install it (Debian: apt-get install chromium) to test the pages.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Server:
    """An ASGI app on a loopback port; it can be stopped and started again on the same port."""

    def __init__(self, app: Any) -> None:
        self.app = app
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            self.app,
            port=self.port,
            log_level="error",
            ws="none",
            timeout_graceful_shutdown=0,
            lifespan="off",
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(10)


@pytest.fixture
def serve() -> Iterator[Any]:
    """Starts servers that are stopped at the end of the test."""
    started: list[Server] = []

    def start(app: Any) -> Server:
        server = Server(app)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


class ApiDouble:
    """The patient API by its contract, in memory. `answers` are spoken in turn."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.by_client: dict[str, int] = {}
        self.headers: list[dict[str, str]] = []
        self.answers: list[dict[str, Any]] = []
        self.token, self.refuse, self.conversations = "secret-1", 0, 0

    def say(self, **message: Any) -> int:
        at = datetime.now(timezone.utc).isoformat()
        self.messages.append({"id": len(self.messages) + 1, "at": at, **message})
        return len(self.messages)

    def title_of(self, payload: str) -> str:
        """The words on the button that was offered with this payload, as the real API stores them."""
        offered = [button for message in self.messages for button in message.get("buttons", ())]
        return next(str(button["title"]) for button in offered if button["payload"] == payload)

    async def open(self, _: Request) -> Response:
        self.conversations += 1
        return JSONResponse({"conversation_id": f"c{self.conversations}", "token": self.token}, 201)

    async def send(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return JSONResponse({"error": "token"}, 401)
        if self.refuse:
            return JSONResponse({"error": "refused"}, self.refuse)
        body = await request.json()
        if body["client_id"] not in self.by_client:
            text = body.get("text") or self.title_of(body["payload"])
            self.by_client[body["client_id"]] = self.say(**{"from": "patient", "text": text})
            if self.answers:
                self.say(**{"from": "assistant", **self.answers.pop(0)})
        return JSONResponse({"id": self.by_client[body["client_id"]]}, 202)

    async def list(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return JSONResponse({"error": "token"}, 401)
        after = int(request.query_params.get("after") or 0)
        return JSONResponse({"messages": [m for m in self.messages if m["id"] > after]})

    async def stream(self, request: Request) -> Response:
        self.headers.append(dict(request.headers))
        after = int(request.headers.get("last-event-id") or 0)
        return EventSourceResponse(self._events(after))

    async def _events(self, after: int) -> AsyncIterator[dict[str, str]]:
        while True:
            for message in [m for m in self.messages if m["id"] > after]:
                after = message["id"]
                yield {"event": "message", "id": str(after), "data": json.dumps(message)}
            await asyncio.sleep(0.05)

    def routes(self) -> Mount:
        return Mount(
            "/api/v1",
            routes=[
                Route("/conversations", self.open, methods=["POST"]),
                Route("/messages", self.send, methods=["POST"]),
                Route("/messages", self.list),
                Route("/stream", self.stream),
            ],
        )


def page_services() -> Any:
    """The little that the chat page asks of the services."""
    emergency = SimpleNamespace(messages={"header_always": NOTICE})
    clinic = SimpleNamespace(name="First Contact Physio", contact=SimpleNamespace(phone="020 7946 0123"))
    return SimpleNamespace(clinic=clinic, knowledge=SimpleNamespace(emergency=emergency))


@pytest.fixture
def api() -> ApiDouble:
    return ApiDouble()


@pytest.fixture
def site(serve: Any, api: ApiDouble) -> Server:
    """The chat page over the double."""
    app = Starlette(routes=[api.routes(), *pages.routes(page_services())], middleware=middleware([]))
    served: Server = serve(app)
    return served


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone's browser, 390 by 844, that fails the test on any error of the page's own."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, has_touch=True, locale="en-GB")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(8000)
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def until() -> Callable[[Callable[[], Any]], None]:
    """Waits until something is true, 15 s at most."""

    def wait(check: Callable[[], Any]) -> None:
        end = time.monotonic() + 15
        while not check():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.05)

    return wait


CONTRASTS = Path(__file__).with_name("contrast.js").read_text()


@pytest.fixture
def too_faint() -> Callable[[Page], list[tuple[str, float]]]:
    """The texts of a page whose contrast is below WCAG 2.2 AA (4.5 to 1)."""

    def find(page: Page) -> list[tuple[str, float]]:
        found = page.evaluate(CONTRASTS)
        assert found
        return [(text, ratio) for text, ratio in found if ratio < 4.5]

    return find
