"""Somebody who comes back: what we know stays, the safety questions are asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

from physio.facts.model import Facts
from physio.facts.screening import SCREENING


def has_returned(last: datetime | None, now: datetime, after: timedelta) -> bool:
    """Whether so much time lies between two messages that the earlier safety answers may be stale."""
    return last is not None and now - last >= after


def screened_afresh(facts: Facts) -> Facts:
    """The facts without the answers to safety questions: every list is due again."""
    kept = facts.copy(deep=True)
    kept.screening, kept.screening_open, kept.screening_lines = {}, [], []
    kept.asked_times = {q: n for q, n in kept.asked_times.items() if not q.startswith(SCREENING)}
    kept.declined = [question for question in kept.declined if not question.startswith(SCREENING)]
    return kept
