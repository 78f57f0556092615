"""General advice: at most three reviewed items whose guards pass, their sources kept with the enquiry."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.activities import answer_activity
from actions.base import BaseAction, Events
from actions.questions import LATER_ON, mark_of
from actions.turn import ADVISED, Turn
from physio.advice import MOST_ITEMS, choose_advice
from physio.answers import rule_of
from physio.facts import live
from records import desk
from records.views import AdviceGiven


class Advise(BaseAction):
    """Give the advice that fits, once; what was asked about comes first."""

    called = "action_advise"

    def act(self, turn: Turn) -> Events:
        """Speak of the activities, then the items, then who reads it; without any, say so honestly."""
        turn.note_told(ADVISED)
        activities = _activities(turn)[:MOST_ITEMS]
        for activity in activities:
            answer_activity(turn, activity)
        given = len(activities) + _give(turn, MOST_ITEMS - len(activities))
        if given:
            turn.say("utter_advice_close", **turn.promise)
        elif _wants_advice(turn):
            turn.say("utter_advice_none", **turn.promise)
        return [SlotSet("next_step", None)]


def _give(turn: Turn, most: int) -> int:
    """Say up to `most` items; returns how many."""
    already = [item.id for item in turn.enquiry.advice]
    items = choose_advice(turn.facts, turn.knowledge, turn.now, flags_open=turn.flags_open, already=already)[
        :most
    ]
    for item in items:
        turn.say("utter_advice_item", words=item.text)
    given = [AdviceGiven(item.id, ", ".join(item.source)) for item in items]
    desk.add_advice(turn.house.store, turn.enquiry.id, given)
    turn.refresh()
    return len(items)


def _activities(turn: Turn) -> list[str]:
    """The activities to speak of: those asked about and kept for later, then one that the person took up."""
    kept = [name.removeprefix(LATER_ON) for name in turn.enquiry.announced if name.startswith(LATER_ON)]
    taken_up = [a for a in turn.facts.activities if live(turn.facts) and rule_of(a, turn.knowledge)]
    closer = {rule_of(a, turn.knowledge) for a in taken_up if rule_of(a, turn.knowledge) != a}
    taken_up = [a for a in taken_up if a not in closer]  # "couch to 5k" says more than "running"
    named = list(dict.fromkeys([*kept, *taken_up[-1:]]))
    return [activity for activity in named if not turn.told(mark_of(turn, activity))]


def _wants_advice(turn: Turn) -> bool:
    return turn.facts.wish == "advice" or any(ask.ask == "advice" for ask in turn.facts.asks)
