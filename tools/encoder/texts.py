"""The texts that the encoder learns from: our own data, read by the product's own strict loaders."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from physio.knowledge import Knowledge, load_knowledge  # noqa: E402
from physio.knowledge.loader import default_folder  # noqa: E402
from physio.knowledge.training import ROUTINE, load_training  # noqa: E402

TOLD = "describe_problem"
LONG = 25  # words: shorter told problems of data/nlu may be warning signs, and carry no label of it


@dataclass(frozen=True)
class Text:
    """A text with its labels. `flags` is None where nobody said whether it holds a warning sign."""

    text: str
    flags: tuple[str, ...] | None
    tier: str = ROUTINE
    intent: str | None = None
    near_miss: bool = False

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def all_texts() -> tuple[list[Text], Knowledge]:
    """Every text once, with the labels of all places where it stands."""
    knowledge = load_knowledge()
    found: dict[str, Text] = {}
    for text in (*_wordings(knowledge), *_written(knowledge), *_intents()):
        known = found.get(text.text)
        found[text.text] = replace(known, intent=text.intent) if known and text.intent else known or text
    return list(found.values()), knowledge


def _wordings(knowledge: Knowledge) -> Iterator[Text]:
    """The reviewed wordings of the red flags, and their look-alikes where nothing is to be asked."""
    for flag in knowledge.red_flags.values():
        yield from (Text(lay, (flag.id,), flag.tier) for lay in flag.lay)
        clear = (n for n in flag.hard_negatives if "ask" not in n.kinds)
        yield from (Text(negative.text, (), near_miss=True) for negative in clear)


def _written(knowledge: Knowledge) -> Iterator[Text]:
    for example in load_training(default_folder(), knowledge):
        alike = not example.flags and not example.whole
        yield Text(example.text, example.flags, example.tier, near_miss=alike)


def _intents() -> Iterator[Text]:
    """The NLU examples; all but the short told problems are known to be ordinary."""
    for intent, text in nlu_examples(sorted((ROOT / "data" / "nlu").glob("*.yml"))):
        known = intent != TOLD or len(text.split()) >= LONG
        yield Text(text, () if known else None, intent=intent)


def nlu_examples(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Intent and text of each example; what only buttons send is left out."""
    for path in (path for path in paths if path.name != "buttons.yml"):
        for entry in YAML(typ="safe").load(path.read_text()).get("nlu", []):
            lines = (
                line.strip().removeprefix("- ").strip() for line in (entry.get("examples") or "").splitlines()
            )
            yield from ((entry["intent"], line) for line in lines if line)
