"""Finds the patients' wordings of the red flags (and of combinations) in a message, typos allowed.

A wording matches word by word, in its normal form ("swelling" is "swollen", "cant" is "can't"), whatever
marks stand between. Small words ("my", "really") may be missing or added, unless too little would be left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.reading.spelling import Speller
from physio.reading.words import Word, said_in, stems, words_of
from physio.safety.assertion import Denial, is_denied

_SHORTEST_TO_FIX = 5
_SMALL = frozenset(
    {
        "my",
        "the",
        "a",
        "an",
        "his",
        "her",
        "our",
        "your",
        "their",
        "left",
        "right",
        "really",
        "very",
        "quite",
        "so",
        "bit",
        "extremely",
        "super",
        "bloody",
        "whole",
        "poor",
        "is",
        "was",
        "are",
        "were",
        "been",
        "be",
        "got",
        "of",
    }
)
_FEWEST = 2
_END = "$end"


@dataclass(frozen=True)
class Hit:
    """A wording found in the message; `name` is what it stands for, `number` which wording of it."""

    name: str
    number: int
    start: int
    end: int


class _Tree:
    """Word sequences, found wherever they stand unbroken."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: Iterable[str], name: str, number: int) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, []).append((name, number))

    def find(self, words: list[Word]) -> Iterator[Hit]:
        for first, word in enumerate(words):
            node: Any = self._root
            for last in words[first:]:
                if last.stem not in node:
                    break
                node = node[last.stem]
                for name, number in node.get(_END, ()):
                    yield Hit(name, number, word.start, last.end)


class Phrases:
    """Finds many wordings at once, in any message."""

    def __init__(self, wordings: Iterable[tuple[str, int, str]]) -> None:
        """`wordings`: what each stands for, its number, and its words."""
        told = list(wordings)
        self._full, self._lean = _Tree(), _Tree()
        for name, number, words in told:
            every = [w for w in words_of(words) if not w.is_mark]
            lean = _without_small(every)
            thin = len(lean) < _FEWEST
            (self._full if thin else self._lean).add(
                (w.stem for w in (every if thin else lean)), name, number
            )
        self._speller = Speller((words for _, _, words in told), _SHORTEST_TO_FIX)

    def find(self, text: str) -> Iterator[Hit]:
        """Every wording in the text; sentences may run on."""
        words = [self._spelt(w) for w in said_in(text)]
        yield from self._full.find(words)
        yield from self._lean.find(_without_small(words))

    def asserted(self, reading: Reading, denials: list[Denial]) -> Iterator[Hit]:
        """The wordings that the message says of now."""
        return (hit for hit in self.find(reading.text) if not is_denied(denials, hit.start, hit.end))

    def _spelt(self, word: Word) -> Word:
        meant = self._speller.fix(word.text) if word.text.isalpha() else None
        return Word(word.start, word.end, word.text, stems(meant)[0], True) if meant else word


def _without_small(words: list[Word]) -> list[Word]:
    return [w for w in words if w.text.lower() not in _SMALL]


def flag_phrases(knowledge: Knowledge) -> Phrases:
    """The wordings of all red flags."""
    return Phrases((f.id, i, words) for f in knowledge.red_flags.values() for i, words in enumerate(f.lay))
