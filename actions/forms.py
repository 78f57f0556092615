"""What the three forms share: their slots mirror the records, and the domain says which one to ask for.

A form never reads the patient's words. The front desk merged them into the facts before Rasa was
called; a form sees which facts changed, acknowledges, and asks for the next thing missing. When a
message changed nothing that it asks for, it gives nothing back: Rasa then follows the message's intent.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from rasa_sdk.events import SlotSet

from actions.base import BaseAction, Events
from actions.notes import acknowledge, note_wish
from actions.turn import Turn
from records import desk

REQUESTED = "requested_slot"
ASIDE = frozenset({"complain", "cancel_booking", "change_booking", "goodbye"})
"""Intents that have a rule of their own even when the message also answered the open question."""
ASIDES = (
    "utter_answer_",
    "utter_human_",
    "utter_noted_change",
    "utter_complaint",
    "utter_thanks",
    "utter_no_booking",
)
"""Words that show that the message was about something else than the open question."""


class Form(BaseAction):
    """The validation of a form. Subclasses name the form and mirror the facts in its slots."""

    form = ""

    @abstractmethod
    def mirror(self, turn: Turn) -> Mapping[str, object]:
        """The value of each slot of the form, in its order; None for the one to ask for next."""

    def act(self, turn: Turn) -> Events:
        """Set the slots that changed, and say which comes next."""
        if is_aside(turn) and is_first(turn, self.form):
            return []
        note_wish(turn)
        slots = self.mirror(turn)
        changed = {name: value for name, value in slots.items() if turn.slot(name) != value}
        if changed and is_first(turn, self.form):
            acknowledge(turn)
        wanted = next((name for name, value in slots.items() if value is None), None)
        slots_set = [SlotSet(name, value) for name, value in changed.items()]
        return [*slots_set, *step_used(turn, self.form), SlotSet(REQUESTED, wanted)]

    def on_failure(self) -> Events:
        """The form closes, and nothing more is asked in this turn."""
        return [SlotSet("next_step", "done"), SlotSet(REQUESTED, None)]


class Ask(BaseAction):
    """The question for one slot, in fresh words when it was asked before."""

    question = ""

    def act(self, turn: Turn) -> Events:
        """Ask, and note in the records what was asked."""
        asked = self.put(turn, self.asked_before(turn))
        desk.set_asked(turn.house.store, turn.enquiry.id, asked)
        return []

    @abstractmethod
    def put(self, turn: Turn, again: bool) -> str:
        """Say the question; return its id for the records."""

    def asked_before(self, turn: Turn) -> bool:
        """Whether this question was put before in this enquiry."""
        return turn.facts.asked_times.get(self.question, 0) > 0


def is_aside(turn: Turn) -> bool:
    """Whether the message has a rule of its own. A goodbye that tells something ("back to work") is none."""
    return turn.intent in ASIDE and not (turn.intent == "goodbye" and turn.tells)


def step_used(turn: Turn, form: str) -> Events:
    """Use up the step that led to a form; not in its first run, where Rasa would take it for an answer."""
    return [] if is_first(turn, form) else [SlotSet("next_step", None)]


def is_first(turn: Turn, form: str) -> bool:
    """Whether this form is the first to act on the latest message."""
    own = {form, "action_listen", "action_extract_slots", "action_session_start"}
    return not any(name not in own for name in actions_this_turn(turn))


def actions_this_turn(turn: Turn) -> list[str]:
    """The actions that ran since the latest message."""
    names: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            break
        if event.get("event") == "action":
            names.append(str(event.get("name")))
    return names


def is_digression(turn: Turn) -> bool:
    """Whether the message asked or corrected something, so that the open question comes back uncounted."""
    return any(response.startswith(ASIDES) for response in turn.said())
