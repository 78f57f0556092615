"""Where a booking talk stands, and what the latest message makes of it. Kept in Rasa's slots, as ids only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from actions.choosing import (
    KIND_OF_WISH,
    VISITS,
    Wish,
    earlier_wishes,
    fits_wish,
    kind_in,
    only_match,
    place_named,
    wanted_of,
    wants_another_day,
    wants_instead,
    wants_others,
    week_after,
    wish_in,
    wishes_in,
)
from actions.heard import said_last_time
from actions.turn import Turn
from physio.clinic_types import AT_A_SITE
from physio.diary import SEARCH_DAYS, Slot, free_slots, is_free, slot_from_id
from physio.facts.screening import MOST_TIMES
from physio.plan import wants_booking
from records import desk

ASKS_POSTCODE = "utter_ask_visit_postcode"
ASKS_CONTACT = (
    "utter_ask_visit_confirmed_contact", "utter_ask_visit_confirmed_phone", "utter_ask_visit_confirmed_wrong",
)  # fmt: skip
ASKS_DATE = ("utter_ask_operation_when", "utter_ask_operation_side_", "utter_ask_onset")
DECLINED = "declined"
YES = "yes"
Ids = tuple[str, ...]


@dataclass(frozen=True)
class State:
    """The kind, the chosen time (a slot id), the yes; ids on offer and passed over; the time wishes."""

    kind: str | None = None
    time: str | None = None
    confirmed: str | None = None
    offered: Ids = ()
    passed: Ids = ()
    wanted: tuple[list[Wish], ...] = ()

    @classmethod
    def of(cls, turn: Turn) -> State:
        """The state that the slots hold."""
        return cls(
            kind=turn.slot("visit_kind"),
            time=turn.slot("visit_time"),
            confirmed=turn.slot("visit_confirmed"),
            offered=tuple(turn.slot("offered") or ()),
            passed=tuple(turn.slot("passed") or ()),
            wanted=tuple(turn.slot("wanted") or ()),
        )

    @property
    def slots(self) -> dict[str, Any]:
        """The state as slots, those of the form first."""
        return {
            "visit_kind": self.kind,
            "visit_time": self.time,
            "visit_confirmed": self.confirmed,
            "offered": list(self.offered),
            "passed": list(self.passed),
            "wanted": list(self.wanted),
        }

    @property
    def wanted_slot(self) -> str | None:
        """The form's slot to ask for, None when all is agreed."""
        if self.kind is None:
            return "visit_kind"
        if self.time is None:
            return "visit_time"
        return "visit_confirmed" if self.confirmed is None else None

    def without_wishes(self) -> State:
        """The same without the time wishes and with every time open again."""
        return replace(self, wanted=(), passed=())

    def looser(self) -> Iterator[State]:
        """The same with fewer of the time wishes: all, the newest, the older, none; then every time again."""
        for wishes in (self.wanted, self.wanted[-1:], self.wanted[:-1], ()):
            yield replace(self, wanted=wishes)
        yield self.without_wishes()

    def offering(self, offers: list[Slot]) -> State:
        """The same with these times on offer."""
        return replace(self, offered=tuple(slot.id for slot in offers))

    def turned_down(self) -> State:
        """The times on offer don't suit: others next."""
        return replace(self, time=None, confirmed=None, passed=(*self.passed, *self.offered), offered=())

    def on_other_days(self, turn: Turn) -> State:
        """The same with the days on offer refused, whatever day was wished for before."""
        days = sorted({slot.starts_at.weekday() for slot in offers_of(turn)})
        refused = {"entity": "time_wish", "value": "", "not_weekdays": ",".join(map(str, days))}
        return replace(self, wanted=([refused],))


NOT_NOW = State(kind=DECLINED, time=DECLINED, confirmed=DECLINED)


