"""Red flags by meaning: what the tuned model hears in a message, in its sentences, and in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder
from physio.reading.model import Reading, Sentence
from physio.reading.vectors import remembered
from physio.safety.assertion import only_asks
from physio.safety.hearing import Hearing

_MOST = 40  # stretches: more would take seconds, and nobody's danger stands in the forty-first
_WINDOW = 3  # sentences that are heard together in a message too long to be heard whole
_WHOLE = 110  # words


@dataclass(frozen=True)
class Near:
    """A stretch of the message that means a flag: its nearest wording, and how sure the model is."""

    flag: str
    number: int
    probability: float
    start: int
    end: int


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int
    alone: bool


class Heard:
    """Finds flags in messages. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, hearing: Hearing) -> None:
        self._encoder, self._hearing = encoder, hearing
        self._limits = knowledge.thresholds
        self._grave = [knowledge.red_flags[flag].tier in ("999", "ae") for flag in hearing.flags]
        self._wordings = [knowledge.red_flags[flag].lay for flag in hearing.flags]
        self._vectors = [remembered(encoder, list(lay)) for lay in self._wordings]

    def find(self, reading: Reading) -> Iterator[Near]:
        """Every flag that the model hears, at the sentence that it hears it in most."""
        stretches = list(_stretches(reading))[:_MOST]
        if not stretches:
            return
        texts = [reading.text[s.start : s.end] for s in stretches]
        sure = self._hearing.probabilities(texts)
        asks = np.array([only_asks(text) for text in texts])
        sure[asks] = 0
        for index in self._chosen(sure):
            place = _best_place(stretches, sure[:, index])
            yield self._near(reading, index, float(sure[:, index].max()), place)

    def _chosen(self, sure: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> list[int]:
        bars = np.where(self._grave, self._limits.grave_flag_probability, self._limits.flag_probability)
        return [int(index) for index in np.flatnonzero(sure.max(axis=0) >= bars)]

    def _near(self, reading: Reading, index: int, probability: float, place: _Stretch) -> Near:
        vector = self._encoder.encode([reading.text[place.start : place.end]])[0]
        number = int((self._vectors[index] @ vector).argmax())
        return Near(self._hearing.flags[index], number, probability, place.start, place.end)


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    """The sentences, and the whole message; of a long one, each few sentences together."""
    yield from (_Stretch(s.start, s.end, True) for s in reading.sentences)
    if len(reading.sentences) > 1:
        yield from _together(reading.sentences, len(reading.text.split()) > _WHOLE)


def _together(sentences: Sequence[Sentence], long: bool) -> Iterator[_Stretch]:
    size = _WINDOW if long else len(sentences)
    for first in range(len(sentences) - size + 1):
        yield _Stretch(sentences[first].start, sentences[first + size - 1].end, False)


def _best_place(
    stretches: Sequence[_Stretch], sure: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> _Stretch:
    """The single sentence that says it most; the surest stretch when no sentence says it by itself."""
    alone = [(float(p), n) for n, (s, p) in enumerate(zip(stretches, sure, strict=True)) if s.alone]
    best = max(alone, default=(0.0, 0))
    return stretches[best[1]] if best[0] >= 0.1 else stretches[int(sure.argmax())]
