"""The enquiry: what it is about, side, date, what bothers most, what is wished for, how to reach them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions.forms import Ask, Form, is_digression
from actions.turn import Turn
from physio.facts import Facts, lacks_side, live, note_asked
from physio.facts.asked import SIDE_AND_WHEN, questions_in

SLOT_OF = {
    "operation": "operation",
    "side": "operation_side",
    "when": "operation_when",
    "concern": "main_concern",
    "wish": "wish",
    "contact": "contact",
}


class EnquiryForm(Form):
    """Open until nothing is missing that the person is willing to say."""

    called = "validate_enquiry_form"
    form = "enquiry_form"

    def mirror(self, turn: Turn) -> Mapping[str, object]:
        """What is known, in ids and marks only; None for the question that matters most."""
        wanted = SLOT_OF.get((turn.question() or "").partition(":")[0]) if turn.step() == "enquiry" else None
        known = {slot: _KNOWN[slot](turn.facts) or "not_given" for slot in SLOT_OF.values()}
        return {slot: None if slot == wanted else value for slot, value in known.items()}


def _operations(facts: Facts) -> str:
    return " ".join([*(op.procedure for op in live(facts)), *(p.body_part for p in facts.problems)])


def _sides(facts: Facts) -> str:
    sides = [op.side for op in live(facts)] + [problem.side for problem in facts.problems]
    return " ".join(side for side in sides if side)


def _dates(facts: Facts) -> str:
    dates = [op.when for op in live(facts)] + [facts.onset]
    return " ".join(when.date.isoformat() for when in dates if when is not None)


def _concern(facts: Facts) -> str:
    own_words = ["own_words"] if facts.concern else []
    return " ".join([*(s.symptom for s in facts.symptoms), *facts.goals, *own_words])


def _contact(facts: Facts) -> str:
    contact = facts.contact
    return " ".join(name for name in ("phone", "email") if getattr(contact, name))


_KNOWN: dict[str, Callable[[Facts], str]] = {
    "operation": _operations,
    "operation_side": _sides,
    "operation_when": _dates,
    "main_concern": _concern,
    "wish": lambda facts: facts.wish or "",
    "contact": _contact,
}


def count_asked(turn: Turn, question: str) -> None:
    """Count a question as put, unless it only came back after a digression."""
    if is_digression(turn) and turn.facts.asked_times.get(questions_in(question)[0], 0):
        return
    turn.update(lambda facts: note_asked(facts, question, turn.knowledge, turn.today))


class _Asking(Ask):
    """A question of the enquiry."""

    def put(self, turn: Turn, again: bool) -> str:
        """Say it and count it."""
        asked = self.asks(turn)
        response, values = self.words(turn)
        turn.say(response + ("_again" if again and turn.has(response + "_again") else ""), **values)
        count_asked(turn, asked)
        return asked

    def asks(self, turn: Turn) -> str:
        """What is asked in this turn: its own question, alone or with one that belongs to it."""
        return self.question

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """The response for this turn and its values."""
        return f"utter_{self.called.removeprefix('action_')}", {}


class AskOperation(_Asking):
    """What it is about; an operation that was named loosely is asked about by its own question."""

    called, question = "action_ask_operation", "operation"

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """ "Surgery" without a place asks which; nothing known asks for the story."""
        if live(turn.facts):
            return "utter_ask_operation_kind", {}
        return "utter_ask_operation", {}


class AskOperationSide(_Asking):
    """Left, right or both; with it the date, if that is missing too and there is one thing to date."""

    called, question = "action_ask_operation_side", "side"

    def asks(self, turn: Turn) -> str:
        """One date may be asked with the side, unless it was asked on its own before."""
        times = turn.facts.asked_times
        together = turn.still_open("when") and times.get("when", 0) == times.get(self.question, 0)
        return SIDE_AND_WHEN if together and len(live(turn.facts)) < 2 else self.question

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """Names the operation, or the place that hurts."""
        onset = "_onset" if not live(turn.facts) else "_when"
        both = onset if self.asks(turn) == SIDE_AND_WHEN else ""
        return f"utter_ask_operation_side{both}", {"what": self._what(turn)}

    def _what(self, turn: Turn) -> str:
        lacking = [op.procedure for op in live(turn.facts) if lacks_side(op, turn.knowledge)]
        if lacking:
            return plain(turn, lacking[0])
        parts = [p.body_part for p in turn.facts.problems if p.side is None]
        names = [turn.knowledge.body_parts[p].plain for p in parts if p in turn.knowledge.body_parts]
        return names[0] if names else "problem"


class AskOperationWhen(_Asking):
    """Roughly when the operation was, or when it began."""

    called, question = "action_ask_operation_when", "when"

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """Names every operation whose date is missing, in one question."""
        undated = [plain(turn, op.procedure) for op in live(turn.facts) if op.when is None]
        if not undated:
            return "utter_ask_onset", {}
        many = "_many" if len(undated) > 1 else ""
        return f"utter_ask_operation_when{many}", {"what": " and the ".join(undated)}


class AskMainConcern(_Asking):
    """What bothers them most."""

    called, question = "action_ask_main_concern", "concern"


class AskWish(_Asking):
    """What they want; where their clinic is known, its lead is named."""

    called, question = "action_ask_wish", "wish"

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """The drop-in with the named lead is offered when the site is known; what was turned down is not."""
        left = turn.buttons_left("utter_ask_wish")
        if len(left) < len(turn.buttons("utter_ask_wish")):
            return "utter_ask_wish_left", {"buttons": left}
        site = turn.facts.site
        if site is None:
            return "utter_ask_wish", {}
        names = {"site": turn.clinic.sites[site].name, "lead": turn.clinic.lead_of(site).name}
        return "utter_ask_wish_lead", names


class AskContact(_Asking):
    """How to reach them; a number or address that failed its check is asked for once more, kindly."""

    called, question = "action_ask_contact", "contact"

    def words(self, turn: Turn) -> tuple[str, dict[str, Any]]:
        """A wish for a call asks for the number."""
        contact = turn.facts.contact
        if contact.rejected is not None:
            return "utter_ask_contact_wrong", {"rejected": contact.rejected}
        return ("utter_ask_contact_for_call" if turn.facts.wish == "callback" else "utter_ask_contact"), {}


def plain(turn: Turn, procedure: str) -> str:
    """A procedure in plain words."""
    item = turn.knowledge.procedures.get(procedure)
    return item.plain if item is not None else "operation"
