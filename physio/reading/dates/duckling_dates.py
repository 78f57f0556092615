"""Duckling's times as mentions: with both readings, a precision in our words, and clock times left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from physio.reading.dates.mention import DAY, MONTH, SENTENCE, WEEK, YEAR, Mention, plus_months, span_days
from physio.reading.dates.parser import LONDON, DateParser, Parsed

_TRIGGER = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d[/.:-]\d|\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec|mon|tue|wed|thu|fri|sat|sun)\w*\b"
    r"|\b(?:today|tomorrow|yesterday|tonight|ago|weekend|christmas|xmas|easter|new year|boxing"
    r"|halloween|bonfire"
    r"|spring|summer|autumn|winter)\b"
    r"|\b(?:last|next|this|coming|previous)\s+(?:\w+\s+){0,2}(?:day|week|wk|month|year|night|morning"
    r"|afternoon|evening"
    r"|term|fortnight)"
    r"|\b(?:on the|the|on)\s+(?:first|second|third|fourth|fifth|\w+th)\b|\b(?:first|second|third|fourth"
    r"|fifth|\w+th) of\b",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"\d(?:st|nd|rd|th)\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat"
    r"|sun)[a-z]*\b"
    r"|\b(?:day|week|month|year|today|tomorrow|yesterday|tonight|night|morning|afternoon|evening|ago"
    r"|weekend|christmas"
    r"|xmas|easter|\w*day|halloween|\w+th|first|third|\d{4}|weeks|months|years|days|fortnight)\b|\d[/.-]\d",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:today|tomorrow|yesterday|tonight|last|next"
    r"|this(?! (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|ago|coming|previous|in (?:an?|\d+|one|two"
    r"|three|four|five|six)"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^\W*(?:now|right now|at the moment|the end|second|seconds|sun|sat|wed|mar|one"
    r"|(?:on )?the day|(?:on )?that day)\W*$",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_THIS_MONTH = re.compile(r"\bthis (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)
_SHIFTS = (timedelta(days=7), timedelta(days=31), timedelta(days=366))
_CLOCK_GRAINS = ("hour", "minute", "second")


def find_parsed(text: str, sent_at: datetime, parser: DateParser) -> list[Mention]:
    """What Duckling finds in the sentences that hold anything like a date (its time grows with the text)."""
    found: list[Mention] = []
    for sentence in SENTENCE.finditer(text):
        if _TRIGGER.search(sentence[0]):
            for parsed in parser.parse(sentence[0], sent_at):
                found += (_moved(m, sentence.start()) for m in _mention(sentence[0], parsed, sent_at, parser))
    return found


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _mention(text: str, parsed: Parsed, sent_at: datetime, parser: DateParser) -> Iterator[Mention]:
    words = text[parsed.start : parsed.end]
    if "_" in words or _NOISE.match(words) or not _DATE_WORD.search(words):
        return
    today = sent_at.astimezone(LONDON).date()
    first, days, precision = _span(words, parsed, today)
    past, future = _readings(words, first, days, sent_at, parser)
    if past or future:
        yield Mention(parsed.start, parsed.end, past, future, precision, days, f"duckling:{parsed.grain}")


def _span(words: str, parsed: Parsed, today: date) -> tuple[date, int, str]:
    if parsed.first is None:
        last = parsed.last or today
        return min(today, last), max((last - today).days, 1), WEEK
    if "weekend" in words.lower() and parsed.first.weekday() == 4:
        return parsed.first + timedelta(days=1), 2, DAY
    if parsed.last is not None and parsed.grain == "day":
        days = (parsed.last - parsed.first).days
        return parsed.first, max(days, 1), _precision_of_days(days)
    precision = {"week": WEEK, "month": MONTH, "quarter": MONTH, "year": YEAR}.get(parsed.grain, DAY)
    return parsed.first, span_days(precision, parsed.first), precision


def _precision_of_days(days: int) -> str:
    return DAY if days <= 1 else WEEK if days <= 14 else MONTH if days <= 100 else YEAR


def _readings(
    words: str, first: date, days: int, sent_at: datetime, parser: DateParser
) -> tuple[date | None, date | None]:
    today = sent_at.astimezone(LONDON).date()
    ends = first + timedelta(days=days - 1)
    if _FIRM.search(words):
        return (first if first <= today else None), (first if ends >= today else None)
    if _THIS_MONTH.search(words) and first.year > today.year:
        return _shifted(words, sent_at, parser), None
    past = first if first <= today else _year_before(words, first) or _shifted(words, sent_at, parser)
    return past, (first if ends >= today else None)


def _year_before(words: str, first: date) -> date | None:
    """A day or month of the year that names no day of the week is simply that of the year before."""
    return plus_months(first, -12) if _MONTH.search(words) and not _WEEKDAY.search(words) else None


def _shifted(words: str, sent_at: datetime, parser: DateParser) -> date | None:
    """The reading in the past: Duckling looks ahead, so it is asked from a week, month or year before."""
    today = sent_at.astimezone(LONDON).date()
    shifts = _SHIFTS[2:] if _MONTH.search(words) else _SHIFTS[1:] if _ORDINAL.search(words) else _SHIFTS
    for shift in shifts:
        for parsed in parser.parse(words, sent_at - shift)[:1]:
            first, _, _ = _span(words, parsed, today)
            if first <= today:
                return first
    return None
