"""Reads the committed files back into weights to go on from, so that a run need not begin anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from tools.encoder.model import SCALE

_LAYER, _ROUNDED = "/MatMul_quant", ".weight_quantized"


def shipped_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The network's weights as `encoder.onnx` and `head.npz` hold them, without the intents' head.

    The names are those of `Hearer`. Each weight is off by up to half a step of its rounding to 8 bits;
    one short epoch evens that out.
    """
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    stored = {part.name: numpy_helper.to_array(part) for part in graph.initializer}
    layers = [(node.name, node.input[1]) for node in graph.node if node.name.endswith(_LAYER)]
    weights = {_layer_name(name): _unrounded(stored, kept).T for name, kept in layers}
    named = [name for name in stored if name.startswith("model.")]
    weights |= {_own_name(name): stored[name] for name in named if name.endswith((".weight", ".bias"))}
    rounded = [name for name in named if name.endswith(_ROUNDED)]
    weights |= {_own_name(name.removesuffix("_quantized")): _unrounded(stored, name) for name in rounded}
    return {name: torch.tensor(np.array(weight)) for name, weight in (weights | _heads(folder)).items()}


def _layer_name(node: str) -> str:
    """`/encoder/encoder/layer.0/MatMul_quant` is `encoder.encoder.layer.0.weight`."""
    return node.removesuffix(_LAYER).strip("/").replace("/", ".") + ".weight"


def _own_name(name: str) -> str:
    return name.removeprefix("model.")


def _unrounded(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A weight out of its 8 bits, its scale and its zero."""
    plain = name.removesuffix("_quantized")
    zero = stored[f"{plain}_zero_point"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero) * stored[f"{plain}_scale"]


def _heads(folder: Path) -> dict[str, np.ndarray]:
    """The heads of flags and tiers, at the scale they are learned at."""
    head = np.load(folder / "head.npz")
    count = len(head["flags"])
    weights, bias = head["weights"] / SCALE, head["bias"]
    return {
        "flags.weight": weights[:count],
        "flags.bias": bias[:count],
        "tiers.weight": weights[count:],
        "tiers.bias": bias[count:],
    }
