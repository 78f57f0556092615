"""Which part of the body each symptom of a sentence is in."""

from __future__ import annotations

import re
from dataclasses import replace

from physio.reading.clauses import clause_ends
from physio.reading.model import Finding, Sentence
from physio.reading.places import PART_OF
from physio.reading.words import listed, straight

# Between a symptom and the part that it is in: "pain in my right knee", "tight hamstrings".
_TO_PART = re.compile(
    r"^(?:[\s-]|\b(?:in|of|on|at|to|around|round|down|up|over|across|behind|under|near|through|both|my|the|"
    r"his|her|our|left|right|l|r|whole|entire|lower|upper|"
    r"inside|outside|front|back|side|area|pain|and|sort|kind|feeling|sensation|muscles?|bit|really|very|a|"
    r"from|into|about|along|all|lot|radiating|shooting|going|running|deep|still|"
    r"between|above|below|inner|outer|by|that|goes|runs|ing)\b)*$",
    re.IGNORECASE,
)
# Between two items of one list of parts.
_LISTED = re.compile(
    r"^(?:[\s,&/+(]|\b(?:and|or|my|the|his|her|left|right|both|also|then|a|as|well|l|r|bit|of)\b)*$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|it's|its|they|they're|the other (?:one|side))\b", re.IGNORECASE)
_OPENING = 12  # letters before a symptom that opens its clause ("Still very swollen")


# Named limbs that are no part of the knowledge: the symptom is there, not in the part before.
_LIMB = re.compile(r"\b(?:legs?|arms?|body|head|skin|face|everything)\b", re.IGNORECASE)
# These are in no single part, whatever part is named beside them.
_PLACELESS = listed(
    "headache fever_unwell fatigue_mood breathing_chest bladder_bowel balance_falls sleep_position"
)
_SCAR = "scar_symptoms"


def tie_symptoms(
    sentence: Sentence, found: list[Finding], operated: list[Finding], last_part: Finding | None
) -> list[Finding]:
    """Each symptom with the part (and side) that it is in; one in several parts becomes several findings.

    `operated` are the parts that operations of the sentence were on: they count as named when a
    symptom is in them.
    """
    named = [f for f in found if f.entity == "body_part"]
    parts = sorted([*named, *operated], key=lambda f: f.start)
    if not parts and last_part is not None and _goes_on(sentence, found):
        parts = [last_part]
    tied: list[Finding] = []
    for finding in found:
        has_place = (
            finding.entity == "symptom" and finding.value not in _PLACELESS and not _LIMB.search(finding.text)
        )
        places = _places(sentence, finding, parts) if has_place else []
        tied += [_in_part(finding, part) for part in _once(places)] or [finding]
        if finding.value != _SCAR:  # a numb scar is no complaint of the part below it
            tied += [part for part in places if part.by.startswith(PART_OF) and part not in tied]
    return tied


def _goes_on(sentence: Sentence, found: list[Finding]) -> bool:
    """Whether a sentence without a part speaks of the last one: "it's swollen", "Still swollen"."""
    text = straight(sentence.text)
    starts = [0, *clause_ends(text)]
    opens = any(
        f.entity == "symptom" and 0 <= f.start - sentence.start - start <= _OPENING
        for f in found
        for start in starts
    )
    return opens or _IT.search(text) is not None


def _once(places: list[Finding]) -> list[Finding]:
    return list({(p.value, p.extra.get("side")): p for p in places}.values())


def _in_part(symptom: Finding, part: Finding) -> Finding:
    side = {"side": part.extra["side"]} if "side" in part.extra else {}
    return replace(symptom, extra={**symptom.extra, "body_part": part.value, **side})


def _places(sentence: Sentence, symptom: Finding, parts: list[Finding]) -> list[Finding]:
    inside = [p for p in parts if symptom.start <= p.start and p.end <= symptom.end]
    if inside:
        return list_from(sentence, parts, inside[-1], 1)
    after = next((p for p in parts if p.start >= symptom.end), None)
    if (
        after
        and _TO_PART.match(between(sentence, symptom.end, after.start))
        and not _is_new_item(sentence, symptom, after)
    ):
        return list_from(sentence, parts, after, 1)
    before = [p for p in parts if p.end <= symptom.start]
    if before and not _LIMB.search(between(sentence, before[-1].end, symptom.start)):
        return list_from(sentence, parts, before[-1], -1)
    outside = [p for p in parts if p.end <= sentence.start]
    return outside or _same_clause(sentence, symptom, parts)


def _same_clause(sentence: Sentence, symptom: Finding, parts: list[Finding]) -> list[Finding]:
    after = [p for p in parts if p.start >= symptom.end]
    stops = [s for s in clause_ends(sentence.text) if s >= symptom.end - sentence.start]
    stop = min(stops, default=len(sentence.text))
    near = [p for p in after if p.start - sentence.start < stop]
    return near[:1]


def _is_new_item(sentence: Sentence, symptom: Finding, part: Finding) -> bool:
    """Whether "and" starts something new: "achy and right knee pain" (another symptom follows the part)."""
    return re.search(r"\band\b", between(sentence, symptom.end, part.start)) is not None


def list_from(sentence: Sentence, parts: list[Finding], first: Finding, step: int) -> list[Finding]:
    """The parts of one list ("hamstrings, calves and glute"), from `first` on in one direction (1 or -1)."""
    if first.by.startswith(PART_OF):
        return [first]
    parts = [p for p in parts if not p.by.startswith(PART_OF)]
    index = parts.index(first)
    listed = [first]
    while 0 <= index + step < len(parts):
        a, b = sorted((parts[index], parts[index + step]), key=lambda p: p.start)
        if not _LISTED.match(between(sentence, a.end, b.start)):
            break
        index += step
        listed.append(parts[index])
    return listed


def between(sentence: Sentence, start: int, end: int) -> str:
    """The words of a sentence between two places of the whole text."""
    return sentence.text[max(0, start - sentence.start) : max(0, end - sentence.start)]
