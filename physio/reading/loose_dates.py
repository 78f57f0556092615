"""Dates told apart from their operation ("Knee op. That was in May"), and which of several is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from physio.reading.model import PRESENT, Finding, Sentence
from physio.reading.pieces import PIECES

_TAKEN_BACK = re.compile(
    r"\b(?:no|sorry|not|meant|mean|actually|rather|wait|correction|make that)\b", re.IGNORECASE
)
_ALL = re.compile(r"\b(?:all|both|at once|together|same (?:time|day|op))\b[\w\s,]{0,15}$", re.IGNORECASE)
_AND = re.compile(
    r"[\s,(]*(?:and|with|plus|&|\+|as well as|along with|including|n)\s+"
    r"(?:(?:a|an|the|my|also|some|then|left|right)\s+)*"
    r"|\s*[/+&]\s*",
    re.IGNORECASE,
)
_INJURY = re.compile(
    r"\b(?:broke|broken|fractur\w+|tore|snapp\w+|ruptur\w+|smash\w+|shatter\w+|cut|slic\w+|came off|fell"
    r"|slipp\w+"
    r"|accident|crash\w*|dislocat\w+|did my)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:done together|both together|plus (?:they|he|she|the surgeon)"
    r"|at the same time|(?:all |both )?at once|same (?:time|op"
    r"|operation|day)|in (?:one|the same) (?:go|op)"
    r"|while they were (?:in there|at it))\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:twice|three times|(?:done|had|operated on|op|surgery|fused|injected) again|again (?:in|last"
    r"|this)\b|(?:a|the|my) second|another|first in|one in|one was|both times|redo\w*|original(?:ly)?"
    r"|this one)\b",
    re.IGNORECASE,
)
_FURTHEST = 2  # sentences between an operation and its date


def own_dates(findings: Sequence[Finding], sentences: tuple[Sentence, ...], text: str) -> list[Finding]:
    """The findings with loose dates tied to the operation that they follow, and one date for each."""
    tied = list(findings)
    for index, when in enumerate(tied):
        if _is_past(when) and when.group is None:
            tied[index] = replace(when, group=_group_before(when, tied, sentences))
    tied = _dated_by_injury(tied, sentences)
    tied = _done_again(tied, sentences)
    for group in {f.group for f in tied if f.entity == "procedure"}:
        extra = _not_its_own(group, tied, text)
        tied = [replace(f, group=None) if any(f is e for e in extra) else f for f in tied]
    return [copy for f in tied for copy in (f, *_shared(f, tied, sentences, text))]


def _dated_by_injury(findings: list[Finding], sentences: tuple[Sentence, ...]) -> list[Finding]:
    """ "Broke my hip on 2 October and they put a nail in it": the operation has the injury's date."""
    dated = {f.group for f in findings if _is_past(f)}
    tied = list(findings)
    for index, when in enumerate(findings):
        after = _operation_after_injury(when, findings, sentences)
        if after is not None and after.group not in dated:
            dated.add(after.group)
            tied[index] = replace(when, group=after.group, extra={**when.extra, "about": "operation"})
    return tied


def _done_again(findings: list[Finding], sentences: tuple[Sentence, ...]) -> list[Finding]:
    """The operation once more for each further date: "a discectomy in 2023 and a second one this August"."""
    tied = list(findings)
    for procedure in {f.group: f for f in findings if f.entity == "procedure"}.values():
        for when in _further_dates(procedure, tied, sentences):
            group = 1 + max(f.group or 0 for f in tied)
            tied = [replace(f, group=group) if f is when else f for f in tied]
            again = replace(procedure, start=when.start, end=when.end, text=when.text, group=group)
            tied.append(replace(again, by=f"again:{procedure.value}"))
    return sorted(tied, key=lambda f: (f.start, f.end))


def _further_dates(
    procedure: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]
) -> list[Finding]:
    here = _number(procedure, sentences)
    dates = [f for f in findings if _is_past(f) and f.group == procedure.group]
    dates = [f for f in dates if _number(f, sentences) == here]
    if here < 0 or not _REPEATED.search(sentences[here].text):
        return []
    return [d for i, d in enumerate(dates) if i and not any(_overlap(d, e) for e in dates[:i])]


