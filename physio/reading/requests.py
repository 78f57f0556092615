"""The parts of a sentence that may each ask or wish for something of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from physio.reading.model import Sentence

_BEGINS = (
    "can|could|would|will|do|does|did|is|are|am|may|should|shall|what|when|where|which|who|how|why|whether|"
    "any chance|please|roughly|i'd|i'm|i|id|im|she|he|we|they|my"
)
_JOINT = re.compile(
    r"(?:,?\s*\b(?:and|or|but|also|plus|then|so|because|cos)\s|[,;(]\s*|\s[-\u2013\u2014]+\s)"
    rf"(?=\s*(?:also |then |if so |if not )?(?:{_BEGINS})\b)",
    re.IGNORECASE,
)
_LEAST = 2  # words of a part


@lru_cache(maxsize=32)
def parts_of(sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentence cut where a new question or a new wish begins; asks and wishes look at it in turn."""
    cuts = [0, *(m.end() for m in _JOINT.finditer(sentence.text)), len(sentence.text)]
    parts = []
    for start, end in pairwise(cuts):
        text = sentence.text[start:end]
        if len(text.split()) >= _LEAST:
            parts.append(Sentence(sentence.start + start, sentence.start + end, text))
    return tuple(_filled(sentence, parts))


def _filled(sentence: Sentence, parts: list[Sentence]) -> list[Sentence]:
    """The parts without holes: what was too short to stand alone belongs to the part after it."""
    ends = [part.end for part in parts[:-1]] + [sentence.end]
    starts = [sentence.start, *ends[:-1]]
    whole = sentence.text
    return [
        Sentence(a, b, whole[a - sentence.start : b - sentence.start])
        for a, b in zip(starts, ends, strict=True)
    ]
