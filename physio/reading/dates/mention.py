"""A date expression in a text, before anybody has decided whether it lies in the past or in the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

SENTENCE = re.compile(r"[^.!?\n;]+(?:[.!?](?=\S)[^.!?\n;]*)*[.!?\n;]*")
DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"


@dataclass(frozen=True)
class Mention:
    """Some words that say a date.

    `past` and `future` are the two readings ("in March": last March, next March); one of them is None when
    the words allow only the other. Each is the first day of a span of `days` days. `about` is set when the
    words themselves say what the date is about ("3 weeks post op"). `by` names the rule.
    """

    start: int
    end: int
    past: date | None
    future: date | None
    precision: str
    days: int
    by: str
    about: str | None = None


def plus_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the month's last day when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise ValueError(f"no such month: {months} months from {day}")


def coarser(one: str, other: str) -> str:
    """The less exact of two precisions."""
    return max(one, other, key=[DAY, WEEK, MONTH, YEAR].index)


def month_days(first: date) -> int:
    """How many days the month has."""
    return (plus_months(first.replace(day=1), 1) - first.replace(day=1)).days


def span_days(precision: str, first: date) -> int:
    """The usual length in days of a span of this precision."""
    return {DAY: 1, WEEK: 7, MONTH: month_days(first), YEAR: 365}[precision]


def last_day(first: date, days: int) -> date:
    """The last day of a span."""
    return first + timedelta(days=days - 1)
