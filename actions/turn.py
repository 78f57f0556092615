"""One turn as an action sees it: what was said, what the enquiry knows, and a voice to answer with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard
from actions.house import House
from physio.clinic import Clinic, Person, say_when
from physio.facts import Facts, missing
from physio.facts.unwanted import not_offered
from physio.knowledge import Knowledge
from physio.opening import LONDON
from physio.plan import Progress, next_step
from records import desk
from records.views import Enquiry
from records.views_desk import Booking

ADVISED = "advised"
BOOKING = "visit_kind"
"""In `facts.declined`: the person wants no booking for now."""


class Turn(Heard):
    """The latest message of one conversation, its enquiry, and the words to send.

    Facts were merged by the front desk before Rasa was called: actions only read them, and note
    what they asked and told. Words are responses of `domain.yml`, named and filled here.
    """

    def __init__(
        self,
        house: House,
        enquiry: Enquiry,
        tracker: Tracker,
        dispatcher: CollectingDispatcher,
        domain: Mapping[str, Any],
    ) -> None:
        super().__init__(tracker)
        self.house = house
        self.enquiry = enquiry
        self._dispatcher = dispatcher
        self._responses = domain.get("responses") or {}

    @property
    def facts(self) -> Facts:
        """What is known of the enquiry."""
        return self.enquiry.facts

    @property
    def knowledge(self) -> Knowledge:
        """The clinical knowledge."""
        return self.house.knowledge

    @property
    def clinic(self) -> Clinic:
        """The clinic group."""
        return self.house.clinic

    @property
    def now(self) -> datetime:
        """The present instant, by the records' clock."""
        return self.house.store.now()

    @property
    def today(self) -> date:
        """Today in London."""
        return self.now.astimezone(LONDON).date()

    def say(self, response: str, **values: Any) -> None:
        """Send a response of `domain.yml`, its {names} filled in; values that it doesn't name stay here."""
        texts = " ".join(str(variation.get("text")) for variation in self._responses.get(response) or ())
        named = {name: value for name, value in values.items() if f"{{{name}}}" in texts or name == "buttons"}
        self._dispatcher.utter_message(response=response, **named)

    def has(self, response: str) -> bool:
        """Whether `domain.yml` has words of this name."""
        return response in self._responses

    def buttons(self, response: str) -> list[dict[str, str]]:
        """The fixed buttons that `domain.yml` keeps under a response, to follow buttons made here."""
        variations = self._responses.get(response) or [{}]
        written = variations[0].get("buttons") or ()
        # Rasa wants the braces of a payload doubled in domain.yml; what an action sends is taken as it is.
        return [
            {key: str(value).replace("{{", "{").replace("}}", "}") for key, value in b.items()}
            for b in written
        ]

    def buttons_left(self, response: str) -> list[dict[str, str]]:
        """The buttons of a response without the kinds of booking that were turned down or can't be."""
        refused = not_offered(self.facts, self.knowledge) | self._out_of_reach
        return [b for b in self.buttons(response) if not any(f'"{kind}"' in b["payload"] for kind in refused)]

    @property
    def _out_of_reach(self) -> frozenset[str]:
        """The kinds of booking that can't be: a home visit where none goes."""
        postcode = self.facts.contact.postcode
        reached = postcode is None or self.clinic.visits_home_in(postcode)
        return frozenset() if reached else frozenset({"home"})

    def said(self) -> set[str]:
        """The responses that were sent since the patient's latest message, also by earlier actions."""
        sent = {str(m["response"]) for m in self._dispatcher.messages if m.get("response")}
        for event in reversed(self.tracker.events):
            if event.get("event") == "user":
                break
            if event.get("event") == "bot":
                sent.add(str((event.get("metadata") or {}).get("utter_action") or ""))
        return sent - {""}

    def told(self, name: str) -> bool:
        """Whether something that needn't be said twice was said already."""
        return name in self.enquiry.announced

    def tell(self, name: str, response: str, **values: Any) -> bool:
        """Say something once in this enquiry; false if it was said before."""
        if self.told(name):
            return False
        self.note_told(name)
        self.say(response, **values)
        return True

    def note_told(self, *names: str) -> None:
        """Note what was said, so that it isn't said twice."""
        desk.announce(self.house.store, self.enquiry.id, *names)
        self.refresh()

    def update(self, change: Callable[[Facts], Facts]) -> None:
        """Change the facts in a transaction of their own."""
        desk.update_facts(self.house.store, self.enquiry.id, change)
        self.refresh()

    def refresh(self) -> None:
        """Read the enquiry again after something was stored."""
        self.enquiry = desk.enquiry_by_id(self.house.store, self.enquiry.id)

    def step(self) -> str:
        """What comes next, as the domain decides it: safety, enquiry, advise, booking or done."""
        return next_step(self.facts, self.progress, self.knowledge, self.today)

    def question(self) -> str | None:
        """The one question that matters most now, or None when nothing is missing."""
        return next(iter(missing(self.facts, self.knowledge, self.today)), None)

    def still_open(self, *questions: str) -> bool:
        """Whether any of these questions (or, for "screening:", any list) is still to be asked."""
        return any(q.startswith(questions) for q in missing(self.facts, self.knowledge, self.today))

    @property
    def progress(self) -> Progress:
        """What was done so far in this enquiry."""
        return Progress(
            advised=self.told(ADVISED),
            booked=bool(self.bookings) and self.slot("moving") is None,
            booking_declined=BOOKING in self.facts.declined,
            flags_open=self.flags_open,
            safety=self.enquiry.safety,
        )

    @property
    def site(self) -> str | None:
        """The clinic that the person means: where they are booked, else the one that they named."""
        return next((b.site for b in self.bookings if b.site is not None), self.facts.site)

    @property
    def flags_open(self) -> bool:
        """Whether a red flag stands: no advice then."""
        return bool(self.enquiry.open_flags)

    @property
    def bookings(self) -> list[Booking]:
        """The live bookings of this enquiry, earliest first."""
        found = desk.bookings_for(self.house.store, self.enquiry.id)
        return [booking for booking in found if booking.status == "booked" and booking.ends_at > self.now]

    @property
    def reader(self) -> Person:
        """The physio who will read it: the lead of the person's clinic, or whoever takes the calls."""
        if self.facts.site is not None:
            return self.clinic.lead_of(self.facts.site)
        return self.clinic.people_for("callback")[0]

    @property
    def due(self) -> str:
        """By when a human answers, in full: "today by 15:40"."""
        due = self.enquiry.due_at or self.clinic.opening.due_at(self.enquiry.tier, self.now)
        return say_when(due, self.now)

    @property
    def promise(self) -> Mapping[str, str]:
        """Who reads it and by when: the {name} and {due} of many responses."""
        return {"name": self.reader.name, "due": self.due}

    @property
    def them(self) -> str:
        """Whom a carer writes about, as in "your mum"."""
        return f"your {self.facts.relation}" if self.facts.relation else "them"
