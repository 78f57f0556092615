"""Regular expressions that are only tried on texts that hold the letters they need.

Hundreds of patterns on every sentence cost more than all the rest of reading; nearly all of them need some
word ("scar", "grip") that few sentences have, and looking for letters is quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from physio.reading.pattern_parts import Part, parts_of_pattern

Needles = frozenset[str]
_NONE: Needles = frozenset()
_BEGINNING = 3


class Gated:
    """Patterns for lower-case text, each with the letters of which a text must hold one to match it.

    The letters are found by how they begin, so that a text is compared with few of them.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._always: set[int] = set()
        self._beginning: dict[str, list[tuple[str, int]]] = {}
        for number, pattern in enumerate(self._patterns):
            self._add(number, needles_of(pattern))

    def _add(self, number: int, needles: Needles) -> None:
        if not needles or min(map(len, needles)) < _BEGINNING:
            self._always.add(number)
            return
        for needle in needles:
            self._beginning.setdefault(needle[:_BEGINNING], []).append((needle, number))

    def finditer(self, low: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match in a lower-case text, with the number of its pattern, in the order of the patterns."""
        return (
            (number, match)
            for number in self.promising(low)
            for match in self._patterns[number].finditer(low)
        )

    def promising(self, low: str) -> list[int]:
        """The numbers, in order, of the patterns that could match: the text holds some of their letters."""
        held = {
            number
            for run in _runs(low) & self._beginning.keys()
            for needle, number in self._beginning[run]
            if needle in low
        }
        return sorted(self._always | held)


@lru_cache(maxsize=8)
def _runs(low: str) -> frozenset[str]:
    """The runs of letters with which a needle may begin; several `Gated` look at a text in turn."""
    return frozenset(low[start : start + _BEGINNING] for start in range(len(low) - _BEGINNING + 1))


def needles_of(pattern: re.Pattern[str]) -> Needles:
    """The letters of which a text must hold one to match the pattern; none where it could be any text."""
    return _of_options(parts_of_pattern(pattern.pattern))


def _of_options(options: Iterable[tuple[Part, ...]]) -> Needles:
    each = [_of_sequence(option) for option in options]
    return frozenset().union(*each) if all(each) else _NONE


def _of_sequence(parts: Iterable[Part]) -> Needles:
    """The rarest letters of a sequence of parts: a run of plain letters, or what one of its parts needs."""
    runs, inner = [""], []
    for part in parts:
        if part.letter and part.once:
            runs[-1] += part.letter
        else:
            runs.append("")
            inner.append(_of_part(part))
    return min([*(frozenset({run}) for run in runs if run), *filter(None, inner)], key=_common, default=_NONE)


def _of_part(part: Part) -> Needles:
    if not part.needed:
        return _NONE
    return frozenset({part.letter}) if part.letter else _of_options(part.options) if part.options else _NONE


def _common(needles: Needles) -> float:
    """About how many texts hold one of them: each further letter makes them rarer."""
    return sum(8.0 ** -len(needle) for needle in needles)
