"""How the chat was for the person, by a button or in words."""

from __future__ import annotations

import re

from actions.turn import Turn

RATED = "rated"
RATINGS = ("good", "ok", "poor")
_MOST_WORDS = 8
_WORDS = (
    ("ok", re.compile(r"\b(all ?right|ok|okay|fine|not (too |so )?bad|so[ -]so|average)\b", re.I)),
    ("poor", re.compile(r"\b(poor|bad|awful|terrible|rubbish|useless|not (very |that |so )?\w+)\b", re.I)),
    ("good", re.compile(r"\b(good|great|brilliant|excellent|helpful|lovely|perfect|amazing|super)\b", re.I)),
)


def rating_in(text: str) -> str | None:
    """The rating that a short answer gives: `good`, `ok` or `poor`."""
    if len(text.split()) > _MOST_WORDS or "?" in text:
        return None
    return next((rating for rating, words in _WORDS if words.search(text)), None)


def note_rating(turn: Turn, rating: str | None) -> None:
    """Thank them; the rating is kept with the enquiry."""
    if rating in RATINGS:
        turn.note_told(f"{RATED}:{rating}")
    turn.say("utter_rated")
