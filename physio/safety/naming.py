"""Messages that name an operation, its side and its date and say nothing else: "left knee op, June"."""

from __future__ import annotations

import re

from physio.reading.model import Reading
from physio.reading.words import listed, straight

_NAMES = ("procedure", "side", "spinal_level", "when", "phone", "email", "postcode")
_FILLERS = listed(
    "i i've i'd have had has having my his her the a an on in at of it it's was is been and for around about "
    "roughly think just back done surgery operation op left right sorry hi hello thanks please he she we "
    "mum dad husband wife"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def only_names(reading: Reading) -> bool:
    """Whether a message holds an operation or a date and, beside words that tell nothing, no other word.

    Weighed by meaning, so short a text says whatever the operation is most often complained of.
    """
    named = [f for f in reading.findings if f.entity in _NAMES and f.assertion == "present"]
    if not any(f.entity in ("procedure", "when") for f in named):
        return False
    text = reading.text
    for finding in named:
        text = text[: finding.start] + " " * (finding.end - finding.start) + text[finding.end :]
    return all(word in _FILLERS for word in _WORD.findall(straight(text).lower()))
