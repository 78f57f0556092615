"""New messages as they come: the watch on the database and the server-sent events of one conversation."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from sse_starlette.event import ServerSentEvent

from frontdesk.broadcaster import Broadcaster

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How soon a message that another process wrote (a physio, the outbox) is noticed."""
REREAD_SECONDS = 15.0
"""A stream looks into the database at least this often, whatever woke it or didn't."""
RETRY_MILLISECONDS = 2000

MessageJson = Mapping[str, Any]
ReadAfter = Callable[[str, int], Awaitable[Sequence[MessageJson]]]
Newest = Callable[[int], Awaitable[Sequence[tuple[int, str]]]]


async def watch(broadcaster: Broadcaster, newest: Newest, start: int) -> None:
    """Look for messages of other processes once a second, and wake their streams; runs until cancelled.

    `newest(after)` gives (message id, conversation id) of the messages above `after`.
    """
    last = start
    while True:
        await asyncio.sleep(POLL_SECONDS)
        try:
            for number, conversation_id in await newest(last):
                broadcaster.wake(conversation_id)
                last = number
        except Exception as problem:
            logger.error("The message watch can't read the database: %s", type(problem).__name__)


async def events(
    broadcaster: Broadcaster, conversation_id: str, after: int, read_after: ReadAfter
) -> AsyncIterator[ServerSentEvent]:
    """The conversation's messages above `after`, then each new one, and `typing` when that changes."""
    waiter = broadcaster.join(conversation_id)
    typing = False
    try:
        yield ServerSentEvent(comment="open", retry=RETRY_MILLISECONDS)
        while True:
            for message in await read_after(conversation_id, after):
                after = int(message["id"])
                yield message_event(message)
            if typing != broadcaster.is_typing(conversation_id):
                typing = not typing
                yield ServerSentEvent(json.dumps({"on": typing}), event="typing")
            await waiter.wait(REREAD_SECONDS)
    finally:
        broadcaster.leave(conversation_id, waiter)


def message_event(message: MessageJson) -> ServerSentEvent:
    """A message as a server-sent event: the id is the message's, the data its JSON."""
    return ServerSentEvent(json.dumps(message, ensure_ascii=False), event="message", id=str(message["id"]))
