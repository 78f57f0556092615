"""Operations told in pieces: "broke my collarbone and they plated it", "the labrum was only trimmed".

A wording of the knowledge with " + " names the pieces, which may stand in any order with other words
between them: "meniscus or cartilage + trimmed or shaved".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from physio.reading.lexicon import FILLERS, Entry, Lexicon
from physio.reading.methods import METHOD
from physio.reading.model import Finding, Sentence
from physio.reading.words import Word, listed

PLUS, _OR = " + ", " or "
PIECES = "pieces:"  # begins the `by` of an operation that was put together
_FURTHEST = 16  # words between two pieces
_NOT = listed("no not without never")
_DENYING = re.compile(r"(?:no|not|without|never|avoid\w*|\w+n['\u2019]?t)", re.IGNORECASE)
_BETWEEN_NOT = listed(
    "had have having be been being get got need needed want wanted any a an the going for to yet"
)
_NEEDLES = listed("needl needel needle nedl")  # after "pins and": a feeling, no metal
_BAGS = listed("bag bags mixing mixer laying tub")  # "lifted a bag of cement": none is in a spine
_ITSELF = listed("tighten")
_ACTED = listed(
    "had they he she surgeon was were be been being got getting get op operation surgery to capsule"
)
_ACTING = 6  # words before "tightened" in which it says that it was done
_IT = listed("it them that this one those both left right")
_ABLE = listed("can could")  # "he can straighten it"
_APART = 4  # words after which a piece no longer stands in the same place as what was done
_BESIDE = 3  # words between "it" and what was done to it

_ANDS = listed("and & + plus n with")

Spot = tuple[int, int]


@dataclass(frozen=True)
class _Rule:
    """The pieces of one operation; of each piece, one wording must be there."""

    id: str
    wording: str
    pieces: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Told:
    """A rule with the places where its pieces stand in a sentence."""

    rule: _Rule
    spots: tuple[Spot, ...]

    @property
    def spread(self) -> int:
        """How many words it stretches over."""
        return max(last for _, last in self.spots) - min(first for first, _ in self.spots)

    @property
    def weight(self) -> int:
        """How much of the sentence it explains."""
        return sum(last - first + 1 for first, last in self.spots)


@dataclass(frozen=True)
class Put:
    """An operation put together, with the places of its pieces in the text."""

    finding: Finding
    pieces: tuple[Spot, ...]

    def is_of(self, other: Finding) -> bool:
        """Whether most of its pieces are words of another operation's name: "extensor tendon repair"."""
        inside = [1 for start, end in self.pieces if other.start <= start and end <= other.end]
        if other.by.startswith(METHOD):  # it says less than all the pieces
            return other.value != self.finding.value and 1 < len(inside) == len(self.pieces)
        return other.value != self.finding.value and 1 < len(inside) >= len(self.pieces) / 2

    def explains(self, other: Finding) -> bool:
        """Whether what was read there is a piece of it: its part, the same operation, or half its name."""
        inside = any(start <= other.start and other.end <= end for start, end in self.pieces)
        if other.entity == "symptom":
            return inside  # the "jab" of "a jab in my back"
        if other.entity == "body_part":
            return inside or (self.finding.start <= other.start and other.end <= self.finding.end)
        overlaps = self.finding.start < other.end and other.start < self.finding.end
        if other.by.startswith(METHOD):  # "stitched on my hip", of the labrum that was stitched
            return any(start < other.end and other.start < end for start, end in self.pieces)
        same = other.value == self.finding.value
        return other.entity == "procedure" and (overlaps if same else inside)


