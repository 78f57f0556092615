"""Tune the sentence encoder to hear warning signs; a build-time tool, never needed at run time.

Needs its own environment: Python 3.11 with torch, transformers, onnx, onnxruntime and ruamel.yaml.
Learns from `data/knowledge/examples` and the wordings of the red flags; reports on the development half
of `tests/sets/redflags`; writes `models/encoder/` (int8 ONNX, labels, card). Fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from ruamel.yaml import YAML
from torch import nn
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261123
MAX_TOKENS = 160
FROZEN = ("embeddings.", "encoder.layer.0.")


@dataclass(frozen=True)
class Example:
    """A text and the red flags that it raises (none for a look-alike)."""

    text: str
    flags: tuple[str, ...]


def pack_examples(folder: Path) -> list[Example]:
    """The reviewed wordings of the red flags, and their look-alikes."""
    found = []
    for path in sorted((folder / "red_flags").glob("*.yml")):
        flags = YAML(typ="safe").load(path.read_text())["red_flags"]
        for name, flag in flags.items() if isinstance(flags, dict) else ((f["id"], f) for f in flags):
            found += [Example(words, (name,)) for words in flag["lay"]]
            found += [Example(_plain(words), ()) for words in flag["hard_negatives"]]
    return found


def everyday_examples(data: Path) -> list[Example]:
    """Ordinary messages (the intents' examples, the everyday sentences), and further ways to say a flag.

    Short told problems are left out, because some of them are warning signs.
    """
    found = []
    for path in sorted((data / "nlu").glob("*.yml")):
        for entry in YAML(typ="safe").load(path.read_text()).get("nlu", []):
            lines = [line.strip().removeprefix("- ") for line in (entry.get("examples") or "").splitlines()]
            told = entry["intent"] == "describe_problem"
            found += [Example(line, ()) for line in lines if line and (not told or len(line.split()) >= 25)]
    page = YAML(typ="safe").load((data / "knowledge" / "everyday.yml").read_text())
    ways = YAML(typ="safe").load((data / "knowledge" / "examples.yml").read_text())["examples"]
    found += [Example(text, (flag,)) for flag, texts in ways.items() for text in texts]
    return found + [Example(text, ()) for text in page["everyday"]]


def _plain(negative: Any) -> str:
    text = negative["text"] if isinstance(negative, dict) else negative
    return str(text).split(" [")[0]


def written_examples(folder: Path) -> list[Example]:
    """The written training sentences and messages."""
    found = []
    for path in sorted((folder / "examples").glob("*.yml")):
        page = YAML(typ="safe").load(path.read_text())
        found += [Example(text, (page["red_flag"],)) for text in page.get("present", [])]
        found += [Example(_plain(entry), ()) for entry in page.get("alike", [])]
        found += [Example(entry["text"], tuple(entry["flags"])) for entry in page.get("messages", [])]
    return found


class Hearer(nn.Module):
    """The encoder, mean-pooled, with one output for each red flag."""

    def __init__(self, base: str, size: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attn_implementation="eager")
        for name, weight in self.encoder.named_parameters():
            weight.requires_grad = not name.startswith(FROZEN)
        self.head = nn.Linear(self.encoder.config.hidden_size, size)
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits, one row a text."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1.0)
        return self.head(self.dropout(pooled))


def batches(examples: list[Example], size: int, seed: int) -> list[list[Example]]:
    """Batches of similar length, in random order."""
    rng = random.Random(seed)
    order = sorted(examples, key=lambda e: len(e.text) + rng.random() * 20)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def tensors(batch: list[Example], tokenizer: Any, labels: list[str]) -> tuple[Any, torch.Tensor]:
    """Token ids and multi-hot targets."""
    texts = [e.text for e in batch]
    inputs = tokenizer(texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
    target = torch.zeros(len(batch), len(labels))
    for row, example in enumerate(batch):
        for flag in example.flags:
            target[row, labels.index(flag)] = 1.0
    return inputs, target


def fit(model: Hearer, tokenizer: Any, examples: list[Example], labels: list[str], epochs: int) -> None:
    """Binary cross-entropy for each flag; a flag's presence weighs four times its absence."""
    groups = [
        {"params": [w for w in model.encoder.parameters() if w.requires_grad], "lr": 8e-5},
        {"params": model.head.parameters(), "lr": 2e-3},
    ]
    steps = epochs * (len(examples) // 32 + 1)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [8e-5, 2e-3], total_steps=steps + epochs, pct_start=0.1
    )
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.full((len(labels),), 4.0))
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        model.train()
        for batch in batches(examples, 32, SEED + epoch):
            inputs, target = tensors(batch, tokenizer, labels)
            loss = loss_of(model(inputs["input_ids"], inputs["attention_mask"]), target)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total:.2f}, {time.time() - began:.0f} s", flush=True)


def probabilities(model: Hearer, tokenizer: Any, texts: list[str]) -> np.ndarray:
    """Flag probabilities of texts."""
    model.eval()
    rows = []
    with torch.no_grad():
        for text in texts:
            inputs = tokenizer([text], truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
            rows.append(torch.sigmoid(model(inputs["input_ids"], inputs["attention_mask"]))[0].numpy())
    return np.array(rows)


def report(model: Hearer, tokenizer: Any) -> None:
    """Recall at fixed specificities on the development half, whole messages, any flag."""
    path = ROOT / "tests/sets/redflags/development.jsonl"
    if not path.exists():
        return
    rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    score = probabilities(model, tokenizer, [row["text"] for row in rows]).max(axis=1)
    flagged = np.array([bool(row["flags"]) for row in rows])
    for specificity in (0.98, 0.95, 0.9, 0.8):
        bar = np.quantile(score[~flagged], specificity)
        print(
            f"specificity {specificity}: recall {(score[flagged] > bar).mean():.3f} at {bar:.3f}", flush=True
        )


def export(model: Hearer, tokenizer: Any, labels: list[str], out: Path) -> None:
    """Write the int8 ONNX file, its labels and its tokenizer."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    sample = tokenizer(["a calf", "two calves"], padding=True, return_tensors="pt")
    full = out / "full.onnx"
    torch.onnx.export(
        model,
        (sample["input_ids"], sample["attention_mask"]),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={n: {0: "batch", 1: "tokens"} for n in ("input_ids", "attention_mask")}
        | {"logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(out / "flags.onnx"), weight_type=QuantType.QInt8)
    full.unlink()
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def main() -> None:
    """Train, report, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder of the official all-MiniLM-L6-v2 weights")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "models/encoder")
    options = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    knowledge = ROOT / "data/knowledge"
    examples = pack_examples(knowledge) + written_examples(knowledge) + everyday_examples(ROOT / "data")
    labels = sorted({flag for example in examples for flag in example.flags})
    print(f"{len(examples)} examples, {len(labels)} flags", flush=True)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = Hearer(options.base, len(labels))
    fit(model, tokenizer, examples, labels, options.epochs)
    report(model, tokenizer)
    export(model, tokenizer, labels, options.out)


if __name__ == "__main__":
    main()
