"""What somebody does not want ("no injections", "don't ring me at work"), in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from physio.knowledge import Knowledge, Unwanted
from physio.reading.model import Finding
from physio.reading.words import straight

ENTITY = "unwanted"
_WANTS_NOT = (
    r"(?:do(?:es)?n'?t|do(?:es)? not|did(?:n'?t| not)|would(?:n'?t| not)) (?:really |actually )?"
    r"(?:want|like|fancy)|(?:rather|prefer) not|hates?|(?:scared|afraid|terrified|frightened) of|no more"
    r"|not (?:keen on|happy with|comfortable with)|can'?t (?:face|stand|bear|do)|please do(?:n'?t| not)"
    r"|wants? no"
)
_BARE = r"no|not|without|don'?t|do not"
_BETWEEN = r"\s+(?:[\w'-]+\s+){0,3}?"
_REST = r"(?:(?!\s*\b(?:but|though|and|so|because|if|please|thanks)\b)[^.,;:!?\n]){0,40}"
_HAD_NONE = re.compile(r"\b(?:had|have|has|having|got|been|with|is|are|was|were|'s|'ve)\s*$", re.IGNORECASE)


class UnwantedThings:
    """Finds the things of `data/knowledge/unwanted.yml` that a text turns down."""

    def __init__(self, knowledge: Knowledge) -> None:
        things = knowledge.unwanted.values()
        self._id_of = {lay.casefold(): thing.id for thing in things for lay in thing.lay}
        self._wants_not = _pattern(_WANTS_NOT, things)
        self._bare = _pattern(_BARE, [thing for thing in things if thing.bare])

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each thing turned down; its words are the clause that says so."""
        said = straight(text)
        end = 0
        for match in sorted(self._matches(said), key=lambda m: (m.start(), -m.end())):
            if match.start() >= end:
                end = match.end()
                thing = self._id_of[match["thing"].casefold()]
                yield Finding(ENTITY, thing, *match.span(), text[match.start() : end], by=f"unwanted:{thing}")

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        yield from self._wants_not.finditer(text)
        for match in self._bare.finditer(text):
            if not _HAD_NONE.search(text[: match.start()]):
                yield match


def _pattern(cue: str, things: Iterable[Unwanted]) -> re.Pattern[str]:
    words = sorted((lay for thing in things for lay in thing.lay), key=len, reverse=True)
    named = "|".join(re.escape(word) for word in words)
    return re.compile(rf"\b(?:{cue}){_BETWEEN}(?P<thing>{named})\b{_REST}", re.IGNORECASE)


def without_unwanted(text: str, findings: Iterable[Finding]) -> str:
    """The text with the clauses blanked that turn something down: what is left may be wished for."""
    for found in findings:
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text
