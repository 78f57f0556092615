"""Which of a patient's messages make one turn, and the text that Rasa gets for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from records.views import Message

SLASH_LOOKALIKE = "\u2044"
_LEADING_SLASH = re.compile(r"^(\s*)/")


def as_rasa_text(text: str) -> str:
    """A typed text as Rasa may see it: a leading slash would be obeyed as a command."""
    return _LEADING_SLASH.sub(rf"\1{SLASH_LOOKALIKE}", text)


def next_turn(pending: Sequence[Message]) -> list[Message]:
    """The messages of the next turn: one chosen button, or all texts before the first button."""
    turn: list[Message] = []
    for message in pending:
        if message.payload is not None:
            return turn or [message]
        turn.append(message)
    return turn


def words_of(turn: Sequence[Message]) -> str:
    """A turn as one text for Rasa: a payload as it is, texts joined by line ends."""
    if turn[0].payload is not None:
        return turn[0].payload
    return "\n".join(as_rasa_text(message.text) for message in turn)
