"""The reviewed sentence that means most nearly the same as a patient's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from physio.reading.encoder import Encoder, Vectors, kept_folder, weights_digest
from physio.reading.meant import respeller

_NOISE = re.compile(r"\S+@\S+|\+?\d[\d ()-]{6,}\d|\b(?:and|but|or|so|because|cos)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Neighbour:
    """A reviewed sentence: what it means (None: nothing that counts) and how near it is (1 = the same)."""

    value: str | None
    said: str
    cosine: float


class Nearest:
    """Finds the nearest of a few hundred reviewed sentences."""

    def __init__(self, encoder: Encoder, said: Mapping[str, Sequence[str]], nothing: Sequence[str]) -> None:
        """`said` holds the sentences by what they mean; `nothing` are those that mean none of it."""
        self._encoder = encoder
        self._said = [(value, text) for value, texts in said.items() for text in texts]
        self._said += [("", text) for text in nothing]
        self._vectors = _kept(encoder, [text for _, text in self._said])

    def to(self, texts: Sequence[str]) -> list[Neighbour]:
        """The nearest reviewed sentence of each text."""
        meant = [respeller().put_right(bare(text)) for text in texts]
        likeness = self._encoder.encode(meant) @ self._vectors.T
        return [self._neighbour(row) for row in likeness]

    def _neighbour(self, row: Vectors) -> Neighbour:
        best = int(row.argmax())
        value, said = self._said[best]
        return Neighbour(value or None, said, float(row[best]))


def bare(text: str) -> str:
    """The text without phone numbers, addresses and the marks at its ends: they mean nothing here."""
    return _NOISE.sub(" ", text).strip(" ,.;:!-") or text


def _kept(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of the texts: from the file that an earlier start left, or else made and left there."""
    digest = hashlib.sha256("\n".join([weights_digest(), *texts]).encode()).hexdigest()[:16]
    path = kept_folder() / f"said-{digest}.npy"
    if path.exists():
        vectors: Vectors = np.load(path)
        return vectors
    vectors = encoder.encode(texts)
    with suppress(OSError):
        _keep(path, vectors)
    return vectors


def _keep(path: Path, vectors: Vectors) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".tmp")
    with part.open("wb") as file:
        np.save(file, vectors)
    part.replace(path)
