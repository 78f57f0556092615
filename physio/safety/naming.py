"""Messages that name an operation, a part, its side and a date and say nothing else: "left knee op, June"."""

from __future__ import annotations

import re

from physio.reading.model import Reading
from physio.reading.words import listed, straight

_NAMES = ("procedure", "body_part", "side", "spinal_level", "when", "phone", "email", "postcode")
_FILLERS = listed(
    "i i've i'd have had has having my his her the a an on in at of it it's was is been and for around about "
    "roughly think just back done surgery operation op left right sorry hi hello thanks please he she we "
    "mum dad husband wife oh one no not actually meant mean keyhole open"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def only_names(reading: Reading) -> bool:
    """Whether a message names an operation, a side or a date and, beside words that tell nothing, no more.

    Weighed by meaning, so short a text says whatever the operation is most often complained of.
    """
    named = [f for f in reading.findings if f.entity in _NAMES and f.assertion == "present"]
    if not named:
        return False
    text = reading.text
    for finding in named:
        text = text[: finding.start] + " " * (finding.end - finding.start) + text[finding.end :]
    return all(word in _FILLERS for word in _WORD.findall(straight(text).lower()))
