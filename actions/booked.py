"""A slot or a booking in the words that patients read: what, when, where, with whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from physio.clinic import Clinic, say_when
from records.views_desk import Bookable

NO_PLACE = {"video": "by video", "home": "at home", "callback": "by phone"}


def values_of(thing: Bookable, clinic: Clinic, now: datetime) -> Mapping[str, str]:
    """The {label}, {when}, {place} and {person} of a response."""
    return {
        "label": clinic.kinds[thing.kind].label,
        "Label": clinic.kinds[thing.kind].label[:1].upper() + clinic.kinds[thing.kind].label[1:],
        "when": say_when(thing.starts_at, now, by=False),
        "place": place_of(thing, clinic),
        "person": clinic.team[thing.person].name,
    }


def place_of(thing: Bookable, clinic: Clinic) -> str:
    """Where it is, with the address of a clinic."""
    if thing.site is None:
        return NO_PLACE[thing.kind]
    site = clinic.sites[thing.site]
    return f"at {site.name}, {site.address}, {site.postcode}"


def describe(thing: Bookable, clinic: Clinic, now: datetime) -> str:
    """All of it in a line."""
    values = values_of(thing, clinic, now)
    return "{Label}, {when}, {place}, with {person}".format(**values)
