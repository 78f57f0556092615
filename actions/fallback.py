"""Words that we could not place: what was understood is kept, and a physio reads all of it."""

from __future__ import annotations

from actions.base import BaseAction, Events
from actions.notes import acknowledge
from actions.turn import Turn

ASKING = {"utter_rephrase", "utter_rephrase_open"}


class Rephrase(BaseAction):
    """The intent is unclear, or none of ours."""

    called = "action_rephrase"

    def act(self, turn: Turn) -> Events:
        """Answer what was found in it all the same; ask to rephrase at most once in a row.

        With a question open, that question comes again and is the one thing asked.
        """
        acknowledge(turn)
        if not turn.said():
            turn.say(_words(turn))
        return []


class DefaultFallback(Rephrase):
    """Rasa's own fallback, without its revert: the turn and its facts stay."""

    called = "action_default_fallback"


def _words(turn: Turn) -> str:
    if rephrased_last_time(turn):
        return "utter_rephrase_kept"
    return "utter_rephrase" if turn.step() == "done" else "utter_rephrase_open"


def rephrased_last_time(turn: Turn) -> bool:
    """Whether the reply before this message already said that we couldn't follow."""
    users = 0
    for event in reversed(turn.tracker.events):
        users += event.get("event") == "user"
        if users == 2:
            return False
        if users == 1 and (event.get("metadata") or {}).get("utter_action") in ASKING:
            return True
    return False
