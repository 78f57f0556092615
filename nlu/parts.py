"""The reading parts that our Rasa components share: one encoder and one reader in a process."""

from __future__ import annotations

from functools import lru_cache

from physio.knowledge import load_knowledge
from physio.reading import Reader, build_reader
from physio.reading.encoder import Encoder


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The sentence encoder, loaded on first use."""
    return Encoder.load()


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of patients' texts, built on first use from `data/knowledge`."""
    return build_reader(load_knowledge(), encoder())
