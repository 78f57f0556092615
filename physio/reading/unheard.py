"""Questions of a longer message that nothing else was read from: a physio answers them, none is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from physio.reading.ask_meaning import whole
from physio.reading.model import Finding, Sentence

# What such a sentence may be about instead: a time, a place, or how to reach somebody.
_ACTED_ON = frozenset(["ask", "time_wish", "site", "prefer", "phone", "email", "unwanted"])
# What makes a message one of a patient: a question in it may be about that.
_CLINICAL = frozenset(["procedure", "body_part", "symptom"])
_LONGER_MESSAGE = 8  # words; shorter ones are answers and remarks, and the conversation asks back
_LEAST = 3  # words


def unheard_questions(
    sentences: tuple[Sentence, ...], found: Sequence[Finding], is_idle: Callable[[Sentence], bool]
) -> list[Finding]:
    """Advice asked for in each sentence that ends in a question mark and says nothing else that we act on.

    Only in a patient's message of some length. `is_idle` tells whether a sentence asks for nothing
    ("can you believe it?"). No activity travels with it: what is asked about it wasn't understood.
    """
    long_enough = sum(len(s.text.split()) for s in sentences) >= _LONGER_MESSAGE
    if not long_enough or not any(f.entity in _CLINICAL for f in found):
        return []
    heard = [f for f in found if f.entity in _ACTED_ON]
    asked = [s for s in sentences if _is_question(s.text) and not _any_in(s, heard)]
    return [whole(s, "advice", "pattern:question") for s in asked if not is_idle(_end_of(s))]


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") and len(text.split()) >= _LEAST


def _end_of(sentence: Sentence) -> Sentence:
    """The last clause of a sentence: "it clicks, you know what I mean?" ends in chatter."""
    words = sentence.text.rpartition(",")[2]
    return Sentence(sentence.end - len(words), sentence.end, words)


def _any_in(sentence: Sentence, findings: Iterable[Finding]) -> bool:
    return any(f.start < sentence.end and sentence.start < f.end for f in findings)
