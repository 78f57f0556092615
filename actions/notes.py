"""What is said before the next question: a greeting, what was understood, what changed, and every answer."""

from __future__ import annotations

import re

from actions.answers import SURE, answer_all, answer_booked, answer_told
from actions.choosing import wish_in
from actions.heard import said_last_time
from actions.human import pass_on_complaint
from actions.questions import ask_afresh
from actions.rating import note_rating, rating_in
from actions.turn import BOOKING, Turn
from physio.facts import Change, declined_sets
from physio.facts.model import NotWanted
from physio.facts.screening import hesitant_sets
from physio.facts.wish_words import asks_back
from physio.safety.types import STOPPING, rank
from physio.summary import understood
from records.views import RETURNED

WISH_OF_INTENT = {
    "request_booking": "visit",
    "request_callback": "callback",
    "request_dropin": "dropin",
    "choose_kind": "visit",
}
COMPLAINS = 0.8
"""How likely a complaint must be when a message is first of all for something else."""
_OTHERS = re.compile(
    r"\b(?:hospital|nhs|surgeon|consultant|gp|ward|doctors?|other (?:people|physios?|clinics?|places?))\b",
    re.I,
)
_OURS = re.compile(r"\b(?:you|you'?ve|you'?re|your|this (?:clinic|service|place)|receptionist)\b", re.I)
_POLITE = re.compile(
    r"\b(?:can|could|would|will|do|thank|hope|found) you\b|\byou can\b|\byour website\b", re.I
)
ASKS_RATING = "utter_rate"
WELCOMED = {"utter_returned", "utter_hello_again", "utter_welcome_back"}
REFUSED = {"skip": "utter_noted_refusal", "not_sure": "utter_noted_not_sure"}


def acknowledge(turn: Turn) -> None:
    """Say, once each, what this turn calls for; the urgent words come first.

    A word or two after "how was this chat for you?" is the answer to it and nothing else.
    """
    rating = rating_in(turn.text) if ASKS_RATING in said_last_time(turn) else None
    if rating is not None:
        note_rating(turn, rating)
        return
    note_wish(turn)
    _warn(turn)
    _welcome_back(turn)
    _greet(turn)
    _read_back_changes(turn)
    _note_unwanted(turn)
    _note_wrong_contact(turn)
    answer_told(turn)
    answer_all(turn)
    beside = turn.intent != "complain" and turn.likelihood("complain") >= COMPLAINS
    if beside and not _let_down_by_others(turn.text):
        pass_on_complaint(turn)
    if turn.intent in WISH_OF_INTENT and turn.bookings and turn.step() == "done":
        answer_booked(turn, turn.text)
    _accept_refusal(turn)


def _let_down_by_others(text: str) -> bool:
    """Whether a story names others who let somebody down ("the hospital never rang"), and nothing of ours."""
    return _OTHERS.search(text) is not None and _OURS.search(_POLITE.sub("", text)) is None


def note_wish(turn: Turn) -> None:
    """A wish to book opens the booking again after "not now"; one that nobody noted is noted here."""
    wish = WISH_OF_INTENT.get(turn.intent) if turn.confidence >= SURE else None
    answers = turn.slot("requested_slot") == "wish" and not asks_back(turn.text)
    if turn.intent == "choose_wish" or (wish is None and answers):
        wish = wish_in(turn.wanted_text)
    if wish is None or (turn.facts.wish and BOOKING not in turn.facts.declined):
        return
    declined = [name for name in turn.facts.declined if name not in (BOOKING, "wish")]
    turn.update(lambda facts: facts.copy(update={"wish": facts.wish or wish, "declined": declined}))


def _warn(turn: Turn) -> None:
    """An urgent enquiry (not yet an emergency: those never reach Rasa) gets the fixed words first.

    One that is urgent only because a safety list was left open hears that a physio will ask about it, and
    one that is so because somebody was not sure of it hears nothing of that.
    """
    declined = bool(declined_sets(turn.facts))
    left_open = declined or bool(hesitant_sets(turn.facts))
    if turn.enquiry.tier == "urgent" and (turn.enquiry.flags or not left_open):
        turn.tell("urgent", "utter_urgent", words=turn.knowledge.emergency.messages["tier_urgent"])
    if declined and turn.step() != "safety":  # while another list is due, that one speaks
        refused = turn.intent == "skip"
        turn.tell("screen_declined", "utter_screen_declined" if refused else "utter_screen_left_open")


