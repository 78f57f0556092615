"""What was asked and said so far: finds a question that is asked twice, and a reply that goes round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.simulator.speaking import Move, Speaker

OF_FACTS = ("operation", "side", "when", "concern", "wish", "contact")
ONCE = ("visit_kind", "postcode", "visit_confirm", "visit_time")
LONGEST_LOOP = 2
TIME_GONE = "just taken that time"


class Memory:
    """Looks at every turn. A question that comes back after a question back is not asked twice."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._open: str | None = None
        self._lines: set[str] = set()
        self._screened: set[str] = set()
        self._running: Counter[str] = Counter()

    def look(self, move: Move, record: dict[str, Any], replies: Sequence[dict[str, Any]]) -> list[str]:
        """What is wrong with this turn: sentences, usually none."""
        said = [str(reply["text"]) for reply in replies if reply["from"] != "patient"]
        if move.answers and (self._open or "").startswith("screening"):
            self._screened |= self._lines
        wrong = [*self._asked_twice(move, record, said), *self._loops(said)]
        self._open = record["asked"]
        self._lines = {q for ids in record["facts"]["screening_lines"] for q in ids}
        return wrong

    def _asked_twice(self, move: Move, record: dict[str, Any], said: Sequence[str]) -> list[str]:
        asked = record["asked"] or ""
        stem, *beside = asked.split(":")
        if stem == "screening":
            again = {q for ids in record["facts"]["screening_lines"] for q in ids} & self._screened
        elif stem in OF_FACTS:
            again = {stem, *beside} & (self._speaker.told | self._speaker.passed)
        else:
            put_again = stem in ONCE and asked == self._open and move.answers
            again = {stem} if put_again and TIME_GONE not in "\n".join(said) else set()
        return [f"asked twice: {asked} ({', '.join(sorted(again))})"] if again else []

    def _loops(self, said: Sequence[str]) -> list[str]:
        """The same reply in more than two turns running."""
        self._running = Counter({text: self._running[text] + 1 for text in set(said)})
        long = [text for text, times in self._running.items() if times == LONGEST_LOOP + 1]
        return [f"goes round: {text[:80]!r}" for text in long]
