"""The figures of the report: shares with Wilson intervals, and how they are counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontdesk.understanding import Understanding, load
from physio.clinic import load_clinic
from physio.knowledge import load_knowledge

SETS = Path(__file__).resolve().parents[1] / "sets"
SENT_AT = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
RANK = {"999": 5, "ae": 4, "same_day": 3, "urgent": 2, "routine": 1}
Z = 1.96


@dataclass(frozen=True)
class Share:
    """`right` of `all`; `missed` holds what went wrong, in words."""

    name: str
    right: int
    all: int
    missed: tuple[str, ...] = field(default=(), compare=False)

    @property
    def value(self) -> float:
        """The share, 1.0 when there was nothing to get wrong."""
        return self.right / self.all if self.all else 1.0

    @property
    def counts(self) -> str:
        """Right of all."""
        return f"{self.right}/{self.all}"

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        if not self.all:
            return 0.0, 1.0
        n, p = self.all, self.value
        centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * (p * (1 - p) / n + Z * Z / (4 * n * n)) ** 0.5
        return max(0.0, centre - half), min(1.0, centre + half)


@lru_cache(maxsize=1)
def understanding() -> Understanding:
    """The reader and the screen as the front desk loads them."""
    return load(load_knowledge(), load_clinic())


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL set."""
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def share(name: str, results: Iterable[tuple[bool, str]]) -> Share:
    """A share of pairs (right?, what was read)."""
    found = list(results)
    missed = tuple(words for right, words in found if not right)
    return Share(name, sum(right for right, _ in found), len(found), missed)


@dataclass(frozen=True)
class Screened:
    """One message of the red-flag set and what the screen made of it."""

    row: dict[str, Any]
    tier: str
    flags: tuple[str, ...]

    @property
    def flagged(self) -> bool:
        """Whether the message has a flag by its label."""
        return bool(self.row["flags"])

    @property
    def safe(self) -> bool:
        """Whether the tier is the right one or a more urgent one."""
        return RANK[self.tier] >= RANK[self.row["tier"]]

    @property
    def words(self) -> str:
        """A line for the list of what was missed."""
        wanted = ", ".join(self.row["flags"]) or "none"
        got = ", ".join(self.flags) or "none"
        return (
            f"{self.row['id']} ({wanted} at {self.row['tier']}; got {got} at {self.tier}): {self.row['text']}"
        )


def screen_set(path: Path) -> list[Screened]:
    """Screen every message of a set, each on its own."""
    parts = understanding()
    found = []
    for row in rows(path):
        screening = parts.screen.screen(parts.reader.read(row["text"], SENT_AT))
        found.append(Screened(row, screening.tier, tuple(flag.id for flag in screening.flags)))
    return found


def red_flag_shares(screened: Sequence[Screened], half: str) -> list[Share]:
    """Recall, recall of the gravest tiers, specificity, exact tier, and over-triage of routine messages."""
    flagged = [s for s in screened if s.flagged]
    plain = [s for s in screened if not s.flagged]
    grave = [s for s in flagged if s.row["tier"] in ("999", "ae")]
    return [
        share(f"red flags {half}: recall", ((s.safe, s.words) for s in flagged)),
        share(f"red flags {half}: recall 999 and ae", ((s.safe, s.words) for s in grave)),
        share(f"red flags {half}: specificity", ((not s.flags, s.words) for s in plain)),
        share(f"red flags {half}: tier exact", ((s.tier == s.row["tier"], s.words) for s in screened)),
        share(f"red flags {half}: routine kept below same_day", ((RANK[s.tier] < 3, s.words) for s in plain)),
    ]


def by_condition(screened: Sequence[Screened]) -> list[Share]:
    """Recall for each condition, worst first."""
    flags = sorted({flag for s in screened for flag in s.row["flags"]})
    shares = [share(f, ((s.safe, s.words) for s in screened if f in s.row["flags"])) for f in flags]
    return sorted(shares, key=lambda s: (s.value, s.name))
