"""What a message chooses: a kind of booking, one of the times on offer, or when it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from actions.turn import Turn
from physio.diary import Slot
from physio.facts.wish_words import kind_of_visit
from physio.reading.model import Finding
from physio.reading.spelling import respelt
from physio.wanted import Wanted, wanted_from

Wish = dict[str, Any]
KIND_OF_WISH = {"callback": "callback", "dropin": "dropin"}
VISITS = ("clinic", "video", "home")
_OF_TIME = ("when", "time_wish", "site")
_BOOKING_ASKS = {"booking", "callback", "dropin", "how_soon"}
_BOOKING_TALK = {"booking_form", "action_book"}
_OWN_KEYS = {"entity", "value", "start", "end", "assertion", "by", "group", "extractor", "confidence_entity"}
_CLINIC = re.compile(r"\b(clinic|in person|face to face)\b", re.I)
_INSTEAD = re.compile(
    r"\b(instead|rather|prefer|make it|change it|switch|actually|come (in|to|round)|can i (come|see|have)"
    r"|(is|would be|'s) (better|easier|best))\b|\bthen\W*$",
    re.I,
)
_WISHES = (
    ("callback", re.compile(r"\b(call|phone|ring)\b", re.I)),
    ("dropin", re.compile(r"\b(drop[ -]?in|pop in)\b", re.I)),
    ("advice", re.compile(r"\badvice\b", re.I)),
    ("visit", re.compile(r"\b(visit|appointment|see (someone|a physio))\b", re.I)),
)
_OTHERS = re.compile(
    r"\b(other|another|different|more) (times?|slots?|days?|dates?|options?)\b"
    r"|\b(later|earlier) than (that|those|these)\b"
    r"|\b(can'?t|cannot) (do|make) (any|either) of\b",
    re.I,
)
_ANOTHER_DAY = re.compile(r"\b(other|another|different) (days?|dates?)\b", re.I)
_WEEK_AFTER = re.compile(r"\b(the )?week after( that)?\W*$|\bfollowing week\b", re.I)
_HOUR = re.compile(r"^\W*(\d{1,2})\W*$")
_EARLIEST_HOUR = 7  # "4" is four in the afternoon
_NAMES = ("clinic", "person", "first", "second", "third", "number", "option", "middle", "latest", "bottom")
_NO_DATE = r"(?! (of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next month|the month))"
_PLACES = (
    (0, re.compile(rf"\b(first|1st|number one|option (one|1)|top one)\b{_NO_DATE}|^\W*1\W*$", re.I)),
    (1, re.compile(rf"\b(second|2nd|middle|number two|option (two|2))\b{_NO_DATE}|^\W*2\W*$", re.I)),
    (2, re.compile(rf"\b(third|3rd|number three|option (three|3))\b{_NO_DATE}|^\W*3\W*$", re.I)),
    (-1, re.compile(r"\b(last|latest|bottom) (one|time|of)\b|\blast\b\W*$", re.I)),
)


def wants_others(text: str) -> bool:
    """Whether the words ask for other times than those on offer."""
    return _OTHERS.search(text) is not None


def wants_another_day(text: str) -> bool:
    """Whether the words ask for another day than those on offer."""
    return _ANOTHER_DAY.search(text) is not None


def week_after(text: str, offers: Sequence[Slot]) -> list[Wish]:
    """ "What about the week after?": the whole week that follows the times on offer, as a wish."""
    if not offers or not _WEEK_AFTER.search(text):
        return []
    last = max(slot.starts_at.date() for slot in offers)
    monday = last + timedelta(days=7 - last.weekday())
    sunday = monday + timedelta(days=6)
    return [{"entity": "when", "value": monday.isoformat(), "until": sunday.isoformat(), "tense": "future"}]


def kind_in(turn: Turn) -> str | None:
    """The kind of booking that the latest message names, by a button or in words."""
    pressed = turn.value("kind")
    if pressed in turn.clinic.kinds:
        return pressed
    said = turn.wanted_text
    return kind_of_visit(said) or ("clinic" if _CLINIC.search(respelt(said, _NAMES)) else None)


def wants_instead(turn: Turn) -> bool:
    """Whether the message would rather have another kind of booking than the one being talked about."""
    return turn.value("kind") is not None or _INSTEAD.search(turn.text) is not None


def wish_in(text: str) -> str | None:
    """What a short answer to "what would help you most?" wishes for."""
    return next((wish for wish, words in _WISHES if words.search(text)), None)


def wishes_in(turn: Turn) -> list[Wish]:
    """The message's words about times and places, as entities that a slot can hold."""
    told = [e for e in turn.entities if e.get("entity") in _OF_TIME and (_of_visit(e) or _unsure(e))]
    return told or _hour_alone(turn.text)


