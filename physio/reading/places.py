"""The part that an operation was on, so that "the new knee is stiff" puts the stiffness in the knee."""

from __future__ import annotations

from physio.knowledge import Knowledge
from physio.reading.lexicon import Lexicon
from physio.reading.model import Finding
from physio.reading.words import Word

PART_OF = "part_of:"  # begins the `by` of a part that only an operation tells
# Regions of the knowledge whose operations are on one part; "spine" and "pelvis" don't tell which.
_PARTS = {
    "hip": "hip",
    "knee": "knee",
    "shoulder": "shoulder",
    "ankle": "ankle",
    "foot": "foot",
    "hand": "wrist_hand",
    "wrist": "wrist_hand",
    "elbow": "elbow",
    "abdomen": "abdomen",
    "chest": "rib_chest",
    "groin": "groin",
    "lumbar_spine": "lower_back",
    "cervical_spine": "neck",
    "thoracic_spine": "upper_back",
}


def operated_parts(
    knowledge: Knowledge, lexicon: Lexicon, words: list[Word], found: list[Finding]
) -> list[Finding]:
    """A body part finding for each operation of a sentence that tells its part, at the operation's place."""
    parts = [(f, _part(knowledge, lexicon, words, f)) for f in found if f.entity == "procedure"]
    return [
        Finding(
            "body_part", part, f.start, f.end, f.text, f.assertion, by=f"{PART_OF}{f.value}", extra=f.extra
        )
        for f, part in parts
        if part is not None
    ]


def _part(knowledge: Knowledge, lexicon: Lexicon, words: list[Word], found: Finding) -> str | None:
    inside = [word for word in words if found.start <= word.start and word.end <= found.end]
    named = [m for m in lexicon.matches(inside) for e in m.entries if e.entity == "body_part"]
    longest = max(named, key=lambda m: m.weight, default=None)
    if longest is not None:
        return next(e.id for e in longest.entries if e.entity == "body_part")
    return _PARTS.get(knowledge.procedures[found.value].region)
