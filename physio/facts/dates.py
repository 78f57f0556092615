"""Dates with a precision: the span of days that they may mean, and which of two says more."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from physio.facts.model import Operation, When

PRECISIONS = ("day", "week", "month", "year")


def last_day(when: When) -> date:
    """The latest day that a coarse date may mean: the strictest reading of "in March"."""
    first = when.date
    if when.precision == "year":
        return date(first.year, 12, 31)
    if when.precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + timedelta(days=6) if when.precision == "week" else first


def first_day(when: When) -> date:
    """The earliest day that a coarse date may mean."""
    if when.precision == "year":
        return date(when.date.year, 1, 1)
    return when.date.replace(day=1) if when.precision == "month" else when.date


def agree(one: When, other: When) -> bool:
    """True if both may mean the same day."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def finer(one: When, other: When) -> When:
    """Of two dates that agree, the one that says more; the first when they say the same."""
    rank = PRECISIONS.index
    return other if rank(other.precision) < rank(one.precision) else one


def weeks_since(operation: Operation, today: date) -> float | None:
    """Weeks since the operation, at least; negative before it; None if nobody knows when it was."""
    if operation.when is None:
        return None
    if first_day(operation.when) > today:
        return (today - first_day(operation.when)).days / 7
    return (today - min(last_day(operation.when), today)).days / 7
