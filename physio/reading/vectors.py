"""Vectors of fixed texts (wordings, examples), kept in a file so that a start doesn't encode them again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np

from physio.reading.encoder import Encoder, Vectors, kept_folder, weights_digest


def remembered(encoder: Encoder, texts: Sequence[str], folder: Path | None = None) -> Vectors:
    """The vectors of `texts`, one row each, from the file of an earlier start where there is one.

    The file's name holds a digest of the texts and of the weights, so it is never out of date. A folder
    that can't be written only costs the time to encode again.
    """
    path = (folder or kept_folder()) / f"vectors-{_digest(texts)}.npy"
    try:
        return cast(Vectors, np.load(path))
    except (OSError, ValueError):
        vectors = encoder.encode(texts)
        _keep(path, vectors)
        return vectors


def _digest(texts: Sequence[str]) -> str:
    parts = (weights_digest(), *texts)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]


def _keep(path: Path, vectors: Vectors) -> None:
    part = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.save(file, vectors)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
