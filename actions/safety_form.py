"""The safety screen: one list for the region, with "none of these" and "not sure"."""

from __future__ import annotations

from collections.abc import Mapping

from actions.enquiry_form import count_asked
from actions.forms import Ask, Form, is_digression
from actions.questions import REPEATED
from actions.turn import Turn
from physio.facts import screening_question
from physio.facts.screening import SCREENING, SECOND, ScreeningAsk, hesitant_sets, shown_before


class SafetyForm(Form):
    """Open until every list that is due was answered, declined or put twice."""

    called = "validate_safety_form"
    form = "safety_form"

    def mirror(self, turn: Turn) -> Mapping[str, object]:
        """Which answers are known; None while a list is due."""
        if turn.step() == "safety" and turn.enquiry.safety != "raised":
            return {"screen_answer": None}
        given = sorted(name for name, s in turn.facts.screening.items() if s.clear or s.yes or s.unsure)
        return {"screen_answer": " ".join(given) or "declined"}


class AskScreenAnswer(Ask):
    """The list itself, with why we ask."""

    called = "action_ask_screen_answer"

    def put(self, turn: Turn, again: bool) -> str:
        """Say the list of plain lines, each a button too."""
        ask = screening_question(turn.facts, turn.knowledge, turn.today)
        assert ask is not None, "the safety form asks only while a list is due"
        repeat = REPEATED in turn.said()
        if is_digression(turn) and shown_before(turn.facts, ask) and not repeat:
            turn.say("utter_ask_screen_answer_back", them=turn.them)
            return ask.asked
        if shown_before(turn.facts, ask) and not hesitant_sets(turn.facts).isdisjoint(ask.sets):
            turn.say("utter_ask_screen_answer_which", buttons=_question_buttons(turn, ask))
            count_asked(turn, ask.asked)
            return ask.asked
        lines = "\n".join(f"- {line}" for line in ask.lines)
        turn.say(f"utter_ask_screen_answer{_words_for(turn, ask)}", questions=lines, them=turn.them)
        count_asked(turn, ask.asked)
        return ask.asked


def _words_for(turn: Turn, ask: ScreeningAsk) -> str:
    """Which words a list comes with: what it adds to one that was answered, one put again, or the first."""
    intro = "spine" if "spine" in ask.sets else "any"
    times = turn.facts.asked_times
    given = [name for name, s in turn.facts.screening.items() if s.clear or s.yes or s.unsure]
    if SECOND in ask.sets or (given and not times.get(ask.asked)):
        return "_more"
    if any(times[question] for question in times if question.startswith(SCREENING)):
        return f"_again_{intro}"
    return f"_carer_{intro}" if turn.facts.carer else f"_{intro}"


def _question_buttons(turn: Turn, ask: ScreeningAsk) -> list[dict[str, str]]:
    """A button for each question, also where a line puts two, then those that answer the list as a whole."""
    every = {q.id: q.plain for s in turn.knowledge.screening.values() for q in s.questions}
    single = [
        {"title": every[name], "payload": f'/screen_yes{{"question": "{name}"}}'} for name in ask.questions
    ]
    return [*single, *turn.buttons("utter_ask_screen_answer_which_buttons")]
