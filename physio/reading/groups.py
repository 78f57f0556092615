"""Groups: each operation of a message with its own side, levels and date, and all its mentions."""

from __future__ import annotations

import re
from dataclasses import replace

from physio.knowledge import Knowledge
from physio.reading.loose_sides import LooseSides
from physio.reading.model import OTHER_PERSON, Finding, Sentence

_JOINS = re.compile(r"(?:\b(?:and|then|but)|[;,])\s+(?:then\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*,?\s*(?:i|they|he|she|my|we|the|it)\b", re.IGNORECASE)
_AT_ONCE = 2  # letters between an operation and its date
_CLOSE = 25  # letters between a part and its own date
_ELSEWHERE = {"groin": "groin"}  # where operations on a part are counted: hernias
_SPINE = ("lumbar_spine", "cervical_spine", "thoracic_spine", "thoracic_lumbar_spine", "whole_spine", "spine")


class Groups:
    """Numbers the operations of one message and ties sides, levels and dates to them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._procedures = knowledge.procedures
        self._parts = knowledge.body_parts
        self._loose = LooseSides(knowledge)

    def tie(self, sentences: tuple[Sentence, ...], findings: list[Finding]) -> list[Finding]:
        """The findings with `group` set on procedures and on the sides, levels and dates of each."""
        findings = self._numbered(findings)
        findings = self._loose.tie(self._spread_sides(findings), sentences)
        findings = self._dated_parts(findings, sentences)
        return [self._joined(f, sentences, findings) for f in findings]

    def _numbered(self, findings: list[Finding]) -> list[Finding]:
        groups: list[Finding] = []
        numbered = []
        for finding in findings:
            if finding.entity == "procedure":
                number, finding = self._number(finding, groups)
                finding = replace(finding, group=number)
            numbered.append(finding)
        best = {i: self._most_exact(i, numbered) for i in range(len(groups))}
        return [
            replace(f, value=best[f.group]) if f.entity == "procedure" and f.group is not None else f
            for f in numbered
        ]

    def _number(self, finding: Finding, groups: list[Finding]) -> tuple[int, Finding]:
        for number, known in enumerate(groups):
            if self._same(known, finding):
                exact = min(known, finding, key=lambda f: len(self._procedures[f.value].variants))
                groups[number] = _with_side(exact, finding if exact is known else known)
                return number, _with_side(finding, known)
        groups.append(finding)
        return len(groups) - 1, finding

    def _same(self, one: Finding, other: Finding) -> bool:
        if (one.assertion == OTHER_PERSON) != (other.assertion == OTHER_PERSON):
            return False
        sides = {f.extra["side"] for f in (one, other) if "side" in f.extra}
        related = (
            one.value == other.value
            or self._covers(one.value, other.value)
            or self._covers(other.value, one.value)
        )
        return related and len(sides) < 2

    def _covers(self, family: str, procedure: str) -> bool:
        variants = self._procedures[family].variants
        return procedure in variants or (
            bool(variants) and set(self._procedures[procedure].variants or (procedure,)) <= set(variants)
        )

    def _most_exact(self, number: int, findings: list[Finding]) -> str:
        named = [f.value for f in findings if f.entity == "procedure" and f.group == number]
        return min(named, key=lambda value: len(self._procedures[value].variants))

    def _spread_sides(self, findings: list[Finding]) -> list[Finding]:
        """Every mention of an operation carries the side that any mention gave it."""
        sides = {f.group: f.extra["side"] for f in findings if f.entity == "procedure" and "side" in f.extra}
        return [
            replace(f, extra={**f.extra, "side": sides[f.group]})
            if f.entity == "procedure" and f.group in sides
            else f
            for f in findings
        ]

    def _joined(self, finding: Finding, sentences: tuple[Sentence, ...], findings: list[Finding]) -> Finding:
        if finding.entity not in ("side", "spinal_level", "when") or finding.group is not None:
            return finding
        operations = [f for f in findings if f.entity in ("procedure", "body_part") and f.group is not None]
        if finding.entity == "spinal_level":
            operations = [
                f
                for f in operations
                if f.entity == "procedure" and self._procedures[f.value].region in _SPINE
            ]
        finding = _about_operation(finding, operations)
        near = _nearest(finding, sentences, findings, operations)
        if near is None and finding.entity == "spinal_level" and operations:
            near = operations[0]
        return replace(finding, group=near.group if near else None)

    def _dated_parts(self, findings: list[Finding], sentences: tuple[Sentence, ...]) -> list[Finding]:
        """Parts that stand for an operation get its group: "the fusion was in May and the hip in June"."""
        operations = [f for f in findings if f.entity == "procedure"]
        tied: list[Finding] = []
        for finding in findings:
            if finding.entity == "body_part" and _stands_for_operation(finding, findings, sentences):
                group = self._group_of_region(finding, operations)
                number = group if group is not None else max(f.group or 0 for f in (*operations, *tied)) + 1
                finding = replace(finding, group=number)
            tied.append(finding)
        return tied

    def _group_of_region(self, part: Finding, operations: list[Finding]) -> int | None:
        region = _ELSEWHERE.get(part.value, self._parts[part.value].region)
        side = part.extra.get("side")
        same = (
            f
            for f in operations
            if _same_region(self._procedures[f.value].region, region)
            and len({side, f.extra.get("side")} - {None}) < 2
        )
        return next((f.group for f in same), None)


def _stands_for_operation(part: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]) -> bool:
    """Whether a part is followed at once by a date of its own, in a sentence that tells of an operation."""
    here = _sentence_of(part, sentences)
    told = any(
        f.entity == "procedure" and f.end <= part.start and _sentence_of(f, sentences) == here
        for f in findings
    )
    later = [
        f
        for f in findings
        if f.start >= part.end
        and f.entity in ("when", "procedure", "symptom", "body_part")
        and _sentence_of(f, sentences) == here
    ]
    return told and bool(later) and later[0].entity == "when" and later[0].start - part.end < _CLOSE


def _about_operation(finding: Finding, operations: list[Finding]) -> Finding:
    """A date that follows an operation's words at once is the operation's: "c section 8 weeks ago"."""
    told = any(f.entity == "procedure" and 0 <= finding.start - f.end <= _AT_ONCE for f in operations)
    if finding.entity != "when" or not told or finding.extra.get("about") != "onset":
        return finding
    return replace(finding, extra={**finding.extra, "about": "operation"})


def _same_region(one: str, other: str) -> bool:
    return one == other or (one in _SPINE and other in _SPINE)


def _with_side(finding: Finding, other: Finding) -> Finding:
    if "side" in finding.extra or "side" not in other.extra:
        return finding
    return replace(finding, extra={**finding.extra, "side": other.extra["side"]})


def _sentence_of(finding: Finding, sentences: tuple[Sentence, ...]) -> int:
    return next((i for i, s in enumerate(sentences) if s.start <= finding.start < s.end), -1)


def _opens(when: Finding, sentences: tuple[Sentence, ...]) -> bool:
    """Whether a date opens what follows: "... and in May I had a bunion op"."""
    here = sentences[_sentence_of(when, sentences)]
    before, after = here.text[: when.start - here.start], here.text[when.end - here.start :]
    return _JOINS.search(before) is not None and _GOES_ON.match(after) is not None


def _nearest(
    finding: Finding, sentences: tuple[Sentence, ...], findings: list[Finding], operations: list[Finding]
) -> Finding | None:
    """The operation that a side, level or date belongs to: around it, else the nearest in its sentence."""
    if finding.entity == "side":
        owner = [
            f
            for f in operations
            if f.extra.get("side") in (finding.value, "both") and abs(f.start - finding.end) < 60
        ]
        operations = owner
    if finding.entity == "when" and finding.extra.get("about") not in (None, "operation"):
        return None
    here = [f for f in operations if _sentence_of(f, sentences) == _sentence_of(finding, sentences)]
    covering = [f for f in here if f.start < finding.end and finding.start < f.end]
    if covering:
        return covering[0]
    before = [f for f in here if f.end <= finding.start]
    after = [f for f in here if f.start >= finding.end]
    if finding.entity == "when" and before:
        return after[0] if after and _opens(finding, sentences) else before[-1]
    return min(
        (*before[-1:], *after[:1]),
        key=lambda f: min(abs(f.start - finding.end), abs(finding.start - f.end)),
        default=None,
    )
