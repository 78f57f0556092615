"""The clinic's sites in a text: "your Moorgate clinic"."""

from __future__ import annotations

import re

from physio.clinic import Clinic
from physio.reading.model import Finding

# Words of place names that people also use otherwise.
_OTHERWISE = re.compile(
    r"\b(?:bank (?:holidays?|account|details|transfer|card|statement)|mobile bank|river bank|waterloo "
    r"(?:road|bridge) accident)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(["bank", "city", "the city", "angel", "temple", "borough"])


class Sites:
    """Finds the sites of `data/clinic.yml` by their names and the wordings listed there."""

    def __init__(self, clinic: Clinic) -> None:
        self._ids = {
            lay.lower(): site.id for site in clinic.sites.values() for lay in (*site.lay, site.name, site.id)
        }
        words = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b", re.IGNORECASE)

    def find(self, text: str) -> list[Finding]:
        """The sites that a text names."""
        barred = [m.span() for m in _OTHERWISE.finditer(text)]
        found = [m for m in self._pattern.finditer(text) if not any(a <= m.start() < b for a, b in barred)]
        return [self._finding(m) for m in found if m.group().lower() not in _COMMON or _is_place(text, m)]

    def _finding(self, match: re.Match[str]) -> Finding:
        low = match.group().lower()
        return Finding("site", self._ids[low], match.start(), match.end(), match.group(), by=f"site:{low}")


def _is_place(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].lower()
    return (
        match.group() != match.group().lower()
        or re.search(r"\b(?:your|in|near|at|to|around|from|by)\s+(?:the\s+)?$", before) is not None
    )
