"""Dates that lean on one said before: "the week after", "the same night", "in July ... on the 17th"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from physio.reading.dates.mention import DAY, MONTH, WEEK, YEAR, Mention, coarser, plus_months, span_days
from physio.reading.dates.numbers import AMOUNT, UNIT, amount, moved, precision_of, unit_of

_LEANING = re.compile(
    r"\b(?:the|that)\s+(?:(?P<how>next|following|same|very\s+same|very\s+next)\s+(?P<u>day|night|morning|evening"
    r"|week|month|year)"
    r"|(?P<u2>day|week|month|year)\s+after)\b(?!\s+(?:my|the|his|her|i|surgery|op\w*|that|next|tomorrow)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?P<n>{AMOUNT})\s+(?P<u>{UNIT})\s+(?P<way>later|after(?:wards?)?|earlier|before(?:\s+that)?)\b"
    r"(?!\s+(?:my|the|his|her|i|surgery|op\w*|that|this|a|an|we|it|having)\b)"
    r"|\bthe\s+(?P<u2>day|week|month|year)\s+(?P<way2>before|earlier)\b(?!\s+(?:my|the|his|her|i|last|that)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^\W*(?:on\s+)?the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\W*$", re.IGNORECASE)
_FURTHEST = 150  # letters back to the date that is leant on
_SAME_DAY = ("night", "morning", "evening", "day")


def find_leaning(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """The dates told by the one before them."""
    for pattern, read in ((_LEANING, _leaning), (_COUNTED, _counted)):
        for match in pattern.finditer(text):
            first = _before(match.start(), mentions)
            if first is not None and first.past is not None:
                yield read(match, first, first.past)


def _counted(match: re.Match[str], first: Mention, day: date) -> Mention:
    """ "Broke it on the 3rd and four days later they plated it"; "the bunion was the year before"."""
    unit = unit_of(match["u"] or match["u2"])
    count = amount(match["n"] or "one")
    later = (match["way"] or match["way2"]).lower().startswith(("later", "after"))
    then = moved(day, count if later else -count, unit)
    precision = coarser(first.precision, precision_of(count, unit))
    return Mention(*match.span(), then, None, precision, span_days(precision, then), "leaning", None)


def _leaning(match: re.Match[str], first: Mention, day: date) -> Mention:
    unit = (match["u"] or match["u2"]).lower()
    same = (match["how"] or "").lower().endswith("same")
    precision = first.precision if same else DAY if unit in _SAME_DAY else unit.lower()
    moved = day if same else _moved(day, unit)
    return Mention(*match.span(), moved, None, precision, span_days(precision, moved), "leaning", None)


def _moved(day: date, unit: str) -> date:
    if unit in _SAME_DAY:
        return day + timedelta(days=1)
    if unit == WEEK:
        return day + timedelta(days=7)
    return plus_months(day, 1 if unit == MONTH else 12)


def with_months(text: str, mentions: list[Mention]) -> list[Mention]:
    """Bare days of a month ("on the 17th") in the month that was said just before."""
    found: list[Mention] = []
    for mention in mentions:
        ordinal = _ORDINAL.match(text[mention.start : mention.end])
        first = _before(mention.start, found)
        if ordinal and first is not None and first.past is not None and first.precision != YEAR:
            mention = _in_month(mention, int(ordinal["d"]), first.past)
        found.append(mention)
    return found


def _in_month(mention: Mention, number: int, first: date) -> Mention:
    try:
        day = first.replace(day=number)
    except ValueError:
        return mention
    past = day if day >= first else plus_months(day, 1)
    still_ahead = mention.past is not None and past > mention.past
    return mention if still_ahead else replace(mention, past=past, future=None)


def _before(place: int, mentions: list[Mention]) -> Mention | None:
    near = [m for m in mentions if m.end <= place and place - m.end <= _FURTHEST]
    return max(near, key=lambda m: m.end, default=None)
