"""The dates and times in a patient's text, relative to when it was sent, in Europe/London."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from physio.reading.dates.calendar import find_calendar
from physio.reading.dates.calendar_readers import LOOSE
from physio.reading.dates.choose import (
    FUTURE,
    PAST,
    Sense,
    Span,
    beside_operation,
    choose,
    near_operation,
    same_sentence,
    speaks_of_appointment,
    speaks_of_trouble,
)
from physio.reading.dates.counted import find_counted
from physio.reading.dates.cues import APPOINTMENT
from physio.reading.dates.duckling_dates import find_parsed
from physio.reading.dates.durations import ASIDE, TAIL, find_durations
from physio.reading.dates.guards import blank, guarded
from physio.reading.dates.mention import Mention, last_day
from physio.reading.dates.parser import LONDON, DateParser, default_parser
from physio.reading.dates.relative import find_leaning, with_months
from physio.reading.dates.spelt import Spelt, spelt_dates
from physio.reading.dates.wishes import Wish, find_wishes, is_clock
from physio.reading.model import NEGATED, PRESENT, Finding

WHEN, WISH = "when", "time_wish"
_TAKEN_BACK = re.compile(r"\b(?:not|wasn'?t|isn'?t)(?:\s+(?:in|on|the|about|around))*\s*$", re.IGNORECASE)
_FEW_WORDS = 12
_SIDE = r"(?:it'?s |it is |it was )?(?:on )?(?:the |my )?(?:left|right|both)(?: (?:one|side|ones|sides))?"
_SIDE_FIRST = re.compile(rf"^\W*{_SIDE}\s*[,;.]\s*(?:and |i think |it was )*", re.IGNORECASE)
_SIDE_LAST = re.compile(rf"\s*[,;]\s*(?:and )?{_SIDE}\W*$", re.IGNORECASE)


def find_times(
    text: str, sent_at: datetime, parser: DateParser | None = None, operations: Sequence[Span] = ()
) -> list[Finding]:
    """The `when` findings of a text, and `time_wish` findings for constraints that name no date.

    A `when` has the ISO date of the first day of its span as value, and in `extra`: `precision`
    (day, week, month, year), `until` (the span's last day), `tense` (past, future), `about` (operation,
    onset, appointment), `past` and `future` (the other reading, when the words allow both), and the
    constraints of an appointment (`from`, `to`, `at`, `not`, ...: see `physio.reading.dates.wishes.Wish`).
    A `time_wish` has "key=value" as its value. `parser` is Duckling in this process unless given.
    `operations` are the places where the text names an operation.
    """
    spelt = spelt_dates(_without_side(text))
    there = [(spelt.there(start), spelt.there(end)) for start, end in operations]
    found = _found(spelt.text, sent_at, parser or default_parser(), there)
    return [_as_typed(finding, text, spelt) for finding in sorted(found, key=lambda f: f.start)]


def _without_side(text: str) -> str:
    """A short answer with its side blanked: "it's the left, 3 weeks" dates as "3 weeks" does."""
    if len(text.split()) > _FEW_WORDS:
        return text
    for side in (_SIDE_FIRST, _SIDE_LAST):
        text = side.sub(lambda m: " " * len(m[0]), text)
    return text


def _as_typed(finding: Finding, text: str, spelt: Spelt) -> Finding:
    """The finding with its place and its words in the text as it was typed."""
    start, end = spelt.back(finding.start), spelt.back(finding.end)
    return replace(finding, start=start, end=end, text=text[start:end])


def _found(text: str, sent_at: datetime, parser: DateParser, operations: Sequence[Span]) -> list[Finding]:
    mentions, wishes = find_mentions(text, sent_at, parser)
    told = [m for m in mentions if _counts(text, m, operations)]
    senses = [(m, choose(text, m, _asking(text, m, wishes), operations)) for m in told]
    return _findings(text, [(m, s) for m, s in senses if s is not None], wishes)


def _counts(text: str, mention: Mention, operations: Sequence[Span]) -> bool:
    """Whether a date that says little by itself stands where it must."""
    if mention.by in (TAIL, f"calendar:{LOOSE}"):
        return beside_operation(text, mention, operations)
    return mention.by != ASIDE or near_operation(text, mention, operations)


def find_mentions(text: str, sent_at: datetime, parser: DateParser) -> tuple[list[Mention], list[Wish]]:
    """The date expressions of a text, with both their readings, and the constraints on times, each in order.

    Our own rules come first; what they and the clock times use up is blanked before Duckling reads the rest.
    """
    today = sent_at.astimezone(LONDON).date()
    masked = plain = guarded(text)
    own = _kept([*find_counted(masked, today), *find_durations(masked, today), *find_calendar(masked, today)])
    masked = _without(masked, own)
    wishes = find_wishes(masked)
    masked = _without(masked, [wish for wish in wishes if is_clock(wish)])
    found = sorted([*own, *find_parsed(masked, sent_at, parser)], key=lambda m: m.start)
    found = _kept([*find_leaning(plain, found), *found])
    return with_months(text, sorted(found, key=lambda m: m.start)), wishes


def _kept(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions that share words, the longest; of equally long ones, the first."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(k.start < mention.end and mention.start < k.end for k in kept):
            kept.append(mention)
    return kept


def _asking(text: str, mention: Mention, wishes: list[Wish]) -> bool:
    return any(same_sentence(text, mention.start, wish.start) for wish in wishes)


def _findings(text: str, sensed: list[tuple[Mention, Sense]], wishes: list[Wish]) -> list[Finding]:
    whens = [_when(text, mention, sense) for mention, sense in sensed]
    loose: list[Finding] = []
    for wish in wishes:
        place = _place(text, whens, wish)
        if place is not None:
            whens[place] = _with(whens[place], wish)
        elif _wished(text, whens, wish):
            loose.append(_wish(text, wish))
    return [*whens, *loose]


def _when(text: str, mention: Mention, sense: Sense) -> Finding:
    day = mention.future if sense.tense == FUTURE else mention.past
    chosen = day or mention.past or mention.future
    assert chosen is not None
    extra = {
        "precision": mention.precision,
        "about": sense.about,
        "tense": sense.tense,
        "until": last_day(chosen, mention.days).isoformat(),
        **({"sure": "no"} if not sense.sure else {}),
        **(
            {PAST: mention.past.isoformat(), FUTURE: mention.future.isoformat()}
            if mention.past and mention.future
            else {}
        ),
    }
    start, end = _trimmed(text, mention)
    said = NEGATED if _TAKEN_BACK.search(text[:start]) else PRESENT
    return Finding(WHEN, chosen.isoformat(), start, end, text[start:end], said, by=mention.by, extra=extra)


def _trimmed(text: str, mention: Mention) -> tuple[int, int]:
    words = text[mention.start : mention.end]
    return mention.start + len(words) - len(words.lstrip(" ,(")), mention.end - (
        len(words) - len(words.rstrip(" ,."))
    )


def _place(text: str, whens: list[Finding], wish: Wish) -> int | None:
    """The appointment in the wish's sentence that is nearest to it, if there is one."""
    near = [
        (abs(when.start - wish.start), number)
        for number, when in enumerate(whens)
        if when.extra["about"] == APPOINTMENT and same_sentence(text, when.start, wish.start)
    ]
    return min(near)[1] if near else None


def _with(when: Finding, wish: Wish) -> Finding:
    extra: Mapping[str, str] = {**when.extra, wish.key: wish.value}
    return replace(when, extra=extra)


def _wished(text: str, whens: list[Finding], wish: Wish) -> bool:
    """A loose constraint counts when its sentence speaks of an appointment, or is hardly more than it."""
    if any(when.start < wish.end and wish.start < when.end for when in whens):
        return False
    return speaks_of_appointment(text, wish.start) or (len(text.split()) <= 8 and not speaks_of_trouble(text))


def _wish(text: str, wish: Wish) -> Finding:
    words = text[wish.start : wish.end]
    return Finding(
        WISH, f"{wish.key}={wish.value}", wish.start, wish.end, words, by="wish", extra={wish.key: wish.value}
    )


def _without(text: str, places: Iterable[Mention | Wish]) -> str:
    for place in places:
        text = blank(text, place.start, place.end)
    return text
