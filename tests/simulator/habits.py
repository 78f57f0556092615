"""Habits: how what a person means becomes what they type."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from tests.simulator.patients import Person
from tests.simulator.words import Words

_WORD = re.compile(r"[A-Za-z']{6,}")
_KEEP = re.compile(r"\S*[\d@]\S*")


class Typist:
    """One person at their keyboard. Every choice comes from the seed."""

    def __init__(self, person: Person, words: Words) -> None:
        self.person, self.words = person, words
        self.rng = random.Random(f"{person.seed} talks")

    def pick(self, says: Sequence[str], **values: str) -> str:
        """One of several ways to say it, its {names} filled in."""
        return fill(self.rng.choice(list(says)), {**self.person.pronouns, **values})

    def typed(self, text: str) -> str:
        """The text as this person types it."""
        if self.person.has("typos"):
            text = misspell(text, self.rng)
        if self.person.has("small_letters"):
            return text.lower().rstrip(".")
        return text


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill {names} in; an empty value takes the blanks and the comma beside it along."""
    for name, value in values.items():
        if not value:
            text = re.sub(rf",\s*{{{name}}}$", "", text)
        text = text.replace(f"{{{name}}}", value)
    return re.sub(r"\s+([,.?!])", r"\1", re.sub(r" {2,}", " ", text)).strip()


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".?!" else f"{text}."


def misspell(text: str, rng: random.Random) -> str:
    """One slip of the finger in one long word of the text, never in a number or an address."""
    kept = [match.span() for match in _KEEP.finditer(text)]
    able = [m for m in _WORD.finditer(text) if not any(a <= m.start() < b for a, b in kept)]
    if not able:
        return text
    match = rng.choice(able)
    return text[: match.start()] + _slipped(match.group(), rng) + text[match.end() :]


def _slipped(word: str, rng: random.Random) -> str:
    """Two letters swapped, one dropped or one doubled, the first and last left alone."""
    at = rng.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return rng.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))
