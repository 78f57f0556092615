"""Regular expressions that are only tried on texts that hold the letters they need.

Hundreds of patterns on every sentence cost more than all the rest of reading; nearly all of them need some
word ("scar", "grip") that few sentences have, and looking for letters is quick.
"""

from __future__ import annotations

import re
import sre_parse
from collections.abc import Iterable, Iterator
from typing import Any

Needles = frozenset[str]
_NONE: Needles = frozenset()


class Gated:
    """A pattern for lower-case text, with the letters of which a text must hold one to match it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.needles = tuple(_of_sequence(sre_parse.parse(pattern.pattern).data))

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        """Every match in a lower-case text."""
        if self.needles and not any(needle in low for needle in self.needles):
            return iter(())
        return self._pattern.finditer(low)


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Needles:
    """The rarest letters of a sequence of parts: a run of plain letters, or what one of its parts needs."""
    runs, inner = [""], []
    for kind, value in parts:
        if kind is sre_parse.LITERAL:
            runs[-1] += chr(value)
        elif kind is not sre_parse.AT:
            runs.append("")
            inner.append(_of_part(kind, value))
    return min([*(frozenset({run}) for run in runs if run), *filter(None, inner)], key=_common, default=_NONE)


def _of_part(kind: Any, value: Any) -> Needles:
    if kind is sre_parse.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is sre_parse.BRANCH:
        each = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else _NONE
    if kind is sre_parse.MAX_REPEAT and value[0] > 0:
        return _of_sequence(value[2])
    return _NONE


def _common(needles: Needles) -> float:
    """About how many texts hold one of them: each further letter makes them rarer."""
    return sum(8.0 ** -len(needle) for needle in needles)
