"""The screen: every patient message against every red flag, before anything else happens to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from physio.facts.model import Facts
from physio.knowledge import Knowledge
from physio.knowledge.loader import default_folder
from physio.reading.encoder import Encoder
from physio.reading.model import Reading
from physio.safety.assertion import Assertions
from physio.safety.combine import Combinations
from physio.safety.examples import Examples
from physio.safety.order import screening_of
from physio.safety.phrases import flag_phrases
from physio.safety.types import Flag, Screening


class Screen:
    """Screens messages. Safe to share between threads; nothing about a message is kept."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder, cache: Path | None = None) -> None:
        self._knowledge = knowledge
        self._assertions = Assertions(knowledge.context_rules)
        self._phrases = flag_phrases(knowledge)
        self._examples = Examples(knowledge, encoder, cache)
        self._combinations = Combinations(knowledge)

    def screen(self, reading: Reading, known: Facts | None = None) -> Screening:
        """The red flags of a message, in the light of what earlier messages said (`known`)."""
        denials = self._assertions.denials(reading.sentences)
        tiers = self._knowledge.red_flags
        flags = [
            Flag(hit.name, tiers[hit.name].tier, reading.text[hit.start : hit.end],
                 f"phrase:{hit.name}:{hit.number}", hit.start, hit.end)
            for hit in self._phrases.asserted(reading, denials)
        ]  # fmt: skip
        flags += [
            Flag(near.flag, tiers[near.flag].tier, reading.text[near.start : near.end],
                 f"example:{near.flag}:{near.number} {near.probability:.2f}", near.start, near.end)
            for near in self._examples.find(reading, denials)
        ]  # fmt: skip
        combined = self._combinations.apply(reading, known, _one_each(flags), denials)
        return screening_of(combined, self._knowledge, _told(reading, known))


def build_screen(knowledge: Knowledge, encoder: Encoder, cache: Path | None = None) -> Screen:
    """The screen. What it learns is kept in `cache` (default: `models/reader`) for the next start."""
    return Screen(knowledge, encoder, cache or default_folder().parents[1] / "models" / "reader")


def _one_each(flags: Iterable[Flag]) -> list[Flag]:
    """One flag for each id: a phrase before an example, the longest words first."""
    best: dict[str, Flag] = {}
    for flag in sorted(flags, key=lambda f: (f.by.startswith("example"), f.start - f.end)):
        best.setdefault(flag.id, flag)
    return list(best.values())


def _told(reading: Reading, known: Facts | None) -> frozenset[str]:
    """The modifiers and procedures that are known, for the rules of precedence."""
    said = {
        f.value
        for f in reading.findings
        if f.entity in ("modifier", "procedure") and f.assertion != "negated"
    }
    earlier = {*known.modifiers, *(op.procedure for op in known.operations)} if known else set()
    return frozenset(said | earlier)
