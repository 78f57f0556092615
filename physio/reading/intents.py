"""What a sentence is for, by meaning: the intents that the encoder was tuned on, with their probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from physio.reading.encoder import Encoder, model_folder
from physio.reading.meant import respeller


class Intents:
    """A linear layer on both vectors, learned when the encoder was tuned (`tools/encoder`)."""

    def __init__(self, encoder: Encoder, path: Path | None = None) -> None:
        with np.load(path or model_folder() / "intents.npz", allow_pickle=False) as kept:
            self.names = tuple(map(str, kept["intents"]))
            self._weights: npt.NDArray[np.float32] = kept["weights"]
            self._bias: npt.NDArray[np.float32] = kept["bias"]
        self._encoder = encoder

    def likely(self, sentence: str) -> Mapping[str, float]:
        """The probability of each intent; together they are one."""
        odds = self._encoder.both([respeller().put_right(sentence)])[0] @ self._weights.T + self._bias
        weight = np.exp(odds - odds.max())
        return dict(zip(self.names, (weight / weight.sum()).tolist(), strict=True))