class Pieces:
    """Puts together the operations that are told in pieces."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """`entries` are those wordings of the knowledge that name pieces."""
        self._rules = [_rule(entry) for entry in entries]
        self._of_piece: dict[str, list[_Rule]] = {}
        for rule in self._rules:
            for piece in rule.pieces[0]:
                self._of_piece.setdefault(piece, []).append(rule)
        pieces = {piece for rule in self._rules for options in rule.pieces for piece in options}
        self._lexicon = Lexicon(Entry("piece", piece, piece) for piece in sorted(pieces))

    def find(self, sentence: Sentence, words: list[Word], before: list[Word]) -> list[Put]:
        """The operations of a sentence; `before` are the words of the one before it ("they trimmed it")."""
        spots = self._spots(words)
        if not spots:
            return []
        spots = {piece: [s for s in places if not _aside(words, s)] for piece, places in spots.items()}
        begun = {id(rule): rule for piece in spots for rule in self._of_piece.get(piece, ())}
        told = [t for rule in begun.values() for t in _told(rule, spots)]
        found = [_put(sentence, words, t) for t in _unlike(words, told)]
        return found or self._pointing_back(sentence, words, spots, before)

    def _spots(self, words: list[Word]) -> dict[str, list[Spot]]:
        spots: dict[str, list[Spot]] = {}
        for match in self._lexicon.matches(words):
            for entry in match.entries:
                spots.setdefault(entry.id, []).append((match.first, match.last))
        return spots

    def _pointing_back(
        self, sentence: Sentence, words: list[Word], spots: dict[str, list[Spot]], before: list[Word]
    ) -> list[Put]:
        pointed = {p: [s for s in places if _beside_it(words, s)] for p, places in spots.items()}
        earlier = self._spots(before) if any(pointed.values()) else {}
        for rule in self._rules if earlier else ():
            here = [[s for p in options for s in pointed.get(p, ())] for options in rule.pieces[1:]]
            if all(here) and any(p in earlier for p in rule.pieces[0]):
                return [_put(sentence, words, _Told(rule, (here[0][0],)))]
        return []


def _rule(entry: Entry) -> _Rule:
    pieces = tuple(tuple(dict.fromkeys(piece.strip().split(_OR))) for piece in entry.wording.split(PLUS))
    return _Rule(entry.id, entry.wording, pieces)


def _told(rule: _Rule, spots: dict[str, list[Spot]]) -> Iterator[_Told]:
    options = [[s for piece in pieces for s in spots.get(piece, ())] for pieces in rule.pieces]
    for first in options[0] if all(options) else ():
        chosen = [first]
        for others in options[1:]:
            chosen.append(min(others, key=lambda s: min(_gap(s, c) for c in chosen)))
        if len(set(chosen)) == len(chosen) and _close(sorted(chosen)):
            yield _Told(rule, tuple(chosen))


def _aside(words: list[Word], spot: Spot) -> bool:
    """Whether a piece is said not to be there ("no op"), or is none ("pins and needles")."""
    denied = spot[0] > 0 and (words[spot[0] - 1].stem in _NOT or _is_denied(words[: spot[0]]))
    if any(word.text.lower() in _BAGS for word in words[max(0, spot[0] - 2) : spot[0]]):
        return True
    if spot[0] > 0 and words[spot[0] - 1].text.lower() in _ABLE:
        return True
    needles = any(word.stem in _NEEDLES for word in words[spot[1] : spot[1] + 3])
    return denied or needles or _by_itself(words, spot)


def _is_denied(before: list[Word]) -> bool:
    """Whether the words before a piece deny it: "wasn't operated", "don't want to have surgery"."""
    telling = (word.text for word in reversed(before) if word.text.lower() not in _BETWEEN_NOT)
    return _DENYING.fullmatch(next(telling, "")) is not None


def _by_itself(words: list[Word], spot: Spot) -> bool:
    """Whether a part only tightened: nobody had it done, and nobody did it."""
    before = [word.text.lower() for word in words[max(0, spot[0] - _ACTING) : spot[0]]]
    tightened = words[spot[0]].stem in _ITSELF
    return tightened and not any(word in _ACTED or word.startswith("ligament") for word in before)


def _gap(one: Spot, other: Spot) -> int:
    return max(other[0] - one[1], one[0] - other[1]) - 1


def _close(spots: Sequence[Spot]) -> bool:
    return all(_gap(a, b) <= _FURTHEST for a, b in pairwise(spots))


def _unlike(words: list[Word], told: list[_Told]) -> list[_Told]:
    """No two that use the same words: the one that says more, else the tighter one.

    What was done to a list was done to each: "bunion and hammer toe done".
    """
    kept: list[_Told] = []
    for one in sorted(told, key=lambda t: (-len(t.spots), t.spread - t.weight, -t.weight)):
        sharing = [other for other in kept if set(one.spots) & set(other.spots)]
        if all(_listed_with(words, one, other) for other in sharing):
            kept.append(one)
    return kept


def _listed_with(words: list[Word], one: _Told, other: _Told) -> bool:
    own, theirs = set(one.spots) - set(other.spots), set(other.spots) - set(one.spots)
    if one.rule.id == other.rule.id or len(own) != 1 or len(theirs) != 1:
        return False
    first, second = sorted((*own, *theirs))
    between = {word.text.lower() for word in words[first[1] + 1 : second[0]]}
    return bool(between & _ANDS) and between <= _ANDS | FILLERS


def _beside_it(words: list[Word], spot: Spot) -> bool:
    near = words[max(0, spot[0] - _BESIDE) : spot[1] + _BESIDE + 1]
    return any(word.stem in _IT for word in near)


def _put(sentence: Sentence, words: list[Word], told: _Told) -> Put:
    """The operation stands where it was done: at its last piece, and what stands close before that."""
    spots = sorted(told.spots)
    first = spots[-1][0]
    for spot in reversed(spots):
        first = spot[0] if first - spot[1] <= _APART + 1 else first
    start, end = words[first].start, words[spots[-1][1]].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    by = f"{PIECES}{told.rule.id}:{told.rule.wording}"
    pieces = tuple((words[a].start, words[b].end) for a, b in spots)
    return Put(Finding("procedure", told.rule.id, start, end, text, by=by), pieces)
