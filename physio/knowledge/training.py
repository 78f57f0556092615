"""The written training messages, loaded strictly: `data/knowledge/examples` and `data/knowledge/ordinary`.

`examples` has one file for each red flag: `present` (sentences that mean it), `alike` (sentences that only
sound like it) and `messages` (whole ones, with a flag or without). `ordinary` holds what patients write when
nothing is wrong. They are learned from when the encoder is tuned (`tools/encoder`), not at run time, so a
start doesn't read them; `make validate` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from physio.knowledge.model import Knowledge
from physio.strict_yaml import Node, Problems, read_yaml

PRESENT, ROUTINE = "present", "routine"
REASONS = ("neg", "hist", "hypo", "other", "exp", "idiom", "sport", "admin", "plain")


class TrainingError(Exception):
    """Every problem of every file, each with its line and its remedy."""


@dataclass(frozen=True)
class Example:
    """A text, the red flags that it raises and its tier (routine without a flag).

    `why` is `present` for a text with a flag, else the reason why it has none. `whole` tells a whole message
    from a sentence. The tier is the condition's own unless the text states what raises or lowers it.
    """

    text: str
    flags: tuple[str, ...]
    tier: str
    why: str
    whole: bool = False


def load_training(folder: Path, knowledge: Knowledge) -> tuple[Example, ...]:
    """All examples below a folder. Raises TrainingError naming file, line and remedy of every mistake."""
    problems = Problems()
    found = [
        e for path in sorted((folder / "examples").glob("*.yml")) for e in _flag(path, knowledge, problems)
    ]
    found += [e for path in sorted((folder / "ordinary").glob("*.yml")) for e in _ordinary(path, problems)]
    problems.raise_if_any(TrainingError)
    return tuple(found)


def _flag(path: Path, knowledge: Knowledge, problems: Problems) -> Iterator[Example]:
    """The examples of one red flag."""
    name = f"data/knowledge/examples/{path.name}"
    page = read_yaml(path, problems, name).fields(("red_flag", "present", "alike", "messages"))
    flag = page["red_flag"].one_of(knowledge.red_flags)
    yield from (_present(entry, flag, knowledge) for entry in page["present"].items())
    yield from (_alike(entry) for entry in page["alike"].items())
    yield from (_message(entry, knowledge) for entry in page["messages"].items())


def _ordinary(path: Path, problems: Problems) -> Iterator[Example]:
    page = read_yaml(path, problems, f"data/knowledge/ordinary/{path.name}").fields(("ordinary",))
    return (_alike(entry) for entry in page["ordinary"].items())


def _present(entry: Node, flag: str, knowledge: Knowledge) -> Example:
    """A sentence that means the file's red flag, at its own tier unless another is written."""
    fields = entry.fields(("text",), ("tier", "flags"))
    tier = fields["tier"].one_of(knowledge.tiers) if "tier" in fields else _own_tier(flag, knowledge)
    flags = _flags(fields["flags"], knowledge) if "flags" in fields else (flag,)
    return Example(fields["text"].text(), flags, tier, PRESENT)


def _own_tier(flag: str, knowledge: Knowledge) -> str:
    return knowledge.red_flags[flag].tier if flag in knowledge.red_flags else ROUTINE


def _flags(node: Node, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(each.one_of(knowledge.red_flags) for each in node.items())


def _alike(entry: Node) -> Example:
    fields = entry.fields(("text", "why"))
    return Example(fields["text"].text(), (), ROUTINE, fields["why"].one_of(REASONS))


def _message(entry: Node, knowledge: Knowledge) -> Example:
    """A whole message: with `flags` and `tier`, or with `why` it has none."""
    fields = entry.fields(("text",), ("flags", "tier", "why"))
    if "why" in fields:
        return Example(fields["text"].text(), (), ROUTINE, fields["why"].one_of(REASONS), whole=True)
    flags = _flags(fields["flags"], knowledge) if "flags" in fields else ()
    tier = fields["tier"].one_of(knowledge.tiers) if "tier" in fields else ""
    if not flags or not tier:
        entry.problem("a message needs 'flags' and 'tier', or 'why' it has none", "add what is missing")
    return Example(fields["text"].text(), flags, tier or ROUTINE, PRESENT, whole=True)