def state_after(turn: Turn, state: State, *, answering: bool) -> State:
    """The state after the latest message; `answering` when it replied to a question of this form."""
    if not _goes_on(turn):
        return NOT_NOW
    if state == State() and not answering:
        state = State(wanted=tuple(earlier_wishes(turn)))
    asked = state.wanted_slot
    if answering and turn.intent == "skip" and not answers_postcode(turn):
        return NOT_NOW
    if answering and asked == "visit_kind" and turn.intent == "deny" and not wants_others(turn.text):
        return NOT_NOW
    placed = _with_kind(turn, state)
    if answering and asked == "visit_kind" and placed.kind is None and _takes_clinic(turn):
        placed = replace(placed, kind="clinic")
    chosen = _with_time(turn, placed, answering=answering)
    if answering and chosen == state:
        return _answered(turn, state)
    return chosen


def _takes_clinic(turn: Turn) -> bool:
    """Whether times at a clinic are offered though no kind was named: what is usual, and easily changed.

    For a time or a plain yes instead of a kind, for "the first one", and once the kind was asked for twice.
    """
    if "utter_no_home_visits_there" in turn.said():
        return False
    asked = turn.facts.asked_times.get("visit_kind", 0)
    first = place_named(turn.text, 1) is not None
    return bool(wishes_in(turn)) or turn.intent == "affirm" or first or asked >= MOST_TIMES


def _goes_on(turn: Turn) -> bool:
    """Whether the booking is still what comes next; advice that has become possible waits for it."""
    return turn.step() in ("booking", "advise") and wants_booking(turn.facts, turn.progress)


def answers_postcode(turn: Turn) -> bool:
    """Whether the latest message gives the postcode that a home visit was asked for, or leaves it open."""
    left_open = turn.intent in ("skip", "not_sure")
    return ASKS_POSTCODE in said_last_time(turn) and (left_open or turn.facts.contact.postcode is not None)


def gives_contact(turn: Turn) -> bool:
    """Whether the latest message gives the number or address that the booking was to be confirmed with."""
    asked = any(response.startswith(ASKS_CONTACT) for response in said_last_time(turn))
    return asked and turn.intent != "deny" and bool(turn.value("phone") or turn.value("email"))


def _answered(turn: Turn, state: State) -> State:
    """A plain yes or no to what was asked."""
    if state.wanted_slot == "visit_confirmed" and (_agrees(turn) or gives_contact(turn)):
        return replace(state, confirmed=YES)
    not_these = turn.intent in ("deny", "none_of_these") or wants_others(turn.text)
    if not_these and state.wanted_slot in ("visit_time", "visit_confirmed"):
        others = state.turned_down()
        return others.on_other_days(turn) if wants_another_day(turn.text) else others
    if turn.intent == "affirm" and state.wanted_slot == "visit_time" and len(state.offered) == 1:
        return replace(state, time=state.offered[0])
    return state


def _agrees(turn: Turn) -> bool:
    """A yes, or the chosen time picked by its place once more ("yes the first")."""
    named = turn.intent in ("pick_time", "screen_yes") and place_named(turn.text, 1) is not None
    return turn.intent == "affirm" or named


def _with_kind(turn: Turn, state: State) -> State:
    """The kind that was named, or that follows from the wish; another kind starts the times afresh."""
    kind = kind_in(turn)
    _note_instead(turn, state, kind)
    wished = KIND_OF_WISH.get(turn.facts.wish or "")
    if turn.facts.wish == "visit" and kind not in VISITS:
        kind = state.kind if state.kind in VISITS else turn.facts.kind
    elif wished is not None:
        kind = wished
    if kind == "home" and not _reaches_home(turn):
        kind = None
    if kind == state.kind:
        return state
    return State(kind=kind, wanted=state.wanted)


def _note_instead(turn: Turn, state: State, kind: str | None) -> None:
    """ "Make it a call instead", "actually can I come to a clinic": the wish follows the words."""
    if state.kind is None or not wants_instead(turn):
        return
    other = "visit" if kind in VISITS else wish_in(turn.wanted_text)
    if other in ("visit", *KIND_OF_WISH) and other != turn.facts.wish:
        turn.update(lambda facts: facts.copy(update={"wish": other}))


