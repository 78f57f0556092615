"""When somebody would like to come: "after four", "not mornings", "10:30", "the earliest you've got"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from physio.reading.dates.clock import CLOCK, END, HOUR_WORD, PARTS, clock_time, part_of_day

_DAY_NAMES = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays"
_PART = r"(?P<part>mornings?|afternoons?|evenings?|lunch\s?times?|lunch)"
_NOT = (
    r"\b(?:not?|except|apart\s+from|but\s+not|(?:can'?t|cannot|can\u2019t|couldn'?t|won'?t"
    r"|don'?t)\s+(?:do|make|manage|like|want)"
    r"|(?:any\s?time|any\s+day)\s+(?:but|except)|other\s+than|avoid)\s+(?:the\s+|on\s+|in\s+(?:the\s+)?"
    r"|any\s+)?"
)


@dataclass(frozen=True)
class Wish:
    """One constraint on a time, with the words it stands in.

    `key` is `from`, `to`, `at` (a wall-clock time, "16:00"), `not` (morning, afternoon, evening),
    `weekdays` or `not_weekdays` (comma-separated numbers, Monday is 0), or `earliest` ("1").
    """

    start: int
    end: int
    words: str
    key: str
    value: str


_Finder = Callable[[str], Iterator[Wish]]


def is_clock(wish: Wish) -> bool:
    """Whether the wish is a clock time or refuses days: words in which no date must be looked for."""
    return wish.key == "not_weekdays" or (
        wish.key in ("at", "from", "to") and not _ANY_PART.search(wish.words)
    )


def find_wishes(text: str) -> list[Wish]:
    """Every constraint, in the order of the text; words used by one are not read again by another."""
    taken: list[tuple[int, int]] = []
    found: list[Wish] = []
    for finder in _FINDERS:
        for wish in list(finder(text)):
            clash = any(s < wish.end and wish.start < e for s, e in taken)
            if not clash and wish.value:
                found.append(wish)
        taken = [(w.start, w.end) for w in found]
    return sorted(found, key=lambda wish: wish.start)


def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


_BETWEEN = _pattern(
    rf"\b(?:between|from)\s+{CLOCK}\s*(?:and|to|-|\u2013|till"
    rf"|until)\s*(?P<rest>{CLOCK.replace('?P<', '?P<x_')}){END}"
)
_RANGE = _pattern(
    r"(?<![\d/:.£])\b(?P<half>)(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s*(?P<ap>am|pm)?\s*(?:-|\u2013|to)\s*"
    r"(?P<x_half>)(?P<x_h>\d{1,2})(?:[:.](?P<x_m>[0-5]\d))?\s*(?P<x_ap>am|pm)\b"
)
_FROM = _pattern(
    rf"\b(?:any\s?time\s+)?(?:after|from|not\s+before|later\s+than)\s+(?:about\s+|around\s+)?{CLOCK}{END}"
)
_TO = _pattern(
    rf"\b(?:any\s?time\s+)?(?:before|by|until|till|no\s+later\s+than|not\s+after"
    rf"|earlier\s+than)\s+{CLOCK}{END}"
)
_AT = _pattern(rf"(?:\b(?:at|around|about)\s+|@\s?){CLOCK}{END}")
_BARE = _pattern(
    r"(?<![\d/:.£])(?P<half>)(?:(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s*(?P<ap>am|pm|a\.m\.|p\.m\."
    r"|o'?clock)\b"
    r"|(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\d:/]))"
)
_HALF = _pattern(
    rf"\b(?P<half>half(?:\s+past)?|quarter\s+past|quarter\s+to)\s+(?P<h>\d{{1,2}}"
    rf"|{HOUR_WORD})(?P<m>)(?P<ap>)\b{END}"
)
_NOON = _pattern(r"\b(?P<half>)(?P<h>noon|midday)(?P<m>)(?P<ap>)\b")
_NOT_PART = _pattern(rf"{_NOT}{_PART}\b")
_IS_OUT = (
    r"\s+(?:(?:are|is)\s+(?:just\s+|really\s+)?(?:no\s+(?:good|use)|out\b|bad|hard|difficult|tricky|impossible"
    r"|not\s+(?:good|great|possible|easy|ideal))|(?:aren|isn)['\u2019]?t\s+(?:any\s+)?(?:good|great|possible|easy"
    r"|ideal)|(?:don|doesn|won)['\u2019]?t\s+(?:really\s+)?(?:suit|work)|never\s+(?:suit|work))"
)
_PART_IS_OUT = _pattern(rf"\b{_PART}(?={_IS_OUT})")
_DAY_IS_OUT = _pattern(rf"\b(?P<days>{_DAY_NAMES})(?={_IS_OUT})")
# "Not Wednesday, Friday" refuses one day and names another; "not Mon, Tue or Fri" refuses them all.
_NOT_DAY = _pattern(
    rf"{_NOT}(?P<days>\w+days(?:\s*,\s*\w+days)+"
    rf"|(?:{_DAY_NAMES})(?:(?:\s*,\s*(?:{_DAY_NAMES}))*\s*,?\s*(?:and|or|/)\s*(?:{_DAY_NAMES}))*)\b"
)
_ANY_PART = _pattern(
    r"\b(?:(?:this|that|late|early|the|in\s+the|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)*"
    r"(?P<part>mornings?|afternoons?|evenings?|lunch\s?times?|tonight)\b"
)
_DAYS = _pattern(
    r"\b(?P<days>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends|(?:at\s+)?the\s+weekend)"
    r"(?:\s*(?:,|and|or|/|&)\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?))*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s*(?:,|or|/)\s*(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)days?)+)\b"
)
_EARLIEST = _pattern(
    r"\b(?:earliest|soonest|a\.?s\.?a\.?p\.?|as\s+soon\s+as\s+(?:possible|you\s+can|poss)|(?:first"
    r"|next)\s+(?:available|one|slot|free|appointment)"
    r"|sooner\s+the\s+better|as\s+early\s+as\s+possible|straight\s?away|whenever\s+(?:you|is|suits)"
    r"|any\s?time(?!\s+(?:after|before|but|except|from)))\b"
)
_WORK = _pattern(r"\b(?P<rel>after|before)\s+(?P<what>work|the\s+school\s+run|school)\b")
_AFTER = {"work": "17:30", "school": "15:30", "run": "09:15"}
_FIRST_THING = _pattern(r"\bfirst\s+thing\b|\b(?P<late>end\s+of\s+the\s+day|last\s+thing)\b")


def _between(text: str) -> Iterator[Wish]:
    for m in (*_BETWEEN.finditer(text), *_RANGE.finditer(text)):
        yield Wish(*m.span(), m[0], "from", clock_time(m["h"], m["m"], m["ap"] or m["x_ap"], m["half"]))
        yield Wish(*m.span(), m[0], "to", clock_time(m["x_h"], m["x_m"], m["x_ap"], m["x_half"]))


def _clocks(pattern: re.Pattern[str], key: str) -> _Finder:
    def find(text: str) -> Iterator[Wish]:
        for m in pattern.finditer(text):
            yield Wish(*m.span(), m[0], key, clock_time(m["h"], m["m"], m["ap"], m["half"]))

    return find


def _bare(text: str) -> Iterator[Wish]:
    for m in _BARE.finditer(text):
        yield Wish(*m.span(), m[0], "at", clock_time(m["h"] or m["h2"], m["m"] or m["m2"], m["ap"], None))


def _not_parts(text: str) -> Iterator[Wish]:
    for m in (*_NOT_PART.finditer(text), *_PART_IS_OUT.finditer(text)):
        yield Wish(*m.span(), m[0], "not", part_of_day(m["part"]))


def _any_parts(text: str) -> Iterator[Wish]:
    for m in _ANY_PART.finditer(text):
        starts, ends = PARTS[part_of_day(m["part"])]
        for key, value in (("from", starts), ("to", ends)):
            if value:
                yield Wish(*m.span(), m[0], key, value)


def _weekdays(pattern: re.Pattern[str], key: str) -> _Finder:
    def find(text: str) -> Iterator[Wish]:
        for m in pattern.finditer(text):
            yield Wish(*m.span(), m[0], key, _numbers(m["days"].lower()))

    return find


def _earliest(text: str) -> Iterator[Wish]:
    for m in _EARLIEST.finditer(text):
        yield Wish(*m.span(), m[0], "earliest", "1")


def _around_work(text: str) -> Iterator[Wish]:
    for m in _WORK.finditer(text):
        after = _AFTER[m["what"].lower().split()[-1]]
        key, value = ("from", after) if m["rel"].lower() == "after" else ("to", "09:00")
        yield Wish(*m.span(), m[0], key, value)
    for m in _FIRST_THING.finditer(text):
        yield Wish(*m.span(), m[0], *(("from", "16:30") if m["late"] else ("to", "10:00")))


def _numbers(days: str) -> str:
    if "weekday" in days:
        return "0,1,2,3,4"
    if "weekend" in days:
        return "5,6"
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return ",".join(str(number) for number, name in enumerate(names) if name in days)


_FINDERS: tuple[_Finder, ...] = (
    _not_parts,
    _weekdays(_NOT_DAY, "not_weekdays"),
    _weekdays(_DAY_IS_OUT, "not_weekdays"),
    _between,
    _around_work,
    _clocks(_FROM, "from"),
    _clocks(_TO, "to"),
    _clocks(_HALF, "at"),
    _clocks(_AT, "at"),
    _bare,
    _clocks(_NOON, "at"),
    _any_parts,
    _weekdays(_DAYS, "weekdays"),
    _earliest,
)
