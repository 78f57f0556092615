"""Strict reading of the YAML that trainers and clinicians edit.

A `Node` is a YAML value that knows its file and line. Asking it for a type that it hasn't, or meeting an
unknown, missing or repeated key, is written down in a `Problems` list as `file:line: what is wrong. what
to do.`, and a harmless empty value is returned, so that one run reports every mistake, not only the first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"
_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"
_NUMBERS = (_INT, "tag:yaml.org,2002:float")
_BOOL = "tag:yaml.org,2002:bool"


@dataclass
class Problems:
    """Every mistake met so far, each as `file:line: what is wrong. what to do`."""

    lines: list[str] = field(default_factory=list)

    def add(self, file: str, line: int, what: str, remedy: str) -> None:
        """Write one mistake down, once. `what` and `remedy` are phrases without a final stop."""
        text = f"{file}:{line}: {what}. {remedy}."
        if text not in self.lines:
            self.lines.append(text)

    def raise_if_any(self, error: Callable[[str], Exception]) -> None:
        """Raise `error` with all the mistakes, one a line, if there are any."""
        if self.lines:
            raise error("\n".join(self.lines))


@dataclass(frozen=True)
class Node:
    """One YAML value with its file name and line (counted from 1)."""

    file: str
    raw: Any
    problems: Problems

    @property
    def line(self) -> int:
        """The line on which the value starts."""
        return int(self.raw.start_mark.line) + 1 if self.raw is not None else 1

    @property
    def is_null(self) -> bool:
        """True for an empty value or `null`."""
        return self.raw is None or self.raw.tag == _NULL

    @property
    def is_mapping(self) -> bool:
        """True for a mapping of keys to values."""
        return self.raw is not None and self.raw.tag == _MAP

    @property
    def is_list(self) -> bool:
        """True for a list."""
        return self.raw is not None and self.raw.tag == _SEQ

    def problem(self, what: str, remedy: str) -> None:
        """Write down that something is wrong with this value."""
        self.problems.add(self.file, self.line, what, remedy)

    def pairs(self) -> Mapping[str, Node]:
        """The keys and values of a mapping with free keys; a repeated key is a problem."""
        if not self.is_mapping:
            self.problem("a mapping is wanted here", "write 'key: value' lines")
            return {}
        found: dict[str, Node] = {}
        for key, value in self.raw.value:
            if key.value in found:
                self._at(key).problem(f"the key '{key.value}' is there twice", "keep one of them")
            found[str(key.value)] = self._at(value)
        return found

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Node]:
        """The keys and values of a mapping with known keys; unknown and missing keys are problems.

        A missing required key is answered with an empty node, which reads as an empty value.
        """
        found = self.pairs()
        for key in found:
            if key not in required and key not in optional:
                self._unknown(key, [*required, *optional])
        missing = [key for key in required if key not in found] if self.is_mapping else []
        for key in missing:
            self.problem(f"the key '{key}' is missing", f"add '{key}:'")
        return {**{key: Node(self.file, None, Problems()) for key in required}, **found}

    def items(self) -> Iterator[Node]:
        """The values of a list."""
        if not self.is_list:
            self.problem("a list is wanted here", "start each line with '- ' or write [a, b]")
            return iter(())
        return iter([self._at(value) for value in self.raw.value])

    def text(self) -> str:
        """A piece of text; a number or a true/false must be quoted to count as text."""
        if self.raw is not None and isinstance(self.raw.value, str) and self.raw.tag != _NULL:
            if self.raw.tag in (*_NUMBERS, _BOOL):
                self.problem(f"text is wanted, '{self.raw.value}' is not", f'write "{self.raw.value}"')
            return self.raw.value.strip()
        self.problem("text is wanted here", "write a word or a sentence, in quotes if it holds ': ' or '#'")
        return ""

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(node.text() for node in self.items())

    def number(self) -> float:
        """A number."""
        return float(self.raw.value) if self._is(_NUMBERS, "a number", "write digits without quotes") else 0.0

    def whole(self) -> int:
        """A whole number."""
        return (
            int(self.raw.value) if self._is((_INT,), "a whole number", "write digits without quotes") else 0
        )

    def flag(self) -> bool:
        """`true` or `false`."""
        wanted = self._is((_BOOL,), "true or false", "write true or false, without quotes")
        return wanted and str(self.raw.value).lower() == "true"

    def one_of(self, choices: Collection[str]) -> str:
        """A text that is one of the given choices."""
        value = self.text()
        if value and value not in choices:
            self.problem(f"'{value}' is not known here", _hint(value, choices))
        return value

    def _is(self, tags: Collection[str], what: str, remedy: str) -> bool:
        if self.raw is not None and self.raw.tag in tags:
            return True
        self.problem(f"{what} is wanted here", remedy)
        return False

    def _at(self, raw: Any) -> Node:
        return Node(self.file, raw, self.problems)

    def _unknown(self, key: str, known: Collection[str]) -> None:
        at = next(k for k, _ in self.raw.value if k.value == key)
        self._at(at).problem(f"unknown key '{key}'", _hint(key, known))


def _hint(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f"did you mean '{near[0]}'" if near else "use one of: " + ", ".join(sorted(known))


def read_yaml(path: Path, problems: Problems, name: str | None = None) -> Node:
    """Read one YAML file. `name` is how its problems call it (the file's own name if not given).

    A file that is missing or that isn't YAML is a problem, answered with an empty node.
    """
    called = name or path.name
    try:
        raw = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
        if raw is None:
            problems.add(called, 1, "the file is empty", "fill it or take it away")
    except OSError as error:
        problems.add(called, 1, f"the file can't be read ({error.strerror})", "put it there")
        raw = None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(
            called, line, f"this is not YAML: {error.problem}", "check quotes, colons and indentation"
        )
        raw = None
    return Node(called, raw, problems if raw is not None else Problems())
