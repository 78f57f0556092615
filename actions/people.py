"""A person is asked for, somebody complains, or somebody is rude."""

from __future__ import annotations

from actions.answers import settle
from actions.base import BaseAction, Events
from actions.human import call_human, pass_on_complaint
from actions.notes import acknowledge
from actions.turn import Turn


class Human(BaseAction):
    """Somebody wants a person."""

    called = "action_human"

    def act(self, turn: Turn) -> Events:
        """Ask for one, say who and by when, and answer what else was asked."""
        call_human(turn)
        settle(turn, "human")
        return []


class Complaint(BaseAction):
    """Somebody complains: it goes to the named lead as it was written."""

    called = "action_complaint"

    def act(self, turn: Turn) -> Events:
        """Queue it for humans and name who looks after it."""
        pass_on_complaint(turn)
        settle(turn, "human")
        return []


class Calm(BaseAction):
    """Somebody is rude. A person reads it too."""

    called = "action_calm"

    def act(self, turn: Turn) -> Events:
        """Answer what else was said; else stay calm, and offer a person."""
        acknowledge(turn)
        if not turn.said() - {"utter_hello"} and not turn.tell("calm", "utter_calm"):
            turn.say("utter_calm_again", phone=turn.clinic.contact.phone)
        return []
