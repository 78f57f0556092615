"""When somebody would like to come, built from what the reader found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta

from physio.opening import LONDON
from physio.reading.model import Finding

_PARTS = {"morning": (time(0), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time.max)}
_LEEWAY = timedelta(minutes=60)


@dataclass(frozen=True)
class Wanted:
    """Constraints on a time: all that are given must hold; none given means any time will do.

    `first` and `last` bound the day; `weekdays` and `not_weekdays` count from Monday (0); `start_from` and
    `start_before` bound the wall-clock start; `at` asks for a start within the hour around it; `not_parts`
    excludes morning, afternoon or evening. `earliest` is set when the first time that is free was asked for.
    """

    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] = frozenset()
    not_weekdays: frozenset[int] = frozenset()
    start_from: time | None = None
    start_before: time | None = None
    at: time | None = None
    not_parts: frozenset[str] = frozenset()
    earliest: bool = False
    site: str | None = None

    @property
    def names_a_day(self) -> bool:
        """Whether a day, a week or some weekdays were asked for."""
        return self.first is not None

    @property
    def only_excludes(self) -> bool:
        """Whether nothing was asked for but what won't do ("not mornings"), or nothing at all."""
        return replace(self, not_parts=frozenset(), not_weekdays=frozenset()) == Wanted()

    def allows_day(self, day: date) -> bool:
        """Whether a day will do."""
        if (self.first is not None and day < self.first) or (self.last is not None and day > self.last):
            return False
        return (
            not self.weekdays or day.weekday() in self.weekdays
        ) and day.weekday() not in self.not_weekdays

    def allows_time(self, start: datetime) -> bool:
        """Whether a start will do, by its wall-clock time in London."""
        clock = start.astimezone(LONDON).time()
        if (self.start_from and clock < self.start_from) or (
            self.start_before and clock >= self.start_before
        ):
            return False
        if self.minutes_off(start) > _LEEWAY:
            return False
        return not any(
            starts <= clock < ends for starts, ends in (_PARTS[p] for p in self.not_parts if p in _PARTS)
        )

    def minutes_off(self, start: datetime) -> timedelta:
        """How far a start is from the time of day that was named (nothing if none was)."""
        clock = start.astimezone(LONDON).time()
        return abs(_minutes(clock) - _minutes(self.at)) if self.at is not None else timedelta(0)

    def merged(self, newer: Wanted) -> Wanted:
        """These with newer ones over them, key by key; asking for the earliest drops the day and time."""
        if newer.earliest:
            return replace(newer, site=newer.site or self.site, not_parts=self.not_parts | newer.not_parts)
        empty = Wanted()
        said = {
            f.name: getattr(newer, f.name)
            for f in fields(newer)
            if getattr(newer, f.name) != getattr(empty, f.name)
        }
        return replace(self, **said)


def wanted_from(findings: Iterable[Finding]) -> Wanted:
    """The wishes in `when` and `time_wish` findings. Dates of the past are read as their coming namesakes.

    Give it the findings of one message; merge messages with `Wanted.merged`.
    """
    wanted = Wanted()
    for finding in findings:
        if finding.entity == "when":
            wanted = _dated(wanted, finding)
        if finding.entity in ("when", "time_wish"):
            wanted = _constrained(wanted, finding)
        if finding.entity == "site":
            wanted = replace(wanted, site=finding.value)
    return wanted


def _dated(wanted: Wanted, finding: Finding) -> Wanted:
    extra = finding.extra
    if extra.get("tense") == "past" and "future" not in extra:
        return wanted
    first = date.fromisoformat(extra.get("future", finding.value))
    length = date.fromisoformat(extra.get("until", finding.value)) - date.fromisoformat(finding.value)
    firsts = [d for d in (wanted.first, first) if d is not None]
    lasts = [d for d in (wanted.last, first + length) if d is not None]
    return replace(wanted, first=min(firsts), last=max(lasts))


def _constrained(wanted: Wanted, finding: Finding) -> Wanted:
    extra = finding.extra
    return replace(
        wanted,
        start_from=_time(extra.get("from")) or wanted.start_from,
        start_before=_time(extra.get("to")) or wanted.start_before,
        at=_time(extra.get("at")) or wanted.at,
        not_parts=wanted.not_parts | ({extra["not"]} if "not" in extra else frozenset()),
        weekdays=wanted.weekdays | _numbers(extra.get("weekdays")),
        not_weekdays=wanted.not_weekdays | _numbers(extra.get("not_weekdays")),
        earliest=wanted.earliest or extra.get("earliest") == "1",
    )


def _time(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


def _numbers(value: str | None) -> frozenset[int]:
    return frozenset(int(number) for number in value.split(",")) if value else frozenset()


def _minutes(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)
