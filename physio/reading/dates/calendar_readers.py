"""What each calendar expression means: a match and today's date give a mention (or none)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from physio.reading.dates.mention import DAY, MONTH, WEEK, YEAR, Mention, month_days, plus_months

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
LOOSE = "loose year"
_LOCKDOWN = date(2020, 3, 1)


def _made(
    m: re.Match[str], past: date | None, future: date | None, precision: str, days: int, by: str
) -> Mention:
    return Mention(m.start(), m.end(), past, future, precision, days, f"calendar:{by}")


def _fixed(m: re.Match[str], day: date, today: date, precision: str, days: int, by: str) -> Mention:
    """A date that can be read in one way only."""
    past, future = (day, None) if day <= today else (None, day)
    return _made(m, past, future, precision, days, by)


def numeric(m: re.Match[str], today: date) -> Mention | None:
    """Day, month and perhaps year in British order, with dots, dashes or slashes."""
    day, month = int(m["d"]), int(m["m"])
    try:
        if m["y"]:
            year = int(m["y"]) + (2000 if len(m["y"]) == 2 else 0)
            full = date(year, month, day)
            return _fixed(m, full, today, DAY, 1, "numeric")
        here = date(today.year, month, day)
    except ValueError:
        return None
    past = here if here <= today else here.replace(year=here.year - 1)
    return _made(m, past, plus_months(past, 12), DAY, 1, "numeric")


def week_on(m: re.Match[str], today: date) -> Mention:
    """ "A week on Thursday", "Thursday week": the Thursday after the coming one; "a fortnight on Friday"."""
    weeks = 2 if "fortnight" in m[0].lower() or "two" in m[0].lower() else 1
    day = _coming(today, _number(m["day"])) + timedelta(days=7 * weeks)
    return _made(m, None, day, DAY, 1, "week on")


def tomorrow_week(m: re.Match[str], today: date) -> Mention:
    """ "Tomorrow week", "a week today"."""
    return _made(
        m, None, today + timedelta(days=8 if m["w"].lower() == "tomorrow" else 7), DAY, 1, "week today"
    )


def week_ago_day(m: re.Match[str], today: date) -> Mention:
    """ "A week ago last Thursday", "Thursday before last": a week before the Thursday just gone."""
    back = (today.weekday() - _number(m["day"]) - 1) % 7 + 1
    return _made(m, today - timedelta(days=back + 7), None, DAY, 1, "week ago day")


def before_last(m: re.Match[str], today: date) -> Mention:
    """ "The week before last", and the month, and the year."""
    unit = m["u"].lower()
    if unit == "week":
        return _made(m, today - timedelta(days=today.weekday() + 14), None, WEEK, 7, "before last")
    if unit == "month":
        first = plus_months(today.replace(day=1), -2)
        return _made(m, first, None, MONTH, month_days(first), "before last")
    return _made(m, date(today.year - 2, 1, 1), None, YEAR, 365, "before last")


def other(m: re.Match[str], today: date) -> Mention:
    """ "The other week" is about a fortnight ago, "the other day" a few days ago."""
    days = {"week": 14, "weekend": 10, "month": 45}.get(m["u"].lower(), 3)
    return _made(m, today - timedelta(days=days), None, MONTH if days > 30 else WEEK, 7, "the other")


def season(m: re.Match[str], today: date) -> Mention:
    """The months of a season (spring is March to May). "Last summer" is the latest that is over."""
    month = SEASONS[m["s"].lower()]
    if m["y"] or m["ago"]:
        first = date(int(m["y"] or today.year - 1), month, 1)
        return _made(m, first, first, MONTH, 91, "season")
    begun = date(today.year, month, 1)
    begun = begun if begun <= today else begun.replace(year=today.year - 1)
    coming = begun.replace(year=begun.year + 1)
    which = (m["which"] or "").lower()
    if which == "last" and plus_months(begun, 3) > today:
        begun = begun.replace(year=begun.year - 1)
    past = None if which in ("next", "coming") else begun
    return _made(m, past, None if which == "last" else coming, MONTH, 91, "season")


def holiday(m: re.Match[str], today: date) -> Mention:
    """A week before, at, or after Christmas and New Year; the year is chosen later."""
    name = m["h"].lower()
    month, day = (12, 25) if name.startswith(("christmas", "xmas", "x-mas")) else (1, 1)
    here = date(today.year, month, day)
    gone = here if here <= today else here.replace(year=today.year - 1)
    shift = {"before": -7, "after": 1}.get((m["rel"] or "").split()[-1].lower() if m["rel"] else "", 0)
    move = timedelta(days=shift)
    past, future = gone + move, gone.replace(year=gone.year + 1) + move
    if past > today:
        past = plus_months(past, -12)
    return _made(m, past, future, WEEK, 7, "holiday")


def lockdown(m: re.Match[str], today: date) -> Mention:
    """The first lockdown, March 2020; "in" or "after" it is known to the year only."""
    if m["rel"] and m["rel"].split()[-1].lower() in ("in", "during", "after"):
        return _made(m, _LOCKDOWN, None, YEAR, 365, "lockdown")
    return _made(m, _LOCKDOWN, None, MONTH, 31, "lockdown")


def this_time(m: re.Match[str], today: date) -> Mention:
    """ "This time last year"."""
    return _made(m, plus_months(today, -12), None, MONTH, 31, "this time last year")


def earlier_this(m: re.Match[str], today: date) -> Mention:
    """ "Earlier this week", month or year: its first day."""
    unit = m["u"].lower()
    if unit == "week":
        return _made(m, today - timedelta(days=today.weekday()), None, WEEK, 7, "earlier this")
    first = today.replace(day=1) if unit == "month" else date(today.year, 1, 1)
    precision = MONTH if unit == "month" else YEAR
    return _made(m, first, None, precision, 31 if unit == "month" else 365, "earlier this")


def part_of_year(m: re.Match[str], today: date) -> Mention:
    """ "Early 2024", "the end of last year": the first day of that part, known to a few months."""
    words = (m["y"] or "").lower()
    year = {"last year": today.year - 1, "this year": today.year, "the year": today.year}.get(words)
    first = {"e": 1, "b": 1, "s": 1, "m": 5, "l": 10}.get(m["part"].lower()[0], 1)
    if m["part"].lower().startswith("end"):
        first = 10
    day = date(year or int(words), first, 1)
    return _fixed(m, day, today, MONTH, 91, "part of year")


def may(m: re.Match[str], today: date) -> Mention:
    """May alone, which Duckling leaves out (it is a verb too); "early", "mid" or "end of" it."""
    words = m[0].lower()
    offset = 20 if re.match(r"end|late", words) else 10 if words.startswith("mid") else 0
    coarse = re.match(r"end|late|mid|early|beginning|start", words) is None
    here = date(today.year, 5, 1 + offset)
    past = here if here <= today else here.replace(year=today.year - 1)
    if words.startswith("next"):
        return _made(m, None, plus_months(past, 12), MONTH, 31, "may")
    return _made(m, past, plus_months(past, 12), MONTH if coarse else WEEK, 31 if coarse else 10, "may")


def may_of(m: re.Match[str], today: date) -> Mention:
    """ "May 2026"."""
    first = date(int(m["y"]), 5, 1)
    return _fixed(m, first, today, MONTH, 31, "may")


def weds(m: re.Match[str], today: date) -> Mention:
    """ "Weds", which Duckling leaves out."""
    coming = _coming(today, 2)
    return _made(m, coming - timedelta(days=7), coming, DAY, 1, "weds")


def month_year(m: re.Match[str], today: date) -> Mention | None:
    """ "Jan '24" is a month of a year; so is "jan 25" if that year is near: a day is "25 Jan"."""
    year = 2000 + int(m["yy"])
    if not m["tick"] and not today.year - 5 <= year <= today.year:
        return None
    first = date(year, MONTHS.index(m["mon"].lower()[:3]) + 1, 1)
    return _fixed(m, first, today, MONTH, month_days(first), "month year")


def part_of_month(m: re.Match[str], today: date) -> Mention:
    """ "The end of last month", "mid last month": ten days of it."""
    first = today.replace(day=1)
    first = plus_months(first, -1) if m["which"].lower() == "last" else first
    part = m["part"].lower()
    day = first + timedelta(days=20 if part in ("end", "late") else 10 if part.startswith("mid") else 0)
    return _fixed(m, day, today, WEEK, 10, "part of month")


def part_of_named_month(m: re.Match[str], today: date) -> Mention:
    """ "The middle of October", "early March 2024", "end of June": ten days of it."""
    part = m["part"].lower()
    offset = 10 if part.startswith("mid") else 0 if part.startswith(("early", "beg", "start")) else 20
    month, said = MONTHS.index(m["mon"].lower()[:3]) + 1, (m["y"] or "").lower()
    if said:
        year = today.year - ("last" in said) if "year" in said else int(said)
        return _fixed(m, date(year, month, 1 + offset), today, WEEK, 10, "part of named month")
    here = date(today.year, month, 1 + offset)
    past = here if here <= today else here.replace(year=today.year - 1)
    return _made(m, past, plus_months(past, 12), WEEK, 10, "part of named month")


def named_day(m: re.Match[str], today: date) -> Mention:
    """Bonfire night and Halloween."""
    month, day = (10, 31) if m["n"].lower() == "halloween" else (11, 5)
    here = date(today.year, month, day)
    past = here if here <= today else here.replace(year=today.year - 1)
    return _made(m, past, past.replace(year=past.year + 1), DAY, 1, "named day")


def typed_short(m: re.Match[str], today: date) -> Mention:
    """ "Tmrw", "yday" and their like."""
    if m["t"]:
        return _made(m, None, today + timedelta(days=1), DAY, 1, "tomorrow")
    return _made(m, today - timedelta(days=8 if m["w"] else 1), None, DAY, 1, "yesterday")


def year(m: re.Match[str], today: date) -> Mention:
    """A year alone, without the comma before it."""
    day = date(int(m["y"]), 1, 1)
    start = m.start("y") if m[0][0] in ",(" else m.start()
    return replace(_fixed(m, day, today, YEAR, 365, "year"), start=start)


def short_year(m: re.Match[str], today: date) -> Mention | None:
    """ "In '09", "back in 08": a year already past."""
    number = int(m["yy"] or m["y2"])
    day = date((2000 if number <= today.year % 100 else 1900) + number, 1, 1)
    return _fixed(m, day, today, YEAR, 365, "year")


def loose_year(m: re.Match[str], today: date) -> Mention | None:
    """A year that nothing introduces: it counts beside an operation only."""
    day, before = date(int(m["y"]), 1, 1), (m["before"] or "").lower()
    if day > today or before[:1].isdigit() or before[:3] in MONTHS or before in SEASONS:
        return None
    return replace(_fixed(m, day, today, YEAR, 365, LOOSE), start=m.start("y"))


def _number(word: str) -> int:
    return next(number for number, day in enumerate(_DAYS) if day.startswith(word.lower()[:3]))


def _coming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
