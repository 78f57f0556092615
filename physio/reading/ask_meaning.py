"""What a part of a sentence asks for, by meaning: its nearest reviewed example, else its likeliest intent."""

from __future__ import annotations

from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder
from physio.reading.intents import Intents
from physio.reading.model import Finding, Sentence
from physio.reading.nearest import Nearest, bare


class AskMeaning:
    """Compares parts of sentences with the `said` sentences of `data/knowledge/asks.yml`."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder) -> None:
        said = {term.id: term.said for term in knowledge.asks.values()}
        self._nearest = Nearest(encoder, said, knowledge.not_asks)
        self._intents = Intents(encoder)
        self._of_intent = knowledge.ask_intents
        self._limits = knowledge.thresholds

    def nearest(self, part: Sentence, beside: bool) -> list[Finding] | None:
        """What the nearest example asks for, perhaps nothing; None where no example is near enough.

        It must be nearer where the part has an opener as well (`beside`).
        """
        near = self._nearest.to([part.text])[0]
        if near.cosine < (self._limits.ask_nearness_beside if beside else self._limits.ask_nearness):
            return None
        by = f"example:{near.said} {near.cosine:.2f}"
        return [whole(part, near.value, by)] if near.value else []

    def likely(self, part: Sentence) -> list[Finding]:
        """What the intents ask for that the part is likely enough of."""
        return [
            whole(part, self._of_intent[intent], f"intent:{intent} {likely:.2f}")
            for intent, likely in self._intents.likely(bare(part.text)).items()
            if likely >= self._limits.ask_probability and intent in self._of_intent
        ]


def whole(part: Sentence, ask: str, by: str) -> Finding:
    """The ask of a whole sentence or a part of one."""
    return Finding("ask", ask, part.start, part.end, part.text, by=by)
