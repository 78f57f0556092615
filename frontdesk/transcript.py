"""What a conversation holds, as the patient API needs it."""

from __future__ import annotations

from typing import Any

from records.database import Store
from records.messages import MAX_PAGE, messages_after
from records.views import Incoming, Message


def all_after(store: Store, conversation_id: str, after: int) -> list[Message]:
    """Every message above an id, however many, oldest first."""
    found: list[Message] = []
    while True:
        page = messages_after(store, conversation_id, after, MAX_PAGE)
        found += page
        if len(page) < MAX_PAGE:
            return found
        after = page[-1].id


def shown_after(store: Store, conversation_id: str, after: int) -> list[dict[str, Any]]:
    """The same as the API's JSON."""
    return [message.public() for message in all_after(store, conversation_id, after)]


def offered_title(store: Store, conversation_id: str, payload: str) -> str | None:
    """The words on the newest button with exactly this payload; None when it was never offered here."""
    for message in reversed(all_after(store, conversation_id, 0)):
        for button in message.buttons:
            if button["payload"] == payload:
                return button["title"]
    return None


def is_same(store: Store, conversation_id: str, stored_id: int, message: Incoming) -> bool:
    """Whether the message stored under this id is the one that is sent again."""
    stored = messages_after(store, conversation_id, stored_id - 1, 1)[0]
    return (stored.text, stored.payload) == (message.text, message.payload)
