"""The booking: what kind, which of three real times, and a yes. It stores nothing: `action_book` does."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rasa_sdk.events import SlotSet

from actions.answers import settle
from actions.base import Events
from actions.booked import values_of
from actions.booking_state import (
    ASKS_POSTCODE,
    DECLINED,
    State,
    answers_postcode,
    best_times,
    offers_of,
    state_after,
)
from actions.choosing import kind_in, wants_instead, wishes_in
from actions.forms import REQUESTED, Ask, Form, is_aside, is_digression, is_first, step_used
from actions.heard import said_last_time
from actions.notes import acknowledge, note_wish
from actions.turn import BOOKING, Turn
from physio.diary import Slot, slot_from_id
from physio.facts.asked import CONFIRM_AND_CONTACT
from physio.facts.needs import CONTACT
from physio.facts.screening import MOST_TIMES
from physio.reading.unwanted import ENTITY as UNWANTED
from records import desk

FORM_SLOTS = ("visit_kind", "visit_time", "visit_confirmed")
CHANGES = ("cancel_booking", "change_booking")


class BookingForm(Form):
    """Open until a time is agreed, or the person wants none for now."""

    called = "validate_booking_form"
    form = "booking_form"

    def act(self, turn: Turn) -> Events:
        """Read the message as a choice; look up free times whenever one is to be chosen."""
        first = is_first(turn, self.form)
        if first and is_aside(turn) and not _stays_with_it(turn):
            return []
        note_wish(turn)
        before = State.of(turn)
        after = state_after(turn, before, answering=first)
        nothing_new = after == before and not answers_postcode(turn)
        stays = turn.intent in ("goodbye", *CHANGES)  # one that tells something: the question stands
        if first and nothing_new and not stays:
            return [SlotSet(REQUESTED, before.wanted_slot)]
        if first:
            acknowledge(turn)
        return [*step_used(turn, self.form), *_events(turn, after)]

    def mirror(self, turn: Turn) -> Mapping[str, object]:
        """The three slots as they are."""
        return State.of(turn).slots


def _stays_with_it(turn: Turn) -> bool:
    """Whether the message changes what is being booked, before it is: "tomorrow instead", "no calls".

    Only a plain "cancel that" ends the talk.
    """
    if turn.intent not in CHANGES or turn.bookings:
        return False
    stays = turn.intent == "change_booking" or _names_another(turn)
    if stays:
        settle(turn, "cancel")
    return stays


def _names_another(turn: Turn) -> bool:
    """Whether the message names another kind, a time, or what is not wanted."""
    other_kind = wants_instead(turn) and kind_in(turn) not in (None, turn.slot("visit_kind"))
    return other_kind or bool(wishes_in(turn)) or turn.value(UNWANTED) is not None


def _events(turn: Turn, state: State) -> Events:
    if state.kind == DECLINED:
        if turn.step() != "safety":  # a list of warning signs came up: the booking waits for its answer
            _note_declined(turn)
    elif state.time is None and state.kind is not None:
        state = _with_offers(turn, state)
    slots = [SlotSet(name, value) for name, value in state.slots.items()]
    return [*slots, SlotSet(REQUESTED, state.wanted_slot)]


def _with_offers(turn: Turn, state: State) -> State:
    """Three real times; the nearest when nothing fits the wish; a human's task when nothing is free."""
    state, offers, as_wanted = best_times(turn, state)
    if offers and not as_wanted and state.offering(offers).offered != tuple(turn.slot("offered") or ()):
        turn.say("utter_no_times_as_wanted")
    if not offers:
        turn.say("utter_no_times_at_all", label=turn.clinic.kinds[state.kind or "clinic"].label)
        desk.request_human(turn.house.store, turn.enquiry.id)
        _note_declined(turn)
        return State(kind=DECLINED, time=DECLINED, confirmed=DECLINED)
    return state.offering(offers)


def _note_declined(turn: Turn) -> None:
    turn.update(lambda facts: facts.copy(update={"declined": [*facts.declined, BOOKING]}))


class AskVisitKind(Ask):
    """Clinic, video, home, a call or a drop-in."""

    called, question = "action_ask_visit_kind", "visit_kind"

    def put(self, turn: Turn, again: bool) -> str:
        """Say the kinds."""
        left = turn.buttons_left("utter_ask_visit_kind")
        if len(left) < len(turn.buttons("utter_ask_visit_kind")):
            turn.say("utter_ask_visit_kind_left", buttons=left)
        else:
            turn.say("utter_ask_visit_kind_again" if again else "utter_ask_visit_kind")
        count(turn, self.question)
        return self.question


