"""Thanks, goodbyes and ratings."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import BaseAction, Events
from actions.booked import describe
from actions.notes import acknowledge
from actions.rating import note_rating
from actions.turn import Turn
from physio.summary import questions_kept, understood
from records import desk


class Thanks(BaseAction):
    """Somebody says thank you."""

    called = "action_thanks"

    def act(self, turn: Turn) -> Events:
        """Answer what else was said; else be polite."""
        acknowledge(turn)
        if not turn.said():
            turn.say("utter_thanks")
        return []


class Goodbye(BaseAction):
    """Somebody leaves: sum up, and ask nothing more than how it was."""

    called = "action_goodbye"

    def act(self, turn: Turn) -> Events:
        """What was said, what is booked, who reads it and by when. The open form is closed."""
        acknowledge(turn)
        lines = _summary(turn)
        if lines:
            turn.say("utter_summary", summary="\n".join(f"- {line}" for line in lines), **turn.promise)
        turn.say("utter_goodbye")
        desk.set_asked(turn.house.store, turn.enquiry.id, None)
        desk.finish(turn.house.store, turn.enquiry.id)
        turn.tell("rate", "utter_rate")
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class Rated(BaseAction):
    """Somebody says how it was."""

    called = "action_rated"

    def act(self, turn: Turn) -> Events:
        """Thank them; the rating is kept with the enquiry. In a form, a number alone is no rating."""
        rating = turn.value("rating")
        if rating or not turn.open_form:
            note_rating(turn, rating)
        return []


def _summary(turn: Turn) -> list[str]:
    told = list(understood(turn.facts, turn.knowledge, turn.today))
    told += questions_kept(turn.facts)
    return told + [describe(booking, turn.clinic, turn.now) for booking in turn.bookings]
