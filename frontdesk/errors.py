"""Errors that a client sees: JSON `{error, message}` in words that a web person understands."""

from __future__ import annotations

import logging
import math
import traceback
from collections.abc import Mapping
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

NOT_SAVED = (
    "We could not save your message just now. Please send it again in a minute. "
    "If it can't wait, call 111, or 999 in an emergency."
)
HTTP_WORDS = {
    400: ("bad_request", "The request could not be read."),
    403: ("forbidden", "You are not allowed to do this."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take this kind of request. See /api/v1/openapi.yaml."),
}


class ApiError(Exception):
    """A refusal with its HTTP status, a fixed word for programs and a sentence for people."""

    def __init__(
        self, status: int, error: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.status, self.error, self.message, self.headers = status, error, message, headers

    def response(self) -> Response:
        """The refusal as JSON."""
        body = {"error": self.error, "message": self.message}
        return JSONResponse(body, self.status, headers=dict(self.headers or {}))


def no_token() -> ApiError:
    """A refusal of a request without a token, or with one that opens nothing."""
    words = (
        "This conversation can't be opened. Send its token as `Authorization: Bearer ...` or open another."
    )
    return ApiError(401, "no_token", words, {"WWW-Authenticate": "Bearer"})


def too_many(seconds: float) -> ApiError:
    """A refusal of the rate limit; `seconds` until the next request may pass."""
    wait = max(1, math.ceil(seconds))
    words = (
        f"That was a lot in a short time. Please wait {wait} seconds and send it again. "
        "If it can't wait, call 111, or 999 in an emergency."
    )
    return ApiError(429, "too_many", words, {"Retry-After": str(wait)})


async def on_api_error(_: Request, problem: Exception) -> Response:
    """Starlette's handler of ApiError."""
    assert isinstance(problem, ApiError)
    return problem.response()


async def on_http_error(_: Request, problem: Exception) -> Response:
    """Starlette's handler of its own refusals (no such address, wrong method)."""
    assert isinstance(problem, HTTPException)
    error, message = HTTP_WORDS.get(problem.status_code, ("refused", str(problem.detail)))
    return ApiError(problem.status_code, error, message, problem.headers).response()


class Unbroken:
    """Turns a crash into an honest answer, and keeps an exception's words (maybe a patient's) unlogged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_start)
        except Exception as problem:
            if scope["type"] != "http":
                raise
            logger.error("%s %s: %s", scope["method"], scope["path"], trace_of(problem))
            if not started:
                await ApiError(503, "not_saved", NOT_SAVED).response()(scope, receive, send)


def trace_of(problem: BaseException) -> str:
    """Where an exception came from and its type, without its words."""
    frames = traceback.extract_tb(problem.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-5:]]
    return f"{type(problem).__name__} at {' > '.join(places)}"
