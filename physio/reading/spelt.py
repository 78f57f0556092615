"""The words of a sentence as the reader takes them: typos as what they mean, a spinal level as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from physio.reading.levels import level_stem_at, levels_in
from physio.reading.spelling import Speller
from physio.reading.words import Word, stems, words_of

_SHORTEST_TO_FIX = 5
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)


class WordReader:
    """Reads the words of a sentence once, for everything that looks for wordings in it."""

    def __init__(self, wordings: Iterable[str]) -> None:
        """`wordings` hold the words that a typo may stand for."""
        self._speller = Speller(wordings, _SHORTEST_TO_FIX)

    def words(self, text: str, offset: int = 0) -> list[Word]:
        """The words of a sentence: spinal levels as one word, typos read as what they mean.

        Places are counted from `offset`.
        """
        found: list[Word] = []
        start = 0
        for level in levels_in(text):
            if level.start < start:
                continue  # the next disc of the same span ("C5 to C7")
            found += words_of(text[start : level.start], offset + start)
            words = text[level.start : level.end]
            found.append(Word(offset + level.start, offset + level.end, words, level_stem_at(level)))
            start = level.end
        found += words_of(text[start:], offset + start)
        return [meant for word in found for meant in self._meant(word)]

    def _meant(self, word: Word) -> list[Word]:
        """The word itself, or the one or two ("key hole") that a typo stands for, whosever it is."""
        meant = self._speller.fix(_POSSESSIVE.sub("", word.text))
        return (
            [Word(word.start, word.end, word.text, stem, True) for stem in stems(meant)] if meant else [word]
        )