def _welcome_back(turn: Turn) -> None:
    """Somebody who comes back hears once what we know, and is asked about what we were worried about."""
    mark = next((name for name in reversed(turn.enquiry.announced) if name.startswith(RETURNED)), None)
    if mark is None or turn.told(f"welcome {mark}"):
        return
    turn.note_told(f"welcome {mark}", "hello", "understood")
    lines = understood(turn.facts, turn.knowledge, turn.today)
    known = "utter_returned" if turn.step() == "safety" else "utter_welcome_back"
    turn.say(known if lines else "utter_hello_again", understood="\n".join(f"- {x}" for x in lines))
    if any(
        rank(flag.tier, turn.knowledge) >= rank(STOPPING[-1], turn.knowledge) for flag in turn.enquiry.flags
    ):
        turn.say("utter_returned_flag")


def _greet(turn: Turn) -> None:
    lines = understood(turn.facts, turn.knowledge, turn.today)
    if lines and not turn.told("understood"):
        _thank(turn, lines)
    elif lines and turn.intent == "greet" and turn.confidence >= SURE and not WELCOMED & turn.said():
        turn.say("utter_welcome_back", understood="\n".join(f"- {line}" for line in lines))
    elif not lines and not turn.tell("hello", "utter_hello") and turn.intent == "greet" and not turn.said():
        turn.say("utter_hello_again")


def _thank(turn: Turn, lines: tuple[str, ...]) -> None:
    """The first reply to a story: thanks in a line, and what was understood, to be corrected."""
    carer = "_carer" if turn.facts.carer else ""
    met = "_again" if turn.told("hello") and not carer else ""
    turn.say(f"utter_thanks_for_telling{carer or met}", them=turn.them)
    turn.say("utter_understood", understood="\n".join(f"- {line}" for line in lines))
    changes = [f"change:{number}" for number in range(len(turn.facts.changes))]
    turn.note_told("hello", "understood", *changes, *_marks_of_unwanted(turn))


def _read_back_changes(turn: Turn) -> None:
    """Say what is written down now, and that what followed from it was checked again."""
    fresh = {f"change:{n}": c for n, c in enumerate(turn.facts.changes) if not turn.told(f"change:{n}")}
    if not fresh:
        return
    turn.note_told(*fresh)
    if any(_is_clinical(change) for change in fresh.values()):
        lines = understood(turn.facts, turn.knowledge, turn.today)
        turn.say("utter_noted_change", changed="\n" + "\n".join(f"- {line}" for line in lines))
        ask_afresh(turn)
        if turn.enquiry.advice:
            turn.say("utter_change_checked")
    elif any(change.field != "wish" for change in fresh.values()):
        turn.say("utter_noted")


def _note_unwanted(turn: Turn) -> None:
    """Say back, once each, what the person does not want."""
    fresh = {mark: item for mark, item in _marks_of_unwanted(turn).items() if not turn.told(mark)}
    if fresh:
        turn.note_told(*fresh)
        turn.say("utter_noted_unwanted", words="; ".join(item.words for item in fresh.values()))


def _marks_of_unwanted(turn: Turn) -> dict[str, NotWanted]:
    return {f"unwanted:{item.thing}": item for item in turn.facts.unwanted}


def _note_wrong_contact(turn: Turn) -> None:
    """A second number or address that fails its check is left to the physio."""
    contact = turn.facts.contact
    if contact.rejected is not None and contact.rejected_count > 1 and not turn.still_open("contact"):
        turn.tell("contact_wrong", "utter_contact_still_wrong", rejected=contact.rejected)


def _is_clinical(change: Change) -> bool:
    return change.field.partition(":")[0] not in ("contact", "wish", "site")


def _accept_refusal(turn: Turn) -> None:
    """Skipping and not being sure are fine answers, and we say so. A booking has its own words for it."""
    response = REFUSED.get(turn.intent)
    not_now = turn.open_form == "booking_form" and turn.intent == "skip"
    if response and not turn.said() and not not_now:
        turn.say(response)
