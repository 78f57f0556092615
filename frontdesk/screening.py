"""A screening question was asked: which of its red flags the answer raises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from physio.facts import Facts, Payload, Screened, declined_sets
from physio.facts.circumstances import circumstances
from physio.facts.screening import SCREENING, asks_which, hesitant_sets, sets_answered
from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.safety import Screening, questions_meant, screen_answer

SCREEN_YES = "screen_yes"
WORRYING = ("yes", "not_sure")
_SHORT = {"affirm": "yes", "not_sure": "not_sure"}
_BY_PLACE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|[1-6](?:st|nd|rd|th)|last)\b", re.IGNORECASE
)
REFUSED_TIER = "urgent"


def screened(
    asked: str | None, reading: Reading, payload: Payload | None, facts: Facts, knowledge: Knowledge
) -> Screening:
    """The flags that this answer raises: those of the question that was pressed or named in words.

    A bare "yes" to a list may mean any of its questions, so it raises the flags of all. So does a bare
    "not sure", once it was asked which lines it is about.
    """
    told = circumstances(facts, knowledge, reading.sent_at.date())
    if payload is not None and payload.intent == SCREEN_YES:
        return screen_answer(payload.questions, knowledge, facts, told=told)
    if asked is None or not asked.startswith(SCREENING):
        return Screening()
    worrying = _worrying(asked, reading, payload, facts, knowledge)
    return screen_answer(worrying, knowledge, facts, reading.text, told)


def tier_of_refusal(before: Facts, after: Facts, tier: str, knowledge: Knowledge) -> str:
    """The tier of a message that leaves a list unanswered, or is unsure of it: at least urgent, a human asks.

    The clinical pack: a refusal is treated as "not sure", and raises the human queue.
    """
    left_open = _left_open(after) - _left_open(before)
    higher = knowledge.tiers[tier].rank >= knowledge.tiers[REFUSED_TIER].rank
    return tier if higher or not left_open else REFUSED_TIER


def _left_open(facts: Facts) -> set[tuple[str, str]]:
    refused = {("refused", name) for name in declined_sets(facts)}
    return refused | {("unsure", name) for name in hesitant_sets(facts)}


def _worrying(
    asked: str, reading: Reading, payload: Payload | None, facts: Facts, knowledge: Knowledge
) -> Sequence[str]:
    shown = [q for name in sets_answered(facts, asked) for q in facts.screening.get(name, Screened()).asked]
    short = _SHORT.get(payload.intent) if payload is not None else reading.reply
    telling = short is None and payload is None and _which_was_asked(asked, facts)
    if short not in WORRYING and not telling:
        return ()
    named = _named(reading, facts, shown, knowledge) if payload is None else ()
    bare = () if telling or (short == "not_sure" and asks_which(facts, asked)) else shown
    return named or bare


def _which_was_asked(asked: str, facts: Facts) -> bool:
    """Whether the question was which lines the person is unsure about: then a line's own words name it."""
    return not hesitant_sets(facts).isdisjoint(sets_answered(facts, asked))


def _named(reading: Reading, facts: Facts, shown: Sequence[str], knowledge: Knowledge) -> Sequence[str]:
    """The questions that the words name: by their place in the list as it was shown, or by what they ask."""
    lines = [line for line in facts.screening_lines if set(line) <= set(shown)]
    if not lines or not _BY_PLACE.search(reading.text):
        return questions_meant(reading, shown, knowledge)
    places = questions_meant(reading, [line[0] for line in lines], knowledge)
    return [question for line in lines if line[0] in places for question in line]
