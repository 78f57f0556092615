"""Booking, changing and cancelling: only what was stored is confirmed."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.answers import note_second, settle
from actions.base import BaseAction, Events
from actions.booked import describe, values_of
from actions.booking_state import DECLINED, YES, State, still_free
from actions.choosing import wishes_in
from actions.turn import BOOKING, Turn
from physio.diary import Slot, slot_from_id
from physio.facts import Facts
from physio.reading.cancelling import gives_up_visit
from records import desk
from records.errors import NoSuchBooking, SlotTaken
from records.views_desk import Booking

CLEAR = State()


class Book(BaseAction):
    """Store the agreed time, in one transaction, and confirm what was stored."""

    called = "action_book"

    def act(self, turn: Turn) -> Events:
        """Book or move; a time that is gone is said so, and others are offered."""
        state = State.of(turn)
        if state.confirmed != YES or state.time in (None, DECLINED):
            _nothing_booked(turn)
            return [*_slots(CLEAR), SlotSet("moving", None)]
        slot = slot_from_id(turn.clinic, str(state.time), turn.now)
        try:
            booking = _store(turn, slot)
        except SlotTaken:
            turn.say("utter_slot_taken")
            return _slots(State(kind=state.kind, passed=(slot.id,)))
        _confirm(turn, booking)
        note_second(turn)
        return [*_slots(CLEAR), SlotSet("moving", None)]


def _store(turn: Turn, slot: Slot) -> Booking:
    """Store the booking. Raises SlotTaken, also for a time outside the working hours."""
    moving = turn.slot("moving")
    if not still_free(turn, slot) and not any(b.starts_at == slot.starts_at for b in turn.bookings):
        raise SlotTaken("This time is not free any more.")
    if moving is not None:
        return desk.move_booking(turn.house.store, moving, slot)
    return desk.book(turn.house.store, turn.enquiry.id, slot)


def _confirm(turn: Turn, booking: Booking) -> None:
    values = {**values_of(booking, turn.clinic, turn.now), "reference": booking.reference}
    turn.say(_confirmation(turn, booking), phone=turn.facts.contact.phone or "", **values)


def _confirmation(turn: Turn, booking: Booking) -> str:
    if turn.slot("moving") is not None:
        return "utter_moved"
    if booking.kind != "callback":
        return "utter_booked"
    return "utter_booked_call" if turn.facts.contact.phone else "utter_booked_call_no_phone"


def _nothing_booked(turn: Turn) -> None:
    """No new time: a booking that was to be moved stays, and we say so."""
    kept = [b for b in turn.bookings if b.reference == turn.slot("moving")]
    said_so = {"utter_no_times_at_all", "utter_booking_later"} & turn.said()
    if said_so or turn.step() == "safety":
        return
    if kept:
        turn.say("utter_booking_kept", booking=describe(kept[0], turn.clinic, turn.now))
    else:
        turn.say("utter_booking_later")


class ChangeBooking(BaseAction):
    """Somebody wants another time for what is booked."""

    called = "action_change_booking"

    def act(self, turn: Turn) -> Events:
        """Keep the booking, and open the booking talk for it; the wish in the message counts."""
        settle(turn, "cancel")
        booking = chosen_booking(turn)
        if booking is None:
            return _not_found(turn)
        turn.say("utter_change_booking", **values_of(booking, turn.clinic, turn.now))
        turn.update(_reopened)
        place = [{"entity": "site", "value": booking.site}] if booking.site is not None else []
        wanted = tuple(wishes for wishes in (place, wishes_in(turn)) if wishes)
        state = State(kind=booking.kind, wanted=wanted)
        return [*_slots(state), SlotSet("moving", booking.reference)]


class CancelBooking(BaseAction):
    """Somebody cancels what is booked, or the booking talk."""

    called = "action_cancel_booking"

    def act(self, turn: Turn) -> Events:
        """Cancel in the records first, then say so. Without words that say it plainly, ask, and keep it."""
        settle(turn, "cancel")
        booking = chosen_booking(turn)
        if booking is not None and not gives_up_visit(turn.text, turn.knowledge):
            return _unsure(turn, booking)
        if booking is None and turn.open_form == "booking_form":
            turn.update(_declined)
            turn.say("utter_booking_later")
            return [*_slots(CLEAR), ActiveLoop(None), SlotSet("requested_slot", None)]
        if booking is None:
            return _not_found(turn)
        try:
            desk.cancel_booking(turn.house.store, booking.reference)
        except NoSuchBooking:
            return _not_found(turn)
        turn.update(_declined)
        turn.say("utter_cancelled", reference=booking.reference, **values_of(booking, turn.clinic, turn.now))
        return [*_slots(CLEAR), SlotSet("moving", None), ActiveLoop(None), SlotSet("requested_slot", None)]


def _unsure(turn: Turn, booking: Booking) -> Events:
    """What sounds like a cancellation and doesn't say it: asked about, unless something else was answered."""
    if not turn.said():
        turn.say("utter_cancel_sure", **values_of(booking, turn.clinic, turn.now))
    return []


def chosen_booking(turn: Turn) -> Booking | None:
    """The booking that a message is about: the one whose reference it names, else the next one."""
    named = [b for b in turn.bookings if b.reference.lower() in turn.text.lower()]
    return next(iter(named or turn.bookings), None)


def _not_found(turn: Turn) -> Events:
    turn.say("utter_no_booking", phone=turn.clinic.contact.phone)
    desk.request_human(turn.house.store, turn.enquiry.id)
    return []


def _declined(facts: Facts) -> Facts:
    return facts.copy(update={"declined": list(dict.fromkeys([*facts.declined, BOOKING]))})


def _reopened(facts: Facts) -> Facts:
    return facts.copy(update={"declined": [name for name in facts.declined if name != BOOKING]})


def _slots(state: State) -> Events:
    return [SlotSet(name, value) for name, value in state.slots.items()]
