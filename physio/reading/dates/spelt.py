"""Misspelt words of dates ("sumer", "ocotber") as what they mean, with the way back to the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from physio.reading.spelling import nearest

_DATE_WORDS = (
    "january", "february", "march", "april", "august", "september", "october", "november", "december",
    "spring", "summer", "autumn", "winter", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "weeks", "month", "months", "years", "fortnight", "yesterday",
)  # fmt: skip
_WORD = re.compile(r"[a-z]{5,}", re.IGNORECASE)
_SURE = 7
# Words that a month or a season follows, but hardly a name.
_DATED = re.compile(
    r"\b(?:in|since|last|early|mid|late|this|next|until|till|during|end of"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)?)[ -]$",
    re.IGNORECASE,
)
_KNOWN = {"jully": "july", "febuarary": "february"}


@dataclass(frozen=True)
class Spelt:
    """A text with its date words put right. `changes` are (start, end, length of the right word)."""

    text: str
    changes: tuple[tuple[int, int, int], ...]

    def there(self, place: int) -> int:
        """Where a place of the text as it was typed stands in the text put right."""
        return place + sum(size - (end - start) for start, end, size in self.changes if end <= place)

    def back(self, place: int) -> int:
        """Where a place of the text put right stands in the text as it was typed."""
        shift = 0
        for start, end, size in self.changes:
            if place >= start + shift + size:
                shift += size - (end - start)
        return place - shift


def spelt_dates(text: str) -> Spelt:
    """The text with every misspelt date word put right."""
    changes, parts, done = [], [], 0
    for match in _WORD.finditer(text):
        meant = _meant(match)
        if meant is not None:
            changes.append((match.start(), match.end(), len(meant)))
            parts += [text[done : match.start()], meant]
            done = match.end()
    return Spelt("".join([*parts, text[done:]]), tuple(changes))


def _meant(match: re.Match[str]) -> str | None:
    """The date word that a word nearly is; a short one with a capital may be a name ("Marcy")."""
    word = match.group()
    meant = _KNOWN.get(word.lower()) or nearest(word, _DATE_WORDS)
    before = match.string[: match.start()]
    named = word[0].isupper() and before != "" and not _DATED.search(before)
    return None if meant is not None and named and len(meant) < _SURE else meant
