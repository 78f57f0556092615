"""Slips of the finger, put right before a text is compared by its meaning: "Spinal fuusion", "augsut"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from physio.reading.encoder import model_folder
from physio.reading.spelling import english_words
from physio.word_weights import terms_and_rarity

_SHORTEST = 5
_REMEMBERED = 20_000
# A word without digits, apostrophe, hyphen or a part of an address at its sides.
_WORD = re.compile(rf"(?<![\w@.'\u2019-])[^\W\d_]{{{_SHORTEST},}}(?![\w@'\u2019-]|\.\w)")
_NEW_SENTENCE = re.compile(r"(?:^|[.!?:\n])\W*$")


class Respeller:
    """Reads words that the encoder has never met as the commonest word of its lessons that is one slip away.

    A made-up word is no neutral sound to the encoder: its pieces mean something ("fuusion" is like a leak).
    """

    def __init__(self, rarity: Mapping[str, float]) -> None:
        """`rarity` holds the words of the messages that the encoder was tuned on."""
        self._rarity = {term: rare for term, rare in rarity.items() if len(term) >= _SHORTEST - 1}
        self._by_first: dict[str, list[str]] = {}
        for term in self._rarity:
            self._by_first.setdefault(term[0], []).append(term)
        self._meant = lru_cache(maxsize=_REMEMBERED)(self._nearest)

    def put_right(self, text: str) -> str:
        """The text as it was meant; names, addresses, short words and good English stay as typed."""
        return _WORD.sub(lambda match: match.group() if _is_name(match) else self._word(match.group()), text)

    def _word(self, word: str) -> str:
        meant = self._meant(word.lower())
        return word if meant is None else meant.capitalize() if word[0].isupper() else meant

    def _nearest(self, low: str) -> str | None:
        if low in self._rarity or low in english_words():
            return None
        near = extract(low, self._by_first.get(low[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None)
        return min((term for term, _, _ in near), key=self._rarity.__getitem__, default=None)


def _is_name(match: re.Match[str]) -> bool:
    """Whether a word has the capital of a name, and not that of its sentence."""
    return match.group().istitle() and not _NEW_SENTENCE.search(match.string[: match.start()])


@lru_cache(maxsize=1)
def respeller() -> Respeller:
    """The one of the committed encoder, made when it is first needed (30 ms)."""
    return Respeller(terms_and_rarity(model_folder() / "words.npz"))
