"""The written training messages of `data/knowledge/examples`: one file for each red flag, loaded strictly.

They are learned from when the flag model is tuned (`tools/flag_model`), not at run time, so a start
doesn't read them; `make validate` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from physio.knowledge.model import Knowledge
from physio.strict_yaml import Node, Problems, read_yaml

PRESENT, ROUTINE = "present", "routine"
REASONS = ("neg", "hist", "hypo", "other", "exp", "idiom", "sport", "admin")


class TrainingError(Exception):
    """Every problem of every file, each with its line and its remedy."""


@dataclass(frozen=True)
class Example:
    """A text, the red flags that it raises, and the tier of a whole message (None for a sentence).

    `why` is `present`, the reason why a look-alike is none, or empty for a whole message. A message whose
    tier isn't written is routine.
    """

    text: str
    flags: tuple[str, ...]
    tier: str | None = None
    why: str = ""


def load_training(folder: Path, knowledge: Knowledge) -> tuple[Example, ...]:
    """All examples of a folder. Raises TrainingError naming file, line and remedy of every mistake."""
    problems = Problems()
    found = [e for path in sorted(folder.glob("*.yml")) for e in _file(path, knowledge, problems)]
    problems.raise_if_any(TrainingError)
    return tuple(found)


def _file(path: Path, knowledge: Knowledge, problems: Problems) -> Iterator[Example]:
    name = f"data/knowledge/examples/{path.name}"
    page = read_yaml(path, problems, name).fields(("red_flag", "present", "alike", "messages"))
    flag = page["red_flag"].one_of(knowledge.red_flags)
    yield from (Example(text, (flag,), why=PRESENT) for text in page["present"].texts())
    yield from (_alike(entry) for entry in page["alike"].items())
    yield from (_message(entry, knowledge) for entry in page["messages"].items())


def _alike(entry: Node) -> Example:
    fields = entry.fields(("text", "why"))
    return Example(fields["text"].text(), (), why=fields["why"].one_of(REASONS))


def _message(entry: Node, knowledge: Knowledge) -> Example:
    fields = entry.fields(("text", "flags"), ("tier",))
    flags = tuple(node.one_of(knowledge.red_flags) for node in fields["flags"].items())
    tier = fields["tier"].one_of(knowledge.tiers) if "tier" in fields else ROUTINE
    return Example(fields["text"].text(), flags, tier)
