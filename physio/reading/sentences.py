"""Sentences and clauses of patients' prose: few capitals, line breaks, "!!", "..", bullets, "dr.", "e.g."."""

from __future__ import annotations

import re

from physio.reading.model import Sentence
from physio.reading.words import listed

_ABBREVIATIONS = listed(
    "dr mr mrs ms prof st e.g i.e eg ie approx appt no tel ext vs etc a.m p.m am pm wk wks mth mths yr yrs "
    "hr hrs "
    "min mins tues weds thurs fri sat sun mon jan feb mar apr jun jul aug sept sep oct nov dec inc incl"
)
# An end mark (or a run of them) with what may close it, then space; or a line break.
_END = re.compile(
    r"(?:[.!?…]+[\"'\u201d\u2019)\]]*(?=\s|$))|(?:[ \t]*\r?\n\s*)|(?:[!?]+(?=[A-Za-z]))|(?:\.(?=[A-Z][a-z]))"
)
_BULLET = re.compile(r"^\s*(?:[-*•\u2013\u2014]+|\(?\d{1,2}[.)])\s+")
_WRAPPED = re.compile(r"[,;a-z0-9]$")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_WORD = re.compile(r"\w")
# A line break inside a long line of prose is a wrapped line, not a new sentence.
_WRAP_WIDTH = 60
_LONGEST = 600


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, with their places. Only white space and bullets are left out."""
    found: list[Sentence] = []
    start = 0
    for mark in _END.finditer(text):
        if not _ends_sentence(text, start, mark):
            continue
        found.extend(_trimmed(text, start, mark.end()))
        start = mark.end()
    found.extend(_trimmed(text, start, len(text)))
    return tuple(found)


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    before, after = text[start : mark.start()], text[mark.end() :]
    if "\n" in mark.group():
        return not _is_wrapped(before, after, mark.group())
    if mark.group() != ".":
        return True
    word = _LAST_WORD.search(before)
    if word and word.group(1).lower() in _ABBREVIATIONS:
        return bool(re.match(r"\s+[A-Z][a-z]+\s", after)) and word.group(1).lower() not in {
            "dr",
            "mr",
            "mrs",
            "ms",
            "prof",
        }
    return not _BULLET.match(before + ". ")


def _is_wrapped(before: str, after: str, gap: str) -> bool:
    """Whether a single line break only wraps a long line of prose."""
    one_break = gap.count("\n") == 1
    return one_break and len(before) >= _WRAP_WIDTH and bool(_WRAPPED.search(before)) and after[:1].islower()


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    bullet = _BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start >= end or not _WORD.search(text[start:end]):
        return []
    if end - start > _LONGEST:
        middle = _cut(text, start)
        return [*_trimmed(text, start, middle), *_trimmed(text, middle, end)]
    return [Sentence(start, end, text[start:end])]


def _cut(text: str, start: int) -> int:
    """Where to cut dictation without stops: after a comma, else a space, else anywhere."""
    piece = text[start : start + _LONGEST]
    place = (
        max(piece.rfind(", ", _LONGEST // 2), 0) or max(piece.rfind(" ", _LONGEST // 2), 0) or len(piece) - 1
    )
    return start + place + 1
