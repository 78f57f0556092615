"""Levels of the spine as patients write them: "L5/S1", "L5-S1", "L4 5", "L5S1", "L4 and L5", "C5/6", "T8"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_REGIONS = "CTLS"
_COUNT = {"C": 8, "T": 12, "L": 5, "S": 5}
_LAST = {"C": 7, "T": 12, "L": 5, "S": 5}  # vertebrae; C8 is a nerve only
LEVEL_STEMS = {"C": "<cervical-level>", "T": "<thoracic-level>", "L": "<lumbar-level>", "S": "<sacral-level>"}
_JOINED = r"\s*[/\\\-\u2013&,+]\s*|\s+(?:and|to|on)\s+"
_SECOND = (
    r"(?P<r2>[CTLS])?\s?(?P<n2>\d{1,2})\b(?!\s*(?:weeks?|wks?|months?|days?|years?|yrs?|times|/10|st|nd|rd|"
    r"th)\b)"
)
_SPAN = re.compile(rf"\b(?P<r1>[CTLS])\s?(?P<n1>\d{{1,2}})(?P<gap>{_JOINED}){_SECOND}", re.IGNORECASE)
_PAIR = re.compile(rf"\b(?P<r1>[CTLS])\s?(?P<n1>\d{{1,2}}?)(?P<gap>{_JOINED}|\s*){_SECOND}", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?P<r1>[CTLS])(?P<n1>\d{1,2})\b(?!\s?\d[A-Za-z]{2}\b)(?!\s+diabet)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_POSTCODE = re.compile(r"\b[CLS]\d{1,2}\s?\d[A-Za-z]{2}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Level:
    """One level or pair of levels in its normal form ("L5/S1", "C5/C6", "T8"), with its place in the text."""

    start: int
    end: int
    value: str


def levels_in(text: str) -> list[Level]:
    """The spinal levels that a text names, in order."""
    if _DIGIT.search(text) is None:
        return []
    taken = [m.span() for m in _POSTCODE.finditer(text)]
    found: list[Level] = []
    for levels in (*_pairs(text), *_singles(text)):
        place = (levels[0].start, levels[0].end)
        if not any(place[0] < end and start < place[1] for start, end in taken):
            taken.append(place)
            found += levels
    return sorted(found, key=lambda level: level.start)


def level_stem_at(level: Level) -> str:
    """The word that stands for this level in a wording; it tells the region of the spine."""
    return LEVEL_STEMS[level.value[0]]


def _pairs(text: str) -> Iterator[list[Level]]:
    for match in (*_SPAN.finditer(text), *_PAIR.finditer(text)):
        upper, lower = _one(match["r1"], match["n1"]), _lower(match)
        if not (match["gap"] or match["r2"]) and _one(match["r1"], match["n1"] + match["n2"]):
            continue  # "T12" is one level
        joined = bool(match["gap"].strip()) or bool(match["r2"])
        if (
            upper
            and lower
            and _order(upper) < _order(lower)
            and (joined or _order(lower) - _order(upper) == 1)
        ):
            yield [Level(*match.span(), disc) for disc in _discs(upper, lower)]


def _discs(upper: str, lower: str) -> list[str]:
    """The discs of a span: "C5 to C7" is C5/C6 and C6/C7."""
    names = [f"{region}{n}" for region in _REGIONS for n in range(1, _LAST[region] + 1)]
    span = names[names.index(upper) : names.index(lower) + 1]
    return [f"{a}/{b}" for a, b in pairwise(span)]


def _singles(text: str) -> Iterator[list[Level]]:
    for match in _SINGLE.finditer(text):
        level = _one(match["r1"], match["n1"])
        if level:
            yield [Level(match.start(), match.end(), level)]


def _lower(match: re.Match[str]) -> str | None:
    """The lower of two levels; "L5/1" means L5/S1."""
    if match["r2"] is None and match["r1"] in "Ll" and match["n2"] == "1":
        return "S1"
    return _one(match["r2"] or match["r1"], match["n2"])


def _one(region: str, number: str) -> str | None:
    region, count = region.upper(), int(number)
    return f"{region}{count}" if 1 <= count <= _COUNT[region] else None


def _order(level: str) -> int:
    return _REGIONS.index(level[0]) * 100 + int(level[1:])
