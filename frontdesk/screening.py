"""A screening question was asked: which of its red flags the answer raises."""

from __future__ import annotations

from collections.abc import Sequence

from physio.facts import Facts, Payload, Screened
from physio.facts.screening import SCREENING, sets_answered
from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.safety import Screening, questions_meant, screen_answer

SCREEN_YES = "screen_yes"
WORRYING = ("yes", "not_sure")
_SHORT = {"affirm": "yes", "not_sure": "not_sure"}


def screened(
    asked: str | None, reading: Reading, payload: Payload | None, facts: Facts, knowledge: Knowledge
) -> Screening:
    """The flags that this answer raises: those of the question that was pressed or named in words.

    A bare "yes" or "not sure" to a list may mean any of its questions, so it raises the flags of all.
    """
    if payload is not None and payload.intent == SCREEN_YES:
        return screen_answer([payload.values.get("question", "")], knowledge, facts)
    if asked is None or not asked.startswith(SCREENING):
        return Screening()
    return screen_answer(_worrying(asked, reading, payload, facts, knowledge), knowledge, facts, reading.text)


def _worrying(
    asked: str, reading: Reading, payload: Payload | None, facts: Facts, knowledge: Knowledge
) -> Sequence[str]:
    shown = [q for name in sets_answered(facts, asked) for q in facts.screening.get(name, Screened()).asked]
    short = _SHORT.get(payload.intent) if payload is not None else reading.reply
    if short not in WORRYING:
        return ()
    named = questions_meant(reading, shown, knowledge) if payload is None else ()
    return named or shown
