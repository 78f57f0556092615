"""The wordings of the knowledge in a word tree, matched on normal forms, longest first.

A general matcher (spaCy's PhraseMatcher, medspaCy's TargetMatcher) was measured first: importing it takes
1.8 to 4.5 s and 55 to 120 MB, more than the whole reader may take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from physio.knowledge import Knowledge
from physio.reading.levels import LEVEL_STEMS, level_stem_at, levels_in
from physio.reading.words import Word, listed, words_of

# Words that may stand between (or be missing from) the words of a wording: "had my right hip done".
FILLERS = listed(
    "my the a an his her our your their this that left right both l r very really quite so bit extremely "
    "super "
    "of was is were are been be being bloody whole entire poor old"
)
_JOINERS = frozenset("-/()'\"&")
_MOST_FILLERS = 4
_END = "$end"


@dataclass(frozen=True)
class Entry:
    """One wording of the knowledge: the entity and id that it means."""

    entity: str
    id: str
    wording: str


@dataclass(frozen=True)
class Match:
    """A wording found: words `first` to `last` (inclusive) of the sentence. `weight` counts its own words."""

    first: int
    last: int
    weight: int
    entries: tuple[Entry, ...]
    fixed: bool


class Lexicon:
    """All wordings that stand for something, in one tree."""

    def __init__(self, entries: Iterable[Entry], fillers: frozenset[str] = FILLERS) -> None:
        """`fillers` are the words that a wording may lack or have between its own."""
        self.entries = tuple(dict.fromkeys(entries))
        self._fillers = fillers
        self._root: dict[str, Any] = {}
        for entry in self.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        node = self._root
        for stem in wording_stems(entry.wording, self._fillers):
            node = node.setdefault(stem, {})
        node.setdefault(_END, []).append(entry)

    def lookup(self, wording: str, entity: str) -> str | None:
        """The id that this very wording means, if it is one of the knowledge's."""
        node: dict[str, Any] | None = self._root
        for stem in wording_stems(wording, self._fillers):
            node = node.get(stem) if node is not None else None
        found = [e.id for e in (node or {}).get(_END, []) if e.entity == entity]
        return found[0] if found else None

    def matches(self, words: list[Word]) -> Iterator[Match]:
        """Every wording found from every place, the longest from each place last."""
        for first, word in enumerate(words):
            if word.stem in self._root:
                yield from self._from(words, first)

    def _from(self, words: list[Word], first: int) -> Iterator[Match]:
        node: Any = self._root
        skipped, weight, fixed = 0, 0, False
        for index in range(first, len(words)):
            word = words[index]
            if word.stem in node:
                node, skipped, weight = node[word.stem], 0, weight + 1
                fixed = fixed or word.fixed
                if _END in node:
                    yield Match(first, index, weight, tuple(node[_END]), fixed)
            elif skipped < _MOST_FILLERS and (word.stem in self._fillers or word.stem in _JOINERS):
                skipped += 1
            else:
                return


def wording_stems(wording: str, fillers: frozenset[str] = FILLERS) -> list[str]:
    """The normal form of a wording: its words without marks and, where anything is left, without fillers."""
    found: list[Word] = []
    start = 0
    for level in levels_in(wording):
        found += words_of(wording[start : level.start], start)
        found.append(Word(level.start, level.end, "L", level_stem_at(level)))
        start = level.end
    found += words_of(wording[start:], start)
    every = [w.stem for w in found if not w.is_mark or w.stem in LEVEL_STEMS]
    return [stem for stem in every if stem not in fillers] or every


def knowledge_entries(knowledge: Knowledge) -> Iterator[Entry]:
    """Every wording of the knowledge: patients' words, and the plain name of each thing.

    A family's plain name ("knee replacement") may be the name of one of its operations, so it isn't taken.
    """
    kinds: tuple[tuple[str, Any], ...] = (
        ("procedure", knowledge.procedures), ("symptom", knowledge.symptoms),
        ("body_part", knowledge.body_parts), ("activity", knowledge.activities),
        ("goal", knowledge.goals), ("modifier", knowledge.modifiers),
    )  # fmt: skip
    for entity, items in kinds:
        for item in items.values():
            plain = () if getattr(item, "variants", ()) else (item.plain,)
            for wording in dict.fromkeys((*item.lay, *plain)):
                yield Entry(entity, item.id, wording)
