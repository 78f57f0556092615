"""Dates said as an amount of time: "3 weeks post op", "6/52", "a fortnight ago", "day 10", "in two weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from physio.reading.dates.mention import DAY, MONTH, WEEK, Mention, span_days
from physio.reading.dates.numbers import (
    AMOUNT,
    UNIT,
    amount,
    matches,
    moved,
    places_of_amounts,
    precision_of,
    unit_of,
)

_OP = (
    r"(?:op(?:s|p|eration)?\b|surg\w*|fusion|replacement|repair|procedure|arthroscop\w*|reconstruction|scope"
    r"|release|key\s?hole|bypass|section|caesarean|stabilisation|latarjet|bunion|hernia|graft|valve|resurfacing"
    r"|epidural|\w+otomy|\w+desis|\w+ectomy|\w+plasty|tkr|thr|acl\w*|decompression|removal|fixation|hospital|theatre)"
)
_MY = r"(?:(?:my|the|his|her|their|a|an|having|being|right|left|first|second|last|this|that|it|knee|hip)\s+)*"
_GAP = r"(?:\s+|(?<=[\d\u00bd]))"  # "6w", but "and" is no "an d"
_AMOUNT_UNIT = rf"\b(?P<n>{AMOUNT}){_GAP}(?P<u>{UNIT})(?P<half>\s+and\s+a\s+half)?"
_VAGUE = re.compile(r"few|couple|several", re.IGNORECASE)
_COUNT = {"52": WEEK, "12": MONTH, "7": DAY}
_ON_DAY = r"(?:\s+(?:or so|now|ish|today|tomorrow|yesterday|(?:on|this)\s+\w+day))?"
_POST_OP = rf"{_ON_DAY}\s*[-\u2013]?\s*(?:post\b(?:\s*[-\u2013]?\s*{_OP})?|p\.?o\.?\b)"
_DONE = rf"{_MY}(?:\w+\s+){{0,2}}?(?:{_OP}|done|replaced|fused|repaired|operated|recovery|rehab)"
_SINCE_OP = rf"{_ON_DAY}\s+(?:since|out\s+(?:of|from)|on\s+from|into|past|from|down)\s+{_DONE}"
_AFTER_OP = rf"{_ON_DAY}\s+(?:after|following)\s+{_DONE}"
_AGO = rf"(?:\s+or\s+so)?\s+(?:ago|back\b(?!\s+pain)){_ON_DAY}"
_LASTED = (
    r"(?:for|over|in)\s+(?:about\s+|around\s+|at\s+least\s+|nearly\s+)?(?:the\s+)?(?:last|past)\s+"
    r"(?!(?:\w+\s+)?(?:week|month|day)s?\s+of\b)"
)
_HAD_FOR = (
    r"\b(?:had|been|has|hurt\w*|pain\w*|ach\w+|sore|stiff|limp\w*|bad|suffer\w*|going on|bother\w*|numb"
    r"|swollen"
    r"|problem\w*|issue\w*|struggl\w*)\b[^.!?\n]{0,50}?\bfor\s+(?:about\s+|around\s+|over\s+|nearly\s+"
    r"|almost\s+)?"
)

TAIL = "duration:tail"  # counts only at once after an operation ("Achilles op 10 weeks")
ASIDE = "duration:aside"  # counts only beside an operation ("gluteal repair (left, 13 weeks)")
Rule = tuple[str, "re.Pattern[str]", str, str | None]


def _rule(name: str, pattern: str, tense: str, about: str | None) -> Rule:
    return name, re.compile(pattern, re.IGNORECASE), tense, about


_RULES: tuple[Rule, ...] = (
    _rule("post op", rf"{_AMOUNT_UNIT}{_POST_OP}", "past", "operation"),
    _rule("since op", rf"{_AMOUNT_UNIT}{_SINCE_OP}", "past", "operation"),
    _rule("after op", rf"{_AMOUNT_UNIT}{_AFTER_OP}", "past", "operation"),
    _rule("post op for", rf"\bpost[\s-]?op\w*\s*[:,-]?\s*(?:about\s+"
        rf"|now\s+)?(?P<n>{AMOUNT}){_GAP}(?P<u>{UNIT})\b",
          "past", "operation"),
    _rule("yesterday", rf"{_AMOUNT_UNIT}\s+yesterday\b", "past", None),
    _rule("bare", rf"^\W*(?:(?:about|around|roughly|approx\w*|nearly|almost|just|over|under|maybe"
        rf"|probably|erm?|um|it'?s"
          rf"|its|it\u2019s|it\s+has|been|now|only|for|say|like|i\s+think)\s+)*{_AMOUNT_UNIT}\s*(?:now"
          rf"|or\s+so|ish|i"
          r"\s+think|maybe|max|at\s+most|today|so\s+far)?\W*$", "past", None),
    _rule("been", rf"\b(?:it'?s|it\u2019s|it\s+has|its)\s+(?:now\s+|only\s+"
        rf"|already\s+)?been\s+(?:about\s+|nearly\s+"
          rf"|over\s+|around\s+)?(?P<whole>(?P<n>{AMOUNT}){_GAP}(?P<u>{UNIT}))\b(?!\s+of\b)", "past", None),
    _rule("slashed post op", rf"\b(?P<n>\d{{1,2}})\s?/\s?(?P<u>52|12|7)(?:{_POST_OP}"
        rf"|{_SINCE_OP}|{_AFTER_OP})", "past", "operation"),
    _rule("slashed ago", rf"\b(?P<n>\d{{1,2}}(?:-\d{{1,2}})?)\s?/\s?(?P<u>52|12|7)(?:{_AGO}|\s+h/?o\b"
        rf"|\s+hx\b)", "past", None),
    _rule("slashed for", r"\b(?:for|past|last)\s+(?P<n>\d{1,2})\s?/\s?(?P<u>52|12"
        r"|7)\b(?!/)", "past", "onset"),
    _rule("slashed weeks", r"\b(?P<n>\d{1,2})\s?/\s?(?P<u>52)\b(?!/)", "past", None),
    _rule("ago", rf"{_AMOUNT_UNIT}{_AGO}", "past", None),
    _rule("in the last", rf"\b{_LASTED}(?P<n>{AMOUNT})?\s*(?P<u>{UNIT})\b", "past", "onset"),
    _rule("from now", rf"{_AMOUNT_UNIT}(?:['\u2019]?s?['\u2019]?\s+(?:time\b|from\s+(?:now"
        rf"|today)))", "future", None),
    _rule("in", rf"\bin\s+(?:about\s+|around\s+)?(?P<n>{AMOUNT})\s+(?P<u>{UNIT})\b(?!\s+(?:i|my|it|the"
        rf"|pain))", "future", None),
    _rule("since", rf"{_AMOUNT_UNIT}\s+since\b", "past", None),
    _rule("had for", rf"{_HAD_FOR}(?P<whole>(?P<n>{AMOUNT}){_GAP}(?P<u>{UNIT}))\b", "past", "onset"),
    _rule("counted", r"\b(?P<u>day|week|wk|month)\s+(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight"
        r"|nine|ten)\b"
          rf"(?:{_POST_OP}|{_SINCE_OP}|{_AFTER_OP})?", "past", "operation"),
    _rule("aside", rf"(?:[,(;:.!?\u2013-]|^)\s*(?:(?:left|right|about|around|now|nearly|almost|only|just"
        rf"|so|over"
        rf"|it'?s|it\u2019s|its|that'?s|approaching|roughly|maybe|coming up(?: to| for)?|getting on for"
        rf"|not quite"
        rf"|best part of|a good|l|r)\s+)*(?P<whole>(?P<n>{AMOUNT}){_GAP}(?P<u>{UNIT}))"
          r"(?=\s*(?:[,.;)!?]|$|now\b|on\b|in\b|so far\b))",
          "past", "operation"),
    _rule("tail", rf"{_AMOUNT_UNIT}(?=\s*(?:[,.;)!?]|$|(?:now|on|in|so\s+far|still|and|but|no|not"
        rf"|can'?t)\b))",
          "past", "operation"),
    _rule("out", rf"{_AMOUNT_UNIT}\s+(?:out|in|on|down|after|later)\b(?=\s*(?:now\b|and\b|but\b|[,.!;?]"
        rf"|$))", "past", "operation"),
)  # fmt: skip
_OP_SOMEWHERE = re.compile(
    rf"\b(?:{_OP}|post|replaced|fused|operated|recover\w*|rehab|done|repaired)", re.IGNORECASE
)
_THEN = re.compile(
    r"\s*,?\s*(?:(?:i|my|it|the|we|he|she|they)\b(?!\s*(?:am|'m|\u2019m|is|can|still|have|now|feel))"
    r"|(?:in|on|last)\s+\w+)", re.IGNORECASE,
)  # fmt: skip
_BEGAN = re.compile(
    r"\b(?:started|began|came on|felt|got|noticed|happened|went|fell|appeared|developed"
    r"|had)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_NEEDS_OPERATION = ("counted", "slashed weeks", "out")


def find_durations(text: str, today: date) -> Iterator[Mention]:
    """Every amount of time that says a date. Overlaps are left in; earlier rules come first."""
    amounts = places_of_amounts(text)
    for name, pattern, tense, about in _RULES:
        for match in matches(pattern, text, amounts):
            needless = name not in _NEEDS_OPERATION or _OP_SOMEWHERE.search(text)
            if needless and not (name == "after op" and _tells_of_then(text, match)):
                yield _mention(name, match, tense, about, today)


def _tells_of_then(text: str, match: re.Match[str]) -> bool:
    """ "Two days after my op I felt ..." says when something happened, not how long ago the operation was."""
    told = _BEGAN.search(text, max(0, match.start() - 60), match.start())
    return _THEN.match(text, match.end()) is not None or told is not None


def _mention(name: str, match: re.Match[str], tense: str, about: str | None, today: date) -> Mention:
    unit = _COUNT.get(match["u"]) or unit_of(match["u"])
    count = amount(match["n"] or "one") + _half(match)
    day = moved(today, -count if tense == "past" else count, unit)
    past, future = (day, None) if tense == "past" else (None, day)
    start, end = match.span("whole") if "whole" in match.groupdict() else match.span()
    precision = WEEK if unit == DAY and _VAGUE.search(match["n"] or "") else precision_of(count, unit)
    return Mention(start, end, past, future, precision, span_days(precision, day), f"duration:{name}", about)


def _half(match: re.Match[str]) -> float:
    return 0.5 if match.groupdict().get("half") else 0.0