class AskVisitTime(Ask):
    """Three real times, as lines and as buttons."""

    called, question = "action_ask_visit_time", "visit_time"

    def put(self, turn: Turn, again: bool) -> str:
        """Say them in full, once in other words when they were offered before. A home needs its postcode."""
        if _needs_postcode(turn):
            turn.say(ASKS_POSTCODE)
            count(turn, "postcode")
            return "postcode"
        offers = offers_of(turn)
        values = {"choices": "\n".join(f"- {slot.label}" for slot in offers), **_lead(turn, offers)}
        again = _shown_before(turn)
        response = _times_response(offers, values, again, turn.intent == "affirm")
        fixed = turn.buttons(f"{response}_buttons") or turn.buttons("utter_visit_time_buttons")
        turn.say(response, buttons=[_button(slot) for slot in offers] + fixed, **values)
        by_the_way = is_digression(turn) or "utter_noted" in turn.said()
        if not self.asked_before(turn) or (again and not by_the_way):
            count(turn, self.question)  # other times are another question
        return self.question


def _needs_postcode(turn: Turn) -> bool:
    unknown = turn.facts.contact.postcode is None and not turn.facts.asked_times.get("postcode")
    return turn.slot("visit_kind") == "home" and unknown


def _shown_before(turn: Turn) -> bool:
    """Whether exactly these times were on offer before the latest message (and not the postcode's turn)."""
    if ASKS_POSTCODE in said_last_time(turn):
        return False
    past = reversed(turn.tracker.events)
    next((event for event in past if event.get("event") == "user"), None)
    shown = (e for e in past if e.get("event") == "slot" and e.get("name") == "offered")
    return bool((next(shown, None) or {}).get("value") == turn.slot("offered"))


def _times_response(offers: list[Slot], values: Mapping[str, str], again: bool, agrees: bool) -> str:
    if again:
        return "utter_ask_visit_time_which" if agrees else "utter_ask_visit_time_again"
    named = {"dropin": "_lead", "callback": "_or_dropin"}.get(offers[0].kind, "") if values["lead"] else ""
    return f"utter_ask_visit_time{named}"


def _lead(turn: Turn, offers: list[Slot]) -> Mapping[str, str]:
    label = turn.clinic.kinds[offers[0].kind].label
    sites = {slot.site for slot in offers}
    site = turn.facts.site if sites == {None} else sites.pop() if len(sites) == 1 else None
    if site is None:
        return {"label": label, "lead": "", "site": ""}
    return {"label": label, "lead": turn.clinic.lead_of(site).name, "site": turn.clinic.sites[site].name}


def _button(slot: Slot) -> dict[str, str]:
    return {"title": slot.label, "payload": "/pick_time" + json.dumps({"slot_id": slot.id})}


class AskVisitConfirmed(Ask):
    """The whole booking in full, and a yes or no."""

    called, question = "action_ask_visit_confirmed", "visit_confirm"

    def put(self, turn: Turn, again: bool) -> str:
        """Say it; asked again about the same time, say it otherwise."""
        slot = slot_from_id(turn.clinic, str(turn.slot("visit_time")), turn.now)
        same = "_again" if turn.told(f"confirm:{slot.id}") else ""
        lacks = _lacks_contact(turn, slot)
        values = {**values_of(slot, turn.clinic, turn.now), "rejected": turn.facts.contact.rejected}
        turn.say(f"utter_ask_visit_confirmed{lacks}{same}", **values)
        turn.note_told(f"confirm:{slot.id}")
        if lacks:
            count(turn, CONTACT)
        return CONFIRM_AND_CONTACT if lacks else self.question


def _lacks_contact(turn: Turn, slot: Slot) -> str:
    """What the booking still needs: a number for a call, else a number or an address; or nothing."""
    contact, asked = turn.facts.contact, turn.facts.asked_times.get(CONTACT, 0)
    if CONTACT in turn.facts.declined or asked >= MOST_TIMES or contact.phone or turn.slot("moving"):
        return ""
    if contact.rejected is not None:
        return "_wrong"
    if slot.kind == "callback":
        return "_phone"
    return "" if contact.email else "_contact"


def count(turn: Turn, question: str) -> None:
    """Count a question of the booking, for fresh words next time; not one that a digression brought back."""
    if is_digression(turn) and turn.facts.asked_times.get(question, 0):
        return
    times = {**turn.facts.asked_times, question: turn.facts.asked_times.get(question, 0) + 1}
    turn.update(lambda facts: facts.copy(update={"asked_times": times}))
