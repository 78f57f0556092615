"""What a person says next: the first message, and the truthful answer to whatever is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from physio.facts.asked import questions_in
from tests.simulator.habits import Typist, sentence
from tests.simulator.patients import Person
from tests.simulator.words import Words

DECLINING = ("skip", "not_sure")
OTHER_TIMES_SHARE, LATE_SHARE = 0.12, 0.3
MOST_DIGRESSIONS = 2


@dataclass(frozen=True)
class Move:
    """What the person does in a turn: text typed, or the title of a button pressed.

    `answers` is whether it answers the open question, so that putting it again would be asking twice.
    """

    text: str = ""
    press: str = ""
    answers: bool = True


class Speaker:
    """One person in one conversation: remembers what they told and what is still to be put right."""

    def __init__(self, person: Person, words: Words) -> None:
        self.person, self.words = person, words
        self.typist = Typist(person, words)
        self.told: set[str] = set()
        self.passed: set[str] = set()
        self.owes = person.slip
        self.late_goal = person.has("forgetful") and "goal" not in person.tells
        self.digressions = MOST_DIGRESSIONS if person.has("asks_back") else 0
        self.sign_told = self.was_alarmed = self.carried_on = False

    @property
    def rng_says(self) -> Callable[[float], bool]:
        """Whether something with this share happens now."""
        return lambda share: self.typist.rng.random() < share

    def opening(self) -> Move:
        """The first message; a terse person may only say hello."""
        if self.person.has("terse") and not self.person.relation and self.rng_says(0.25):
            return Move(self._type(self.typist.pick(self.words.bare)), answers=False)
        self.told |= {"operation", *self.person.tells} - self._untellable()
        parts = self._short_opening() if self._is_short() else self._long_opening()
        return Move("\n".join(parts) if self.person.has("rambling") else " ".join(parts))

    def answer(self, question: str, lines: frozenset[str]) -> Move:
        """The move for an open question; `lines` are the screening questions that the list holds."""
        stem, *beside = (q.partition(":")[0] for q in questions_in(question))
        if self._passes(stem) and all(self._passes(q) for q in beside):
            return self._pass_over(stem, *beside)
        if move := self._aside(stem):
            return move
        return self._together(stem, beside[0]) if beside else self._answers()[stem](lines)

    def _passes(self, question: str) -> bool:
        return question in self.person.skips or (question == "side" and self.person.side is None)

    def _together(self, question: str, beside: str) -> Move:
        """The answer to a question that asks two things."""
        return self._confirm_with_contact() if beside == "contact" else self._side_with_date()

    def afterwards(self) -> Move | None:
        """What is still to be put right once nothing is asked."""
        if self.was_alarmed and not self.carried_on:
            self.carried_on = True
            return Move(self._pick("carry_on"), answers=False)
        return self._correction() if self._may_put_right() else None

    def _may_put_right(self) -> bool:
        return self.owes is not None and self.owes.question in self.told

    def _answers(self) -> dict[str, Callable[[frozenset[str]], Move]]:
        return {
            "screening": self._screening,
            "operation": lambda _: self._tell("operation", self._place_named()),
            "side": lambda _: self._tell("side", self._pick("side", side=self._side())),
            "when": lambda _: self._tell("when", self._date_alone()),
            "concern": lambda _: self._tell("concern", self._pick("concern", bother=self._bother())),
            "wish": lambda _: self._wish(),
            "contact": lambda _: self._tell("contact", self._pick("contact", contact=self._contact())),
            "visit_kind": lambda _: self._kind(),
            "visit_time": lambda _: self._time(),
            "visit_confirm": lambda _: self._press_or("Yes", self._pick("yes")),
            "postcode": lambda _: Move(self._pick("postcode", postcode=self.person.postcode)),
            "feel_safe": lambda _: self._safe(),
            "withdrawn_check": lambda _: Move("no"),
        }

    # --- the first message ---

    def _untellable(self) -> set[str]:
        return {"side"} if self.person.side is None else set()

    def _is_short(self) -> bool:
        return self.person.has("terse") and not self.person.tells & {"goal", "concern"}

    def _short_opening(self) -> list[str]:
        date = self.typist.pick(self.person.span.says) if "when" in self.told else ""
        carer = [self._carer()] if self.person.relation else []
        if self.owes and self.owes.question == "when":
            date = self.owes.wrong
        story = f"{self.typist.pick(self.person.place.names, side=self._told_side())} {date}".strip()
        return [*carer, self._type(sentence(story)), *self._wish_told(), *self._contact_told()]

    def _long_opening(self) -> list[str]:
        voice = self.words.voices[self.person.mood]
        hello = [self._type(self.typist.pick(voice.hello))] if self.rng_says(0.7) else []
        bye = [self._type(self.typist.pick(voice.bye))] if self.rng_says(0.5) else []
        carer = [self._carer()] if self.person.relation else []
        parts = [
            *hello,
            *carer,
            self._story(),
            *self._middle(),
            *self._wish_told(),
            *self._contact_told(),
            *bye,
        ]
        return [part for part in parts if part]

    def _carer(self) -> str:
        return self._type(self.typist.pick(self.words.carer, relation=str(self.person.relation)))

    def _story(self) -> str:
        clause = self.typist.pick(self.person.place.clauses, side=self._told_side())
        return self._type(sentence(f"{clause} {self._told_date()}".strip()))

    def _told_date(self) -> str:
        if "when" not in self.told:
            return ""
        wrong = self.owes.wrong if self.owes and self.owes.question == "when" else ""
        return wrong or self.typist.pick(self.person.span.says)

    def _middle(self) -> list[str]:
        bother = [sentence(self._bother())] if "concern" in self.told else []
        goal = [sentence(self._goal())] if "goal" in self.told else []
        voice = self.words.voices[self.person.mood]
        asides = self.typist.rng.sample(voice.asides, k=2) if self.person.has("rambling") else []
        middle = [*bother, *goal, *asides]
        self.typist.rng.shuffle(middle)
        return [self._type(part) for part in middle]

    def _wish_told(self) -> list[str]:
        opening = self.person.want.opening
        return [self._type(sentence(self.typist.pick(opening)))] if "wish" in self.told else []

    def _contact_told(self) -> list[str]:
        if "contact" not in self.told:
            return []
        ways = self.words.answers["email_told" if self.person.email else "phone_told"]
        return [self._type(self.typist.pick(ways, contact=self._contact()))]

    # --- the facts, wrong while a slip is owed ---

    def _side(self) -> str:
        owed = self.owes is not None and self.owes.question == "side"
        return str(self.owes.wrong if owed and self.owes else self.person.side)

    def _told_side(self) -> str:
        return self._side() if "side" in self.told else ""

    def _contact(self) -> str:
        owed = self.owes is not None and self.owes.question == "contact"
        return self.owes.wrong if owed and self.owes else self.person.contact

    def _bother(self) -> str:
        return self.typist.pick(self.person.bother.says)

    def _goal(self) -> str:
        return self.typist.pick(self.person.goal.says)

    def _place_named(self) -> str:
        says = [*self.person.place.names, *self.person.place.clauses]
        side = str(self.person.side or "") if self.rng_says(0.5) else ""
        if side:
            self.told.add("side")
        return self.typist.pick(says, side=side)

    def _date_alone(self) -> str:
        kind = "when" if self.person.place.operation else "onset"
        return self._pick(kind, date=self.typist.rng.choice(self.person.span.answers))

    def _side_with_date(self) -> Move:
        """Both, or the date alone: a side that is left out is not refused yet."""
        if self._passes("side"):
            return self._tell("when", self._date_alone())
        self.told.add("side")
        if self._passes("when"):
            self.passed.add("when")
            return Move(self._type(self._pick("side_alone", side=self._side())))
        date = self.typist.rng.choice(self.person.span.answers)
        return self._tell("when", self._pick("side_when", side=self._side(), date=date))

    def _confirm_with_contact(self) -> Move:
        """Yes by the button, or a yes with the number or address that was asked for."""
        if self.person.has("presses") and self.rng_says(0.5):
            return Move(press="Yes")
        return self._tell("contact", self._pick("yes_contact", contact=self._contact()))

    # --- moves ---

    def _pick(self, name: str, **values: str) -> str:
        return self.typist.pick(self.words.answers[name], **values)

    def _type(self, text: str) -> str:
        return self.typist.typed(text)

    def _tell(self, question: str, text: str) -> Move:
        self.told.add(question)
        return Move(self._type(text))

    def _press_or(self, title: str | None, text: str) -> Move:
        presses = title and self.rng_says(0.8 if self.person.has("presses") else 0.25)
        return Move(press=str(title)) if presses else Move(self._type(text))

    def _pass_over(self, question: str, *beside: str) -> Move:
        """Skip or "not sure"; only a date has a button for the latter."""
        self.passed |= {question, *beside}
        title = "Only in this chat" if question == "contact" else "Skip"
        return self._press_or(title, self._pick("not_sure" if question == "when" else "skip"))

    def _aside(self, question: str) -> Move | None:
        """A correction, a late thought or a question back, instead of the answer."""
        if question in ("feel_safe", "withdrawn_check"):
            return None
        if self._may_put_right() and self.rng_says(0.4):
            return self._correction()
        if self.late_goal and question != "screening" and self.rng_says(LATE_SHARE):
            return self._late()
        if self.digressions and self.rng_says(0.4):
            self.digressions -= 1
            return Move(self._type(self.typist.pick(self.words.digressions)), answers=False)
        return None

    def _correction(self) -> Move:
        assert self.owes is not None, "there is nothing to put right"
        slip, self.owes = self.owes, None
        right = {
            "side": str(self.person.side),
            "when": self.typist.rng.choice(self.person.span.says),
            "contact": self.person.contact,
        }[slip.question]
        kind = ("email" if self.person.email else "phone") if slip.question == "contact" else slip.question
        text = self.typist.pick(self.words.corrections[kind], right=right, wrong=slip.wrong)
        return Move(self._type(text), answers=False)

    def _late(self) -> Move:
        self.late_goal = False
        self.told.add("goal")
        return Move(self._type(self.typist.pick(self.words.late, goal=self._goal())), answers=False)

    def _screening(self, lines: frozenset[str]) -> Move:
        sign = self.person.sign
        if sign is not None and not self.sign_told and lines & set(sign.questions):
            self.sign_told = True
            return Move(self._type(self.typist.pick(sign.says)))
        return self._press_or("None of these", self._pick("none"))

    def _wish(self) -> Move:
        want = self.person.want
        if want.wish is not None:
            self.told.add("wish")
        return self._press_or(want.button, self.typist.pick(want.answers))

    def _kind(self) -> Move:
        want = self.person.want
        return self._press_or(want.kind_button, self.typist.pick(want.kinds or want.answers))

    def _time(self) -> Move:
        if self.rng_says(OTHER_TIMES_SHARE):
            return Move(self._type(self._pick("other_times")), answers=False)
        return self._press_or("*", self._pick("time"))

    def _safe(self) -> Move:
        """Whoever was alarmed without a sign says so once, and then that they are safe."""
        again, self.was_alarmed = self.was_alarmed, True
        if self.person.sign is None:
            return Move(self._pick("no_danger")) if again else Move(press="I wrote that by mistake")
        return self._press_or("I'm safe", self._pick("safe"))
