"""What comes next: noting what was said, choosing the next step, and the end of an enquiry."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.answers import SURE, answer_all, put_to_physio
from actions.base import WENT_WRONG, BaseAction, Events
from actions.notes import acknowledge
from actions.questions import TO_PHYSIO, Question, answered
from actions.turn import Turn
from physio.facts.screening import screening_complete
from records import desk

WRAPPED_UP = "wrapped_up"


class TakeNote(BaseAction):
    """Something was said: acknowledge it and answer what it asks."""

    called = "action_take_note"

    def act(self, turn: Turn) -> Events:
        """Speak about the message; the question comes later in the turn."""
        acknowledge(turn)
        if not turn.said() and turn.tells:
            turn.say("utter_noted")
        return []


class Answer(BaseAction):
    """A question was asked: answer it, and everything else that is still unanswered."""

    called = "action_answer"

    def act(self, turn: Turn) -> Events:
        """Answer all; a question without an answer of ours goes to the physio."""
        acknowledge(turn)
        if _is_a_word(turn) and not turn.said():
            turn.say("utter_noted")
        elif not answered(turn) and not answer_all(turn, sure=0.0):
            put_to_physio(turn, Question(TO_PHYSIO, turn.text))
        return []


def _is_a_word(turn: Turn) -> bool:
    """Whether the message is a single word that is surely no question ("shoes")."""
    return len(turn.text.split()) == 1 and "?" not in turn.text and turn.confidence < SURE


class NextStep(BaseAction):
    """Set the slot that the rules follow."""

    called = "action_next_step"

    def act(self, turn: Turn) -> Events:
        """The step that the domain decides. Nothing is asked while a warning sign is being talked about."""
        return [SlotSet("next_step", "done" if _is_held(turn) else turn.step())]

    def on_failure(self) -> Events:
        """After a failure nothing more is asked in this turn."""
        return [SlotSet("next_step", "done")]


class WrapUp(BaseAction):
    """Nothing is missing: say who reads it and by when, and tell the team."""

    called = "action_wrap_up"

    def act(self, turn: Turn) -> Events:
        """The full closing once; afterwards a short word, and only if nothing else was said."""
        if turn.told(WRAPPED_UP) and not _is_held(turn):
            _confirm(turn)
        elif not _is_held(turn):
            _close(turn)
        return [SlotSet("next_step", None)]


def _is_held(turn: Turn) -> bool:
    """Whether nothing more is asked or said: a warning sign stands, a step failed, the chat was rated."""
    return turn.enquiry.safety == "raised" or not {WENT_WRONG, "utter_rated"}.isdisjoint(turn.said())


def _confirm(turn: Turn) -> None:
    if not turn.said():
        turn.say("utter_wrap_up_again", **turn.promise)


def _close(turn: Turn) -> None:
    desk.set_asked(turn.house.store, turn.enquiry.id, None)
    desk.finish(turn.house.store, turn.enquiry.id)
    turn.note_told(WRAPPED_UP)
    turn.say("utter_wrap_up_screened" if _is_clear(turn) else "utter_wrap_up", **turn.promise)


def _is_clear(turn: Turn) -> bool:
    """Whether every list of warning signs was answered with "none of these", and no flag was raised."""
    return screening_complete(turn.facts, turn.knowledge, turn.today) and not turn.enquiry.flags
