"""The base of every action: it finds the enquiry; a failure becomes an honest word and a human's task."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.house import House, house
from actions.turn import Turn
from records import desk
from records.errors import NoSuchConversation
from records.views import Enquiry

log = logging.getLogger(__name__)

Events = list[dict[str, Any]]
WENT_WRONG = "utter_went_wrong"


class BaseAction(Action, ABC):
    """An action of the conversation. Subclasses set `called` and write `act`."""

    called = ""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return self.called

    @abstractmethod
    def act(self, turn: Turn) -> Events:
        """Do it: speak through the turn, and give the events for Rasa."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Run `act`; whatever goes wrong, the patient is told and a human is."""
        rooms = None
        said = len(dispatcher.messages)
        try:
            rooms = house()
            return self.act(Turn(rooms, enquiry_of(rooms, tracker), tracker, dispatcher, domain))
        except Exception as problem:
            log.error("%s failed: %s at %s", self.called, type(problem).__name__, _place(problem))
            del dispatcher.messages[said:]
            apologise(dispatcher, tracker)
            alert(rooms, tracker.sender_id)
            return self.on_failure()

    def on_failure(self) -> Events:
        """The events of a failed run: none."""
        return []


def enquiry_of(rooms: House, tracker: Tracker) -> Enquiry:
    """The conversation's enquiry. Raises NoSuchConversation when the front desk never saw it."""
    found = desk.load_enquiry(rooms.store, tracker.sender_id)
    if found is None:
        raise NoSuchConversation("This conversation did not come through the front desk.")
    return found


def apologise(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say honestly, once in a turn, that something went wrong."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            break
        if (event.get("metadata") or {}).get("utter_action") == WENT_WRONG:
            return
    dispatcher.utter_message(response=WENT_WRONG)


def alert(rooms: House | None, conversation_id: str) -> None:
    """Put the enquiry before a human, if the records can still be reached."""
    if rooms is None:
        return
    try:
        enquiry = desk.load_enquiry(rooms.store, conversation_id)
        if enquiry is not None:
            desk.request_human(rooms.store, enquiry.id)
    except Exception as problem:
        log.error("The team could not be told: %s", type(problem).__name__)


def _place(problem: BaseException) -> str:
    """File and line of a failure; the message is left out, it may hold a patient's words."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
