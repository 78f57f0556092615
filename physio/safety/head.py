"""The model that tells warning signs from ordinary words: logistic regression on the sentence encoder.

It learns from the knowledge alone: the wordings of each red flag, the hard negatives, and the everyday
sentences. Against taking the nearest wording it was measured by five-fold cross-validation on the wordings:
at one hard negative in five firing, it recognised 70 % of unseen wordings where the nearest one gave 24 %.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder, Vectors

_INVERSE_REGULARISATION = 10.0
_ITERATIONS = 200
_TOLERANCE = 1e-3
_MOST_KEPT = 3
_RECIPE = "logistic-3"  # change it when the way of learning changes: kept models are then left unused

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """Gives each sentence vector the probability of each flag.

    `wordings` are the vectors of the wordings, `ordinary` those of what raises no flag.
    """

    flags: tuple[str, ...]
    weights: Weights  # (flags + 1, 384); the last row is "no flag"
    bias: Weights  # (flags + 1,)
    wordings: Vectors  # (wordings of all flags in order, 384)
    ordinary: Vectors  # (hard negatives and everyday sentences, 384)

    def probabilities(self, vectors: Vectors) -> Weights:
        """One row a vector: the probability of each flag, then of none."""
        scores = vectors @ self.weights.T + self.bias
        exp = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(exp / exp.sum(axis=1, keepdims=True), dtype=np.float32)


def load_head(knowledge: Knowledge, encoder: Encoder, cache: Path | None) -> Head:
    """The head for this knowledge: a kept one when nothing changed, else learnt now (about 4 s) and kept.

    A cache folder that can't be read or written is no error.
    """
    flags = tuple(knowledge.red_flags)
    ways = [(*f.lay, *knowledge.examples.get(f.id, ())) for f in knowledge.red_flags.values()]
    wordings = [words for way in ways for words in way]
    labels = [i for i, way in enumerate(ways) for _ in way]
    ordinary = list(_ordinary(knowledge))
    path = cache / f"head-{_digest([*flags, *wordings, '', *ordinary])}.npz" if cache else None
    kept = _kept(path, flags)
    if kept is not None:
        return kept
    head = _learn(flags, encoder.encode(wordings), labels, encoder.encode(ordinary))
    _keep(path, head)
    return head


def _ordinary(knowledge: Knowledge) -> Iterator[str]:
    """What raises no flag: look-alikes, everyday sentences, words for asks, goals, answers, operations."""
    for flag in knowledge.red_flags.values():
        yield from (negative.text for negative in flag.hard_negatives)
    yield from knowledge.everyday
    for terms in (
        knowledge.asks,
        knowledge.goals,
        knowledge.replies,
        knowledge.activities,
        knowledge.procedures,
    ):
        yield from dict.fromkeys(wording for term in terms.values() for wording in term.lay)


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join([_RECIPE, *texts]).encode()).hexdigest()[:16]


def _learn(flags: tuple[str, ...], wordings: Vectors, labels: list[int], ordinary: Vectors) -> Head:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=_ITERATIONS, tol=_TOLERANCE)
    model.fit(np.vstack([wordings, ordinary]), labels + [len(flags)] * len(ordinary))
    return Head(
        flags, model.coef_.astype(np.float32), model.intercept_.astype(np.float32), wordings, ordinary
    )


def _kept(path: Path | None, flags: tuple[str, ...]) -> Head | None:
    if path is None:
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            return Head(flags, kept["weights"], kept["bias"], kept["wordings"], kept["ordinary"])
    except (OSError, ValueError, KeyError):
        return None


def _keep(path: Path | None, head: Head) -> None:
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npz")
        np.savez(
            partial, weights=head.weights, bias=head.bias, wordings=head.wordings, ordinary=head.ordinary
        )
        partial.replace(path)
        _forget_old(path.parent)
    except OSError:
        return


def _forget_old(folder: Path) -> None:
    """Delete all but the newest kept heads."""
    kept = sorted(folder.glob("head-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
