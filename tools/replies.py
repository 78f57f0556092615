"""Who says which reply. Most replies are said by actions, which Rasa's own validation doesn't see.

A reply of `domain.yml` is used if a rule or story names it, an action says it by name or by a pattern
(`f"utter_noted_wish_{wish}"`), a form asks with it, or a topic of questions is answered with it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.topics import load_topics
from physio.knowledge import load_knowledge

UTTER, ANSWER, AGAIN = "utter_", "utter_answer_", "_again"
BOT = "bot"
METADATA = "utter_action"  # Rasa's key for the name of a reply, itself no reply


@dataclass(frozen=True)
class Replies:
    """The replies of an assistant's folder: where each is written, and by which patterns they are said."""

    lines: dict[str, int]
    named: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def used(self, name: str) -> bool:
        """Whether anybody says it; `..._again` is said where the reply before it is."""
        if name.endswith(AGAIN) and self.used(name.removesuffix(AGAIN)):
            return True
        return name in self.named or any(pattern.fullmatch(name) for pattern in self.patterns)

    def problems(self) -> list[str]:
        """Replies that nobody says, and names that are said and have no words, each with what to do."""
        unused = [
            f"domain.yml:{line}: nobody says {name}. Use it in a rule or an action, name its topic in "
            "data/answers.yml, or remove it."
            for name, line in self.lines.items()
            if not self.used(name)
        ]
        wordless = sorted(name for name in self.named if name not in self.lines)
        return unused + [f"domain.yml: {name} is said and has no words. Write it." for name in wordless]


def load_replies(root: Path) -> Replies:
    """Read the domain, the rules, the topics and the code of the actions."""
    domain = YAML(typ="safe").load(root / "domain.yml")
    said = list(_said(root / "actions"))
    named = {words for words in said if "*" not in words}
    named |= {words for words in _in_rules(root) if words.startswith(UTTER)}
    named |= {ANSWER + name for name in load_topics(root / "data" / "answers.yml")}
    patterns = [_pattern(words) for words in said if "*" in words]
    patterns += [_pattern(f"{UTTER}ask_{slot}") for slot in _slots(domain)]
    patterns += [_pattern(ANSWER + topic) for topic in _topics(domain, root)]
    return Replies(_lines(root / "domain.yml"), frozenset(named), tuple(patterns))


def _lines(path: Path) -> dict[str, int]:
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    matches = ((re.match(rf"  ({UTTER}\w+):", line), number) for number, line in numbered)
    return {match[1]: number for match, number in matches if match}


def _said(folder: Path) -> Iterator[str]:
    """The names in the code of the actions; what is filled in stands as a star."""
    for path in sorted(folder.glob("*.py")):
        yield from _names(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    nodes = list(nodes)
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if id(node) in parts:
            continue
        if isinstance(node, ast.Constant) and re.fullmatch(rf"{UTTER}\w*[a-z0-9]", str(node.value)):
            yield from {str(node.value)} - {METADATA}
        elif isinstance(node, ast.JoinedStr):
            words = "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)
            if re.fullmatch(rf"{UTTER}\w[\w*]+", words):
                yield words


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words).replace(r"\*", r"\w*"))


def _in_rules(root: Path) -> Iterator[str]:
    for path in (p for name in ("rules", "stories") for p in sorted((root / "data" / name).glob("*.yml"))):
        page = YAML(typ="safe").load(path) or {}
        for told in (*page.get("rules", ()), *page.get("stories", ())):
            yield from (str(step["action"]) for step in told["steps"] if "action" in step)


def _slots(domain: dict[str, Any]) -> Iterator[str]:
    return (slot for form in domain["forms"].values() for slot in form["required_slots"])


def _topics(domain: dict[str, Any], root: Path) -> Iterator[str]:
    """What can be asked: intents, what the reader finds, and what we are."""
    yield BOT
    yield from (name.removeprefix("ask_") for name in domain["intents"] if str(name).startswith("ask_"))
    yield from load_knowledge(root / "data" / "knowledge").asks
