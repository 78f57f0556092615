"""Words that give up what is booked: without them a booking is asked about, and not cancelled."""

from __future__ import annotations

from physio.knowledge import Knowledge
from physio.reading.spelling import respelt
from physio.reading.words import plain_words

_LONG = 6  # letters: a shorter word is taken as it stands


def gives_up_visit(text: str, knowledge: Knowledge) -> bool:
    """Whether a message says in words that a visit or call isn't wanted any more, slips aside."""
    wordings = [plain_words(lay) for lay in knowledge.replies["gives_up_visit"].lay]
    letters = {word for words in wordings for word in words if len(word) >= _LONG}
    said = f" {' '.join(plain_words(respelt(text, letters)))} "
    return any(f" {' '.join(words)} " in said for words in wordings)
