"""What a client sends, checked: every refusal says in plain words what to do about it."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from frontdesk.errors import ApiError
from frontdesk.limits import MAX_BODY, MAX_CLIENT_ID, MAX_TEXT, clean_text, is_empty, looks_binary
from records.views import Incoming

TOO_LONG = (
    f"Your message is longer than {MAX_TEXT:,} characters, so we could not take it. Nothing was stored. "
    "Please send it in two or more parts."
)
EMPTY = "There is nothing in the message that we can read. Please write a few words."
NOT_WORDS = "This looks like a file, not like words. Please write your message as text."
NO_TEXT = "Send either `text` (what the person wrote) or `payload` (the button that they chose), not both."
NO_CLIENT_ID = (
    f"Send a `client_id`: text of 1 to {MAX_CLIENT_ID} characters, new for each message and the same when "
    "you send a message again."
)


async def read_json(request: Request) -> dict[str, Any]:
    """The body as a JSON object. Raises ApiError when it is too large, not UTF-8 or not an object."""
    try:
        body = json.loads((await read_body(request)).decode("utf-8"))
    except UnicodeDecodeError:
        raise ApiError(400, "not_utf8", "The request is not valid UTF-8 text. Send it as UTF-8.") from None
    except (ValueError, RecursionError):
        raise ApiError(400, "not_json", "The request is not valid JSON.") from None
    if not isinstance(body, dict):
        raise ApiError(400, "not_json", "The request must be a JSON object, such as {...}.")
    return body


async def read_body(request: Request) -> bytes:
    """The whole body, up to MAX_BODY bytes."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > MAX_BODY:
            raise ApiError(413, "too_long", TOO_LONG)
    return bytes(parts)


def incoming(body: dict[str, Any]) -> Incoming:
    """The message in a request body, cleaned. A payload's text is filled in later, from its button."""
    client_id, text, payload = body.get("client_id"), body.get("text"), body.get("payload")
    if not isinstance(client_id, str) or not 1 <= len(client_id) <= MAX_CLIENT_ID:
        raise ApiError(422, "no_client_id", NO_CLIENT_ID)
    client_id = clean_text(client_id)
    if (text is None) == (payload is None) or not isinstance(text or payload or "", str):
        raise ApiError(422, "no_text", NO_TEXT)
    if payload is not None:
        return Incoming(client_id, "", clean_text(payload))
    return Incoming(client_id, checked_text(str(text)))


def checked_text(text: str) -> str:
    """The text as it is stored. Raises ApiError when it is too long, empty or not words."""
    if len(text) > MAX_TEXT:
        raise ApiError(413, "too_long", TOO_LONG)
    if looks_binary(text):
        raise ApiError(422, "not_words", NOT_WORDS)
    cleaned = clean_text(text)
    if is_empty(cleaned):
        raise ApiError(422, "empty", EMPTY)
    return cleaned


def message_id(value: str | None) -> int:
    """A message id of a header or query (0 when there is none). Raises ApiError when it isn't one."""
    if not value:
        return 0
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise ApiError(422, "bad_id", "`after` and `Last-Event-ID` must be the id of a message.")
    return int(value)