def _hour_alone(text: str) -> list[Wish]:
    """ "10", where times are on offer: an hour of the day. 1 to 3 are places of the list."""
    said = _HOUR.match(text)
    hour = int(said[1]) if said else 0
    if not 4 <= hour < 24:
        return []
    at = f"{hour if hour >= _EARLIEST_HOUR else hour + 12:02}:00"
    return [{"entity": "time_wish", "value": f"at={at}", "at": at}]


def earlier_wishes(turn: Turn) -> list[list[Wish]]:
    """The times and places that were wished for in earlier messages, oldest first.

    A plain date or place counts only beside the wish for a booking; "after six only" counts by itself.
    What was said once is not asked again. Nothing from before the last booking talk: it had its answer.
    """
    found: list[list[Wish]] = []
    for event in reversed(turn.tracker.events):
        talked = event.get("event") == "action" and event.get("name") in _BOOKING_TALK
        if talked and found:
            break
        if event.get("event") == "user":
            found.insert(0, _wishes_of((event.get("parse_data") or {}).get("entities") or []))
    return [wishes for wishes in found if wishes]


def _wishes_of(entities: list[Wish]) -> list[Wish]:
    asks = {entity.get("value") for entity in entities if entity.get("entity") == "ask"}
    kinds = _OF_TIME if asks & _BOOKING_ASKS else ("time_wish",)
    wishes = [e for e in entities if e.get("entity") in kinds and _of_visit(e)]
    return [e for e in wishes if "earliest" not in e]  # the first times on offer are the earliest


def _of_visit(entity: Mapping[str, Any]) -> bool:
    """Whether a date may be about the visit: one that belongs to an operation is not."""
    return entity.get("about") not in ("operation", "onset") and entity.get("group") is None


def _unsure(entity: Mapping[str, Any]) -> bool:
    """Whether nothing ties a date to an operation: while times are on offer, "is Sunday possible?" is one."""
    return entity.get("sure") == "no" and entity.get("group") is None and "future" in entity


def wanted_of(messages: Iterable[Sequence[Wish]]) -> Wanted:
    """What several messages ask for, the newer over the older."""
    wanted = Wanted()
    for message in messages:
        wanted = wanted.merged(wanted_from(_finding(entity) for entity in message))
    return wanted


def _finding(entity: Mapping[str, Any]) -> Finding:
    extra = {key: str(value) for key, value in entity.items() if key not in _OWN_KEYS}
    start, end = int(entity.get("start") or 0), int(entity.get("end") or 0)
    return Finding(str(entity["entity"]), str(entity["value"]), start, end, "", extra=extra)


def place_named(text: str, count: int) -> int | None:
    """Which of `count` offers a message picks by its place ("the second one"), counted from 0."""
    said = respelt(text, _NAMES)
    found = next((place for place, words in _PLACES if words.search(said)), None)
    if found is None or found >= count or count == 0:
        return None
    return found % count


def only_match(offers: Sequence[Slot], wanted: Wanted) -> Slot | None:
    """The one offer that fits what was asked for, if exactly one does."""
    fits = [slot for slot in offers if fits_wish(slot, wanted)]
    return fits[0] if len(fits) == 1 and not wanted.only_excludes else None


def fits_wish(slot: Slot, wanted: Wanted) -> bool:
    """Whether a time is what was asked for; a call or a video visit is at no site."""
    there = wanted.site in (None, slot.site) or slot.site is None
    return there and wanted.allows_day(slot.starts_at.date()) and wanted.allows_time(slot.starts_at)
