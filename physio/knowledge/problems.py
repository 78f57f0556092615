"""The problems of the knowledge files, each with its place and its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class Problems:
    """The problems found so far, and where each value was written."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.parent.parent
        self.found: list[tuple[str, int, str]] = []
        self._where: dict[tuple[int, str], tuple[str, int]] = {}
        self._kept: list[object] = []

    def add(self, file: str, line: int, message: str) -> None:
        """Note that `file:line` has a problem; the message says what is wrong and what to do."""
        self.found.append((file, line, message))

    def mark(self, thing: object, key: str, file: str, line: int) -> None:
        """Remember where `key` of a thing was written ("" for the thing itself)."""
        self._kept.append(thing)
        self._where[(id(thing), key)] = (file, line)

    def at(self, thing: object, key: str, message: str) -> None:
        """Note a problem of a thing's field (`lay`, or `lay.3` for one entry of a list)."""
        for place in (key, key.split(".")[0], ""):
            if (id(thing), place) in self._where:
                return self.add(*self._where[(id(thing), place)], message)
        raise KeyError(f"nothing was marked for {thing!r}")

    def lines(self) -> list[str]:
        """The problems as `file:line: message`, in the order of the files."""
        return [f"{file}:{line}: {message}" for file, line, message in sorted(set(self.found))]


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """` Did you mean "tier"?`, or the remedy given when nothing is close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f' Did you mean "{close[0]}"?' if close else otherwise
