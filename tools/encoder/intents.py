"""Learns what sentences are for from the tuned vectors: a logistic regression, kept as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from tools.encoder.batches import MAX_TOKENS
from tools.encoder.model import Hearer
from tools.encoder.texts import Text

STRENGTH, ROUNDS, BATCH = 12.0, 500, 32


def learn_intents(model: Hearer, tokenizer: Any, texts: Sequence[Text], out: Path) -> None:
    """Write `intents.npz`."""
    told = sorted((t for t in texts if t.intent), key=lambda t: len(t.text))
    vectors = np.vstack(
        [
            _vectors(model, tokenizer, [t.text for t in told[i : i + BATCH]])
            for i in range(0, len(told), BATCH)
        ]
    )
    learned = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, class_weight="balanced")
    learned.fit(vectors, [t.intent for t in told])
    np.savez(
        out / "intents.npz",
        intents=np.array([str(name) for name in learned.classes_]),
        weights=learned.coef_.astype(np.float32),
        bias=learned.intercept_.astype(np.float32),
    )


def _vectors(model: Hearer, tokenizer: Any, texts: list[str]) -> Any:
    model.eval()
    tokens = tokenizer(texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
    with torch.no_grad():
        clinical, general = model.vectors(tokens["input_ids"], tokens["attention_mask"])
    return np.hstack([clinical.numpy(), general.numpy()])
