"""Times of day as patients write them: "four", "10:30", "half past three", "4pm", "the morning"."""

from __future__ import annotations

import re

_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "noon": 12, "midday": 12,
}  # fmt: skip
HOUR_WORD = "|".join(_HOURS)
CLOCK = (
    rf"(?:(?:(?P<half>half(?:\s+past)?|quarter\s+past|quarter\s+to)\s+)?"
    rf"(?P<h>\d{{1,2}}|{HOUR_WORD})(?:[:.](?P<m>[0-5]\d))?\s*(?P<ap>am|pm|a\.m\.?|p\.m\.?|o'?clock|ish)?)"
)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NEXT = (
    r"on|or|and|if|please|pls|but|would|will|is|works?|tomorrow|today|tonight|this|next|thanks|thank|any"
    r"|so|when|as|suits?"
    r"|because|in|at|for|with|only|ideally|except|mon|tue|wed|thu|fri|sat|sun|week(?:days|ends?)|cheers"
    r"|onwards?|every|most|x"
)
END = rf"(?![\d/])(?=\W*$|\s*[.,;:!?)\n-]|\s+(?:{_NEXT})(?:\w{{0,6}})\b)(?!\s*(?:of\s+)?(?:{_MONTH}))(?!-\d)"
PARTS = {
    "morning": ("", "12:00"), "afternoon": ("12:00", "17:00"), "evening": ("17:00", ""),
    "lunchtime": ("12:00", "14:00"), "lunch": ("12:00", "14:00"), "tonight": ("17:00", ""),
}  # fmt: skip


def part_of_day(word: str) -> str:
    """morning, afternoon, evening, lunchtime or tonight."""
    compact = re.sub(r"\s", "", word.lower()).rstrip("s")
    return "lunchtime" if compact.startswith("lunch") else compact


def clock_time(hour: str, minute: str | None, half_of_day: str | None, part: str | None) -> str:
    """A wall-clock time, '' if it is none; 1 to 7 without am is after noon: no clinic opens at night."""
    h, m = _HOURS.get(hour.lower()) or int(hour), int(minute or 0)
    if h > 24:
        return ""
    if part:
        m = 30 if part.lower().startswith("half") else 15
        h, m = (h - 1, 45) if part.lower().endswith("to") else (h, m)
    said = (half_of_day or "").lower().replace(".", "")
    if (said == "pm" and h < 12) or (said not in ("am", "pm") and 1 <= h <= 7):
        h += 12
    return f"{h % 24:02d}:{m:02d}"
