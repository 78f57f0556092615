"""The clinical things that a sentence names, as findings without context: what, where, by which wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from physio.knowledge import Knowledge
from physio.knowledge.families import narrowest
from physio.reading.guards import NEED_COMPANY, allowed
from physio.reading.idioms import idioms_in
from physio.reading.lexicon import Entry, Lexicon, Match
from physio.reading.methods import Methods
from physio.reading.model import Finding, Sentence
from physio.reading.phrases import PHRASE, Phrases, with_phrases
from physio.reading.pieces import Pieces
from physio.reading.regions import by_level
from physio.reading.words import Word, listed, plain, straight

# On equal length the first of these wins; a part inside a symptom's words ("clicky hip") counts as well.
_RANK = {"procedure": 0, "activity": 1, "symptom": 2, "body_part": 3, "goal": 4, "modifier": 5}
_WITHIN = {
    ("body_part", "symptom"),
    ("activity", "symptom"),
    ("goal", "activity"),
    ("symptom", "goal"),
    ("activity", "goal"),
    ("body_part", "goal"),
    ("body_part", "modifier"),
}
# Short forms that are English words too: they mean the operation only in capitals.
_CAPITALS = listed("sad tar oats mica aci recon ld tram cdr ctr te pop")


@dataclass(frozen=True)
class Words:
    """A sentence with its words, and those of the sentence before it; `alone` if it is the whole message."""

    sentence: Sentence
    words: list[Word]
    before: list[Word] = field(default_factory=list)
    alone: bool = False

    @cached_property
    def low(self) -> str:
        """The sentence in lower case, letter for letter."""
        return straight(self.sentence.text.lower())


class Concepts:
    """Finds procedures, body parts, symptoms, activities, goals and modifiers."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, pieces: Pieces) -> None:
        self._lexicon = lexicon
        self._pieces = pieces
        self._methods = Methods(knowledge, lexicon)
        self._phrases = Phrases(knowledge)
        self._families = {k: p for k, p in knowledge.procedures.items() if p.variants}

    def find(self, said: Words, levels: list[Finding]) -> list[Finding]:
        """The findings of one sentence, in order. Its spinal `levels` tell where a fusion was."""
        kept = self._longest(self._usable(said))
        found = [f for match in kept for f in self._findings(said, match)]
        found = with_phrases(found, self._phrases.find(said.sentence, said.low))
        found = [
            f for f in self._methods.complete(said.sentence, said.words, [*found, *levels]) if f not in levels
        ]
        told = self._pieces.find(said.sentence, said.words, said.before)
        told = [one for one in told if not any(one.is_of(f) for f in found if self._is_exact(f))]
        found = [f for f in found if self._came_before(said, f) or not any(one.explains(f) for one in told)]
        found += [one.finding for one in told]
        found = by_level(found, levels)
        return sorted(self._with_company(said, found), key=lambda f: (f.start, f.end))

    def _came_before(self, said: Words, finding: Finding) -> bool:
        """ "Reconstruction after my mastectomy": the one before is an operation too."""
        before = said.low[: finding.start - said.sentence.start]
        return self._is_exact(finding) and _AFTER.search(before) is not None

    def _is_exact(self, finding: Finding) -> bool:
        return finding.entity == "procedure" and finding.value not in self._families

    def _usable(self, said: Words) -> list[tuple[Match, tuple[Entry, ...]]]:
        matches = list(self._lexicon.matches(said.words))
        idioms = idioms_in(said.low) if matches else []
        usable = []
        for match in matches:
            start, end = self._place(said, match)
            if not any(a <= start and end <= b for a, b in idioms):
                entries = tuple(e for e in match.entries if _fits(e, said, start, end))
                usable += [(match, entries)] if entries else []
        return usable

    def _place(self, said: Words, match: Match) -> tuple[int, int]:
        base = said.sentence.start
        return said.words[match.first].start - base, said.words[match.last].end - base

    def _longest(self, usable: list[tuple[Match, tuple[Entry, ...]]]) -> list[tuple[Match, Entry]]:
        one_each = [(m, e) for m, entries in usable for e in self._told_apart(entries)]
        one_each.sort(key=lambda pair: (-self._weight(*pair), _RANK[pair[1].entity], pair[0].first))
        kept: list[tuple[Match, Entry]] = []
        for match, entry in one_each:
            if not any(_clash(match, entry, m, e) for m, e in kept):
                kept.append((match, entry))
        return kept

    def _weight(self, match: Match, entry: Entry) -> float:
        """An operation that is told exactly outweighs its family: "bunion surgery on both feet"."""
        exact = entry.entity == "procedure" and entry.id not in self._families
        return match.weight + (1.5 if exact else 0)

    def _told_apart(self, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        """One entry for each entity; words of several operations become the family that holds them all."""
        for entity in dict.fromkeys(e.entity for e in entries):
            same = [e for e in entries if e.entity == entity]
            ids = list(dict.fromkeys(e.id for e in same))
            yield same[0] if len(ids) == 1 or entity != "procedure" else self._family_of(ids, same[0])

    def _family_of(self, ids: list[str], entry: Entry) -> Entry:
        families = [i for i in ids if i in self._families]
        variants = [i for i in ids if i not in self._families]
        holding = narrowest(variants, self._families) if variants else None
        return Entry(entry.entity, families[0] if families else holding or ids[0], entry.wording)

    def _findings(self, said: Words, pair: tuple[Match, Entry]) -> Iterator[Finding]:
        match, entry = pair
        start, end = self._place(said, match)
        base = said.sentence.start
        words = said.sentence.text[start:end]
        by = f"wording:{entry.id}:{entry.wording}" + (" (typo)" if match.fixed else "")
        yield Finding(entry.entity, entry.id, base + start, base + end, words, by=by)

    def _with_company(self, said: Words, found: list[Finding]) -> Iterable[Finding]:
        """Without the everyday words ("tight", "red") of a sentence without a part, wound or operation."""
        clinical = any(f.entity in ("body_part", "procedure") for f in found) or bool(
            _COMPANY.search(said.low)
        )
        return [f for f in found if clinical or f.entity != "symptom" or not _everyday(f)]


_AFTER = re.compile(r"\b(?:after|following)\s+(?:(?:my|the|a|his|her|double|bilateral|left|right)\s+)*$")
_COMPANY = re.compile(
    r"\b(?:wound|scar|cut|stitch\w*|incision|dressing|skin|legs?|arms?|joint|muscles?|body|it'?s?|its|"
    r"feel\w*|pain\w*|swelling|eyes?|face|head|chest)\b"
)


def _everyday(finding: Finding) -> bool:
    return plain(finding.text) in NEED_COMPANY and not finding.by.startswith(PHRASE)


def _fits(entry: Entry, said: Words, start: int, end: int) -> bool:
    text = said.sentence.text[start:end]
    if entry.wording.lower() in _CAPITALS and not text.isupper():
        return False
    return all(allowed(word, said.low, start, end) for word in {plain(text), entry.wording.lower()})


def _clash(match: Match, entry: Entry, other: Match, kept: Entry) -> bool:
    if match.last < other.first or other.last < match.first:
        return False
    return (entry.entity, kept.entity) not in _WITHIN
