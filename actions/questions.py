"""Questions: what the facts hold unanswered, and the topic that each one is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actions.topics import topics
from actions.turn import ADVISED, Turn
from physio.facts import Ask, Facts, keep_for_physio
from physio.facts.screening import SCREENING

ADVICE = "advice"
BOT = "bot"
GENERAL = "general"
"""Advice in general ("any tips?"): it has its own place, once we know enough."""
TO_PHYSIO = "to_physio"
"""A closer answer of `data/answers.yml`: the words of a question that only a physio can answer."""
ACTIVITY = "activity"
LATER_ON = "activity_later:"
ANSWERED = "activity:"
PREFIX = "utter_answer_"
REPEAT, REPEATED = "repeat", "utter_answer_repeat"
"""Somebody asks to hear it again, and the word that we do."""


@dataclass(frozen=True)
class Question:
    """One thing that was asked: its topic, the sentence, and the ask and the activity that it is about."""

    topic: str
    sentence: str
    ask: str = ADVICE
    activity: str | None = None


def open_questions(turn: Turn, sure: float) -> Iterator[Question]:
    """What the facts hold unanswered, and the latest message's own topic when nobody noted it."""
    asks = [ask for ask in turn.facts.asks if is_open(turn, ask)]
    for ask in asks:
        yield from _of_ask(ask)
    topic = _topic_of(turn.intent) if turn.confidence >= sure else None
    if topic == BOT or (topic and not asks and not answered(turn)):
        yield from _of_topic(topic, turn.text)


def is_open(turn: Turn, ask: Ask) -> bool:
    """Whether an ask is still ours to answer: a physio's is not, nor an activity that waits for its place."""
    return not (ask.answered or ask.kept or _waits(turn, ask))


def answered(turn: Turn) -> bool:
    """Whether a question was answered in this turn."""
    return any(response.startswith(PREFIX) for response in turn.said())


def mark_answered(turn: Turn, only: str | None = None) -> None:
    """Mark the open asks as answered, or only those of one kind."""
    if any(is_open(turn, ask) for ask in turn.facts.asks):
        turn.update(lambda facts: _marked(turn, facts, only))


def mark_of(turn: Turn, activity: str) -> str:
    """The mark of an activity that was spoken of. A corrected operation makes it another one: said afresh."""
    corrected = sum(change.field.startswith("operation") for change in turn.facts.changes)
    return f"{ANSWERED}{activity}" + (f":{corrected}" if corrected else "")


def ask_afresh(turn: Turn) -> None:
    """After a corrected operation the activities that were asked about are answered once more."""
    again = [a.activity for a in turn.facts.asks if a.answered and a.activity is not None]
    open_again = {activity for activity in again if not turn.told(mark_of(turn, activity))}
    if open_again:
        turn.update(lambda facts: _with(facts, lambda ask: ask.activity in open_again, answered=False))


def settle_activity(turn: Turn, activity: str, *, kept: bool) -> None:
    """An activity was spoken of: its asks are answered, or stay open for the physio."""
    for ask in [a for a in turn.facts.asks if a.activity == activity and not a.answered]:
        if kept:
            keep(turn, ask)
    if not kept:
        turn.update(lambda facts: _with(facts, lambda ask: ask.activity == activity and not ask.kept))


def keep(turn: Turn, ask: Ask) -> None:
    """Keep a question open for the physio."""
    turn.update(lambda facts: keep_for_physio(facts, ask))


def _waits(turn: Turn, ask: Ask) -> bool:
    """Whether an activity that was put off has yet to come: with the advice, or once the screen is done."""
    if ask.activity is None or not turn.told(f"{LATER_ON}{ask.activity}"):
        return False
    its_place = not turn.told(ADVISED) or turn.still_open(SCREENING, "when")
    return its_place and not turn.told(mark_of(turn, ask.activity))


def _marked(turn: Turn, facts: Facts, only: str | None) -> Facts:
    return _with(facts, lambda ask: only in (None, ask.ask) and is_open(turn, ask))


def _with(facts: Facts, which: Callable[[Ask], bool], *, answered: bool = True) -> Facts:
    asks = [ask.copy(update={"answered": answered}) if which(ask) else ask for ask in facts.asks]
    return facts.copy(update={"asks": asks})


def _of_ask(ask: Ask) -> Iterator[Question]:
    names = topics().of(ask.ask, ask.words)
    if ask.activity is not None and TO_PHYSIO not in names:
        names = (ACTIVITY,)
    yield from (Question(name, ask.words, ask.ask, ask.activity) for name in names)


def _of_topic(topic: str, text: str) -> Iterator[Question]:
    """The classifier's topic; a message that asks nothing in particular wants advice in general."""
    for name in topics().of(topic, text):
        general = name == ADVICE and "?" not in text
        yield Question(GENERAL if general else name, text, topic)


def _topic_of(intent: str) -> str | None:
    if intent == "bot_challenge":
        return BOT
    return intent.removeprefix("ask_") if intent.startswith("ask_") and intent != "ask_activity" else None
