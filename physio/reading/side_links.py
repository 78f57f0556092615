"""Which side each operation and part of a sentence is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from physio.reading.links import between, list_from
from physio.reading.model import PRESENT, Finding, Sentence

_SIDED = ("procedure", "body_part")
_ALL_SIDE = re.compile(
    r"\b(?:all|both|mostly|mainly|everything|only)\s*(?:on|down)?\s*(?:the|my)?\s*$", re.IGNORECASE
)


def tie_sides(sentence: Sentence, found: list[Finding], sides: list[Finding]) -> list[Finding]:
    """Procedures and parts with their side in `extra`: within, before or after them, or "all on the left"."""
    owners: dict[int, str] = {}
    for side in (s for s in sides if s.assertion == PRESENT):
        for index in _owned(sentence, found, side):
            owners[index] = "both" if owners.get(index, side.value) != side.value else side.value
    owners.update(_same_side(sentence, found, sides, owners))
    owners.update(_on_part(sentence, found, owners))
    return [
        replace(f, extra={**f.extra, "side": owners[i]}) if i in owners else f for i, f in enumerate(found)
    ]


_SAME_SIDE = re.compile(
    r"(?:\b(?:which|that)(?:'s| is| was)\s+(?:also\s+)?(?:the\s+)?(?:same\s+)?|\bthe same\s+)(?:side|leg|"
    r"one|hip|knee|place)\b.{0,40}$",
    re.IGNORECASE,
)


_ON = re.compile(
    r"\W*(?:op|operation|surgery|done)?\s*(?:on|of|in|to|for)\s+(?:my|the|his|her)?\s*(?:left|right|both|r|l)?\s*",
    re.IGNORECASE,
)


def _on_part(sentence: Sentence, found: list[Finding], owners: dict[int, str]) -> dict[int, str]:
    """An operation on a sided part: "meniscus repair on the right knee"."""
    taken = {}
    for index, finding in enumerate(found[:-1]):
        following = found[index + 1]
        sided = finding.entity == "procedure" and index not in owners and index + 1 in owners
        if sided and _ON.fullmatch(between(sentence, finding.end, following.start)):
            taken[index] = owners[index + 1]
    return taken


def _same_side(
    sentence: Sentence, found: list[Finding], sides: list[Finding], owners: dict[int, str]
) -> dict[int, str]:
    """The side named before, for "which is the side I had the hip surgery"."""
    taken = {}
    for index, finding in enumerate(found):
        before = [s for s in sides if s.end <= finding.start]
        sought = finding.entity == "procedure" and index not in owners and bool(before)
        if sought and _SAME_SIDE.search(between(sentence, before[-1].end, finding.start)):
            taken[index] = before[-1].value
    return taken


def name_again(
    sentence: Sentence, found: list[Finding], sides: list[Finding], earlier: Finding | None = None
) -> list[Finding]:
    """The operation again, on the other side: "hip replacement on the left and the right one last month".

    Where both sides are named so ("both knees: the left in May, the right in June"), each is an operation.
    `earlier` is the operation of a sentence before: "Right knee replaced in 2019. The left was done in May."
    """
    again = [f for side in sides for f in _again(sentence, found, sides, side)]
    again = again or [f for side in sides for f in _again_since(sentence, found, side, earlier)]
    twice = {f.value for f in again if sum(g.value == f.value for g in again) > 1}
    kept = [f for f in found if f.entity != "procedure" or not (f.value in twice or _within_one(f, again))]
    return sorted([*kept, *again], key=lambda f: (f.start, f.end))


def _within_one(finding: Finding, again: list[Finding]) -> bool:
    return any(a.value == finding.value and a.start <= finding.start and finding.end <= a.end for a in again)


def _again_since(
    sentence: Sentence, found: list[Finding], side: Finding, earlier: Finding | None
) -> Iterator[Finding]:
    one = _ONE.match(sentence.text[side.end - sentence.start :])
    told = earlier is not None and earlier.extra.get("side") not in (None, "both", side.value)
    if (
        one
        and earlier
        and told
        and side.assertion == PRESENT
        and not any(f.entity == "procedure" for f in found)
    ):
        end = side.end + one.end()
        text, by = between(sentence, side.start, end), f"again:{earlier.value}"
        yield replace(earlier, start=side.start, end=end, text=text, by=by, extra={})


def _again(
    sentence: Sentence, found: list[Finding], sides: list[Finding], side: Finding
) -> Iterator[Finding]:
    one = _ONE.match(sentence.text[side.end - sentence.start :])
    before = [f for f in found if f.entity == "procedure" and f.start < side.start]
    other = any(s.end <= side.start and s.value != side.value for s in sides)
    if one and before and other and side.assertion == PRESENT:
        end = side.end + one.end()
        text, by = between(sentence, side.start, end), f"again:{before[-1].value}"
        yield replace(before[-1], start=side.start, end=end, text=text, by=by)


_WHEN = (
    r"(?:in\s+(?:the\s+|early\s+|late\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter"
    r"|\d{4}|'?\d\d\b)|on\s+(?:the\s+)?\d|last\s|this\s|back\s+in|about\s+\d|a\s+(?:year|month|week|few|couple)|\d"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:two|three|four|five|six|ten)\s+(?:year|month|week))"
)
_ONE = re.compile(
    r"(?:\s+(?:one|side)\b(?=.{0,30}\b(?:done|replaced|in|last|was|had|op|operated|\d{4})\b)"
    r"|(?:\s+(?:one|side|hip|knee|hand|foot|wrist|shoulder|ankle|leg|elbow|big toe|thumb)\b)?"
    r"(?:\s+(?:was|were|being|then|done|had|replaced|op|operated|fixed|also|on))*"
    rf"(?=[\s,:(]+{_WHEN}))",
    re.IGNORECASE,
)


def _owned(sentence: Sentence, found: list[Finding], side: Finding) -> list[int]:
    sided = [i for i, f in enumerate(found) if f.entity in _SIDED]
    inside = [i for i in sided if found[i].start <= side.start and side.end <= found[i].end]
    if inside:
        return [min(inside, key=lambda i: found[i].end - found[i].start)]
    after = next((i for i in sided if found[i].start >= side.end), None)
    gap = between(sentence, side.end, found[after].start) if after is not None else "."
    if after is not None and _DIRECT.match(gap):
        return _shared(sentence, found, sided, after)
    if re.match(r"\s*(?:leg|arm|limb)s?\b", between(sentence, side.end, sentence.end)) or _NEW_ONE.search(
        between(sentence, sentence.start, side.start)
    ):
        return []
    before = [i for i in sided if found[i].end <= side.start and _same_stretch(sentence, found[i], side)]
    if not before:
        return [after] if after is not None and len(gap) < 25 and "," not in gap else []
    if _ALL_SIDE.search(between(sentence, sentence.start, side.start)):
        return _list_back(sentence, found, before)
    return before[-1:]


_DIRECT = re.compile(
    r"^[\s-]*(?:hand[ -])?(?:side(?:d)?\b)?(?:\s*(?:of|my|the|then|leg|arm|lower|upper|inner|outer|bad|new|"
    r"old|poor|sore|total|partial|and|left|right|&|/|or|a)\b|[\s/&-])*$",
    re.IGNORECASE,
)
_NEW_ONE = re.compile(r"\bother (?:one|side)\b.{0,20}$", re.IGNORECASE)


def _shared(sentence: Sentence, found: list[Finding], sided: list[int], first: int) -> list[int]:
    """The first part and those joined to it: in "right hip and knee" the side holds for both."""
    owned = [first]
    position = sided.index(first)
    for index in sided[position + 1 :]:
        gap = between(sentence, found[owned[-1]].end, found[index].start)
        if found[index].entity != found[first].entity or not re.fullmatch(r"\s*(?:&|and|/)\s*", gap):
            break
        owned.append(index)
    return owned


def _same_stretch(sentence: Sentence, finding: Finding, side: Finding) -> bool:
    gap = between(sentence, finding.end, side.start)
    return len(gap) < 90 and not re.search(r"[.;?!]|\b(?:but|whereas|while)\b", gap)


def _list_back(sentence: Sentence, found: list[Finding], before: list[int]) -> list[int]:
    parts = [found[i] for i in before if found[i].entity == "body_part"]
    if not parts:
        return before[-1:]
    listed = list_from(sentence, parts, parts[-1], -1)
    return [i for i in before if found[i] in listed and "side" not in found[i].extra]
