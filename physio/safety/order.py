"""Which flag speaks first: the highest tier, and among equals the rules of precedence."""

from __future__ import annotations

from collections.abc import Iterable

from physio.knowledge import Knowledge, PrecedenceRule
from physio.safety.types import Flag, Screening, highest, rank

_NARROW = 10  # a rule that needs something known says more than one that always counts


def screening_of(
    flags: Iterable[Flag], knowledge: Knowledge, known: frozenset[str] = frozenset()
) -> Screening:
    """The flags in their order of speaking. `known` holds ids of modifiers and procedures that were told."""
    flags = list(flags)
    ids = [flag.id for flag in flags]
    rules = [r for r in knowledge.precedence if not r.needs or set(r.needs) & (known | set(ids))]

    def place(flag: Flag) -> tuple[int, int, int]:
        return (-rank(flag.tier, knowledge), -_wins(flag.id, ids, rules), flag.start)

    return Screening(highest((f.tier for f in flags), knowledge), tuple(sorted(flags, key=place)))


def _wins(flag: str, others: list[str], rules: list[PrecedenceRule]) -> int:
    """How many of the others this flag speaks before, by the rules that count."""
    won = 0
    for rule in rules:
        weight = _NARROW if rule.needs else 1
        losers = set(rule.before) or set(others) - set(rule.first)
        if flag in rule.first:
            won += weight * len(losers & set(others))
        elif flag in losers:
            won -= weight * len(set(rule.first) & set(others))
    return won
