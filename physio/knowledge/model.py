"""The whole of the clinical knowledge, and its parts by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from physio.knowledge.clinical import (
    ACTIVITY_CODES,
    NEGATIVE_KINDS,
    OPERATED_PHASES,
    PHASES,
    TIER_IDS,
    Activity,
    ActivityRule,
    BodyPart,
    Family,
    HardNegative,
    Procedure,
    Profile,
    RedFlag,
    Symptom,
    Term,
    Tier,
    Unwanted,
)
from physio.knowledge.content import (
    Advice,
    Contact,
    Emergency,
    Hazard,
    Risk,
    ScreeningLine,
    ScreeningQuestion,
    ScreeningSet,
)
from physio.knowledge.language import (
    AmbiguousTerm,
    Clause,
    Combination,
    ContextRule,
    Hint,
    Levels,
    Phrase,
    PrecedenceRule,
    Source,
    Thresholds,
    Timing,
)

__all__ = [
    "ACTIVITY_CODES",
    "NEGATIVE_KINDS",
    "OPERATED_PHASES",
    "PHASES",
    "TIER_IDS",
    "Activity",
    "ActivityRule",
    "Advice",
    "AmbiguousTerm",
    "BodyPart",
    "Clause",
    "Combination",
    "Contact",
    "ContextRule",
    "Emergency",
    "Family",
    "HardNegative",
    "Hazard",
    "Hint",
    "Knowledge",
    "Levels",
    "Phrase",
    "PrecedenceRule",
    "Procedure",
    "Profile",
    "RedFlag",
    "Risk",
    "ScreeningLine",
    "ScreeningQuestion",
    "ScreeningSet",
    "Source",
    "Symptom",
    "Term",
    "Thresholds",
    "Tier",
    "Timing",
    "Unwanted",
]


@dataclass(frozen=True)
class Knowledge:
    """Everything of `data/knowledge`, by id. `procedures` holds the families too."""

    tiers: Mapping[str, Tier]
    red_flags: Mapping[str, RedFlag]
    procedures: Mapping[str, Procedure]
    symptoms: Mapping[str, Symptom]
    body_parts: Mapping[str, BodyPart]
    activities: Mapping[str, Activity]
    goals: Mapping[str, Term]
    not_goals: tuple[str, ...]
    """Sentences that tell no goal, though they look like a wish."""
    asks: Mapping[str, Term]
    not_asks: tuple[str, ...]
    """Sentences that ask for nothing, though they look like a request."""
    ask_openers: tuple[str, ...]
    """Wordings of asks that other asks begin with, too: they count where nothing else is asked."""
    ask_intents: Mapping[str, str]
    """Which ask a sentence of an intent of `data/nlu` makes."""
    modifiers: Mapping[str, Term]
    replies: Mapping[str, Term]
    unwanted: Mapping[str, Unwanted]
    screening: Mapping[str, ScreeningSet]
    advice: Mapping[str, Advice]
    profiles: Mapping[str, Mapping[str, ActivityRule]]
    emergency: Emergency
    laterality: Mapping[str, tuple[str, ...]]
    levels: Levels
    trend_words: Mapping[str, tuple[str, ...]]
    severity_words: Mapping[str, tuple[str, ...]]
    timing: Timing
    ambiguous: tuple[AmbiguousTerm, ...]
    context_rules: tuple[ContextRule, ...]
    phrases: tuple[Phrase, ...]
    phrase_groups: Mapping[str, str]
    sources: Mapping[str, Source]
    precedence: tuple[PrecedenceRule, ...]
    combinations: tuple[Combination, ...]
    hints: tuple[Hint, ...]
    thresholds: Thresholds
    hazards: Mapping[str, Hazard]
    named_actions: Mapping[str, str]
    guard_meanings: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules for people that no code reads (keyed by file), kept for the clinicians who edit the files."""
