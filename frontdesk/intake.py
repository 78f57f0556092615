"""What the front desk makes of one patient message before anything else: read, screen, merge, decide.

Reading and screening happen before the transaction (they take time that would hold the database's lock);
`Intake` is the pure function that `records.desk.receive` runs inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from frontdesk.parts import goes_on, screened_in_parts
from frontdesk.screening import screened, tier_of_refusal
from frontdesk.understanding import Understanding
from physio.facts import Facts, Payload, has_returned, merge, parse_payload, screened_afresh
from physio.facts.asking import calls_for_human
from physio.facts.screening import SCREENING, list_answered
from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.reading.replies import ANSWERS
from physio.safety import (
    RAISED,
    SAFETY_QUESTIONS,
    WITHDRAWN,
    Flag,
    SafetyTurn,
    Screening,
    first_turn,
    highest,
    safety_turn,
    screening_of,
)
from records import desk
from records.database import Store
from records.views import PHYSIO, RETURNED, Enquiry, Incoming, IntakeResult, Received, Reply

LANGUAGE_NOTE = "language_note"
ENGLISH = "en"


def take(store: Store, understanding: Understanding, conversation_id: str, message: Incoming) -> Received:
    """Read one message and store it with everything that follows from it. Raises NoSuchConversation.

    A message that can't be read is stored all the same: `receive` gives it to the humans.
    """
    intake = Intake(understanding, timedelta(hours=store.settings.return_hours))
    if message.payload is None:
        before = desk.load_enquiry(store, conversation_id)
        earlier = _story_so_far(store, before) if before else []
        intake.read_ahead(message.text, store.now(), before.facts if before else Facts(), earlier)
    return desk.receive(store, conversation_id, message, intake)


def _story_so_far(store: Store, before: Enquiry) -> list[str]:
    """The words that the next message may go on from; none from before somebody came back."""
    again = has_returned(before.last_patient_at, store.now(), timedelta(hours=store.settings.return_hours))
    return desk.last_written(store, before.id) if goes_on(before) and not again else []


@dataclass(frozen=True)
class _Said:
    """One message with what it says: its reading, its payload if a button was pressed, and its red flags."""

    reading: Reading
    payload: Payload | None
    screening: Screening


class Intake:
    """The intake of one message: called with the enquiry so far, it gives what is to be stored."""

    def __init__(self, understanding: Understanding, return_after: timedelta) -> None:
        self._parts = understanding
        self._return_after = return_after
        self._reading: Reading | None = None
        self._known, self._found = Facts(), Screening()
        self._earlier: Sequence[str] = ()
        self._problem: Exception | None = None

    def read_ahead(self, text: str, at: datetime, known: Facts, earlier: Sequence[str] = ()) -> None:
        """Read and screen the text now, beside the `earlier` words that it may go on from.

        A failure is kept, and told when the message is stored.
        """
        self._earlier = earlier
        try:
            self._reading = self._parts.reader.read(text, at)
            self._known = known
            self._found = screened_in_parts(self._parts, self._reading, earlier, known)
        except Exception as problem:
            self._problem = problem

    def __call__(self, enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        """Decide what becomes of the message."""
        if self._problem is not None:
            raise self._problem
        returned = has_returned(enquiry.last_patient_at, now, self._return_after)
        if returned and enquiry.safety != RAISED:
            enquiry = self._afresh(enquiry, incoming)
        said = self._said(enquiry, incoming, now)
        facts = self._merge(enquiry, said)
        if said.screening.stops or enquiry.safety == RAISED:
            return self._safety(enquiry, said, facts, now)
        result = self._onward(enquiry, said, facts, now)
        marks = (f"{RETURNED}{now.date().isoformat()}",) if returned else ()
        return replace(result, announced=(*result.announced, *marks))

    def _afresh(self, enquiry: Enquiry, incoming: Incoming) -> Enquiry:
        """Somebody who comes back is screened again, unless they answer the list that they had left open."""
        short = incoming.payload or (self._reading and self._reading.reply in ANSWERS)
        answering = bool(short) and (enquiry.asked or "").startswith(SCREENING)
        asked = enquiry.asked if answering else None
        return replace(enquiry, facts=screened_afresh(enquiry.facts, answering), asked=asked)

    def _said(self, enquiry: Enquiry, incoming: Incoming, now: datetime) -> _Said:
        payload = parse_payload(incoming.payload) if incoming.payload is not None else None
        reading = self._reading or Reading("", now)
        answer = screened(enquiry.asked, reading, payload, enquiry.facts, self._parts.knowledge)
        if payload is not None:
            return _Said(reading, payload, answer)
        return _Said(
            reading, None, together(self._screen(reading, enquiry.facts), answer, self._parts.knowledge)
        )

    def _screen(self, reading: Reading, known: Facts) -> Screening:
        """The screening made ahead, unless another message has changed the facts since."""
        if known == self._known:
            return self._found
        return screened_in_parts(self._parts, reading, self._earlier, known)

    def _merge(self, enquiry: Enquiry, said: _Said) -> Facts:
        asked = None if enquiry.asked in SAFETY_QUESTIONS else enquiry.asked
        reading = None if said.payload is not None else said.reading
        facts = merge(enquiry.facts, reading, asked, said.payload, self._parts.knowledge)
        raised = [flag.id for flag in said.screening.flags]
        facts = list_answered(facts, asked, raised, self._parts.knowledge)
        return facts.copy(update={"doubts": list(dict.fromkeys([*facts.doubts, *said.screening.doubts]))})

    def _safety(self, enquiry: Enquiry, said: _Said, facts: Facts, now: datetime) -> IntakeResult:
        """Nothing but the safety words. While a physio talks, only what is new is said."""
        turn = self._talk(enquiry, said)
        silent = enquiry.status == PHYSIO and not said.screening.stops
        tier = highest([said.screening.tier, turn.tier or said.screening.tier], self._parts.knowledge)
        return IntakeResult(
            facts=facts,
            tier=tier,
            flags=said.screening.flags,
            safety=turn.state,
            safety_turns=enquiry.safety_turns + 1 if enquiry.safety == RAISED else 0,
            replies=() if silent else (_reply(turn),),
            asked=turn.asked,
            due_at=self._parts.clinic.opening.due_at(tier, now),
            call_assistant=False,
            withdrawn=tuple(f.id for f in enquiry.open_flags) if turn.state == WITHDRAWN else (),
            wants_human=wants_human(said.reading, said.payload, self._parts.knowledge),
        )

    def _language_note(self, again: bool) -> Reply:
        """That a person reads it, in ten languages the first time."""
        words = self._parts.knowledge.emergency.messages
        if again:
            return Reply(words["not_understood_language_again"])
        return Reply(f"{words['not_understood_language']}\n\n{words['in_other_languages']}")

    def _talk(self, enquiry: Enquiry, said: _Said) -> SafetyTurn:
        if enquiry.safety != RAISED:
            return first_turn(said.screening, self._parts.knowledge)
        return safety_turn(
            enquiry.safety,
            said.reading,
            self._parts.knowledge,
            flags=open_flags(enquiry, self._parts.knowledge),
            asked=enquiry.asked,
            turns=enquiry.safety_turns,
            payload=said.payload,
            screening=said.screening,
        )

    def _onward(self, enquiry: Enquiry, said: _Said, facts: Facts, now: datetime) -> IntakeResult:
        """To the assistant; a message in another language gets a note once, and a human, instead."""
        foreign = said.payload is None and facts.language != ENGLISH
        note = self._language_note(again=LANGUAGE_NOTE in enquiry.announced)
        answered = said.payload is not None or said.reading.reply is not None
        tier = tier_of_refusal(enquiry.facts, facts, said.screening.tier, self._parts.knowledge)
        return IntakeResult(
            facts=facts,
            tier=tier,
            flags=said.screening.flags,
            safety=enquiry.safety,
            safety_turns=enquiry.safety_turns,
            replies=(note,) if foreign and enquiry.status != PHYSIO else (),
            # A burst's next message may still answer the question, unless this one did.
            asked=None if answered else enquiry.asked,
            due_at=self._parts.clinic.opening.due_at(tier, now),
            call_assistant=not foreign,
            announced=(LANGUAGE_NOTE,) if foreign else (),
            wants_human=foreign or wants_human(said.reading, said.payload, self._parts.knowledge),
        )


def together(one: Screening, other: Screening, knowledge: Knowledge) -> Screening:
    """The flags of a message's words and of the answer that it gives, as one screening."""
    if not other.flags:
        return one
    known = {flag.id for flag in one.flags}
    both = screening_of([*one.flags, *(flag for flag in other.flags if flag.id not in known)], knowledge)
    return replace(both, doubts=one.doubts)


def open_flags(enquiry: Enquiry, knowledge: Knowledge) -> Sequence[str]:
    """The ids of an enquiry's open flags, the one that speaks first at the front."""
    flags = [Flag(f.id, f.tier, f.words, f.by, f.start, f.end) for f in enquiry.open_flags]
    return tuple(dict.fromkeys(flag.id for flag in screening_of(flags, knowledge).flags))


def wants_human(reading: Reading, payload: Payload | None, knowledge: Knowledge) -> bool:
    """Whether the person asks for a person."""
    if payload is not None:
        return payload.intent == "request_human"
    return bool(calls_for_human(reading, knowledge))


def _reply(turn: SafetyTurn) -> Reply:
    return Reply(turn.words, tuple({"title": b.title, "payload": b.payload} for b in turn.buttons))
