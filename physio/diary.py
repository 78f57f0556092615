"""Free times for visits, video, home visits, calls and drop-ins. Pure: it reads no clock and no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from physio.clinic_types import Clinic
from physio.opening import LONDON
from physio.slots import Booked, Slot, is_free, is_taken, make_slot, slot_from_id, starts_on
from physio.wanted import Wanted, wanted_from

__all__ = ["Booked", "Slot", "Wanted", "free_slots", "is_free", "slot_from_id", "wanted_from"]

SEARCH_DAYS = 42
_NEARLY = timedelta(minutes=30)
_GAPS = (timedelta(hours=3), timedelta(hours=1, minutes=30), timedelta(minutes=45), timedelta(0))
_CALL_GAPS = (timedelta(hours=1), timedelta(minutes=30), timedelta(minutes=15), timedelta(0))


def free_slots(
    clinic: Clinic,
    kind: str,
    now: datetime,
    booked: Booked,
    *,
    site: str | None = None,
    person: str | None = None,
    after: datetime | None = None,
    before: datetime | None = None,
    within: timedelta = timedelta(hours=24),
    limit: int = 3,
    wanted: Wanted | None = None,
) -> tuple[Slot, ...]:
    """Up to `limit` free times of a kind, earliest first, spread out where there is a choice.

    They lie within `within` of `now`; if there is none, they are the next ones after. A wish for a day looks
    at that day, or at the next that has times. `booked` holds (person id, start) of what is taken. `after`
    and `before` bound the start. Empty when the hours hold nothing like it: nobody works after 20:00, say.
    """
    wish = wanted or Wanted()
    begin = max(now + timedelta(minutes=clinic.kinds[kind].notice), after or now)
    for looser in (wish, replace(wish, last=None)):
        free = _candidates(clinic, kind, begin, booked, now, site or wish.site, person, looser)
        reach = now + (2 * within if wish.at else within)
        near = _near((s for s in free if before is None or s.starts_at < before), reach, looser, limit)
        if near:
            return _spread(_closest(near, wish), _CALL_GAPS if kind == "callback" else _GAPS, limit)
    return ()


def _candidates(
    clinic: Clinic, kind: str, begin: datetime, booked: Booked, now: datetime,
    site: str | None, person: str | None, wish: Wanted,
) -> Iterator[Slot]:  # fmt: skip
    """Every free time from `begin` on that the wish allows, day by day, each time of day and site once."""
    first = max(begin.astimezone(LONDON).date(), wish.first or date.min)
    for number in range(SEARCH_DAYS):
        day = first + timedelta(days=number)
        if not wish.allows_day(day) or clinic.opening.is_closed_day(day):
            continue
        starts = sorted(starts_on(clinic, kind, day, site, person), key=lambda s: (s[0], s[2].id))
        seen: set[tuple[datetime, str | None]] = set()
        for start, place, who in starts:
            free = start >= begin and wish.allows_time(start) and (start, place) not in seen
            if free and not is_taken(clinic, who.id, kind, start, booked):
                seen.add((start, place))
                yield make_slot(clinic, kind, place, who, start, now)


def _near(slots: Iterator[Slot], end: datetime, wish: Wanted, limit: int) -> list[Slot]:
    """Those within reach; if there are none, the next day or two that have any."""
    found: list[Slot] = []
    last: date | None = None
    for slot in slots:
        day = slot.starts_at.date()
        if not wish.names_a_day and slot.starts_at > end and len(found) >= limit and day != last:
            break
        if found and found[0].starts_at <= end < slot.starts_at and not wish.names_a_day:
            break
        found.append(slot)
        last = day
    return found


def _closest(slots: list[Slot], wish: Wanted) -> list[Slot]:
    """When a time of day was named: the nearest to it on each day."""
    if wish.at is None:
        return slots
    days = [list(group) for _, group in groupby(slots, key=lambda slot: slot.starts_at.date())]
    best = [min(wish.minutes_off(slot.starts_at) for slot in day) for day in days]
    return [
        s
        for day, least in zip(days, best, strict=True)
        for s in day
        if wish.minutes_off(s.starts_at) <= least + _NEARLY
    ]


def _spread(slots: list[Slot], gaps: tuple[timedelta, ...], limit: int) -> tuple[Slot, ...]:
    """The earliest, then others as far apart as leaves enough of them."""
    chosen: list[Slot] = []
    for gap in gaps:
        chosen = _apart(slots, gap)
        if len(chosen) >= limit:
            break
    return tuple(chosen[:limit])


def _apart(slots: list[Slot], gap: timedelta) -> list[Slot]:
    """Times at least so far apart; of those at the same moment, the site offered least so far."""
    chosen: list[Slot] = []
    offered: Counter[str | None] = Counter()
    for start, group in groupby(slots, key=lambda slot: slot.starts_at):
        for slot in sorted(group, key=lambda s: offered[s.site])[: 1 if gap else None]:
            if all(start - other.starts_at >= gap for other in chosen):
                chosen.append(slot)
                offered[slot.site] += 1
    return chosen
