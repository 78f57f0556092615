"""Phone numbers in the forms that patients write them, right or meant as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from physio.reading.model import Finding

_DIGIT_WORDS = {
    "oh": "0", "o": "0", "zero": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = "|".join(_DIGIT_WORDS)
_SPOKEN = re.compile(
    rf"\b(?:(?:(?:double|treble|triple)\s+)?(?:{_WORD}|\d)[\s,-]+){{7,}}(?:{_WORD}|\d)\b", re.IGNORECASE
)
_SHORT_CUE = re.compile(
    r"\b(?:my\s+)?(?:(?:phone|mobile|mob|tel|telephone|contact|cell)(?:\s+(?:number|no\.?))?|number|no\.)"
    r"(?:\s+(?:is|it'?s)|\s*:)?\s*(?P<n>\+?\(?\d[\d\s()\-]{3,20}\d)|"
    r"\b(?:call|ring|text|phone)\s+me\s+(?:back\s+)?on\s+(?P<n2>\+?\(?\d[\d\s()\-]{3,20}\d)",
    re.IGNORECASE,
)
_UK_START = re.compile(r"(?<![\w/.+])(?:\+44|0044|[0O][1237])[\d\s()\-]{5,16}\d(?![\d/])")
# Ofcom keeps these numbers free for drama: nobody can be rung on them, and demonstrations use them.
_DRAMA = re.compile(
    r"7700900\d{3}|2079460\d{3}|1632960\d{3}|1(?:1[3-8]|21|31|41|51|61)4960\d{3}|1914980\d{3}|28901800\d{2}"
    r"|29201800\d{2}|8081570\d{3}|3069990\d{3}"
)


def find_phones(text: str) -> Iterator[Finding]:
    """`phone` findings in E.164; one that can't be right has the value '' and `invalid`, saying why."""
    taken: list[tuple[int, int]] = []
    for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        if len(re.sub(r"\D", "", match.raw_string)) >= 9 and not _is_date_like(match.raw_string):
            taken.append((match.start, match.end))
            yield _phone(match.raw_string, match.start, match.end, text)
    for start, end, words in _meant_phones(text):
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            yield _phone(words, start, end, text)


def _meant_phones(text: str) -> Iterator[tuple[int, int, str]]:
    """What the phone library passes over: spoken digits, odd spacing, numbers too short or too long."""
    for match in _SPOKEN.finditer(text):
        if any(word in match[0].lower().split() for word in _DIGIT_WORDS):
            yield match.start(), match.end(), _digits(match[0])
    for match in _UK_START.finditer(text):
        yield match.start(), match.end(), match[0]
    for match in _SHORT_CUE.finditer(text):
        group = "n" if match["n"] else "n2"
        yield match.start(group), match.end(group), match[group]


def _is_date_like(words: str) -> bool:
    return re.search(r"\d[./]\d", words) is not None


def _digits(spoken: str) -> str:
    digits, times = "", 1
    for word in re.findall(r"[a-z]+|\d", spoken.lower()):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
            continue
        digits += _DIGIT_WORDS.get(word, word) * times
        times = 1
    return digits


def _phone(words: str, start: int, end: int, text: str) -> Finding:
    try:
        number = phonenumbers.parse(re.sub(r"\(0\)", "", words).replace("O", "0"), "GB")
    except phonenumbers.NumberParseException:
        return _found("", start, end, text, invalid="this is not a phone number")
    if phonenumbers.is_valid_number(number) or _DRAMA.fullmatch(str(number.national_number)):
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return _found(e164, start, end, text)
    return _found("", start, end, text, invalid=_why(number))


def _why(number: phonenumbers.PhoneNumber) -> str:
    digits = len(str(number.national_number))
    return "too short" if digits < 10 else "too long" if digits > 10 else "not a number in use"


def _found(value: str, start: int, end: int, text: str, **extra: str) -> Finding:
    return Finding("phone", value, start, end, text[start:end], by="contact:phone", extra=extra)
