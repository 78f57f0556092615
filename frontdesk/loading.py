"""The reader and the screen take seconds to load: they load beside the server, and requests wait for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class NotLoaded(Exception):
    """The thing is still loading, or its loading failed."""


class Loading(Generic[T]):
    """Something that a background thread makes once."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: Future[T] = Future()

    def start(self) -> None:
        """Begin to make it."""
        Thread(target=self._run, name="loading", daemon=True).start()

    def _run(self) -> None:
        try:
            self._made.set_result(self._make())
        except BaseException as problem:
            logger.exception("The reader could not be loaded.")
            self._made.set_exception(problem)

    @property
    def state(self) -> str:
        """`loading`, `ok` or `broken`."""
        if not self._made.done():
            return "loading"
        return "ok" if self._made.exception() is None else "broken"

    @property
    def problem(self) -> str:
        """Why it is broken, or an empty string."""
        return str(self._made.exception() or "") if self._made.done() else ""

    async def get(self, seconds: float) -> T:
        """The thing, as soon as it is made. Raises NotLoaded after `seconds` or when making it failed."""
        waiting = asyncio.wrap_future(self._made)
        try:
            return await asyncio.wait_for(asyncio.shield(waiting), seconds)
        except Exception as problem:
            raise NotLoaded(str(problem) or "still loading") from problem
