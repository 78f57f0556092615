"""The network: MiniLM, mean-pooled to one vector, and what is learned from that vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

DIMENSIONS = 384
SCALE = 12.0  # unit vectors are this long when they reach the heads
KEPT = ("embeddings.", "pooler.")  # layers that stay as they came


@dataclass(frozen=True)
class Heard:
    """What the network makes of a batch: logits, and two unit vectors a text."""

    flags: torch.Tensor
    tiers: torch.Tensor
    intents: torch.Tensor
    clinical: torch.Tensor
    general: torch.Tensor


class Hearer(nn.Module):
    """One encoder for four tasks: flags, urgency, intents, and staying near the untuned encoder."""

    def __init__(self, base: str, flags: int, tiers: int, intents: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attn_implementation="eager")
        for name, weight in self.encoder.named_parameters():
            weight.requires_grad = not name.startswith(KEPT)
        self.flags, self.tiers = nn.Linear(DIMENSIONS, flags), nn.Linear(DIMENSIONS, tiers)
        self.intents = nn.Linear(DIMENSIONS, intents)
        self.general = nn.Linear(DIMENSIONS, DIMENSIONS, bias=False)
        nn.init.eye_(self.general.weight)
        self.dropout = nn.Dropout(0.1)

    def vectors(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The clinical and the general vector of each text."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = ((hidden * mask).sum(1) / mask.sum(1)).float()
        clinical = nn.functional.normalize(mean, dim=1)
        return clinical, nn.functional.normalize(self.general(clinical), dim=1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Heard:
        """Everything about a batch."""
        clinical, general = self.vectors(input_ids, attention_mask)
        told = self.dropout(clinical * SCALE)
        return Heard(self.flags(told), self.tiers(told), self.intents(told), clinical, general)

    def groups(self, rate: float, head_rate: float) -> list[dict[str, Any]]:
        """The weights to learn: the encoder's slowly, the heads' quickly."""
        body = [w for w in self.encoder.parameters() if w.requires_grad]
        heads = [w for part in (self.flags, self.tiers, self.intents) for w in part.parameters()]
        return [
            {"params": [*body, *self.general.parameters()], "lr": rate},
            {"params": heads, "lr": head_rate},
        ]
