"""A person is asked for, or somebody complains."""

from __future__ import annotations

from actions.answers import settle
from actions.base import BaseAction, Events
from actions.human import call_human, queue
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
        queue(turn)
        turn.say("utter_complaint", lead=turn.clinic.complaints_lead.name, **turn.promise)
        settle(turn, "human")
        return []