def _reaches_home(turn: Turn) -> bool:
    postcode = turn.facts.contact.postcode
    if postcode is None or turn.clinic.visits_home_in(postcode):
        return True
    turn.update(lambda facts: facts.copy(update={"kind": None}))
    if "utter_no_home_visits_there" not in turn.said():
        turn.say("utter_no_home_visits_there", postcode=postcode)
    return False


def _with_time(turn: Turn, state: State, *, answering: bool) -> State:
    """The time that was picked by its button, its place, or its words; else new wishes for other times."""
    picked = turn.value("slot_id")
    if picked is not None:
        return replace(state, time=picked, confirmed=None)
    place = place_named(turn.text, len(state.offered) or 1) if answering else None
    if place is not None:
        chosen = state.offered[place] if state.offered else state.time
        return replace(state, time=chosen, confirmed=None)
    wishes = wishes_in(turn) if answering or not _answers_a_date(turn) else []
    wishes = wishes or (week_after(turn.text, offers_of(turn)) if answering else [])
    if not wishes or (state.wanted and state.wanted[-1] == wishes):
        return state
    return _with_wishes(turn, replace(state, wanted=(*state.wanted, wishes)), wishes)


def _answers_a_date(turn: Turn) -> bool:
    """Whether the latest message may say when the operation was: "July time" is then no wish for July."""
    return any(response.startswith(ASKS_DATE) for response in said_last_time(turn))


def _with_wishes(turn: Turn, state: State, wishes: list[Wish]) -> State:
    wanted = wanted_of([wishes])
    match = only_match(offers_of(turn), wanted) if state.offered else None
    if match is not None:
        return replace(state, time=match.id, confirmed=None)
    fresh = replace(state, time=None, confirmed=None, offered=(), passed=())
    if wanted.earliest and state.kind is not None:
        first = free_times(turn, fresh)[:1]
        return replace(fresh, time=first[0].id if first else None)
    return fresh


def offers_of(turn: Turn) -> list[Slot]:
    """The times on offer, as slots."""
    return [slot_from_id(turn.clinic, slot_id, turn.now) for slot_id in turn.slot("offered") or ()]


def best_times(turn: Turn, state: State) -> tuple[State, list[Slot], bool]:
    """Up to three free times, the wishes that they meet, and whether they are what was asked for last."""
    newest = wanted_of(state.wanted[-1:])
    nearest: tuple[State, list[Slot]] = (state, [])
    for looser in state.looser():
        offers = free_times(turn, looser)
        if any(fits_wish(slot, newest) for slot in offers):
            return looser, offers, True
        nearest = nearest if nearest[1] else (looser, offers)
    return *nearest, False


def free_times(turn: Turn, state: State) -> list[Slot]:
    """Up to three free times for a state's kind and wishes, none of those passed over."""
    assert state.kind is not None, "times are looked up for a kind"
    site = turn.facts.site if state.kind in AT_A_SITE else None
    passed = {(s.person, s.starts_at) for s in (slot_from_id(turn.clinic, i) for i in state.passed)}
    wanted = wanted_of(state.wanted)
    found = free_slots(
        turn.clinic, state.kind, turn.now, taken(turn) | passed, site=site, wanted=wanted,
        limit=1 if wanted.earliest else 3,
    )  # fmt: skip
    return list(found)


def taken(turn: Turn) -> set[tuple[str, Any]]:
    """What is booked in the time that the diary looks at, as (person, start)."""
    end = turn.now + timedelta(days=SEARCH_DAYS + 1)
    return {(b.person, b.starts_at) for b in desk.booked_slots(turn.house.store, turn.now, end)}


def still_free(turn: Turn, slot: Slot) -> bool:
    """Whether a slot can be booked as the clinic works now."""
    return is_free(turn.clinic, slot, turn.now, taken(turn))
