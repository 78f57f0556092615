"""What can be booked: the times that working hours give, and whether they are taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from physio.clinic_types import Clinic, Person, Shift
from physio.opening import LONDON, london, say_when

_STEP = timedelta(minutes=15)

Booked = Collection[tuple[str, datetime]]


@dataclass(frozen=True)
class Slot:
    """A time that can be booked. `person` is the resource: one person does one thing at a time.

    `id` names it for ever ("clinic.moorgate.jules.20261124T1030Z", UTC; "-" for no site).
    `label` is what patients read: day and time in full, whom, and where.
    """

    id: str
    kind: str
    site: str | None
    person: str
    starts_at: datetime
    ends_at: datetime
    label: str


def slot_from_id(clinic: Clinic, slot_id: str, now: datetime | None = None) -> Slot:
    """The slot that an id names. ValueError if it names none of this clinic's."""
    try:
        kind, site, person, stamp = slot_id.split(".")
        starts_at = datetime.strptime(stamp, "%Y%m%dT%H%MZ").replace(tzinfo=timezone.utc).astimezone(LONDON)
    except ValueError as error:
        raise ValueError(f"not a slot: {slot_id!r}") from error
    place = None if site == "-" else site
    if kind not in clinic.kinds or person not in clinic.team or (place and place not in clinic.sites):
        raise ValueError(f"not a slot of this clinic: {slot_id!r}")
    return make_slot(
        clinic, kind, place, clinic.team[person], starts_at, now or starts_at - timedelta(days=2)
    )


def is_free(clinic: Clinic, slot: Slot, now: datetime, booked: Booked) -> bool:
    """Whether a slot still lies ahead, inside its person's working hours, and is not taken."""
    day = slot.starts_at.astimezone(LONDON).date()
    return slot.starts_at >= now and any(
        _fits(clinic, shift, slot, booked)
        for shift in _shifts(clinic, clinic.team[slot.person], slot.kind, day)
    )


def _fits(clinic: Clinic, shift: Shift, slot: Slot, booked: Booked) -> bool:
    day = slot.starts_at.astimezone(LONDON).date()
    inside = london(day, shift.starts) <= slot.starts_at and slot.ends_at <= london(day, shift.ends)
    return (
        inside
        and shift.site == slot.site
        and not is_taken(clinic, slot.person, slot.kind, slot.starts_at, booked)
    )


def starts_on(
    clinic: Clinic, kind: str, day: date, site: str | None, person: str | None
) -> Iterator[tuple[datetime, str | None, Person]]:
    """The starts that the working hours give, whoever has booked what."""
    for who in clinic.team.values():
        for shift in _shifts(clinic, who, kind, day) if person in (None, who.id) else ():
            if site is None or shift.site in (None, site):
                for start in _grid(clinic, kind, shift, day):
                    yield start, shift.site, who


def _shifts(clinic: Clinic, who: Person, kind: str, day: date) -> Iterator[Shift]:
    """Somebody's hours on a day for a kind. Drop-ins are with the site's lead only."""
    for shift in who.works:
        led = kind != "dropin" or (shift.site is not None and clinic.sites[shift.site].lead == who.id)
        if (
            kind in shift.kinds
            and day.weekday() in shift.days
            and led
            and not clinic.opening.is_closed_day(day)
        ):
            yield shift


def _grid(clinic: Clinic, kind: str, shift: Shift, day: date) -> Iterator[datetime]:
    length = timedelta(minutes=clinic.kinds[kind].minutes)
    step = max(length + timedelta(minutes=clinic.kinds[kind].gap), _STEP)
    start, end = london(day, shift.starts), london(day, shift.ends)
    while start + length <= end:
        yield start
        start += step


def is_taken(clinic: Clinic, person: str, kind: str, start: datetime, booked: Booked) -> bool:
    """Whether a booking of the person overlaps. It doesn't say its kind: the longest of that hour counts."""
    end = start + timedelta(minutes=clinic.kinds[kind].minutes + clinic.kinds[kind].gap)
    return any(
        who == person and taken < end and start < taken + _longest(clinic, person, taken)
        for who, taken in booked
    )


def _longest(clinic: Clinic, person: str, at: datetime) -> timedelta:
    local = at.astimezone(LONDON)
    kinds = {
        kind
        for shift in clinic.team[person].works
        if local.weekday() in shift.days and shift.starts <= local.time() < shift.ends
        for kind in shift.kinds
    }
    return timedelta(minutes=max((clinic.kinds[k].minutes + clinic.kinds[k].gap for k in kinds), default=0))


def make_slot(
    clinic: Clinic, kind: str, site: str | None, who: Person, start: datetime, now: datetime
) -> Slot:
    """A slot with its id and label; `now` decides whether the label says "today" or a date."""
    stamp = start.astimezone(timezone.utc).strftime("%Y%m%dT%H%MZ")
    ends_at = start + timedelta(minutes=clinic.kinds[kind].minutes)
    place = f" at {clinic.sites[site].name}" if site else ""
    label = f"{say_when(start, now, by=False)} with {who.name}{place}"
    return Slot(
        f"{kind}.{site or '-'}.{who.id}.{stamp}",
        kind,
        site,
        who.id,
        start,
        ends_at,
        label[0].upper() + label[1:],
    )
