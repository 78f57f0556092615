"""What the safety screen gives back: flags with the words that raised them, and the tier of it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from physio.knowledge import Knowledge

ROUTINE = "routine"
STOPPING = ("999", "ae", "same_day")
"""The tiers at which nothing but the safety words is said until the person is safe."""


@dataclass(frozen=True)
class Flag:
    """One red flag that was raised.

    `words` are the patient's, at `start` to `end` of the message. `by` names what raised it:
    `phrase:ces:4` and `example:ces:7 0.83` (the fifth and eighth wording of the flag, with the
    similarity), `rule:dvt_calf_after_surgery` (a combination) or `answer:SP1` (a screening question).
    `alone`: a combination was met by this message's words alone, without what earlier ones said.
    """

    id: str
    tier: str
    words: str
    by: str
    start: int = 0
    end: int = 0
    alone: bool = False


@dataclass(frozen=True)
class Screening:
    """The flags of one message or answer, the one that speaks first at the front, and the highest tier.

    `doubts` are the ids of flags to ask about: those that the words may mean, with too little to raise them,
    and those that were raised too low to stop for.
    """

    tier: str = ROUTINE
    flags: tuple[Flag, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether nothing but safety words may be said."""
        return self.tier in STOPPING


def rank(tier: str, knowledge: Knowledge) -> int:
    """How urgent a tier is; a higher number is more urgent."""
    return knowledge.tiers[tier].rank


def highest(tiers: Iterable[str], knowledge: Knowledge) -> str:
    """The most urgent of the tiers; routine if there are none."""
    return max((ROUTINE, *tiers), key=lambda tier: rank(tier, knowledge))
