"""Reads YAML into the types of `model`, remembering the line of every value and collecting every problem."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Union

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from physio.knowledge.problems import Problems, suggestion

_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


class Bad(Exception):
    """A value that can't be read; it was already reported."""


def compose(path: Path, name: str, problems: Problems) -> Any:
    """The YAML node tree of a file, or None (reported) when the file isn't there or isn't YAML."""
    try:
        node = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.add(name, 1, "the file is missing. Put it back, or take it from the last release.")
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        problems.add(name, line, f"not valid YAML ({error.problem}). Check quotes and indentation here.")
        return None
    if node is None:
        problems.add(name, 1, "the file is empty. Put it back, or take it from the last release.")
    return node


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """The fields of a dataclass: its type, and whether it must be written."""
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return {
        f.name: (hints[f.name], f.default is missing and f.default_factory is missing)
        for f in dataclasses.fields(kind)
    }


class NodeReader:
    """Turns the nodes of one file into values of the asked types."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems

    def fail(self, node: Any, message: str) -> Bad:
        """Report a problem at a node, and give back what to raise."""
        self.problems.add(self.file, node.start_mark.line + 1, message)
        return Bad()

    def read(self, node: Any, kind: Any, name: str) -> Any:
        """A value of the given type. `name` is what people call it. Raises Bad when it was reported."""
        origin = typing.get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._optional(node, kind, name)
        if origin is tuple:
            return self._tuple(node, typing.get_args(kind), name)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(node, typing.get_args(kind)[1], name)
        if dataclasses.is_dataclass(kind):
            return self._dataclass(node, typing.cast(type, kind), name)
        return self._scalar(node, kind, name)

    def _optional(self, node: Any, kind: Any, name: str) -> Any:
        if node.id == "scalar" and node.value in ("", "null", "~") and not node.style:
            return None
        (inner,) = [k for k in typing.get_args(kind) if k is not type(None)]
        return self.read(node, inner, name)

    def _scalar(self, node: Any, kind: type, name: str) -> Any:
        if node.id != "scalar":
            raise self.fail(node, f"{name} must be {_WORDS[kind]}. Write one value, not a list or a block.")
        if kind is bool:
            if node.value in ("true", "false"):
                return node.value == "true"
            raise self.fail(node, f"{name} must be true or false, not {node.value!r}. Write one of them.")
        try:
            value = kind(node.value)
        except ValueError:
            wrong = f"{name} must be {_WORDS[kind]}, not {node.value!r}. Write a number."
            raise self.fail(node, wrong) from None
        if kind is str and not value.strip():
            raise self.fail(node, f"{name} is empty. Write its text, or take the line out.")
        return value

    def _tuple(self, node: Any, args: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        if node.id != "sequence":
            raise self.fail(node, f"{name} must be a list. Write one entry a line, each after a dash.")
        if Ellipsis not in args:
            if len(node.value) != len(args):
                raise self.fail(node, f"{name} must have {len(args)} entries. It has {len(node.value)}.")
            return tuple(self.read(n, k, name) for n, k in zip(node.value, args, strict=True))
        entry = name if dataclasses.is_dataclass(args[0]) else f"an entry of {name}"
        return tuple(self._each(node.value, args[0], entry))

    def _each(self, nodes: list[Any], kind: Any, name: str) -> Iterable[Any]:
        for node in nodes:
            try:
                yield self.read(node, kind, name)
            except Bad:
                continue

    def pairs(self, node: Any, name: str) -> dict[str, tuple[Any, Any]]:
        """The keys of a mapping with their key and value nodes; a key written twice is reported."""
        if node.id != "mapping":
            raise self.fail(node, f"{name} must be a block of `key: value` lines. Indent its keys below it.")
        pairs: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            if key.value in pairs:
                self.fail(key, f'the key "{key.value}" is written twice in {name}. Keep one of them.')
            pairs[key.value] = (key, value)
        return pairs

    def _mapping(self, node: Any, kind: Any, name: str) -> Mapping[str, Any]:
        read = {}
        for key, (_, value) in self.pairs(node, name).items():
            try:
                read[key] = self._named(value, kind, key, f"{key} of {name}")
            except Bad:
                continue
        frozen = types.MappingProxyType(read)
        self.problems.mark(frozen, "", self.file, node.start_mark.line + 1)
        for key, (key_node, _) in self.pairs(node, name).items():
            self.problems.mark(frozen, key, self.file, key_node.start_mark.line + 1)
        return frozen

    def _named(self, node: Any, kind: Any, key: str, name: str) -> Any:
        """A mapping's value; a dataclass with an `id` takes the key as its id."""
        if dataclasses.is_dataclass(kind) and "id" in _fields(typing.cast(type, kind)):
            return self._dataclass(node, typing.cast(type, kind), name, {"id": key})
        return self.read(node, kind, name)

    def _dataclass(self, node: Any, kind: Any, name: str, given: dict[str, Any] | None = None) -> Any:
        if node.id == "scalar" and hasattr(kind, "parse"):
            return self._parsed(node, kind, name)
        values = dict(given or {})
        pairs = self.pairs(node, name)
        fields = _fields(kind)
        label = self._label(pairs, name)
        bad = self._unknown(pairs, fields, label)
        bad |= self._missing(node, {*pairs, *values}, fields, label)
        for key in pairs.keys() & fields.keys():
            try:
                values[key] = self.read(pairs[key][1], fields[key][0], f"{key} of {label}")
            except Bad:
                bad = True
        if bad:
            raise Bad
        return self._marked(kind(**values), node, pairs)

    def _parsed(self, node: Any, kind: Any, name: str) -> Any:
        try:
            return kind.parse(node.value)
        except ValueError as error:
            raise self.fail(node, f"{name} ({node.value!r}): {error}") from None

    @staticmethod
    def _label(pairs: dict[str, tuple[Any, Any]], name: str) -> str:
        return f'{name} "{pairs["id"][1].value}"' if "id" in pairs and pairs["id"][1].id == "scalar" else name

    def _unknown(self, pairs: dict[str, tuple[Any, Any]], fields: Mapping[str, Any], label: str) -> bool:
        unknown = [key for key in pairs if key not in fields]
        for key in unknown:
            remedy = suggestion(key, fields, f" Use one of: {', '.join(fields)}.")
            self.fail(pairs[key][0], f'unknown key "{key}" in {label}.{remedy}')
        return bool(unknown)

    def _missing(self, node: Any, has: set[str], fields: Mapping[str, Any], label: str) -> bool:
        misspelt = {
            close for key in has - fields.keys() for close in difflib.get_close_matches(key, fields, n=1)
        }
        required = [key for key, (_, needed) in fields.items() if needed]
        missing = [key for key in required if key not in has | misspelt]
        for key in missing:
            self.fail(node, f'{label} has no "{key}". Add the line `{key}: ...`.')
        return bool(missing)

    def _marked(self, thing: Any, node: Any, pairs: dict[str, tuple[Any, Any]]) -> Any:
        self.problems.mark(thing, "", self.file, node.start_mark.line + 1)
        for key, (key_node, value) in pairs.items():
            self.problems.mark(thing, key, self.file, key_node.start_mark.line + 1)
            for i, entry in enumerate(value.value if value.id == "sequence" else ()):
                self.problems.mark(thing, f"{key}.{i}", self.file, entry.start_mark.line + 1)
        return thing
