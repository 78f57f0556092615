"""Loads `data/knowledge` strictly: every problem of every file at once, with its line and its remedy."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from physio.knowledge import model as m
from physio.knowledge.checks import check
from physio.knowledge.families import join_families
from physio.knowledge.nodes import Bad, NodeReader, compose
from physio.knowledge.problems import Problems, suggestion

_TEXTS = tuple[str, ...]
_WORD_LISTS = Mapping[str, _TEXTS]


@dataclass(frozen=True)
class _Part:
    """A top-level key of a file: the type of its value, and the field of Knowledge that it fills."""

    file: str
    key: str
    kind: Any
    field: str


def _items(file: str, kind: Any, key: str = "", field: str = "") -> _Part:
    """A list of items with ids, one after the other."""
    key = key or file
    return _Part(f"{file}.yml", key, tuple[kind, ...], field or key)


PARTS = (
    _items("tiers", m.Tier),
    _items("procedures", m.Procedure),
    _items("families", m.Family),
    _items("symptoms", m.Symptom),
    _items("body_parts", m.BodyPart),
    _Part("body_parts.yml", "laterality", _WORD_LISTS, "laterality"),
    _Part("body_parts.yml", "levels", m.Levels, "levels"),
    _Part("body_parts.yml", "trend_words", _WORD_LISTS, "trend_words"),
    _Part("body_parts.yml", "severity_words", _WORD_LISTS, "severity_words"),
    _Part("body_parts.yml", "notes", _TEXTS, "notes"),
    _items("activities", m.Activity),
    _items("goals", m.Term),
    _Part("goals.yml", "not_goals", _TEXTS, "not_goals"),
    _items("asks", m.Term),
    _Part("asks.yml", "not_asks", _TEXTS, "not_asks"),
    _Part("asks.yml", "ask_openers", _TEXTS, "ask_openers"),
    _Part("asks.yml", "ask_intents", Mapping[str, str], "ask_intents"),
    _items("modifiers", m.Term),
    _items("replies", m.Term),
    _items("unwanted", m.Unwanted),
    _items("activity_profiles", m.Profile, "profiles"),
    _Part("activity_profiles.yml", "notes", _TEXTS, "notes"),
    _Part("timing.yml", "timing", m.Timing, "timing"),
    _Part("ambiguous_terms.yml", "ambiguous_terms", tuple[m.AmbiguousTerm, ...], "ambiguous"),
    _items("screening", m.ScreeningSet),
    _Part("screening.yml", "named_actions", Mapping[str, str], "named_actions"),
    _Part("screening.yml", "notes", _TEXTS, "notes"),
    _items("advice", m.Advice),
    _Part("advice.yml", "guard_meanings", Mapping[str, str], "guard_meanings"),
    _Part("emergency.yml", "emergency", m.Emergency, "emergency"),
    _items("context", m.ContextRule, field="context_rules"),
    _items("phrases", m.Phrase),
    _Part("phrases.yml", "phrase_groups", Mapping[str, str], "phrase_groups"),
    _Part("sources.yml", "sources", Mapping[str, m.Source], "sources"),
    _items("precedence", m.PrecedenceRule),
    _items("combinations", m.Combination),
    _items("hints", m.Hint),
    _Part("thresholds.yml", "thresholds", m.Thresholds, "thresholds"),
    _items("hazard_log", m.Hazard, "hazards"),
    _Part("hazard_log.yml", "notes", _TEXTS, "notes"),
)
_FLAGS = "red_flags"
_BY_ID = {
    "tiers", "procedures", "families", "symptoms", "body_parts", "activities", "goals", "asks", "modifiers",
    "replies", "unwanted", "profiles", "screening", "advice", "hazards", "red_flags",
}  # fmt: skip


class KnowledgeError(Exception):
    """The knowledge can't be used. Its text has a line a problem: `file:line: what is wrong. what to do`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def default_folder() -> Path:
    """`data/knowledge` of this checkout, or of FIRSTCONTACT_ROOT when that is set."""
    here = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("FIRSTCONTACT_ROOT", here)) / "data" / "knowledge"


