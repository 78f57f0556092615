"""What the clinic group is made of: places, people, kinds of booking, prices and promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from physio.opening import Opening

KINDS = ("clinic", "video", "home", "callback", "dropin")
AT_A_SITE = ("clinic", "dropin")


@dataclass(frozen=True)
class Route:
    """How to reach the clinic group."""

    phone: str
    email: str
    website: str


@dataclass(frozen=True)
class Site:
    """One clinic. `lead` is a person's id; `lay` holds the words that patients use for it (lower case)."""

    id: str
    name: str
    lead: str
    address: str
    postcode: str
    station: str
    getting_in: str
    parking: str
    lay: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """When someone can be booked: weekdays (Monday is 0), wall-clock times, at a site or none, for what."""

    days: tuple[int, ...]
    starts: time
    ends: time
    site: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A member of the team."""

    id: str
    name: str
    role: str
    works: tuple[Shift, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of booking. `minutes` it lasts, `notice` it needs, `gap` that must follow it; all in minutes."""

    id: str
    label: str
    minutes: int
    notice: int
    gap: int


@dataclass(frozen=True)
class Service:
    """Something the clinic offers, in plain words."""

    id: str
    name: str
    text: str


@dataclass(frozen=True)
class Price:
    """A price in whole pounds (0 is free) for so many minutes."""

    id: str
    name: str
    pounds: int
    minutes: int

    def __str__(self) -> str:
        amount = f"£{self.pounds}" if self.pounds else "free"
        return f"{self.name}: {amount} for {self.minutes} minutes"


@dataclass(frozen=True)
class Insurance:
    """What to say about insurers, and whom the clinic works with."""

    text: str
    insurers: tuple[str, ...]


@dataclass(frozen=True)
class Promises:
    """What is promised: a call within so many minutes in opening hours, a visit within so many hours."""

    callback_minutes: int
    visit_hours: int


@dataclass(frozen=True)
class Clinic:
    """The clinic group. Mappings go from id to item, in the file's order."""

    name: str
    about: str
    contact: Route
    opening: Opening
    sites: Mapping[str, Site]
    team: Mapping[str, Person]
    kinds: Mapping[str, Kind]
    home_visit_areas: tuple[str, ...]
    services: Mapping[str, Service]
    prices: Mapping[str, Price]
    insurance: Insurance
    promises: Promises
    complaints: str
    safeguarding: str

    @property
    def complaints_lead(self) -> Person:
        """Who answers complaints."""
        return self.team[self.complaints]

    @property
    def safeguarding_lead(self) -> Person:
        """Who is told when somebody may be at risk from others."""
        return self.team[self.safeguarding]

    def lead_of(self, site: str) -> Person:
        """The named lead of a site. KeyError if there is no such site."""
        return self.team[self.sites[site].lead]

    def visits_home_in(self, postcode: str) -> bool:
        """Whether home visits go to a postcode, whole or its first half ("EC2M" counts as EC2)."""
        outward = _outward(postcode.upper())
        district = re.match(r"[A-Z]{1,2}\d{1,2}", outward)
        return outward in self.home_visit_areas or bool(district and district[0] in self.home_visit_areas)

    def people_for(self, kind: str, site: str | None = None) -> tuple[Person, ...]:
        """Who can be booked for a kind, at a site if one is given."""
        return tuple(p for p in self.team.values() if any(_serves(s, kind, site) for s in p.works))


def _outward(postcode: str) -> str:
    parts = postcode.split()
    return parts[0][:-3] if len(parts) == 1 and len(parts[0]) > 4 else "".join(parts[:1])


def _serves(shift: Shift, kind: str, site: str | None) -> bool:
    return kind in shift.kinds and (site is None or shift.site in (None, site))
