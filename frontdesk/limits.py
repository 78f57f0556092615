"""What a client may send, and how often: sizes, clean text, a simple rate limit."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable

MAX_TEXT = 20_000
"""Characters in one message. Longer ones are refused with a sentence, never cut."""
MAX_BODY = 256 * 1024
"""Bytes in one request body: MAX_TEXT characters written as JSON escapes still fit."""
MAX_CLIENT_ID = 100
MESSAGES_PER_MINUTE = 60
CONVERSATIONS_PER_MINUTE = 240
FORGET_ABOVE = 10_000

_LINE_ENDS = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\ufffd]+")
BINARY_SHARE = 0.1
"""A text with a larger share of control characters than this is a file, not words."""


def clean_text(text: str) -> str:
    """The text with one kind of line end, and unprintable characters shown as U+FFFD, not dropped."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("\ufffd", _LINE_ENDS.sub("\n", text)))


def is_empty(text: str) -> bool:
    """True when nothing of the (cleaned) text can be seen."""
    return not _UNSEEN.sub("", text)


def looks_binary(text: str) -> bool:
    """True when so much of the text is unprintable that it must be a file."""
    strange = len(_CONTROL.findall(_LINE_ENDS.sub("\n", text))) + len(_SURROGATE.findall(text))
    return strange > max(2.0, BINARY_SHARE * len(text))


class RateLimit:
    """At most `most` events in `seconds` for each key, counted in memory."""

    def __init__(self, most: int, seconds: float = 60.0, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._seen: dict[str, deque[float]] = {}

    def wait(self, key: str) -> float:
        """Count one event; 0.0 when it may pass, else the seconds until one may."""
        now = self._now()
        times = self._recent(key, now)
        if len(times) >= self._most:
            return times[0] + self._seconds - now
        times.append(now)
        return 0.0

    def _recent(self, key: str, now: float) -> deque[float]:
        if len(self._seen) > FORGET_ABOVE:
            self._forget(now)
        times = self._seen.setdefault(key, deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        return times

    def _forget(self, now: float) -> None:
        stale = [key for key, times in self._seen.items() if not times or times[-1] <= now - self._seconds]
        for key in stale:
            del self._seen[key]
