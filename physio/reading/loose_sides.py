"""Sides told apart from their operation: "Had hand surgery in May. Right hand." """

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from physio.knowledge import Knowledge
from physio.reading.model import PRESENT, Finding, Sentence
from physio.reading.words import straight

_ARM = frozenset(["shoulder", "arm", "elbow", "hand", "wrist"])
_LEG = frozenset(["hip", "thigh", "knee", "lower_leg", "ankle", "foot"])
_SAYS_WHICH = re.compile(
    r"^\W*(?:(?:it'?s|its|it is|it was|that'?s|that was|this was|this is|mine"
    r"|mine'?s|was|is|all|just|only|done"
    r"|on|in|the|my|his|her|a|op|operation|surgery|had)\W+)*$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:that|the|this)\s+(?:very\s+)?same\s+(?:side|leg|arm|hand|foot|one|knee|hip)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\bother\s+(?:one|side|knee|hip|leg|foot|hand|arm|shoulder|ankle|wrist|elbow)\b", re.IGNORECASE
)
_FEW_WORDS = 5
_LATER = 2  # sentences after the operation in which its side may stand
_BESIDE = 45  # letters between a side and the part that it belongs to


class LooseSides:
    """Gives operations without a side the one that is told elsewhere in the message."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def tie(self, findings: list[Finding], sentences: tuple[Sentence, ...]) -> list[Finding]:
        """The findings, with `side` in the `extra` of the operations that it was found for."""
        sided = {f.group for f in findings if f.entity == "procedure" and "side" in f.extra}
        for finding in findings:
            if finding.entity == "procedure" and finding.group not in sided and self._has_sides(finding):
                side = self._side_of(finding, findings, sentences)
                sided |= {finding.group} if side else set()
                findings = [_with_side(f, finding, side) for f in findings] if side else findings
        return findings

    def _has_sides(self, procedure: Finding) -> bool:
        item = self._knowledge.procedures[procedure.value]
        return item.laterality or bool(item.variants)

    def _side_of(
        self, procedure: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]
    ) -> str | None:
        own = _number(procedure, sentences)
        if own is None:
            return None
        free = [f for f in findings if f.entity == "side" and f.assertion == PRESENT]
        for side in (f for f in free if _number(f, sentences) == own):
            if self._is_of(side, procedure, findings, exact=False):
                return side.value
        return (
            self._named_later(own, procedure, findings, sentences)
            or _same_as_before(own, findings, sentences)
            or self._of_part(procedure, findings, sentences)
            or self._of_neighbour(own, procedure, findings, sentences)
        )

    def _of_neighbour(
        self, own: int, procedure: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]
    ) -> str | None:
        """The side of another operation on the part, in its sentence: "left ACL, and the meniscus too"."""
        region = self._knowledge.procedures[procedure.value].region
        here = [f for f in findings if f.entity == "procedure" and _number(f, sentences) == own]
        same = {f.extra.get("side") for f in here if self._knowledge.procedures[f.value].region == region}
        known = same - {None}
        return known.pop() if len(known) == 1 and not _OTHER.search(sentences[own].text) else None

    def _named_later(
        self, own: int, procedure: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]
    ) -> str | None:
        for sentence in sentences[own + 1 : own + 1 + _LATER]:
            here = [f for f in findings if sentence.start <= f.start < sentence.end]
            if any(f.entity == "procedure" and f.group != procedure.group for f in here):
                return None
            for side in (f for f in here if f.entity == "side" and f.assertion == PRESENT):
                which = _SAYS_WHICH.match(straight(sentence.text[: side.start - sentence.start]))
                short = len(sentence.text.split()) <= _FEW_WORDS
                if (which or short) and self._is_of(side, procedure, findings, exact=False):
                    return side.value
        return None

    def _of_part(
        self, procedure: Finding, findings: list[Finding], sentences: tuple[Sentence, ...]
    ) -> str | None:
        """The side of the same part elsewhere, if the message knows only one."""
        if any(_OTHER.search(sentence.text) for sentence in sentences):
            return None
        parts = [f for f in findings if f.entity == "body_part" and "side" in f.extra]
        same = {f.extra["side"] for f in parts if self._related(f, procedure, exact=True)}
        return same.pop() if len(same) == 1 else None

    def _is_of(self, side: Finding, procedure: Finding, findings: list[Finding], exact: bool) -> bool:
        owners = list(_owners(side, findings))
        if any(f.entity == "procedure" for f in owners):
            return False
        return not owners or any(self._related(f, procedure, exact) for f in owners)

    def _related(self, part: Finding, procedure: Finding, exact: bool) -> bool:
        one = self._knowledge.body_parts[part.value].region
        other = self._knowledge.procedures[procedure.value].region
        return one == other or (not exact and any({one, other} <= limb for limb in (_ARM, _LEG)))


def _owners(side: Finding, findings: list[Finding]) -> Iterator[Finding]:
    for f in findings:
        beside = -_BESIDE <= f.start - side.end <= _BESIDE
        if f.entity in ("body_part", "procedure") and f.extra.get("side") == side.value and beside:
            yield f


def _same_as_before(own: int, findings: list[Finding], sentences: tuple[Sentence, ...]) -> str | None:
    """ "On that same leg" is the side that was named last before it."""
    same = _SAME.search(sentences[own].text)
    place = sentences[own].start + same.start() if same else 0
    before = [f.value for f in findings if f.entity == "side" and f.end <= place]
    return before[-1] if before else None


def _with_side(finding: Finding, procedure: Finding, side: str) -> Finding:
    if finding.entity != "procedure" or finding.group != procedure.group:
        return finding
    return replace(finding, extra={**finding.extra, "side": side})


def _number(finding: Finding, sentences: tuple[Sentence, ...]) -> int | None:
    return next((i for i, s in enumerate(sentences) if s.start <= finding.start < s.end), None)
