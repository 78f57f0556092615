"""Activities ("can I run?"): answered by operation and phase in their place, or handed to the physio."""

from __future__ import annotations

from actions.questions import LATER_ON, mark_of, settle_activity
from actions.turn import Turn
from physio.answers import activity_answer
from physio.facts.screening import SCREENING
from records import desk
from records.views import AdviceGiven

HANDED_OVER = ("physio", "unknown")


def answer_in_time(turn: Turn, activity: str) -> None:
    """An activity is answered once the screen is done and the date known; until then it is kept."""
    if not turn.still_open(SCREENING, "when"):
        answer_activity(turn, activity)
    else:
        name = f"{LATER_ON}{activity}"
        turn.tell(name, "utter_answer_activity_later", activity=activity_name(turn, activity))


def activity_name(turn: Turn, activity: str) -> str:
    """An activity in plain words."""
    item = turn.knowledge.activities.get(activity)
    return item.plain if item is not None else activity.replace("_", " ")


def answer_activity(turn: Turn, activity: str) -> None:
    """Say what may be said about an activity, with its source kept, or hand it to the physio."""
    name = activity_name(turn, activity)
    answer = activity_answer(activity, turn.facts, turn.knowledge, turn.now, flags_open=turn.flags_open)
    turn.say("utter_answer_activity", activity=name, words=answer.text)
    turn.note_told(mark_of(turn, activity))
    settle_activity(turn, activity, kept=answer.code in HANDED_OVER)
    if answer.advice_id is not None:
        given = AdviceGiven(answer.advice_id, ", ".join(answer.source))
        desk.add_advice(turn.house.store, turn.enquiry.id, [given])
        turn.refresh()