def _overlap(one: Finding, other: Finding) -> bool:
    return _within(one, other) or _within(other, one)


def _operation_after_injury(
    when: Finding, findings: Sequence[Finding], sentences: tuple[Sentence, ...]
) -> Finding | None:
    told = when.entity == "when" and when.group is None and when.extra.get("about") == "onset"
    if not told or when.extra.get("tense") != "past" or when.assertion != PRESENT:
        return None
    sentence = sentences[_number(when, sentences)].text if _number(when, sentences) >= 0 else ""
    here = [f for f in findings if f.entity == "procedure" and f.assertion == PRESENT and f.start >= when.end]
    here = [f for f in here if _number(f, sentences) == _number(when, sentences) and "status" not in f.extra]
    return here[0] if here and _INJURY.search(sentence) else None


def _shared(
    when: Finding, findings: list[Finding], sentences: tuple[Sentence, ...], text: str
) -> Iterator[Finding]:
    """The date again for each other operation done at once ("ACL and meniscus in May")."""
    if not _is_past(when) or when.group is None:
        return
    here = _number(when, sentences)
    named = [f for f in findings if _is_near(f, here, sentences) and _number(f, sentences) == here]
    dated = {f.group for f in findings if _is_past(f)}
    together = _ALL.search(text[max(0, when.start - 30) : when.start]) is not None
    if _AT_ONCE.search(sentences[here].text):
        yield from (replace(when, group=g) for g in {f.group for f in named} - dated)
        return
    for one, other in pairwise(named):
        listed = _AND.fullmatch(text[one.end : other.start]) is not None
        joined = together or listed or one.end > other.start  # "bunion and hammer toe done"
        if joined and other.group == when.group and one.group not in dated:
            dated.add(one.group)
            yield replace(when, group=one.group)


def _is_past(finding: Finding) -> bool:
    if finding.entity != "when" or finding.assertion != PRESENT:
        return False
    return finding.extra.get("about") == "operation" and finding.extra.get("tense") == "past"


def _group_before(when: Finding, findings: Sequence[Finding], sentences: tuple[Sentence, ...]) -> int | None:
    """The operation named last before a date, or first after it, if it has no date yet."""
    here = _number(when, sentences)
    near = [f for f in findings if _is_near(f, here, sentences)]
    before = [f for f in near if f.end <= when.start]
    chosen = before[-1] if before else next((f for f in near if f.start >= when.end), None)
    dated = {f.group for f in findings if _is_past(f)}
    return chosen.group if chosen is not None and chosen.group not in dated else None


def _is_near(finding: Finding, here: int, sentences: tuple[Sentence, ...]) -> bool:
    theirs = finding.entity == "procedure" and finding.assertion == PRESENT
    return theirs and abs(_number(finding, sentences) - here) <= _FURTHEST


def _not_its_own(group: int | None, findings: Sequence[Finding], text: str) -> list[Finding]:
    """Of several dates of one operation, all but the nearest, unless one is taken back."""
    dates = [f for f in findings if _is_past(f) and f.group == group]
    if len(dates) < 2 or _TAKEN_BACK.search(text[dates[0].end : dates[-1].start]):
        return []
    named = [f for f in findings if f.entity == "procedure" and f.group == group]
    named = [f for f in named if f.by.startswith(PIECES)] or named
    nearest = min(dates, key=lambda d: min(_distance(d, f) for f in named))
    finer = next((d for d in dates if d is not nearest and _within(d, nearest)), nearest)
    return [d for d in dates if d is not finer]


def _within(one: Finding, other: Finding) -> bool:
    """Whether a date only says another one more exactly ("in June, on the 14th")."""
    shorter = one.extra["until"] < other.extra["until"] or one.value > other.value
    return shorter and other.value <= one.value and one.extra["until"] <= other.extra["until"]


def _distance(one: Finding, other: Finding) -> int:
    if one.start < other.end and other.start < one.end:
        return 0
    return max(other.start - one.end, one.start - other.end)


def _number(finding: Finding, sentences: tuple[Sentence, ...]) -> int:
    return next((i for i, s in enumerate(sentences) if s.start <= finding.start < s.end), -9)
