"""How somebody would like to be reached: the way, its times, and the ways that they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.reading.dates.wishes import find_wishes
from physio.reading.model import Finding

_WAYS = (
    ("text", r"\b(?:text|sms|message)\b"),
    ("whatsapp", r"\bwhats\s?app\b"),
    ("email", r"\be-?\s?mail\b"),
    ("phone", r"\b(?:ring|call|phone|bell)\b"),
)
_PREFER = re.compile(
    r"\b(?:(?:please|pls|can you|could you|just|prefer(?:ably)?|rather|best to|better to|easiest to"
    r"|happy to|would like|want)\s+"
    r"(?:you\s+(?:to\s+)?|a\s+|to\s+|by\s+|be\s+|get\s+a\s+)*)?(?P<way>text|sms|message|whats\s?app"
    r"|e-?mail|ring|call|phone)"
    r"(?:ed|led)?\s+(?:me|us|her|him|my\s+\w+|is\s+(?:best|better|fine|easiest)|only|rather|please"
    r"|instead|preferred)\b"
    r"|\b(?:prefer(?:ably)?|rather|best(?:\s+\w+){0,3}|by)\s+(?:a\s+|an\s+|by\s+|is\s+|to\s+be\s+|be\s+)*"
    r"(?P<way2>text(?:ed)?|sms|whats\s?app|e-?mail(?:ed)?|phone(?:d)?|call(?:ed)?|rung|messages?)\b",
    re.IGNORECASE,
)
_NOT_WAY = re.compile(
    r"\b(?:don'?t|do\s+not|don\u2019t|never|not|can'?t|please\s+don'?t|rather\s+not|no)\s+(?:\w+\s+){0,2}?"
    r"(?P<way>text|sms|whats\s?app|e-?mail|ring|call|phone)s?\b",
    re.IGNORECASE,
)


def find_preferences(text: str) -> Iterator[Finding]:
    """`prefer` findings: text, whatsapp, email or phone; '' with `not` for a way that is refused."""
    refused = [(m.start(), m.end(), _way(m["way"])) for m in _NOT_WAY.finditer(text)]
    for start, end, way in refused:
        yield Finding("prefer", "", start, end, text[start:end], by="contact:prefer", extra={"not": way})
    for match in _PREFER.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e, _ in refused):
            times = {wish.key: wish.value for wish in find_wishes(_sentence_after(text, match.start()))}
            way = _way(match["way"] or match["way2"])
            yield Finding("prefer", way, *match.span(), match[0], by="contact:prefer", extra=times)


def _sentence_after(text: str, start: int) -> str:
    return re.split(r"[.!?\n](?:\s|$)", text[start:], maxsplit=1)[0]


def _way(words: str) -> str:
    return next((way for way, pattern in _WAYS if re.search(pattern[:-2], words, re.IGNORECASE)), "phone")
