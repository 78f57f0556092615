"""Dates counted from a day or month that is named: "six weeks on Monday", "a year last September"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from physio.reading.dates.calendar_readers import MONTHS, SEASONS
from physio.reading.dates.mention import DAY, MONTH, WEEK, YEAR, Mention, month_days, plus_months
from physio.reading.dates.numbers import AMOUNT, UNIT, amount, matches, moved, places_of_amounts, unit_of
from physio.reading.needles import Gated

_MONTH = rf"(?P<mon>{'|'.join(MONTHS)})[a-z]*"
_WEEKDAY = r"(?P<day>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEAR = r"(?:[\s,]+(?:of\s+)?(?P<y>(?:19|20)\d\d|last\s+year|this\s+year))?"
_COUNT = rf"\b(?P<n>{AMOUNT})\s+(?P<u>{UNIT})"
_WEEK_OF = {"first": 1, "1st": 1, "second": 8, "2nd": 8, "third": 15, "3rd": 15, "fourth": 22, "4th": 22}

Reader = Callable[["re.Match[str]", date], "Mention | None"]


def find_counted(text: str, today: date) -> Iterator[Mention]:
    """Every such expression. Overlaps are left in."""
    amounts = places_of_amounts(text)
    for number in _PATTERNS.promising(text.lower()):
        pattern, read = _RULES[number]
        for match in matches(pattern, text, amounts):
            mention = read(match, today)
            if mention is not None:
                yield mention


def _made(m: re.Match[str], past: date | None, future: date | None, precision: str, by: str) -> Mention:
    days = {DAY: 1, WEEK: 7, MONTH: 31, YEAR: 365}[precision]
    return Mention(*m.span(), past, future, precision, days, f"counted:{by}")


def _both(m: re.Match[str], day: date, today: date, precision: str, by: str) -> Mention:
    """A day of the year that may be the last one past or the next to come."""
    past = day if day <= today else plus_months(day, -12)
    return _made(m, past, plus_months(past, 12), precision, by)


def _fixed(m: re.Match[str], day: date, today: date, precision: str, by: str) -> Mention:
    past, future = (day, None) if day <= today else (None, day)
    return _made(m, past, future, precision, by)


def _month(m: re.Match[str]) -> int:
    return MONTHS.index(m["mon"].lower()[:3]) + 1


def _last(month: int, today: date) -> date:
    """The first day of that month, when it was last."""
    here = date(today.year, month, 1)
    return here if here <= today else plus_months(here, -12)


def _gone(day: str, today: date) -> date:
    """That day of the week, just past."""
    return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(day.lower()[:3]) - 1) % 7 + 1)


def _nearest(month: int, today: date) -> date:
    """The first day of that month, past or to come, whichever is nearer: "two years in March"."""
    last = _last(month, today)
    return min(last, plus_months(last, 12), key=lambda day: abs((day - today).days))


def _before_gone_day(m: re.Match[str], today: date) -> Mention:
    """ "Three weeks last Thursday"."""
    day = moved(_gone(m["day"], today), -amount(m["n"]), unit_of(m["u"]))
    return _made(m, day, None, DAY, "before a day")


def _before_coming_day(m: re.Match[str], today: date) -> Mention:
    """ "Six weeks on Monday", "seven weeks tomorrow": so long before it."""
    if m["day"]:
        coming = _gone(m["day"], today) + timedelta(days=7)
    else:
        when = m["when"].lower()
        coming = today + timedelta(days=7 if when == "next week" else when == "tomorrow")
    return _made(m, moved(coming, -amount(m["n"]), unit_of(m["u"])), None, WEEK, "before a day to come")


def _before_month(m: re.Match[str], today: date) -> Mention | None:
    """ "A year last September", "two years ago in June", "two years in March"."""
    if unit_of(m["u"]) != YEAR:
        return None
    back = round(amount(m["n"]))
    if m["how"].lower().startswith("last"):
        first = plus_months(_last(_month(m), today), -12 * back)
    elif "ago" in m[0].lower():
        first = date(today.year - back, _month(m), 1)
    else:
        first = _nearest(_month(m), today).replace(year=_nearest(_month(m), today).year - back)
    return _made(m, first, None, MONTH, "years before a month")


def _years_to_month(m: re.Match[str], today: date) -> Mention:
    """ "Two years ago next month"."""
    first = plus_months(today.replace(day=1), m["how"].lower() == "next")
    return _made(m, plus_months(first, -12 * round(amount(m["n"]))), None, MONTH, "years to a month")


def _week_of(m: re.Match[str], today: date) -> Mention:
    """ "The first week of October", "the last week in July"."""
    month, which = _month(m), m["which"].lower()
    year = _said_year(m, today)
    first = date(year or today.year, month, 1)
    number = _WEEK_OF.get(which) or month_days(first) - 6
    day = first.replace(day=number)
    return _fixed(m, day, today, WEEK, "week of") if year else _both(m, day, today, WEEK, "week of")


def _said_year(m: re.Match[str], today: date) -> int | None:
    said = (m["y"] or "").lower()
    if not said:
        return None
    return int(said) if said.isdigit() else today.year - ("last" in said)


def _day_of_month(m: re.Match[str], today: date) -> Mention | None:
    """ "3rd of May" and "May the 3rd", which "in May" would cut short; "21 September 25"."""
    said = m.groupdict().get("yy")
    year = 2000 + int(said) if said else _said_year(m, today)
    try:
        day = date(year or today.year, _month(m), int(m["d"]))
    except ValueError:
        return None
    if said and not -30 <= day.year - today.year <= 1:
        return None
    return _fixed(m, day, today, DAY, "day of month") if year else _both(m, day, today, DAY, "day of month")


def _gone_month(m: re.Match[str], today: date) -> Mention:
    """ "September just gone"; "the August before last"."""
    first = plus_months(_last(_month(m), today), -12 if "before" in m[0].lower() else 0)
    return _made(m, first, None, MONTH, "month gone")


def _gone_day(m: re.Match[str], today: date) -> Mention:
    """ "Friday gone"."""
    return _made(m, _gone(m["day"], today), None, DAY, "day gone")


def _seasons_ago(m: re.Match[str], today: date) -> Mention:
    """ "Two summers ago", "the Christmas before last"."""
    name = m["s"].lower()
    month = next((number for season, number in SEASONS.items() if name.startswith(season)), 12)
    back = 1 if "before" in m[0].lower() else round(amount(m["n"])) - 1
    return _made(m, plus_months(_last(month, today), -12 * back), None, MONTH, "seasons ago")


def _bank_holiday(m: re.Match[str], today: date) -> Mention:
    """ "August bank holiday": the end of the month, or for May its beginning, to within the month."""
    day = date(today.year, _month(m), 25 if _month(m) == 8 else 4)
    return _both(m, day, today, MONTH, "bank holiday")


_SEASON = r"(?P<s>summers?|winters?|springs?|autumns?|christmas(?:es)?|xmas)"
_TABLE: tuple[tuple[str, Reader], ...] = (
    (rf"{_COUNT}(?:\s+ago)?\s+(?:last|this\s+past|ago\s+(?:last|on))\s+{_WEEKDAY}\b", _before_gone_day),
    (rf"\b(?P<n>(?!(?:a|one|two)\b){AMOUNT})\s+(?P<u>weeks?|wks?|months?)\s+(?:(?:on|this|next|come"
        rf"|coming)\s+"
     rf"{_WEEKDAY}\b|(?P<when>tomorrow|today|next\s+week|this\s+week)\b)", _before_coming_day),
    (rf"{_COUNT}\s+(?:ago\s+)?(?P<how>last|in|this)\s+{_MONTH}\b", _before_month),
    (rf"\b(?P<n>{AMOUNT})\s+(?:years?|yrs?)\s+(?:ago\s+)?(?P<how>next|this)\s+month\b", _years_to_month),
    (rf"\b(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?:full\s+)?week\s+(?:of"
        rf"|in)\s+{_MONTH}{_YEAR}\b",
     _week_of),
    (rf"\b(?:on\s+)?(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<mon>may)\b{_YEAR}",
     _day_of_month),
    (rf"\b(?:on\s+)?(?P<mon>may)\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)\b{_YEAR}", _day_of_month),
    (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\s+['\u2019]?(?P<yy>\d\d)\b(?!\s*(?:st|nd"
        rf"|rd|th|[:/.]\d))",
     _day_of_month),
    (rf"\b(?:in\s+)?(?:the\s+)?{_MONTH}\s+(?:just\s+(?:gone|past)|gone|before\s+last)\b", _gone_month),
    (rf"\b(?:on\s+)?{_WEEKDAY}\s+(?:just\s+)?gone\b", _gone_day),
    (rf"\b(?P<n>{AMOUNT})\s+{_SEASON}\s+ago\b", _seasons_ago),
    (rf"\b(?:the\s+)?(?P<n>){_SEASON}\s+before\s+last\b", _seasons_ago),
    (r"\b(?:the\s+)?(?P<mon>may|august|aug)\s+bank\s+holiday\b", _bank_holiday),
    (r"\b(?:the\s+)?bank\s+holiday\s+(?:monday\s+|weekend\s+)?(?:in|of)\s+(?P<mon>may|august|aug)\b",
     _bank_holiday),
)  # fmt: skip
_RULES = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _TABLE)
_PATTERNS = Gated(pattern for pattern, _ in _RULES)
