"""Opening hours, due times, and times said in full. Everything is Europe/London; nothing reads a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REGIONS = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR"}
PHONE = "phone"
SEARCH_DAYS = 60

Hours = tuple[time, time]
Week = Mapping[int, tuple[Hours, ...]]


@dataclass(frozen=True)
class Due:
    """How soon a physio must have answered: minutes, counted `always` or in `opening_hours` only."""

    minutes: int
    clock: str


def london(day: date, at: time) -> datetime:
    """A wall-clock time in London as an instant."""
    return datetime.combine(day, at, tzinfo=LONDON)


@lru_cache(maxsize=64)
def _bank_holidays(subdivision: str, year: int) -> frozenset[date]:
    import holidays  # here, since it takes a tenth of a second and reading a message needs no calendar

    return frozenset(holidays.country_holidays("GB", subdiv=REGIONS[subdivision], years=year))


@dataclass(frozen=True)
class Opening:
    """When the phone line (`site=None`) and each site are open.

    `weeks` maps "phone" and every site id to its hours by weekday (Monday is 0). Bank holidays of
    `subdivision` and the (month, day) pairs of `closed_days` are closed everywhere.
    """

    weeks: Mapping[str, Week]
    due: Mapping[str, Due]
    subdivision: str
    closed_days: frozenset[tuple[int, int]]

    def is_closed_day(self, day: date) -> bool:
        """True on bank holidays and on the clinic's own closed days."""
        return (day.month, day.day) in self.closed_days or day in _bank_holidays(self.subdivision, day.year)

    def spans(self, day: date, site: str | None = None) -> tuple[tuple[datetime, datetime], ...]:
        """The opening hours of one day, as (opens, closes) instants; empty when closed."""
        if self.is_closed_day(day):
            return ()
        hours = self.weeks[site or PHONE].get(day.weekday(), ())
        return tuple((london(day, opens), london(day, closes)) for opens, closes in hours)

    def is_open(self, at: datetime, site: str | None = None) -> bool:
        """Whether somebody is there at this moment."""
        return any(opens <= at < closes for opens, closes in self.spans(at.astimezone(LONDON).date(), site))

    def next_opening(self, at: datetime, site: str | None = None) -> datetime:
        """`at` itself when open, else the next moment of opening."""
        opens, _ = next(self._from(at, site))
        return max(opens, at.astimezone(LONDON))

    def due_at(self, tier: str, at: datetime) -> datetime:
        """By when a physio must have answered a message of this tier that came at `at`."""
        due = self.due[tier]
        if due.clock == "always":
            return _later(at, timedelta(minutes=due.minutes))
        return self.after_open_minutes(at, due.minutes)

    def after_open_minutes(self, at: datetime, minutes: int) -> datetime:
        """The moment at which the phone line has been open for so many minutes since `at`."""
        left = timedelta(minutes=minutes)
        for opens, closes in self._from(at, None):
            start = max(opens, at.astimezone(LONDON))
            room = _length(start, closes)
            if left <= room:
                return _later(start, left)
            left -= room
        raise ValueError("the phone line has no opening hours")

    def _from(self, at: datetime, site: str | None) -> Iterator[tuple[datetime, datetime]]:
        """The spans that end after `at`, in order."""
        first = at.astimezone(LONDON).date()
        found = False
        for number in range(SEARCH_DAYS):
            for opens, closes in self.spans(first + timedelta(days=number), site):
                if closes > at:
                    found = True
                    yield opens, closes
        if not found:
            raise ValueError(
                f"{site or 'the phone line'} has no opening hours in the next {SEARCH_DAYS} days"
            )


def _later(at: datetime, by: timedelta) -> datetime:
    """`at` moved on by real time, also over a clock change."""
    return (at.astimezone(timezone.utc) + by).astimezone(LONDON)


def _length(start: datetime, end: datetime) -> timedelta:
    return end.astimezone(timezone.utc) - start.astimezone(timezone.utc)


def say_when(at: datetime, now: datetime, *, by: bool = True) -> str:
    """A time in full: "today by 15:40", "tomorrow, Tuesday, by 09:30", "on Thursday 26 November by 10:30".

    `by=False` is for appointments: "today at 15:40", "on Thursday 26 November at 10:30".
    """
    local = at.astimezone(LONDON)
    return f"{say_day(local.date(), now)}{' by ' if by else ' at '}{local:%H:%M}"


def say_day(day: date, now: datetime) -> str:
    """A day as said: "today", "tomorrow, Tuesday,", "on Thursday 26 November" (a year when it isn't near)."""
    days = (day - now.astimezone(LONDON).date()).days
    if days == 0:
        return "today"
    if days == 1:
        return f"tomorrow, {day:%A},"
    return f"on {day:%A} {day.day} {day:%B}" + (f" {day.year}" if not -180 < days < 180 else "")
