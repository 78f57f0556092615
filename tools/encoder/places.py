"""Where the untuned encoder puts each text: the vectors that the general ones are held near to."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from tools.encoder.texts import Text

BATCH, MAX_TOKENS = 64, 128


def places_of(texts: Sequence[Text], base: str) -> tuple[dict[str, int], torch.Tensor]:
    """The row of each text, and the untuned unit vectors."""
    model, tokenizer = AutoModel.from_pretrained(base).eval(), AutoTokenizer.from_pretrained(base)
    ordered = sorted((t.text for t in texts), key=len)
    rows = []
    with torch.no_grad():
        for start in range(0, len(ordered), BATCH):
            tokens = tokenizer(
                ordered[start : start + BATCH],
                padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt",
            )  # fmt: skip
            mask = tokens["attention_mask"].unsqueeze(-1)
            mean = (model(**tokens).last_hidden_state * mask).sum(1) / mask.sum(1)
            rows.append(nn.functional.normalize(mean, dim=1))
    return {text: row for row, text in enumerate(ordered)}, torch.cat(rows)
