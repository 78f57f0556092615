"""Amounts of time as patients write them: "3", "a couple of", "two and a half", "5-6", and their units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from physio.reading.dates.mention import DAY, MONTH, WEEK, YEAR, plus_months

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "couple": 2, "few": 3, "several": 4, "half": 0.5,
}  # fmt: skip
_ONE = "|".join(
    w for w in sorted(_WORDS, key=len, reverse=True) if w not in ("couple", "few", "several", "half")
)
_VAGUE = r"(?:a\s+)?(?:(?:good|last)\s+)?(?:couple|few|several)(?:\s+of)?"
AMOUNT = (
    rf"(?:{_VAGUE}|half\s+an?|(?:\d+(?:\.\d+)?|{_ONE})(?:\s+and\s+a\s+half|½|\s+1/2)?"
    rf"(?:\s*(?:-|\u2013|/|to|or)\s*(?:\d+|{_ONE}))?)"
)
UNIT = r"(?:days?|dys?|weeks?|weaks?|wks?|w|fortnights?|months?|mnths?|mths?|mo|years?|yrs?|d|y)"

_AMOUNT_HERE = re.compile(rf"\b(?={AMOUNT})", re.IGNORECASE)
_BEGINNINGS = (rf"\b{AMOUNT}", rf"\b(?P<n>{AMOUNT})")


def places_of_amounts(text: str) -> list[int]:
    """Where amounts begin: looked for once, for all the rules that begin with one."""
    return [match.start() for match in _AMOUNT_HERE.finditer(text)]


def matches(pattern: re.Pattern[str], text: str, amounts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` gives; a pattern that begins with an amount is tried only at the places `amounts`."""
    if pattern.pattern.startswith(_BEGINNINGS):
        return _matches_at(amounts, pattern, text)
    return pattern.finditer(text)


def _matches_at(places: Iterable[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


def amount(words: str) -> float:
    """How many; of a range, the greater end ("5-6" is 6): the earlier date of the two."""
    words = re.sub(r"\s+1/2", "½", words)
    found = re.findall(rf"\d+(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b|½", words.lower())
    if any(word in ("couple", "few", "several") for word in found):
        return next(_WORDS[word] for word in found if word in ("couple", "few", "several"))
    half = 0.5 if re.search(r"half|½", words.lower()) else 0.0
    whole = [_one(word) for word in found if word not in ("half", "½")]
    if re.match(r"\s*half", words.lower()):
        return 0.5
    if half and len(whole) > 1:
        whole = whole[:1]
    return max(whole, default=1.0) + half


def _one(word: str) -> float:
    return float(_WORDS[word]) if word in _WORDS else float(word)


def unit_of(word: str) -> str:
    """day, week, fortnight, month or year."""
    letter = word.lower()
    if letter.startswith("fortnight"):
        return "fortnight"
    return {"d": DAY, "w": WEEK, "m": MONTH, "y": YEAR}[letter[0]]


def precision_of(count: float, unit: str) -> str:
    """How exact people are in such a unit: a year and a half is meant to the month, two years to the year."""
    if unit == YEAR:
        return MONTH if count < 1 or (count % 1 and count < 3) else YEAR
    return WEEK if unit == "fortnight" else unit


def moved(day: date, count: float, unit: str) -> date:
    """The day so many units later (negative: earlier). Half a month counts as 14 days."""
    if unit == DAY:
        return day + timedelta(days=round(count))
    if unit in (WEEK, "fortnight"):
        return day + timedelta(days=int(count * (14 if unit == "fortnight" else 7)))
    months = count * 12 if unit == YEAR else count
    whole = int(months)
    return plus_months(day, whole) + timedelta(days=round((months - whole) * 28))
