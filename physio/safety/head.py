"""The head of the screen: how likely each red flag and each tier is, from a text's vector and words.

It is learned together with the encoder (`tools/encoder`) from the written messages of
`data/knowledge/examples`, and committed beside it, so that what screens patients is a fixed file with a card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from physio.knowledge import Knowledge
from physio.reading.encoder import Vectors, model_folder
from physio.word_weights import WordWeights, load_words

Weights = npt.NDArray[np.float32]


class HeadError(ValueError):
    """The head on disk doesn't fit the knowledge; its words say what to do."""


@dataclass(frozen=True)
class Head:
    """A linear layer on the clinical vectors, and the weights of words: flags first, then tiers upwards.

    The row of a tier says how likely it is that the text is at least that urgent.
    """

    flags: tuple[str, ...]
    tiers: tuple[str, ...]
    weights: Weights  # (flags + tiers, 384)
    bias: Weights  # (flags + tiers,)
    words: WordWeights

    def weigh(self, vectors: Vectors, texts: Sequence[str]) -> tuple[Weights, Weights]:
        """Two arrays with one row a text: the probability of each flag, and of each tier or higher."""
        odds = vectors @ self.weights.T + self.bias + self.words.odds(texts)
        likely = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return likely[:, : len(self.flags)], likely[:, len(self.flags) :]


def load_head(knowledge: Knowledge, folder: Path | None = None) -> Head:
    """The committed head. Raises HeadError when it knows a flag or tier that the knowledge doesn't."""
    folder = folder or model_folder()
    words = load_words(folder / "words.npz")
    with np.load(folder / "head.npz", allow_pickle=False) as kept:
        flags, tiers = tuple(map(str, kept["flags"])), tuple(map(str, kept["tiers"]))
        head = Head(flags, tiers, kept["weights"], kept["bias"], words)
    for ours, learned in ((knowledge.red_flags, head.flags), (knowledge.tiers, head.tiers)):
        strange = sorted(set(learned) - set(ours))
        if strange:
            raise HeadError(
                f"models/encoder knows {', '.join(strange)}, data/knowledge doesn't: tune it again."
            )
    return head
