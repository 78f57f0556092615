"""The start of a session: nothing is carried over, because the records know everything that lasts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events


class SessionStart(Action):
    """Begin afresh."""

    def name(self) -> str:
        """Rasa's own name for it."""
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """No slot of the last session lives on, no form stays open; facts come from the records."""
        return [SessionStarted(), ActionExecuted("action_listen")]
