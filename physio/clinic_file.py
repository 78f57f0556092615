"""Reading the parts of `data/clinic.yml`: each function turns one YAML value into one typed thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import time
from types import MappingProxyType
from typing import Protocol, TypeVar

from physio.clinic_types import (
    AT_A_SITE,
    KINDS,
    Insurance,
    Kind,
    Person,
    Price,
    Promises,
    Route,
    Service,
    Shift,
    Site,
)
from physio.opening import DAYS, PHONE, REGIONS, Due, Hours, Opening, Week
from physio.strict_yaml import Node
from physio.tiers import TIERS

CLOCKS = ("always", "opening_hours")
_SITE_TEXTS = ("id", "name", "lead", "address", "postcode", "station", "getting_in", "parking")
_CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def listed(node: Node, read: Callable[[Node], T]) -> Mapping[str, T]:
    """A list of things with ids as a read-only mapping; an id that is there twice is a problem."""
    found: dict[str, T] = {}
    for item in node.items():
        thing = read(item)
        if thing.id in found:
            item.problem(f"the id '{thing.id}' is there twice", "give one of them another id")
        found[thing.id] = thing
    return MappingProxyType(found)


def read_route(node: Node) -> Route:
    """`contact:`"""
    keys = node.fields(("phone", "email", "website"))
    return Route(keys["phone"].text(), keys["email"].text(), keys["website"].text())


def read_site(node: Node) -> Site:
    """One of `sites:` (its hours are read by `read_opening`)."""
    keys = node.fields((*_SITE_TEXTS, "lay", "hours"))
    lay = tuple(word.lower() for word in keys["lay"].texts())
    return Site(**{key: keys[key].text() for key in _SITE_TEXTS}, lay=lay)


def read_person(node: Node) -> Person:
    """One of `team:`"""
    keys = node.fields(("id", "name", "role", "works"))
    shifts = tuple(_shift(item) for item in keys["works"].items())
    return Person(keys["id"].text(), keys["name"].text(), keys["role"].text(), shifts)


def _shift(node: Node) -> Shift:
    keys = node.fields(("days", "from", "to", "kinds"), ("site",))
    kinds = tuple(kind.one_of(KINDS) for kind in keys["kinds"].items())
    days = tuple(_weekday(day) for day in keys["days"].items())
    site = keys["site"].text() if "site" in keys else None
    if (site is not None) != any(kind in AT_A_SITE for kind in kinds):
        node.problem(
            "clinic and dropin happen at a site, calls, video and home visits at none", "add or drop 'site:'"
        )
    return Shift(days, *_ordered(node, _time(keys["from"]), _time(keys["to"])), site, kinds)


def _weekday(node: Node) -> int:
    return {day: number for number, day in enumerate(DAYS)}.get(node.one_of(DAYS), 0)


def _time(node: Node) -> time:
    return _clock_time(node, node.text())


def _clock_time(node: Node, text: str) -> time:
    match = _CLOCK_TIME.fullmatch(text.strip())
    if match is None:
        node.problem(f"'{text}' is not a time of day", 'write it as "09:00"')
        return time(0)
    return time(int(match[1]), int(match[2]))


def _ordered(node: Node, starts: time, ends: time) -> Hours:
    if starts >= ends:
        node.problem(f"{starts:%H:%M} is not before {ends:%H:%M}", "put the earlier time first")
    return starts, ends


def _week(node: Node) -> Week:
    days = node.fields((), DAYS)
    return MappingProxyType(
        {DAYS.index(d): tuple(_hours(h) for h in n.items()) for d, n in days.items() if d in DAYS}
    )


def _hours(node: Node) -> Hours:
    starts, _, ends = node.text().partition("-")
    return _ordered(node, _clock_time(node, starts), _clock_time(node, ends))


def read_kinds(node: Node) -> Mapping[str, Kind]:
    """`bookings:`"""
    keys = node.fields(KINDS)
    return MappingProxyType({kind: _kind(kind, keys[kind]) for kind in KINDS})


def _kind(kind: str, node: Node) -> Kind:
    keys = node.fields(("label", "minutes", "notice", "gap"))
    return Kind(
        kind, keys["label"].text(), keys["minutes"].whole(), keys["notice"].whole(), keys["gap"].whole()
    )


def read_service(node: Node) -> Service:
    """One of `services:`"""
    keys = node.fields(("id", "name", "text"))
    return Service(keys["id"].text(), keys["name"].text(), keys["text"].text())


def read_price(node: Node) -> Price:
    """One of `prices:`"""
    keys = node.fields(("id", "name", "pounds", "minutes"))
    return Price(keys["id"].text(), keys["name"].text(), keys["pounds"].whole(), keys["minutes"].whole())


def read_insurance(node: Node) -> Insurance:
    """`insurance:`"""
    keys = node.fields(("text", "insurers"))
    return Insurance(keys["text"].text(), keys["insurers"].texts())


def read_promises(node: Node) -> Promises:
    """`promises:`"""
    keys = node.fields(("callback_minutes", "visit_hours"))
    return Promises(keys["callback_minutes"].whole(), keys["visit_hours"].whole())


def read_opening(top: Mapping[str, Node]) -> Opening:
    """`phone_hours:`, the sites' `hours:`, `due:`, `bank_holidays:` and `closed_days:`"""
    weeks = {PHONE: _week(top["phone_hours"])}
    for site in top["sites"].items():
        keys = site.pairs()
        if "id" in keys and "hours" in keys:
            weeks[keys["id"].text()] = _week(keys["hours"])
    region = top["bank_holidays"].one_of(REGIONS)
    closed = frozenset(_closed_day(node) for node in top["closed_days"].items())
    return Opening(MappingProxyType(weeks), _dues(top["due"]), region, closed)


def _closed_day(node: Node) -> tuple[int, int]:
    keys = node.fields(("month", "day"), ("why",))
    return keys["month"].whole(), keys["day"].whole()


def _dues(node: Node) -> Mapping[str, Due]:
    keys = node.fields(TIERS)
    return MappingProxyType({tier: _due(keys[tier]) for tier in TIERS})


def _due(node: Node) -> Due:
    keys = node.fields(("minutes", "clock"))
    return Due(keys["minutes"].whole(), keys["clock"].one_of(CLOCKS))


def check_shifts(team: Node, sites: Collection[str]) -> None:
    """Every shift's site must be one of the sites."""
    for person in team.items():
        for shift in person.pairs()["works"].items() if "works" in person.pairs() else ():
            if "site" in shift.pairs():
                shift.pairs()["site"].one_of(sites)
