"""Tune the encoder on our own messages; a build-time tool, never needed at run time (see README.md).

Needs its own environment: Python 3.11 with torch, transformers, onnx, onnxruntime and the YAML libraries.
Fixed seed. Reports on the development half of `tests/sets/redflags` after each epoch, never on the test half.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoTokenizer

from tools.encoder.batches import Batch, Labels, batches
from tools.encoder.export import export
from tools.encoder.intents import learn_intents
from tools.encoder.measure import report
from tools.encoder.mixing import Mixer
from tools.encoder.model import Heard, Hearer
from tools.encoder.places import places_of
from tools.encoder.shipped import shipped_weights
from tools.encoder.texts import ROOT, Text, all_texts
from tools.encoder.words import learn_words

SEED = 20261125
RATE, HEAD_RATE, WARM_UP = 1.2e-4, 2e-3, 0.08
PRESENT_WEIGHT = 3.0  # a flag that is there weighs this much more than one that isn't
INTENT_WEIGHT, PLACE_WEIGHT = 2.0, 4.0
SHORT = 7  # words


def loss_of(heard: Heard, batch: Batch, untuned: torch.Tensor) -> torch.Tensor:
    """The sum of four losses: flags, tiers, intents, and the distance from the untuned encoder's vectors."""
    weight = torch.full((heard.flags.shape[1],), PRESENT_WEIGHT)
    flags = nn.functional.binary_cross_entropy_with_logits(
        heard.flags, batch.flags, pos_weight=weight, reduction="none"
    )
    tiers = nn.functional.binary_cross_entropy_with_logits(heard.tiers, batch.tiers, reduction="none")
    total = ((flags.sum(1) + tiers.sum(1)) * batch.told).mean()
    if batch.intended.any():
        rows = batch.intended
        told = nn.functional.cross_entropy(heard.intents[rows], batch.intents[rows], reduction="sum")
        total = total + INTENT_WEIGHT * told / len(rows)
    if batch.placed.any():
        rows = batch.placed
        near = (heard.general[rows] * untuned[batch.places[rows]]).sum(1)
        total = total + PLACE_WEIGHT * (1 - near).sum() / len(rows)
    return total


class Tuning:
    """A network on its way: texts, labels, optimiser, schedule."""

    def __init__(self, texts: list[Text], labels: Labels, base: str, epochs: int, rate: float) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.model = Hearer(base, len(labels.flags), len(labels.tiers), len(labels.intents))
        self.labels, self.texts = labels, texts
        self._mixer, self._rng = Mixer(texts, SEED), random.Random(SEED)
        self._places, self._untuned = places_of(texts, base)
        self._optimizer = torch.optim.AdamW(self.model.groups(rate, HEAD_RATE), weight_decay=0.01)
        steps = sum(1 for _ in self._epoch()) * epochs
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, [rate, HEAD_RATE], total_steps=int(steps * 1.02) + 50, pct_start=WARM_UP
        )

    def _epoch(self) -> Any:
        drawn = self._mixer.epoch()
        own = [self._places[t.text] for t in self.texts]
        places = own + [-1] * (len(drawn) - len(own))
        return batches(drawn, places, self.tokenizer, self.labels, self._rng)

    def run(self) -> tuple[float, float]:
        """One epoch; its mean loss and its seconds."""
        began, total, count = time.time(), 0.0, 0
        self.model.train()
        for batch in self._epoch():
            with torch.autocast("cpu", dtype=torch.bfloat16):
                heard = self.model(batch.input_ids, batch.attention_mask)
            loss = loss_of(_as_float(heard), batch, self._untuned)
            self._step(loss)
            total, count = total + loss.item(), count + 1
        return total / count, time.time() - began

    def _step(self, loss: torch.Tensor) -> None:
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()


def _as_float(heard: Heard) -> Heard:
    return Heard(*(part.float() for part in vars(heard).values()))


def labels_of(texts: list[Text], tiers: list[str]) -> Labels:
    """The names of all heads, in a fixed order."""
    flags = sorted({flag for text in texts for flag in text.flags or ()})
    intents = sorted({text.intent for text in texts if text.intent})
    return Labels(tuple(flags), tuple(tiers), tuple(intents))


def go_on_from(model: nn.Module, kept: dict[str, torch.Tensor]) -> None:
    """Take over earlier weights; a head whose labels have changed since begins anew."""
    own = model.state_dict()
    model.load_state_dict({n: w for n, w in kept.items() if w.shape == own[n].shape}, strict=False)


def earlier(start: Path) -> dict[str, torch.Tensor]:
    """Weights kept by a run, or read back from the files of a folder such as `models/encoder`."""
    return shipped_weights(start) if start.is_dir() else torch.load(start)


def part_of(texts: list[Text], part: int) -> list[Text]:
    """One text in `part`, and every short one that is labelled: then short answers are heard better.

    Short warnings come three times, because there are ten times as many short texts that warn of nothing.
    """
    if part == 1:
        return texts
    short = [text for text in texts if text.flags is not None and text.words <= SHORT]
    alarms = [text for text in short if text.flags]
    return [*texts[::part], *short, *alarms, *alarms]


def main() -> None:
    """Tune, report, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder of the official all-MiniLM-L6-v2 weights")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=RATE, help="the highest learning rate of the encoder")
    parser.add_argument("--start", type=Path, help="weights or folder to go on from")
    parser.add_argument(
        "--part", type=int, default=1, help="learn from one text in so many, and the short ones"
    )
    parser.add_argument("--keep", type=Path, help="where to keep the weights, for a later run")
    parser.add_argument("--out", type=Path, default=ROOT / "models/encoder")
    options = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    everything, knowledge = all_texts()
    ranked = sorted(knowledge.tiers.values(), key=lambda tier: tier.rank)
    labels = labels_of(everything, [tier.id for tier in ranked[1:]])
    texts = part_of(everything, options.part)
    print(f"{len(texts)} texts, {len(labels.flags)} flags, {len(labels.intents)} intents", flush=True)
    tuning = Tuning(texts, labels, options.base, options.epochs, options.rate)
    if options.start:
        go_on_from(tuning.model, earlier(options.start))
    for epoch in range(1, options.epochs + 1):
        loss, seconds = tuning.run()
        print(f"epoch {epoch}: loss {loss:.3f}, {seconds:.0f} s", flush=True)
        report(tuning.model, tuning.tokenizer, labels)
        export(tuning.model, tuning.tokenizer, labels, options.out)
        if options.keep:
            torch.save(tuning.model.state_dict(), options.keep)
    learn_intents(tuning.model, tuning.tokenizer, everything, options.out)
    learn_words(everything, labels.flags, labels.tiers, options.out)


if __name__ == "__main__":
    main()
