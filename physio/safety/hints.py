"""Hints: words that warn of nothing, but that call for a question about what was left out."""

from __future__ import annotations

from physio.knowledge import Knowledge
from physio.safety.phrases import Phrases


class Hints:
    """Finds the red flags that a message's words hint at."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._flags = {hint.id: hint.flags for hint in knowledge.hints}
        self._phrases = Phrases((h.id, i, words) for h in knowledge.hints for i, words in enumerate(h.words))

    def doubts(self, text: str) -> tuple[str, ...]:
        """The flags to ask about, in the order of the hints' words; each once."""
        found = [flag for hit in self._phrases.find(text) for flag in self._flags[hit.name]]
        return tuple(dict.fromkeys(found))
