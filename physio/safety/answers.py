"""Answers to the screening questions: which flags a yes (or a "not sure") raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from physio.facts.model import Facts
from physio.knowledge import Knowledge, ScreeningQuestion
from physio.reading.model import Reading
from physio.reading.words import words_of
from physio.safety.order import screening_of
from physio.safety.types import Flag, Screening

EMERGENCY = "emergency_text"
_EMERGENCY_FLAG = "collapse_emergency"
_COMMON = frozenset(
    {
        "is",
        "it",
        "a",
        "the",
        "to",
        "or",
        "and",
        "of",
        "in",
        "on",
        "your",
        "you",
        "my",
        "i",
        "do",
        "does",
        "have",
        "has",
        "had",
        "not",
        "when",
        "if",
        "than",
        "can",
        "are",
        "that",
        "there",
        "any",
        "be",
        "with",
        "one",
        "more",
        "yes",
        "for",
        "at",
        "so",
        "but",
        "this",
        "was",
        "am",
        "me",
        "just",
        "bit",
    }
)
_SHARE = 0.5  # of a question's telling words


def screen_answer(
    questions: Sequence[str],
    knowledge: Knowledge,
    known: Facts | None = None,
    words: str = "",
    told: frozenset[str] = frozenset(),
) -> Screening:
    """The flags that these questions raise when answered with what worries: yes, or not sure.

    (A question such as "Can you stand on it?" worries when the answer is no; list it then.) `words`
    are the person's, for the record; `told` are the circumstances. Unknown ids are passed over.
    """
    every = {q.id: q for s in knowledge.screening.values() for q in s.questions}
    asked = [_in(told, every[i]) for i in questions if i in every]
    flags = [f for q in asked for f in _flags(q, knowledge, words, len(questions) > 1)]
    modifiers = frozenset(known.modifiers) if known else frozenset()
    return screening_of(_best(flags, knowledge), knowledge, modifiers)


def _in(told: frozenset[str], question: ScreeningQuestion) -> ScreeningQuestion:
    """The question with the tier that it has in these circumstances."""
    tiers = [tier for name, tier in question.tiers.items() if name in told]
    return replace(question, tier=tiers[0]) if tiers else question


def _flags(question: ScreeningQuestion, knowledge: Knowledge, words: str, others: bool) -> Iterable[Flag]:
    """The flags of one question; a question that is only a risk by itself raises none alone."""
    if question.note_only and not others:
        return
    ids = question.if_no if question.if_no else question.if_yes
    ids = (_EMERGENCY_FLAG,) if question.action == EMERGENCY else ids
    for flag in ids:
        tier = question.tier or knowledge.red_flags[flag].tier
        yield Flag(flag, tier, words or question.plain, f"answer:{question.id}", 0, len(words))


def _best(flags: Iterable[Flag], knowledge: Knowledge) -> list[Flag]:
    best: dict[str, Flag] = {}
    for flag in sorted(flags, key=lambda f: -knowledge.tiers[f.tier].rank):
        best.setdefault(flag.id, flag)
    return list(best.values())


def questions_meant(reading: Reading, questions: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The questions of a list that a free reply says yes to, by the words that it shares with them.

    "the calf one", "bit of numbness when I wipe", "yes to the second": nothing when it names none of them.
    """
    asked = {q.id: q for s in knowledge.screening.values() for q in s.questions}
    by_number = _numbered(reading.text, questions)
    said = _telling(reading.text)
    named = [i for i in questions if i in asked and _shares(said, asked[i])]
    return tuple(dict.fromkeys([*by_number, *named]))


def _telling(text: str) -> set[str]:
    return {w.stem for w in words_of(text) if not w.is_mark and w.text.lower() not in _COMMON}


def _shares(said: set[str], question: ScreeningQuestion) -> bool:
    """Whether a reply names what a question is about: half of its short words, or most of a reply's own."""
    short = _telling(question.plain)
    both = len(said & (short | _telling(question.text)))
    return bool(said) and (
        len(said & short) >= _SHARE * len(short) or (both >= 1 and both >= 0.6 * len(said))
    )


_NUMBERS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
            "fifth": 4, "5th": 4, "sixth": 5, "6th": 5}  # fmt: skip


def _numbered(text: str, questions: Sequence[str]) -> list[str]:
    """The questions named by their place in the list, or all of them."""
    low = text.lower()
    if "all of them" in low or "all of these" in low:
        return list(questions) if "no" not in low.split()[:1] else []
    places = [_NUMBERS[w] for w in low.replace(",", " ").split() if w in _NUMBERS]
    places += [len(questions) - 1] if "last one" in low else []
    return [questions[p] for p in places if p < len(questions)]
