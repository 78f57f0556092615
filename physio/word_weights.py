"""A second voice beside the network: how much each word and pair of words speaks for a red flag or a tier.

The network hears what a message means and may miss the one word on which a tier hangs; a plain linear model
on words errs in other places, and both together are right more often than either. It is learned from the
same texts (`tools/encoder/words.py`) and kept as numbers that anybody can look up by the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]
_WORD = re.compile(r"[\w']+")


def words_and_pairs(text: str) -> list[str]:
    """The words of a text in small letters, then its pairs of neighbouring words."""
    words: list[str] = _WORD.findall(text.lower().replace("\u2019", "'"))
    return [*words, *map(" ".join, pairwise(words))]


@dataclass(frozen=True)
class WordWeights:
    """What each known word or pair adds to the odds: one row a term, one column a flag, then a tier."""

    terms: tuple[str, ...]
    rarity: Weights  # (terms,): rare words count for more
    weights: npt.NDArray[np.int8]  # (terms, flags + tiers), in steps of `step`
    step: Weights  # (flags + tiers,)
    bias: Weights  # (flags + tiers,)

    def odds(self, texts: Sequence[str]) -> Weights:
        """Logarithms of odds to add, shape (texts, flags + tiers); nothing where no word is known."""
        return np.stack([self._of(text) for text in texts])

    def telling(self, text: str, column: int, most: int = 3) -> list[tuple[str, float]]:
        """The terms of a text that speak most for a flag or tier, with what each adds to its odds."""
        rows, said = self._said(text)
        added = said * self.weights[rows, column] * self.step[column]
        best = [place for place in np.argsort(-added)[:most] if added[place] > 0]
        return [(self.terms[rows[place]], float(added[place])) for place in best]

    def _of(self, text: str) -> Weights:
        rows, said = self._said(text)
        if not len(rows):
            return np.zeros_like(self.bias)
        odds: Weights = (said @ self.weights[rows].astype(np.float32)) * self.step + self.bias
        return odds

    def _said(self, text: str) -> tuple[npt.NDArray[np.intp], Weights]:
        """The known terms of a text by their rows, and how much each counts: together 1 in length."""
        counts = Counter(map(self._place.get, words_and_pairs(text)))
        del counts[None]
        rows = np.fromiter(counts, dtype=np.intp)
        often = np.fromiter(counts.values(), dtype=np.float32)
        said: Weights = (1 + np.log(often)) * self.rarity[rows]
        return rows, said / (np.linalg.norm(said) or 1)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.terms)}


def load_words(path: Path) -> WordWeights:
    """The committed weights (0.1 s, 20 MB)."""
    with np.load(path, allow_pickle=False) as kept:
        terms = tuple(bytes(kept["terms"]).decode().split("\n"))
        rarity = kept["rarity"].astype(np.float32)
        return WordWeights(terms, rarity, kept["weights"], kept["step"], kept["bias"])


def terms_and_rarity(path: Path) -> dict[str, float]:
    """The single words of the committed weights, each with how rare it is; the weights stay on disk."""
    with np.load(path, allow_pickle=False) as kept:
        terms = bytes(kept["terms"]).decode().split("\n")
        rarity = kept["rarity"].astype(float).tolist()
    return {term: rare for term, rare in zip(terms, rarity, strict=True) if term.isalpha()}
