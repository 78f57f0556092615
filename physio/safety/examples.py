"""Finds red flags by meaning: each sentence and clause, weighed by the head, told by its nearest wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from physio.knowledge import Knowledge
from physio.reading.clauses import clause_ends
from physio.reading.encoder import Encoder, Vectors
from physio.reading.model import Reading
from physio.safety.assertion import Denial, mostly_denied, only_asks
from physio.safety.head import Weights, load_head
from physio.safety.types import rank

_FEWEST_WORDS = 4
_LONG_SENTENCE = 12  # words: shorter sentences are not cut into clauses
_MOST = 40
_TRIM = " ,;:.-\u2013\u2014"


@dataclass(frozen=True)
class Near:
    """A stretch of the message that means a flag: its nearest wording, and the probability of any flag."""

    flag: str
    number: int
    probability: float
    start: int
    end: int


@dataclass(frozen=True)
class _Stretch:
    """A sentence (`whole`), or a clause of one."""

    start: int
    end: int
    sentence: int
    whole: bool


class Examples:
    """Weighs what a message means."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, cache: Path | None = None) -> None:
        self._encoder = encoder
        self._limits = knowledge.thresholds
        self._lay = [(*f.lay, *knowledge.examples.get(f.id, ())) for f in knowledge.red_flags.values()]
        self._head = load_head(knowledge, encoder, cache)
        self._ranks = np.array([rank(f.tier, knowledge) for f in knowledge.red_flags.values()])
        self._first = np.cumsum([0, *(len(lay) for lay in self._lay)])

    def find(self, reading: Reading, denials: list[Denial]) -> Iterator[Near]:
        """Every flag that a stretch of the message means, unless the stretch denies or only asks it."""
        stretches = [s for s in _stretches(reading) if not only_asks(reading.text[s.start : s.end])][:_MOST]
        if not stretches:
            return
        vectors = self._encoder.encode([reading.text[s.start : s.end] for s in stretches])
        for stretch, vector, row in zip(stretches, vectors, self._weighed(stretches, vectors), strict=True):
            for near in self._near(stretch, vector, row):
                wording = self._lay[self._head.flags.index(near.flag)][near.number]
                if not mostly_denied(denials, near.start, near.end, wording):
                    yield near

    def _weighed(self, stretches: list[_Stretch], vectors: Vectors) -> Weights:
        """The probability of each flag: a clause counts half, its whole sentence the other half.

        A sentence as good as a hard negative or an everyday sentence counts for nothing, with its clauses.
        """
        own = self._head.probabilities(vectors)[:, :-1]
        own[self._look_alike(vectors)] = 0
        whole = {s.sentence: row for s, row in zip(stretches, own, strict=True) if s.whole}
        mixed = [
            row if s.whole else (row + whole.get(s.sentence, row)) / 2
            for s, row in zip(stretches, own, strict=True)
        ]
        silent = [s.sentence in whole and not whole[s.sentence].any() for s in stretches]
        return np.where(np.array(silent)[:, None], 0, np.stack(mixed))

    def _near(self, stretch: _Stretch, vector: Vectors, row: Weights) -> Iterator[Near]:
        total = float(row.sum())
        if total >= self._limits.flag_probability:
            for index in self._chosen(row, total):
                yield Near(
                    self._head.flags[index], self._nearest(index, vector), total, stretch.start, stretch.end
                )

    def _look_alike(self, vectors: Vectors) -> npt.NDArray[np.bool_]:
        """Which stretches are as good as one of the hard negatives or everyday sentences."""
        nearest = (vectors @ self._head.ordinary.T).max(axis=1)
        own = (vectors @ self._head.wordings.T).max(axis=1)
        return np.asarray((nearest >= self._limits.look_alike_similarity) & (nearest > own))

    def _chosen(self, row: Weights, total: float) -> list[int]:
        """The likeliest flag, and the likeliest of a higher tier when enough probability lies there."""
        best = int(row.argmax())
        for tier in sorted({int(r) for r in self._ranks if r > self._ranks[best]}, reverse=True):
            high = np.where(self._ranks >= tier, row, 0)
            if float(high.sum()) >= self._limits.flag_tier_share * total:
                return [best, int(high.argmax())]
        return [best]

    def _nearest(self, index: int, vector: Vectors) -> int:
        own = self._head.wordings[self._first[index] : self._first[index + 1]]
        return int((own @ vector).argmax())


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    """The sentences, each followed by its clauses when it is long."""
    for number, sentence in enumerate(reading.sentences):
        yield _Stretch(sentence.start, sentence.end, number, True)
        cuts = [c for c in clause_ends(sentence.text) if c]
        if cuts and len(sentence.text.split()) >= _LONG_SENTENCE:
            for start, end in zip([0, *cuts], [*cuts, len(sentence.text)], strict=True):
                piece = sentence.text[start:end]
                start += len(piece) - len(piece.lstrip(_TRIM))
                if len(piece.split()) >= _FEWEST_WORDS:
                    yield _Stretch(sentence.start + start, sentence.start + end, number, False)
