"""Writes what the product loads: the encoder with int8 weights, and the heads of the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from tools.encoder.batches import Labels
from tools.encoder.model import SCALE, Hearer


class _Vectors(nn.Module):
    """Only the two vectors: all that the product asks of the encoder."""

    def __init__(self, model: Hearer) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        return self.model.vectors(input_ids, attention_mask)


def export(model: Hearer, tokenizer: Any, labels: Labels, out: Path) -> None:
    """Write `encoder.onnx` and `head.npz`."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    sample = tokenizer(["a calf", "two calves"], padding=True, return_tensors="pt")
    full = out / "full.onnx"
    torch.onnx.export(
        _Vectors(model),
        (sample["input_ids"], sample["attention_mask"]),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["clinical", "general"],
        dynamic_axes={n: {0: "batch", 1: "tokens"} for n in ("input_ids", "attention_mask")}
        | {n: {0: "batch"} for n in ("clinical", "general")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    full.unlink()
    _head(model, labels, out / "head.npz")


def _head(model: Hearer, labels: Labels, path: Path) -> None:
    """The linear layers on the clinical unit vector, with the scale that they were learned at."""
    weights = torch.cat([model.flags.weight, model.tiers.weight]) * SCALE
    bias = torch.cat([model.flags.bias, model.tiers.bias])
    np.savez(
        path,
        flags=np.array(labels.flags),
        tiers=np.array(labels.tiers),
        weights=weights.detach().numpy().astype(np.float32),
        bias=bias.detach().numpy().astype(np.float32),
    )
