"""Calling a human, or passing on a complaint: the patient hears who answers and by when."""

from __future__ import annotations

from actions.turn import Turn
from records import desk

HUMAN = "human"
COMPLAINT = "complaint"


def call_human(turn: Turn) -> None:
    """Queue the enquiry for a human and say by when one answers; asked again, say so in other words."""
    if {"utter_human_open", "utter_human_closed", "utter_human_again"} & turn.said():
        return
    queue(turn)
    if turn.told(HUMAN):
        turn.say("utter_human_again", phone=turn.clinic.contact.phone, **turn.promise)
        return
    turn.note_told(HUMAN)
    is_open = turn.clinic.opening.is_open(turn.now)
    turn.say("utter_human_open" if is_open else "utter_human_closed", **turn.promise)


def queue(turn: Turn) -> None:
    """Put the enquiry before the team, due as its tier says."""
    due = turn.clinic.opening.due_at(turn.enquiry.tier, turn.now)
    desk.request_human(turn.house.store, turn.enquiry.id, due)
    turn.refresh()


def pass_on_complaint(turn: Turn) -> None:
    """Queue a complaint for humans, as it was written, and name who looks after it."""
    if {"utter_complaint", "utter_complaint_again"} & turn.said():
        return
    queue(turn)
    again = "_again" if turn.told(COMPLAINT) else ""
    turn.note_told(COMPLAINT)
    turn.update(lambda facts: facts.copy(update={"complains": True}))
    turn.say(f"utter_complaint{again}", lead=turn.clinic.complaints_lead.name, **turn.promise)
