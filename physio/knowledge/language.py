"""The types of the knowledge about language: cues, combinations, precedence, limits of the matchers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """A turn of phrase that means symptoms, parts or activities.

    `nothing` and `not_done` are everyday uses of their words, and mean none of these.

    `pattern` is a regular expression on lower-case text; `{name}` stands for a group of `phrase_groups`, and
    the group `at`, if it has one, is the words that count. `test` is a sentence with those words in brackets,
    `unlike` one that the pattern must leave alone.
    """

    id: str
    means: tuple[str, ...]
    pattern: str
    test: str
    unlike: str | None = None


@dataclass(frozen=True)
class ContextRule:
    """One cue of negation, history, hypothesis or another person, in the shape of medspaCy's ConTextRule.

    `pattern` is a regular expression used instead of the literal. `test` is a sentence whose
    bracketed words must come out with this category (with none, when `category` is TERMINATE or PSEUDO).
    """

    id: str
    literal: str
    category: str
    direction: str
    test: str
    pattern: str | None = None
    max_scope: int | None = None


@dataclass(frozen=True)
class AmbiguousTerm:
    """Words that don't say which operation, and the question that does."""

    say: tuple[str, ...]
    means: str
    ask: str


@dataclass(frozen=True)
class Timing:
    """How patients write times, and the rules for dates of operations."""

    patterns: Mapping[str, tuple[str, ...]]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Levels:
    """How spinal levels are written, and how to store them."""

    pattern_examples: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class Source:
    """Where a fact comes from; `status` says how far it was checked."""

    title: str
    status: str
    url: str = ""
    original: str = ""


@dataclass(frozen=True)
class PrecedenceRule:
    """Which flags speak before which (`before` empty: before all others) when several are raised.

    `needs` names modifiers, procedures or flag ids of which one must be known for the rule to count.
    """

    id: str
    text: str
    first: tuple[str, ...]
    before: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One condition of a combination: it holds when any of its lists is met by the message or the facts.

    `parts`, beside symptoms or words, must be named in the same sentence. `within_weeks` limits how long ago
    the operation was (an unknown date counts as recent). `flags` asks for a flag that was already raised.
    """

    symptoms: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    within_weeks: int | None = None


@dataclass(frozen=True)
class Combination:
    """A flag raised by several things said together, or (with `tier`) raised higher than usual.

    `test` is a message that it must catch, `look_alike` one that it must leave alone.
    """

    id: str
    flag: str
    all: tuple[Clause, ...]
    test: str
    look_alike: str
    tier: str | None = None
    unless: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Hint:
    """Words with which people write who leave a warning sign out: the safety list asks about `flags`."""

    id: str
    flags: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Thresholds:
    """The limits of the matchers, probabilities but for the last two.

    A message raises a flag by meaning when the probability that it holds any warning sign reaches
    `flag_probability`, or `unnamed_probability` where no single flag is likely, or `few_words_probability`
    in a message of no more than `few_words`; its tier is the highest whose probability reaches
    `tier_probability`. Further flags are named beside the likeliest one when their own probability reaches
    `flag_share`. From `doubt_probability` up to there, the likeliest flag's screening
    question is asked. A combination of the message's words alone only asks, too, where a warning sign is less
    likely than `rule_probability`.
    A sentence asks by meaning for what an intent stands for from `ask_probability` on. A part of a sentence
    asks (or wishes) for what its nearest reviewed example does from the cosine `ask_nearness`
    (`goal_nearness`) on, and beside an opener of its own from `ask_nearness_beside` on.
    A safety list has at most `screening_lines` lines, or `screening_lines_after_operation` if an operation
    was or may be recent.
    """

    flag_probability: float
    unnamed_probability: float
    few_words: int
    few_words_probability: float
    doubt_probability: float
    rule_probability: float
    flag_share: float
    tier_probability: Mapping[str, float]
    ask_probability: float
    ask_nearness: float
    ask_nearness_beside: float
    goal_nearness: float
    screening_lines: int
    screening_lines_after_operation: int
