"""`python -m tests.report.limits`: how the screen's limits trade, on the development half only.

Each line is one setting of `data/knowledge/thresholds.yml` with the figures of the red-flag set. The first is
the committed one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from physio.knowledge import load_knowledge
from physio.reading import build_reader
from physio.reading.encoder import Encoder
from physio.safety import build_screen
from tests.report.figures import SENT_AT, SETS, Screened, red_flag_shares, rows

FLAG = (0.07, 0.1, 0.15, 0.2)
SAME_DAY = (0.15, 0.25, 0.35)
AE = (0.1, 0.15, 0.25)
GRAVEST = (0.15, 0.25)
EVERY_TEXT = 100_000  # remembered, so that only the first setting waits for the network


def settings(limits: Any) -> Iterator[Any]:
    """The committed limits, then every combination to be tried."""
    yield limits
    for flag, day, ae, most in product(FLAG, SAME_DAY, AE, GRAVEST):
        tiers = {"urgent": 0.5, "same_day": day, "ae": ae, "999": most}
        yield replace(limits, flag_probability=flag, tier_probability=tiers)


def main() -> int:
    """Print a line for each setting."""
    knowledge, encoder = load_knowledge(), Encoder.load(kept=EVERY_TEXT)
    reader = build_reader(knowledge, encoder)
    messages = rows(SETS / "redflags" / "development.jsonl")
    readings = [reader.read(row["text"], SENT_AT) for row in messages]
    print("flag  same_day  ae  999: recall, 999 and ae, specificity, tier exact, routine below same_day")
    for limits in settings(knowledge.thresholds):
        screen = build_screen(replace(knowledge, thresholds=limits), encoder)
        found = [screen.screen(reading) for reading in readings]
        pairs = zip(messages, found, strict=True)
        screened = [Screened(row, each.tier, tuple(f.id for f in each.flags)) for row, each in pairs]
        tiers = limits.tier_probability
        figures = "  ".join(f"{each.value:.3f}" for each in red_flag_shares(screened, "development"))
        print(
            f"{limits.flag_probability:.2f}  {tiers['same_day']:.2f}  {tiers['ae']:.2f}  {tiers['999']:.2f}: "
            f"{figures}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
