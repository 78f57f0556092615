"""Parts that are named only to say where an operation was: "ACL recon on my right knee"."""

from __future__ import annotations

import re

from physio.knowledge import Knowledge
from physio.reading.model import Finding, Sentence
from physio.reading.places import PART_OF
from physio.reading.words import straight

_NEAR = 60  # letters between an operation and the part that only places it
_COMPLAINT = re.compile(
    r"\b(?:still|hurts?|but|now|feels?|keeps?|can'?t|cannot|won'?t|isn'?t|doesn'?t|since|trust|struggl\w*|problems?|issues?"
    r"|trouble|lags|worse|bad|not)\b",
    re.IGNORECASE,
)
_WIDE = {
    "spine": ("lumbar_spine", "cervical_spine", "thoracic_spine"),
    "whole_spine": ("lumbar_spine", "cervical_spine", "thoracic_spine"),
    "thoracic_lumbar_spine": ("lumbar_spine", "thoracic_spine"),
    "wrist": ("hand",),
    "hand": ("hand", "wrist"),
    "foot": ("foot", "ankle"),
    "ankle": ("ankle", "foot", "lower_leg"),
}


class Placing:
    """Leaves out the parts that only say where an operation was."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def without(self, findings: list[Finding], sentences: tuple[Sentence, ...], text: str) -> list[Finding]:
        """The findings without such parts."""
        hurting = {f.extra["body_part"] for f in findings if "body_part" in f.extra}
        return [f for f in findings if not self._only_places(f, findings, sentences, hurting, text)]

    def _only_places(
        self,
        part: Finding,
        findings: list[Finding],
        sentences: tuple[Sentence, ...],
        hurting: set[str],
        text: str,
    ) -> bool:
        here = _number(part, sentences)
        named = part.entity == "body_part" and not part.by.startswith(PART_OF)
        if not named or part.value in hurting:
            return False
        operations = [f for f in findings if f.entity == "procedure" and _number(f, sentences) == here]
        if part.group is not None and part.group not in {f.group for f in operations}:
            return False
        return any(self._placed_by(part, op, findings, text) for op in operations)

    def _placed_by(self, part: Finding, operation: Finding, findings: list[Finding], text: str) -> bool:
        region = self._knowledge.procedures[operation.value].region
        theirs = self._knowledge.body_parts[part.value].region
        start, end = min(part.end, operation.end), max(part.start, operation.start)
        if theirs not in (region, *_WIDE.get(region, ())) or end - start > _NEAR:
            return False
        told = any(f.entity == "symptom" and start <= f.start < end for f in findings)
        around = straight(text[start:end] + " " + re.split(r"[,.;!?\n]", text[part.end :], maxsplit=1)[0])
        return not told and _COMPLAINT.search(around) is None


def _number(finding: Finding, sentences: tuple[Sentence, ...]) -> int:
    return next((i for i, s in enumerate(sentences) if s.start <= finding.start < s.end), -1)
