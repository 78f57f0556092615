"""Words that we could not place: what was understood is kept, and a physio reads all of it."""

from __future__ import annotations

from actions.answers import answer_from_words
from actions.base import BaseAction, Events
from actions.heard import said_last_time
from actions.notes import acknowledge
from actions.questions import answered
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
        if not answered(turn):
            answer_from_words(turn)
        if not turn.said() and not _is_wrong_contact(turn):
            turn.say(_words(turn))
        return []


class DefaultFallback(Rephrase):
    """Rasa's own fallback, without its revert: the turn and its facts stay."""

    called = "action_default_fallback"


def _words(turn: Turn) -> str:
    if turn.tells:
        return "utter_noted"
    if ASKING & said_last_time(turn):
        return "utter_rephrase_kept"
    return "utter_rephrase" if turn.step() == "done" else "utter_rephrase_open"


def _is_wrong_contact(turn: Turn) -> bool:
    """Whether the message is a number or address that failed its check: it is asked for again anyway."""
    rejected = turn.facts.contact.rejected
    return rejected is not None and rejected in turn.text
