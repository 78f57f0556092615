"""Who listens to which conversation, and how they are woken when a message was stored."""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Waiter:
    """One open stream's bell."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Wake the stream."""
        self._bell.set()

    async def wait(self, seconds: float) -> None:
        """Sleep until the bell rings or `seconds` have passed."""
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except asyncio.TimeoutError:
            return
        finally:
            self._bell.clear()


class Broadcaster:
    """Who listens to which conversation, and where the assistant is writing just now."""

    def __init__(self) -> None:
        self._waiters: dict[str, set[Waiter]] = defaultdict(set)
        self._typing: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def listening(self) -> bool:
        """True when at least one stream is open."""
        return bool(self._waiters)

    def join(self, conversation_id: str) -> Waiter:
        """A new stream of a conversation."""
        self._loop = asyncio.get_running_loop()
        waiter = Waiter()
        self._waiters[conversation_id].add(waiter)
        return waiter

    def leave(self, conversation_id: str, waiter: Waiter) -> None:
        """The stream has ended."""
        self._waiters[conversation_id].discard(waiter)
        if not self._waiters[conversation_id]:
            del self._waiters[conversation_id]

    def wake(self, conversation_id: str) -> None:
        """A message was stored: tell the conversation's streams. May be called from any thread."""
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._ring, conversation_id)

    def _ring(self, conversation_id: str) -> None:
        for waiter in self._waiters.get(conversation_id, ()):
            waiter.ring()

    def typing(self, conversation_id: str, on: bool) -> None:
        """The assistant starts or stops writing in a conversation."""
        (self._typing.add if on else self._typing.discard)(conversation_id)
        self.wake(conversation_id)

    def is_typing(self, conversation_id: str) -> bool:
        """True while a turn runs."""
        return conversation_id in self._typing
