"""Turns texts into padded batches of similar length, with the targets of each task."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from tools.encoder.texts import Text

MAX_TOKENS, BATCH_TOKENS, MOST_TEXTS = 224, 1500, 64


@dataclass(frozen=True)
class Labels:
    """The names behind the rows of the heads. `tiers` go from the lowest up, routine left out."""

    flags: tuple[str, ...]
    tiers: tuple[str, ...]
    intents: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """Token ids and targets; `told`, `intended` and `placed` say which rows a task may learn from."""

    input_ids: torch.Tensor
    attention_mask: torch.Tensor
    flags: torch.Tensor
    tiers: torch.Tensor
    told: torch.Tensor
    intents: torch.Tensor
    places: torch.Tensor

    @property
    def intended(self) -> torch.Tensor:
        """The rows with an intent."""
        return self.intents >= 0

    @property
    def placed(self) -> torch.Tensor:
        """The rows whose place in the untuned encoder's space is known."""
        return self.places >= 0


def batches(
    texts: Sequence[Text], places: Sequence[int], tokenizer: Any, labels: Labels, rng: random.Random
) -> Iterator[Batch]:
    """All texts once, in random batches of similar length. `places`: rows of the untuned vectors, or -1."""
    ids = tokenizer([t.text for t in texts], truncation=True, max_length=MAX_TOKENS)["input_ids"]
    groups = list(_groups([len(row) for row in ids], rng))
    rng.shuffle(groups)
    for group in groups:
        yield _batch([ids[i] for i in group], [texts[i] for i in group], [places[i] for i in group], labels)


def _groups(lengths: Sequence[int], rng: random.Random) -> Iterator[list[int]]:
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 4):
        group.append(index)
        if len(group) >= MOST_TEXTS or lengths[index] * len(group) >= BATCH_TOKENS:
            yield group
            group = []
    if group:
        yield group


def _batch(rows: list[list[int]], texts: list[Text], places: list[int], labels: Labels) -> Batch:
    input_ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    mask = torch.zeros_like(input_ids)
    for index, row in enumerate(rows):
        input_ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = 1
    return Batch(
        input_ids,
        mask,
        torch.tensor([[float(name in (t.flags or ())) for name in labels.flags] for t in texts]),
        torch.tensor([_at_least(t.tier, labels.tiers) for t in texts]),
        torch.tensor([float(t.flags is not None) for t in texts]),
        torch.tensor([labels.intents.index(t.intent) if t.intent else -1 for t in texts]),
        torch.tensor(places),
    )


def _at_least(tier: str, tiers: Sequence[str]) -> list[float]:
    """One for every tier up to this one."""
    reached = tiers.index(tier) + 1 if tier in tiers else 0
    return [1.0] * reached + [0.0] * (len(tiers) - reached)
