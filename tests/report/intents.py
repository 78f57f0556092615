"""Intents by five-fold cross-validation on the examples of `data/nlu`: short messages only.

The encoder was tuned on these examples too, so the figures flatter: they find confusions, they are no claim.
"""

from __future__ import annotations

import numpy as np
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from nlu import parts
from nlu.intents import SentenceIntents
from nlu.train import ROOT
from tests.report.figures import Share, share

OUT, LONGEST = "out_of_scope", 200
BUTTONS = "buttons.yml"


def examples() -> tuple[list[str], list[str]]:
    """Texts and intents of the NLU data, without those that only buttons send."""
    texts, names = [], []
    paths = sorted((ROOT / "data" / "nlu").glob("*.yml"))
    for path in (path for path in paths if path.name != BUTTONS):
        if path.name == BUTTONS:
            continue
        for entry in YAML(typ="safe").load(path.read_text()).get("nlu", []):
            for line in (entry.get("examples") or "").splitlines():
                text = line.strip().removeprefix("- ")
                if text and len(text) <= LONGEST:
                    texts.append(text)
                    names.append(entry["intent"])
    return texts, names


def intent_shares() -> list[Share]:
    """Accuracy, and out-of-scope messages that were not taken for a request."""
    texts, names = examples()
    vectors = parts.encoder().both(texts)
    strength = SentenceIntents.get_default_config()["C"]
    model = LogisticRegression(C=strength, max_iter=500, class_weight="balanced")
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    found = cross_val_predict(model, vectors, np.array(names), cv=folds)
    told = [f"{text} ({name}; got {got})" for text, name, got in zip(texts, names, found, strict=True)]
    pairs = list(zip(names, found, told, strict=True))
    return [
        share(
            "intents: accuracy on examples that the encoder has seen",
            ((name == got, words) for name, got, words in pairs),
        ),
        share(
            "intents: out of scope kept out, examples that the encoder has seen",
            ((g == OUT, w) for n, g, w in pairs if n == OUT),
        ),
    ]
