"""Turns of phrase: what is told by a pattern of words ("can't get my arm up") rather than by one wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from physio.knowledge import Knowledge, Phrase
from physio.knowledge.phrasing import NOT_DONE, NOTHING, written_out
from physio.reading.model import Finding, Sentence
from physio.reading.needles import Gated

PHRASE = "phrase:"  # begins the `by` of what a turn of phrase says
_WORDY = ("symptom", "body_part")
_EMPTY = {NOTHING: _WORDY, NOT_DONE: ("activity",)}


@dataclass(frozen=True)
class Turn:
    """A turn of phrase that was found, `by` which rule, and the entities that it speaks of.

    `findings` is empty when it means nothing.
    """

    by: str
    start: int
    end: int
    findings: tuple[Finding, ...]
    entities: frozenset[str]

    def explains(self, other: Finding) -> bool:
        """Whether words that were read by themselves are only a piece of it."""
        return other.entity in self.entities and self.start <= other.start and other.end <= self.end


class Phrases:
    """Finds the turns of phrase of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        groups = knowledge.phrase_groups
        self._rules = knowledge.phrases
        self._patterns = Gated(written_out(phrase.pattern, groups) for phrase in self._rules)
        self._entity = {
            **dict.fromkeys(knowledge.symptoms, "symptom"),
            **dict.fromkeys(knowledge.body_parts, "body_part"),
            **dict.fromkeys(knowledge.activities, "activity"),
        }

    def find(self, sentence: Sentence, low: str) -> list[Turn]:
        """The turns of phrase of one sentence; `low` is its text in lower case."""
        return [
            self._turn(sentence, self._rules[number], *_place(match))
            for number, match in self._patterns.finditer(low)
        ]

    def _turn(self, sentence: Sentence, phrase: Phrase, start: int, end: int) -> Turn:
        base, words = sentence.start, sentence.text[start:end]
        found = (
            Finding(self._entity[means], means, base + start, base + end, words, by=PHRASE + phrase.id)
            for means in phrase.means
            if means not in _EMPTY
        )
        return Turn(phrase.id, base + start, base + end, tuple(found), self._entities(phrase))

    def _entities(self, phrase: Phrase) -> frozenset[str]:
        """Of which findings it tells the sense: an activity may be named beside others."""
        told = (e for m in phrase.means for e in _EMPTY.get(m) or (self._entity[m],))
        return frozenset(e for e in told if e in _WORDY or NOT_DONE in phrase.means)


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Where the words that count stand: the group `at` of the pattern if it took part, or all of it."""
    return match.span("at" if match.groupdict().get("at") is not None else 0)


def with_phrases(found: Iterable[Finding], turns: list[Turn]) -> list[Finding]:
    """Findings by single wordings without those that a turn of phrase explains, and what the turns say."""
    kept = [f for f in found if not any(turn.explains(f) for turn in turns)]
    return kept + [f for turn in turns for f in turn.findings if not _in_longer(f, turn, turns)]


def _in_longer(finding: Finding, turn: Turn, turns: list[Turn]) -> bool:
    """Whether a longer turn of phrase says what these words mean: the "tender" of "the scar is tender"."""
    length = turn.end - turn.start
    return any(other.end - other.start > length and other.explains(finding) for other in turns)
