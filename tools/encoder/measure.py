"""How well the network hears warning signs on the development half, alone, without phrases and rules."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch

from tools.encoder.batches import MAX_TOKENS, Labels
from tools.encoder.model import Hearer
from tools.encoder.texts import ROOT

SET = ROOT / "tests/sets/redflags/development.jsonl"
SPECIFICITIES = (0.95, 0.9, 0.85)


def report(model: Hearer, tokenizer: Any, labels: Labels) -> None:
    """Print, at fixed specificities, how many flagged messages are heard, and heard at their tier."""
    rows = [json.loads(line) for line in SET.read_text().splitlines() if line.strip()]
    at_least = _at_least(model, tokenizer, [row["text"] for row in rows])
    flagged = np.array([bool(row["flags"]) for row in rows])
    wanted = np.array([labels.tiers.index(row["tier"]) + 1 if row["flags"] else 0 for row in rows])
    for specificity in SPECIFICITIES:
        bar = np.quantile(at_least[~flagged, 0], specificity)
        heard = at_least[:, 0] > bar
        tier = np.where(heard, np.maximum(1, (at_least > 0.5).sum(1)), 0)
        print(
            f"  specificity {specificity}: heard {heard[flagged].mean():.3f}, at its tier or higher "
            f"{(tier >= wanted)[flagged].mean():.3f}, "
            f"tier exact {(tier == wanted).mean():.3f} (bar {bar:.2f})",
            flush=True,
        )


def _at_least(model: Hearer, tokenizer: Any, texts: list[str]) -> Any:
    model.eval()
    rows = []
    with torch.no_grad():
        for text in texts:
            tokens = tokenizer([text], truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
            rows.append(torch.sigmoid(model(tokens["input_ids"], tokens["attention_mask"]).tiers)[0].numpy())
    return np.array(rows)
