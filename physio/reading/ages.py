"""The patient's age, where the words state it clearly. A bare number ("is 38") is no age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from physio.reading.model import Finding
from physio.reading.people import RELATION
from physio.reading.words import straight

ENTITY = "age"
ADULT = 18
WRITER, THEY, ANYBODY = "writer", "they", "anybody"
"""Whose age it is (`of`): "I'm 71", "she is 82", "aged 71"."""
_OLDEST = 110
_YOUNGEST_WRITER = 10
_LIKE_A_TEMPERATURE = range(34, 44)
_NEAR = 30
_N = r"(?P<age>\d{1,3})"
_YEARS = r"[ -]?(?:(?:years?|yrs?)[ -]?olds?|y/?o)\b"
_SPAN = r"(?:\s*(?:-|/|to|or|,?\s*maybe|and a half)\s*\d*)?\s*(?:weeks?|wks?|months?|mths?|days?)\b"
_NO_AGE = rf"(?!\.\d|,\d|:\d|{_SPAN}|\s*years? (?:post|since|after|ago|out|in|into)\b)"
_ENDS = r"(?=\s*(?:$|[.,;:!?)\n-]|(?:and|but|so|now|next|with|years?)\b|in (?:a |the )?[a-z]+\b))"
_ONLY = r"(?:only |just |now |already |nearly |almost |about |a |an |aged )*"
_AGE = rf"{_ONLY}{_N}(?:{_YEARS}|{_NO_AGE}{_ENDS})"
_KIN = "mum|dad|mother|father|husband|wife|nan|gran|grandad|partner|son|daughter"
_PATTERNS = (
    (WRITER, rf"\b(?:i'?m|i am|i've just turned|i turned)\s+{_AGE}"),
    (THEY, rf"\b(?:(?:she|he|they)(?:'s| is| are|'re)|who(?:'s| is)|(?:{_KIN})(?:'s| is))\s+{_AGE}"),
    (THEY, rf"\bmy {_N}{_YEARS}"),
    (THEY, rf"\b(?:{_KIN})(?: [a-z]+)?,? \({_N}\)"),
    (ANYBODY, rf"\b(?:aged?:?|age is)\s+{_N}\b{_NO_AGE}"),
    (ANYBODY, rf"\b{_N}{_YEARS} (?:(?:wo)?man|(?:fe)?male|lady)\b"),
)
_READERS = tuple((whose, re.compile(pattern, re.IGNORECASE)) for whose, pattern in _PATTERNS)
_SAYS_YEARS = re.compile(_YEARS, re.IGNORECASE)
_HOT = re.compile(r"\b(?:temp\w*|fever\w*|degrees|thermometer)\b", re.IGNORECASE)


def find_ages(text: str) -> Iterator[Finding]:
    """The ages that a message states; `of` in `extra` says whose."""
    said = straight(text)
    for whose, pattern in _READERS:
        for match in pattern.finditer(said):
            if _is_age(whose, match):
                years = str(int(match["age"]))
                of = {"of": _whose(whose, match)}
                yield Finding(ENTITY, years, *match.span("age"), match["age"], by="age", extra=of)


def ages_of_patient(found: Iterable[Finding], carer: bool) -> list[int]:
    """The ages that are the patient's: a carer's own is not."""
    fits = (THEY, ANYBODY) if carer else (WRITER, ANYBODY)
    return [int(finding.value) for finding in found if finding.extra["of"] in fits]


def _whose(whose: str, match: re.Match[str]) -> str:
    """ "My mum, aged 84": hers."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return THEY if whose == ANYBODY and RELATION.search(before) else whose


def _is_age(whose: str, match: re.Match[str]) -> bool:
    age = int(match["age"])
    explicit = whose == ANYBODY or _SAYS_YEARS.search(match[0])
    least = _YOUNGEST_WRITER if whose == WRITER else 1
    return least <= age <= _OLDEST and bool(explicit or not _may_be_heat(whose, age, match))


def _may_be_heat(whose: str, age: int, match: re.Match[str]) -> bool:
    """ "He is 38" may be a temperature, and so may any number beside one."""
    around = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return (whose == THEY and age in _LIKE_A_TEMPERATURE) or _HOT.search(around) is not None
