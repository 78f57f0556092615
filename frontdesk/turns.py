"""Turns: one worker for each conversation with unanswered messages, strictly one turn at a time in each.

A worker waits for the end of a burst, sends the messages to Rasa as one turn and stores the answer. When
Rasa is away it says so once and honestly, and keeps trying; when Rasa fails, the messages are the humans'.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from frontdesk.assistant import Assistant, AssistantAway, AssistantFailed
from frontdesk.broadcaster import Broadcaster
from frontdesk.bursts import next_turn, words_of
from records import messages as kept
from records import turns as book
from records.database import Store
from records.enquiries import enquiry_by_id
from records.views import Enquiry, Message, Reply

logger = logging.getLogger(__name__)

AT_ONCE = 8
"""Turns that may run together, of different conversations."""


@dataclass(frozen=True)
class Patience:
    """How long the worker waits for what, in seconds."""

    burst: float = 1.0
    longest_burst: float = 3.0
    first_pause: float = 0.5
    longest_pause: float = 3.0
    give_up: float = 600.0
    start_up: float = 120.0
    """After the front desk's start Rasa may still be loading ..."""
    silent: float = 60.0
    """... and for so long a message then waits without an excuse."""
    sweep: float = 10.0


@dataclass
class Outage:
    """Rasa is away, as one conversation feels it. `told`: the last message that the team heard of."""

    pause: float
    told: int = 0

    def next_pause(self, longest: float) -> float:
        """Seconds until the next attempt; they double."""
        pause, self.pause = self.pause, min(longest, self.pause * 2)
        return pause


class Turns:
    """All workers of this process. `apology` gives the words for "the assistant can't answer this now"."""

    def __init__(
        self,
        store: Store,
        assistant: Assistant,
        broadcaster: Broadcaster,
        apology: Callable[[Enquiry], str],
        patience: Patience,
    ) -> None:
        self._store, self._assistant, self._broadcaster = store, assistant, broadcaster
        self._apology, self._patience = apology, patience
        self._places = asyncio.Semaphore(AT_ONCE)
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._heard: dict[str, float] = {}
        self._outages: dict[str, Outage] = {}
        self._started = time.monotonic()

    def notify(self, conversation_id: str) -> None:
        """A message waits in this conversation. Call it from the event loop."""
        self._heard[conversation_id] = time.monotonic()
        if conversation_id not in self._workers:
            task = asyncio.create_task(self._work(conversation_id), name=f"turns {conversation_id}")
            self._workers[conversation_id] = task

    async def run(self) -> None:
        """Take up what an earlier process left, and look again now and then; runs until cancelled."""
        while True:
            try:
                await self._sweep()
            except Exception as problem:
                logger.error("The unanswered messages can't be read: %s", type(problem).__name__)
            await asyncio.sleep(self._patience.sweep)

    async def _sweep(self) -> None:
        for conversation_id in await run_in_threadpool(kept.conversations_pending, self._store):
            if conversation_id not in self._workers:
                self.notify(conversation_id)

    async def stop(self) -> None:
        """Stop all workers; what they were at stays unanswered in the database."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, conversation_id: str) -> None:
        try:
            while await self._next(conversation_id):
                pass
        except Exception:
            # The sweep takes it up again. The exception's own words may hold a patient's.
            logger.error("A turn could not be finished.", exc_info=logger.isEnabledFor(logging.DEBUG))
        finally:
            for memory in (self._workers, self._heard, self._outages):
                memory.pop(conversation_id, None)

    async def _next(self, conversation_id: str) -> bool:
        """One turn; False when nothing is waiting any more."""
        await self._end_of_burst(conversation_id)
        heard = self._heard[conversation_id]
        pending = await run_in_threadpool(kept.pending_messages, self._store, conversation_id)
        if not pending:
            return self._heard[conversation_id] != heard
        await self._turn(conversation_id, next_turn(pending))
        self._broadcaster.wake(conversation_id)
        return True

    async def _end_of_burst(self, conversation_id: str) -> None:
        longest = time.monotonic() + self._patience.longest_burst
        while True:
            quiet = self._heard[conversation_id] + self._patience.burst
            wait = min(quiet, longest) - time.monotonic()
            if wait <= 0:
                return
            await asyncio.sleep(wait)

    async def _turn(self, conversation_id: str, turn: list[Message]) -> None:
        try:
            replies = await self._ask(conversation_id, turn)
        except AssistantAway as problem:
            await self._wait_for_assistant(conversation_id, turn, str(problem))
        except AssistantFailed as problem:
            logger.warning("The assistant failed a turn: %s", problem)
            await self._give_up(turn, str(problem), apologise=True)
        else:
            self._outages.pop(conversation_id, None)
            await run_in_threadpool(book.answer_turn, self._store, turn, replies)

    async def _ask(self, conversation_id: str, turn: list[Message]) -> list[Reply]:
        metadata = {"message_ids": [message.id for message in turn], "sent_at": turn[-1].at.isoformat()}
        async with self._places:
            self._broadcaster.typing(conversation_id, True)
            try:
                return await self._assistant.turn(conversation_id, words_of(turn), metadata)
            finally:
                self._broadcaster.typing(conversation_id, False)

    async def _wait_for_assistant(self, conversation_id: str, turn: list[Message], why: str) -> None:
        outage = self._outages.setdefault(conversation_id, Outage(self._patience.first_pause))
        waited = self._waited(turn[0])
        if waited >= self._patience.give_up:
            await self._give_up(turn, why, apologise=not outage.told)
            return
        if not self._still_loading(waited) and turn[-1].id > outage.told:
            await self._tell(turn, why, outage)
            self._broadcaster.wake(conversation_id)
        await asyncio.sleep(outage.next_pause(self._patience.longest_pause))

    def _waited(self, message: Message) -> float:
        """Seconds for which this process has kept a message waiting."""
        age = (self._store.now() - message.at).total_seconds()
        return min(age, time.monotonic() - self._started)

    def _still_loading(self, waited: float) -> bool:
        young = time.monotonic() - self._started < self._patience.start_up
        return young and waited < self._patience.silent

    async def _tell(self, turn: list[Message], why: str, outage: Outage) -> None:
        """The team hears of every message; the patient reads the apology once in an outage."""
        reply = None if outage.told else await self._apologise(turn)
        await run_in_threadpool(book.keep_waiting, self._store, turn, why, reply)
        outage.told = turn[-1].id

    async def _give_up(self, turn: list[Message], why: str, apologise: bool) -> None:
        reply = await self._apologise(turn) if apologise else None
        await run_in_threadpool(book.leave_to_humans, self._store, turn, why, reply)

    async def _apologise(self, turn: list[Message]) -> Reply:
        enquiry = await run_in_threadpool(enquiry_by_id, self._store, turn[-1].enquiry_id)
        return Reply(self._apology(enquiry))
