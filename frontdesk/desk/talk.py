"""The transcript, with the words that raised a flag cut out for marking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from records.database import Store
from records.messages import messages_of_enquiry
from records.views import Enquiry, Message, StoredFlag


@dataclass(frozen=True)
class Line:
    """A message and its text in pieces: (text, whether these words raised a flag)."""

    message: Message
    pieces: tuple[tuple[str, bool], ...]


def transcript(store: Store, enquiry: Enquiry) -> list[Line]:
    """Every message of the enquiry, oldest first."""
    with store.read() as session:
        messages = messages_of_enquiry(session, enquiry.id)
    return [Line(message, pieces(message, enquiry.flags)) for message in messages]


def pieces(message: Message, flags: Iterable[StoredFlag]) -> tuple[tuple[str, bool], ...]:
    """The text cut at the edges of the flags' words; overlapping words are one piece."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in _spans(message, flags):
        cut += [(message.text[at:start], False), (message.text[max(at, start) : end], True)]
        at = max(at, end)
    cut.append((message.text[at:], False))
    return tuple(piece for piece in cut if piece[0])


def _spans(message: Message, flags: Iterable[StoredFlag]) -> list[tuple[int, int]]:
    length = len(message.text) if message.sender == "patient" else 0
    return sorted({
        (flag.start, flag.end)
        for flag in flags
        if flag.message_id == message.id and 0 <= flag.start < flag.end <= length
    })  # fmt: skip
