"""The screen: every patient message against every red flag, before anything else happens to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from physio.facts.model import Facts
from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder
from physio.reading.model import Reading
from physio.safety.assertion import Assertions
from physio.safety.combine import Combinations
from physio.safety.explain import Explainer, Reason
from physio.safety.hints import Hints
from physio.safety.meaning import Meaning, Weighed
from physio.safety.order import screening_of
from physio.safety.phrases import flag_phrases
from physio.safety.types import STOPPING, Flag, Screening, rank

_ENGLISH = "en"


class Screen:
    """Screens messages. Safe to share between threads; nothing about a message is kept."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder) -> None:
        self._knowledge = knowledge
        self._assertions = Assertions(knowledge.context_rules)
        self._phrases = flag_phrases(knowledge)
        self._meaning = Meaning(knowledge, encoder)
        self._combinations = Combinations(knowledge)
        self._hints = Hints(knowledge)
        self._explainer = Explainer(knowledge, self._phrases, self._meaning)

    def screen(self, reading: Reading, known: Facts | None = None) -> Screening:
        """The red flags of a message, in the light of what earlier messages said (`known`)."""
        denials = self._assertions.denials(reading.sentences)
        # The encoder knows English only; another language goes to a human whatever it says.
        pages = self._meaning.weigh(reading) if reading.language == _ENGLISH else []
        tiers = self._knowledge.red_flags
        flags = [
            Flag(hit.name, tiers[hit.name].tier, reading.text[hit.start : hit.end],
                 f"phrase:{hit.name}:{hit.number}", hit.start, hit.end)
            for hit in self._phrases.asserted(reading, denials)
        ]  # fmt: skip
        flags += [
            Flag(near.flag, near.tier, reading.text[near.start : near.end],
                 f"example:{near.flag}:{near.number} {near.likelihood:.2f}", near.start, near.end)
            for near in self._meaning.find(reading, pages)
        ]  # fmt: skip
        combined = self._combinations.apply(reading, known, _one_each(flags, self._knowledge), denials)
        sure, unsure = self._told_apart(pages, combined)
        found = screening_of(sure, self._knowledge, _told(reading, known))
        meant = (*self._meaning.doubts(pages), *self._hints.doubts(reading.text))
        return replace(found, doubts=_doubts(unsure, meant, sure))

    def _told_apart(self, pages: list[Weighed], flags: list[Flag]) -> tuple[list[Flag], list[Flag]]:
        """The flags that stand, and those of words alone where any warning is very unlikely."""
        if (
            max((page.likelihood for page in pages), default=1.0)
            >= self._knowledge.thresholds.rule_probability
        ):
            return flags, []
        return [f for f in flags if not f.alone], [f for f in flags if f.alone]

    def explain(self, reading: Reading, screening: Screening) -> list[Reason]:
        """Why each flag of the screening fired, and why those that came near to it didn't."""
        denials = self._assertions.denials(reading.sentences)
        return self._explainer.reasons(reading, screening.flags, denials)


def build_screen(knowledge: Knowledge, encoder: Encoder) -> Screen:
    """The screen. Raises HeadError when the committed model and the knowledge don't fit."""
    return Screen(knowledge, encoder)


def _one_each(flags: Iterable[Flag], knowledge: Knowledge) -> list[Flag]:
    """One flag for each id: a phrase's words before a meaning's, the longest first, at its highest tier."""
    best: dict[str, Flag] = {}
    for flag in sorted(flags, key=lambda f: (f.by.startswith("example"), f.start - f.end)):
        known = best.setdefault(flag.id, flag)
        if rank(flag.tier, knowledge) > rank(known.tier, knowledge):
            best[flag.id] = replace(known, tier=flag.tier, by=f"{known.by} {flag.by}")
    return list(best.values())


def _doubts(unsure: Iterable[Flag], meant: Iterable[str], sure: Sequence[Flag]) -> tuple[str, ...]:
    """What to ask about, each once: what was not raised, or raised too low to send anybody anywhere today."""
    stopping = {flag.id for flag in sure if flag.tier in STOPPING}
    low = (flag.id for flag in sure)
    asked = (*low, *(f.id for f in unsure), *meant)
    return tuple(dict.fromkeys(name for name in asked if name not in stopping))


def _told(reading: Reading, known: Facts | None) -> frozenset[str]:
    """The modifiers and procedures that are known, for the rules of precedence."""
    said = {
        f.value
        for f in reading.findings
        if f.entity in ("modifier", "procedure") and f.assertion != "negated"
    }
    earlier = {*known.modifiers, *(op.procedure for op in known.operations)} if known else set()
    return frozenset(said | earlier)
