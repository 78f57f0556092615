"""One conversation: a person talks to the patient API until nothing more is asked, or it is too long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from records import desk
from tests.simulator.memory import Memory
from tests.simulator.patients import Person, draw
from tests.simulator.speaking import Move, Speaker
from tests.simulator.words import Words
from tests.stack import Patient, Stack

MOST_TURNS = 15
PATIENCE = 150.0
BOOKED = "booked"
RAISED = "raised"


@dataclass(frozen=True)
class Turn:
    """What the person did, what was said to it, and the question that is open after it."""

    did: str
    replies: tuple[str, ...]
    asked: str | None


@dataclass
class Played:
    """A conversation as it went: its turns, the record at its end, and what went wrong on the way."""

    person: Person
    told: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    sign_told: bool = False
    turns: list[Turn] = field(default_factory=list)
    record: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    booked_after: int | None = None
    too_long: bool = False


def play(stack: Stack, seed: int, words: Words) -> Played:
    """Play a seed. Its bookings are freed afterwards, so that many people don't fight for one diary."""
    talk = _Talk(stack, draw(seed, words), words)
    try:
        talk.run()
    except AssertionError as problem:
        talk.played.wrong.append(f"no answer: {problem}")
    _free(stack, talk.played.record)
    return talk.played


def _free(stack: Stack, record: dict[str, Any]) -> None:
    for booking in record.get("bookings", []):
        if booking["status"] == BOOKED:
            desk.cancel_booking(stack.store, booking["reference"])


class _Talk:
    """The state of one conversation while it is played."""

    def __init__(self, stack: Stack, person: Person, words: Words) -> None:
        self.patient = Patient(stack)
        self.speaker = Speaker(person, words)
        self.memory = Memory(self.speaker)
        self.played = Played(person, self.speaker.told, self.speaker.passed)
        self.replies: list[dict[str, Any]] = []

    def run(self) -> None:
        """Turn after turn; the record is kept as it is at the end."""
        move: Move | None = self.speaker.opening()
        while move is not None:
            self._take(move)
            if len(self.played.turns) >= MOST_TURNS:
                self.played.too_long = True
                break
            move = self._next()
        self.played.sign_told = self.speaker.sign_told

    def _take(self, move: Move) -> None:
        was_raised = self.played.record.get("safety") == RAISED
        did = self._do(move)
        self.played.record = self.patient.enquiry()
        texts = tuple(str(reply["text"]) for reply in self.replies)
        self.played.turns.append(Turn(did, texts, self.played.record["asked"]))
        self.played.asked |= set(str(self.played.record["asked"]).split(":"))
        self._note_booking(was_raised)
        self.played.wrong += self.memory.look(move, self.played.record, self.replies)

    def _do(self, move: Move) -> str:
        """Press the button if it is there, else type."""
        title = self._button(move.press) if move.press else None
        if title is None:
            said = move.text or move.press
            self.replies = self.patient.say(said, PATIENCE)
            return said
        self.replies = self.patient.press(title, PATIENCE)
        return f"[{title}]"

    def _button(self, title: str) -> str | None:
        """The newest button of this title; `*` is any of the times on offer."""
        shown = [button for reply in self.replies for button in reply.get("buttons") or ()]
        if title == "*":
            times = [b["title"] for b in shown if b["payload"].startswith("/pick_time")]
            return self.speaker.typist.rng.choice(times) if times else None
        return next((b["title"] for b in shown if b["title"].lower().startswith(title.lower())), None)

    def _note_booking(self, was_raised: bool) -> None:
        booked = any(b["status"] == BOOKED for b in self.played.record["bookings"])
        if booked and self.played.booked_after is None:
            self.played.booked_after = len(self.played.turns)
            if was_raised or self.played.record["safety"] == RAISED:
                self.played.wrong.append("booked while a warning sign was open")

    def _next(self) -> Move | None:
        question = self.played.record["asked"]
        if question is None:
            return self.speaker.afterwards()
        lines = frozenset(q for ids in self.played.record["facts"]["screening_lines"] for q in ids)
        return self.speaker.answer(question, lines)
