"""A story told in parts: what a message means beside what the person wrote just before it.

"Rolled my ankle. Massage?", and to the list of warning signs "I can't take four steps on it": each alone
is no reason to stop, both together are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from frontdesk.understanding import Understanding
from physio.facts import Facts
from physio.facts.screening import SCREENING
from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.reading.replies import ANSWERS
from physio.safety import NONE, STOPPING, Flag, Screening, rank, screening_of
from records.views import Enquiry

TELLING = (SCREENING, "concern")
"""The questions that somebody answers by going on with the story."""
LONGEST = 600
FEW_WORDS = 3
BEFORE = "with what was said before: "
_ENDS = re.compile(r"[.!?…]\s*$")


def goes_on(enquiry: Enquiry) -> bool:
    """Whether the next message may go on with the story: nothing was raised, and nothing else is asked."""
    telling = enquiry.asked.startswith(TELLING) if enquiry.asked else not enquiry.advice
    return telling and enquiry.safety == NONE and not enquiry.flags


def screened_in_parts(
    parts: Understanding, reading: Reading, earlier: Sequence[str], known: Facts
) -> Screening:
    """The screening of a message, with what it raises only beside `earlier`, the words before it.

    Only what stops the talk counts there, and a plain "no" has nothing to add.
    """
    alone = parts.screen.screen(reading, known)
    if not earlier or _is_plain_answer(reading):
        return alone
    before = _joined(earlier)[-LONGEST:]
    whole = parts.screen.screen(parts.reader.read(f"{before} {reading.text}", reading.sent_at), known)
    told = [_in_message(flag, len(before) + 1, reading.text) for flag in whole.flags if flag.tier in STOPPING]
    return _with(alone, told, parts.knowledge)


def _is_plain_answer(reading: Reading) -> bool:
    return reading.reply in ANSWERS and len(reading.text.split()) <= FEW_WORDS


def _joined(texts: Sequence[str]) -> str:
    """Messages as one text, each a sentence of its own."""
    return " ".join(text if _ENDS.search(text) else f"{text}." for text in texts)


def _in_message(flag: Flag, begin: int, text: str) -> Flag:
    """A flag of the whole story, on the words of the message that completed it."""
    start, end = max(flag.start - begin, 0), flag.end - begin
    if end <= start:
        start, end = 0, len(text)
    return replace(flag, words=text[start:end], start=start, end=end, by=f"{BEFORE}{flag.by}")


def _with(alone: Screening, told: Sequence[Flag], knowledge: Knowledge) -> Screening:
    """What the message says by itself, and each flag that stands higher beside the words before it."""
    tiers = {flag.id: rank(flag.tier, knowledge) for flag in alone.flags}
    higher = {flag.id: flag for flag in told if rank(flag.tier, knowledge) > tiers.get(flag.id, -1)}
    if not higher:
        return alone
    kept = [flag for flag in alone.flags if flag.id not in higher]
    doubts = tuple(name for name in alone.doubts if name not in higher)
    return replace(screening_of([*kept, *higher.values()], knowledge), doubts=doubts)
