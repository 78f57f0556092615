"""What looks like a date and isn't: ages, how often, how long, pain scores, levels of the spine, numbers.

Such words are blanked, letter for letter, before anybody looks for dates, so that positions stay true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from physio.reading.dates.numbers import AMOUNT, UNIT, matches, places_of_amounts
from physio.reading.needles import Gated

_SPAN = (
    r"(?:days?|nights?|weeks?|wks?|months?|years?|yrs?|fortnights?|mornings?|afternoons?|evenings?|hours?"
    r"|hrs?"
    r"|mins?|minutes?)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_WHO_IS = r"(?:i'?m|i\u2019m|i am|he'?s|she'?s|he\u2019s|she\u2019s|he is|she is|turned|turning|aged?|age:?)"
_NEARLY = r"(?:only\s+|just\s+|now\s+|nearly\s+|almost\s+|about\s+)?"
_DECADE = r"(?:\d0'?s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)"
_SCORE_HEAD = r"(?<![/\d])(?<!on )(?<!since )(?<!the )(?<!op )(?<!date )"
_SOON = rf"(?!\s*(?:{UNIT}\b|hours?|[/.:]|st\b|nd\b|rd\b|th\b))"

GUARDS: Mapping[str, tuple[str, ...]] = {
    "level": (
        r"\b[ctls]\s?\d{1,2}\s*(?:[/\-\u2013]|and|to)\s*[ctls]?\s?\d{1,2}\b",
        r"\b[ctls]\d{1,2}\b",
    ),
    "score": (
        rf"{_SCORE_HEAD}\b\d{{1,2}}(?:\.\d)?\s*/\s*10\b(?!\s*/)",
        r"\b\d{1,2}\s*(?:-|to|or)\s*\d{1,2}\s*/\s*10\b",
        r"\b(?:\d+|\w+) out of (?:10|ten)\b",
    ),
    "phone": (r"(?<![\d/.])\+?\(?\d(?:[\s()\-]{0,2}\d){8,}(?![\d/])",),
    "money": (r"£\s?\d[\d.,]*", r"\b\d+(?:\.\d+)?\s?(?:pounds|quid)\b"),
    "age": (
        rf"\b{AMOUNT}[\s-]*(?:years?|yrs?|months?|mths?|weeks?|days?|y)?[\s/-]*(?:old\b|o\b|of age\b)",
        rf"\b{_WHO_IS}\s+{_NEARLY}\d{{1,3}}\b{_SOON}",
        rf"\b(?:when|since|till|until|before|after)\s+(?:i|he|she|they|we)\s+(?:was|were)\s+{_NEARLY}"
        rf"(?:\d{{1,3}}|{AMOUNT})\b",
        rf"\bin\s+(?:my|his|her|their)\s+(?:early\s+|mid[\s-]|late\s+)?{_DECADE}\b",
    ),
    "born": (
        r"\b(?:born|d\.?o\.?b\.?|date of birth)(?:\s+(?:is|in|on))?[\s:]*"
        r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\s+\d{4}|[a-z]+\s+\d{1,2},?\s+\d{4}|\d[\d/.\s-]*\d)",
    ),
    "pregnant": (
        rf"\b{AMOUNT}\s*(?:\+\s*\d\s*)?(?:weeks?|wks?|months?)?\s*(?:pregnant|gone\b|gestation|along\b)",
    ),
    "birth or illness": (
        rf"\b{AMOUNT}\s*{UNIT}\s*post[\s-]*(?:partum|natal|baby|birth|covid|viral|stroke|natally)\b",
    ),
    "counting": (
        rf"\b(?:today|tomorrow|(?:this|on)\s+\w+day)\s+(?:it\s+)?(?:will\s+be|'?ll\s+be|it'?s|is|marks"
        rf"|makes\s+it)\s+"
        rf"(?={AMOUNT}\s*{UNIT}\b)",
        r"\b\d{2}\.\d\b(?![./]\d)(?!\s*(?:am|pm))",
        r"\bany ?time\b",
    ),
    "how often": (
        rf"\b(?:once|twice|thrice|times?|x|\xd7|sessions?|hours?|hrs?|mins?|minutes?|days?|nights?|miles"
        rf"|km|runs"
        rf"|classes|\d+\s*x)\s*(?:a|per|each|every|/)\s*{_SPAN}\b",
        rf"\b(?:every|each|per)\s+(?:single\s+|other\s+|few\s+|{AMOUNT}\s+)?(?:{_SPAN}|{_WEEKDAY})\b",
    ),
    "how long": (
        r"\b(?:\d+(?:\.\d+)?|half an|an|a|one|two|three|five|ten|fifteen|twenty|thirty|forty)"
        r"(?:\s*-\s*\d+|\s+to\s+\d+)?[\s-]*(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)\b"
        r"(?!\s+(?:ago|after|post|since))",
    ),
    "how much": (
        r"\b\d+(?:\.\d+)?\s?(?:k|kms?|kg|mg|ml|mcg|mph|miles?|cm|mm|lbs?|%|reps?|sets?|steps?"
        r"|tablets?)(?!\w)",
        r"\b(?:\d+|two|three|four)\s*(?:x|\xd7|sets of|lots of)\s*(?:\d+|eight|ten|twelve)\b",
        r"\b(?:a|one)\s+to\s+(?:ten|10)\b",
    ),
    "greeting": (
        r"\bgood\s+(?:morning|afternoon|evening)\b",
        r"^\W*(?:morning|afternoon|evening)\b(?=\s*(?:[,.!-]|$|all\b|there\b|team\b|guys\b|folks\b|everyone\b))",
    ),
    "first of all": (r"\bthe (?:first|second|third)\b(?!\s+(?:of|week|weekend|day|month)\b)(?=\s+[a-z])",),
    "programme": (
        r"\b(?:couch|c)\s*(?:to|2)\s*5\s?k?\b",
        r"\b(?:week|wk|day)\s+\d{1,2}\s+(?:of|in|on)\s+(?:my\s+|the\s+|a\s+)?"
        r"(?:couch|c25k|_+|programme|program|plan|training|running)",
    ),
    "idiom": (
        r"\b(?:one day at a time|day in,? day out|day to day|day by day|from day one|these days|some ?day)\b",
        r"\b(?:at the end of the day|nine to five|9 to 5|9-5|24/7|year on year|rainy day"
        r"|on second thoughts?)\b",
        r"\bsat (?:down|up|on|in|at|here|there|wrong|for|all|with|too)\b",
        r"\b(?:i|he|she|it|it'?s|we|they|been|was|am|being|i'?ve|i'?m|just|when|often|having) sat\b",
        r"\bmarch(?:es|ed|ing|\s+(?:up|down|past|about|around|on))\b|\bon the march\b",
        r"\b(?:in|the) sun\b|\bsun ?(?:burn|cream)\b|\b(?:i|newly) wed\b",
        r"\bspring(?:s|y|\s+(?:in|back|clean|loaded|onion))\b|\b(?:box|mattress|bed|coil) spring\b",
        r"\bfall(?:s|en|ing)?\b",
    ),
}
_COMPILED = tuple(re.compile(p, re.IGNORECASE) for patterns in GUARDS.values() for p in patterns)
_PATTERNS = Gated(_COMPILED)


def blank(text: str, start: int, end: int) -> str:
    """The text with a stretch of it replaced by as many underscores (spaces stay)."""
    return text[:start] + re.sub(r"\S", "_", text[start:end]) + text[end:]


def guarded(text: str) -> str:
    """The text with everything blanked that only looks like a date."""
    amounts = places_of_amounts(text)
    for number in _PATTERNS.promising(text.lower()):
        for match in list(matches(_COMPILED[number], text, amounts)):
            text = blank(text, *match.span())
    return text