DEFAULT_FOLDER = default_folder()


def load_knowledge(folder: Path = DEFAULT_FOLDER) -> m.Knowledge:
    """Everything in the folder. Raises KnowledgeError with every problem that it found."""
    problems = Problems(folder)
    raw = _read_files(folder, problems)
    if problems.found:
        raise KnowledgeError(problems.lines())
    by_id = {key: _by_id(key, value, problems) for key, value in raw.items()}
    check(by_id, problems)
    if problems.found:
        raise KnowledgeError(problems.lines())
    return _knowledge(by_id)


def _read_files(folder: Path, problems: Problems) -> dict[str, Any]:
    raw: dict[str, Any] = {"notes": {}, _FLAGS: ()}
    for file in dict.fromkeys(part.file for part in PARTS):
        parts = {part.key: part for part in PARTS if part.file == file}
        for part, value in _read_file(folder / file, _shown(folder, file), parts, problems):
            if part.field == "notes":
                raw["notes"][file] = value
            else:
                raw[part.field] = value
    flags = {_FLAGS: _items(_FLAGS, m.RedFlag)}
    for path in sorted((folder / _FLAGS).glob("*.yml")):
        for _, value in _read_file(path, _shown(folder, f"{_FLAGS}/{path.name}"), flags, problems):
            raw[_FLAGS] += value
    return raw


def _shown(folder: Path, file: str) -> str:
    """A file's name as people know it, from the root of the checkout."""
    return f"data/{folder.name}/{file}"


def _read_file(path: Path, name: str, parts: dict[str, _Part], problems: Problems) -> list[tuple[_Part, Any]]:
    node = compose(path, name, problems)
    if node is None:
        return []
    reader = NodeReader(name, problems)
    try:
        pairs = reader.pairs(node, "the file")
    except Bad:
        return []
    _check_keys(pairs, parts, reader, node)
    known = pairs.keys() & parts.keys()
    return [(parts[key], value) for key in known for value in _try(reader, pairs, parts[key])]


def _check_keys(pairs: dict[str, Any], parts: dict[str, _Part], reader: NodeReader, node: Any) -> None:
    for key in pairs.keys() - parts.keys():
        remedy = suggestion(key, parts, f" Use one of: {', '.join(parts)}.")
        reader.fail(pairs[key][0], f'unknown key "{key}" at the top.{remedy}')
    for key in parts.keys() - pairs.keys():
        reader.fail(node, f'the file has no "{key}". Add the line `{key}:` and its entries.')


def _try(reader: NodeReader, pairs: dict[str, Any], part: _Part) -> list[Any]:
    try:
        return [reader.read(pairs[part.key][1], part.kind, _singular(part.key))]
    except Bad:
        return []


def _singular(key: str) -> str:
    """`red_flags` -> `red flag`: what one entry is called in messages."""
    words = key.replace("_", " ")
    words = words[:-3] + "y" if words.endswith("ies") else words
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def _by_id(key: str, value: Any, problems: Problems) -> Any:
    if key not in _BY_ID:
        return value
    items: dict[str, Any] = {}
    for item in value:
        if item.id in items:
            problems.at(item, "id", f'the id "{item.id}" is used twice in {key}. Change one of them.')
        items[item.id] = item
    return items


def _knowledge(by_id: dict[str, Any]) -> m.Knowledge:
    read = dict(by_id)
    read["procedures"] = join_families(read["procedures"], read.pop("families"))
    read["profiles"] = {key: profile.activities for key, profile in read["profiles"].items()}
    frozen: dict[str, Any] = {
        key: MappingProxyType(v) if isinstance(v, dict) else v for key, v in read.items()
    }
    return m.Knowledge(**frozen)
