"""Somebody who comes back: what we know stays, the safety questions are asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

from physio.facts.model import Facts
from physio.facts.screening import SCREENING


def has_returned(last: datetime | None, now: datetime, after: timedelta) -> bool:
    """Whether so much time lies between two messages that the earlier safety answers may be stale."""
    return last is not None and now - last >= after


def screened_afresh(facts: Facts, answering: bool = False) -> Facts:
    """The facts without the answers to safety questions: every list is due again.

    `answering`: the message that comes back answers the list that was left open, so that one stands.
    """
    kept = facts.copy(deep=True)
    open_sets = kept.screening_open if answering else []
    kept.screening = {name: answer for name, answer in kept.screening.items() if name in open_sets}
    if not answering:
        kept.screening_open, kept.screening_lines = [], []
    gone = {q for q in kept.asked_times if q.startswith(SCREENING) and q[len(SCREENING) :] not in open_sets}
    kept.asked_times = {q: n for q, n in kept.asked_times.items() if q not in gone}
    kept.declined = [question for question in kept.declined if not question.startswith(SCREENING)]
    return kept
