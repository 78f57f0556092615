"""What Rasa heard: the latest message of a conversation, and the slots."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from physio.reading.unwanted import ENTITY as UNWANTED

UNDERSTOOD = {
    "activity", "body_part", "email", "goal", "modifier", "person_name", "phone", "postcode", "procedure",
    "side", "site", "spinal_level", "symptom", "when",
}  # fmt: skip
"""Entities that show that something of the message was understood, whatever its intent."""


class Heard:
    """The tracker, read by name."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    @property
    def intent(self) -> str:
        """The latest message's intent, or an empty string."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def confidence(self) -> float:
        """How sure the intent is, 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

    def likelihood(self, intent: str) -> float:
        """How likely it is that the latest message, or a sentence of it, is also for this."""
        ranking = self.tracker.latest_message.get("intent_ranking") or ()
        return max((float(i["confidence"]) for i in ranking if i.get("name") == intent), default=0.0)

    @property
    def text(self) -> str:
        """The latest message as it was written."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def wanted_text(self) -> str:
        """The latest message without what it turns down ("not video"): the rest may be wished for."""
        refused = [e for e in self.entities if e.get("entity") == UNWANTED]
        text = self.text
        for entity in refused:
            start, end = int(entity["start"]), int(entity["end"])
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    @property
    def entities(self) -> list[dict[str, Any]]:
        """The latest message's entities, with their extra keys."""
        return list(self.tracker.latest_message.get("entities") or [])

    @property
    def tells(self) -> bool:
        """Whether something of the latest message was understood, whatever its intent."""
        return any(entity.get("entity") in UNDERSTOOD for entity in self.entities)

    def value(self, entity: str) -> str | None:
        """The last value of one entity of the latest message (a button's values arrive so)."""
        found = [str(e["value"]) for e in self.entities if e.get("entity") == entity]
        return found[-1] if found else None

    def slot(self, name: str) -> Any:
        """A Rasa slot."""
        return self.tracker.get_slot(name)

    @property
    def open_form(self) -> str | None:
        """The form that is open, if one is."""
        return (self.tracker.active_loop or {}).get("name")


def said_last_time(turn: Heard) -> set[str]:
    """The responses between the latest message and the one before it."""
    sent: set[str] = set()
    users = 0
    for event in reversed(turn.tracker.events):
        users += event.get("event") == "user"
        if users == 2:
            break
        if users == 1 and event.get("event") == "bot":
            sent.add(str((event.get("metadata") or {}).get("utter_action") or ""))
    return sent
