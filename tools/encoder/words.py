"""Learns how much each word and pair of words speaks for a flag or a tier: a logistic regression a column.

`make words` does it in half a minute, in the product's own environment; so does the tuning of the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from physio.word_weights import words_and_pairs
from tools.encoder.texts import ROOT, Text, all_texts

STRENGTH, LEAST_TEXTS = 20.0, 2  # a term must stand in so many texts
_STEPS = 127


def learn_words(texts: Sequence[Text], flags: Sequence[str], tiers: Sequence[str], out: Path) -> None:
    """Write `words.npz`, with a column for each flag and then for each tier, from the lowest up."""
    told = [text for text in texts if text.flags is not None]
    terms = TfidfVectorizer(analyzer=words_and_pairs, min_df=LEAST_TEXTS, sublinear_tf=True)
    seen = terms.fit_transform([text.text for text in told])
    learned = [_learned(seen, column) for column in _columns(told, flags, tiers)]
    weights = np.stack([coefficients for coefficients, _ in learned], axis=1)
    step = np.abs(weights).max(axis=0) / _STEPS
    np.savez_compressed(
        out / "words.npz",
        terms=np.frombuffer("\n".join(terms.get_feature_names_out()).encode(), dtype=np.uint8),
        rarity=terms.idf_.astype(np.float16),
        weights=np.round(weights / step).astype(np.int8),
        step=step.astype(np.float32),
        bias=np.array([bias for _, bias in learned], dtype=np.float32),
    )


def _columns(
    texts: Sequence[Text], flags: Sequence[str], tiers: Sequence[str]
) -> list[npt.NDArray[np.bool_]]:
    """One column of answers a flag, then one a tier: is the text at least that urgent?"""
    ranks = {tier: rank for rank, tier in enumerate(tiers)}
    urgency = np.array([ranks[text.tier] if text.flags else -1 for text in texts])
    held = [np.array([flag in (text.flags or ()) for text in texts]) for flag in flags]
    return [*held, *(urgency >= rank for rank in range(len(tiers)))]


def _learned(seen: object, column: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.float64], float]:
    model = LogisticRegression(C=STRENGTH, max_iter=200, solver="liblinear", random_state=0)
    model.fit(seen, column)
    return model.coef_[0], float(model.intercept_[0])


def main() -> None:
    """Learn from all texts, for the flags and tiers that the committed head knows."""
    out = ROOT / "models" / "encoder"
    with np.load(out / "head.npz", allow_pickle=False) as head:
        flags, tiers = [str(flag) for flag in head["flags"]], [str(tier) for tier in head["tiers"]]
    texts, _ = all_texts()
    learn_words(texts, flags, tiers, out)
    print(f"Learned from {len(texts)} texts.")


if __name__ == "__main__":
    main()
