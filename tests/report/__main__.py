"""Print the report, write docs/nlu-report.md and its picture, and fail when a committed floor is broken."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from physio.reading.times import find_times
from tests.report.facts import Score, all_fact_scores, uncommented
from tests.report.figures import (
    SENT_AT,
    SETS,
    Screened,
    Share,
    by_condition,
    red_flag_shares,
    rows,
    screen_set,
    share,
    understanding,
)
from tests.report.intents import Placed, intent_shares, place_set
from tests.report.pictures import draw_intents, draw_recall, draw_tiers
from tests.report.recall import recall_shares

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
LAST, TEXT, IMAGES = DOCS / "nlu-report.json", DOCS / "nlu-report.md", DOCS / "images"


def date_share() -> Share:
    """Everyday date phrases of the kept-apart set."""
    path = SETS / "dates.jsonl"
    return share("dates: right day and precision", (_date(row) for row in rows(path)))


def _date(row: dict[str, Any]) -> tuple[bool, str]:
    found = find_times(row["text"], datetime.fromisoformat(row["sent_at"]))
    got = {(f.value, f.extra["precision"], f.extra["about"]) for f in found if f.entity == "when"}
    wanted = {(when["value"], when["precision"], when["about"]) for when in row["when"]}
    return got == wanted, f"{row['text']}: got {sorted(got)}"


def speed() -> str:
    """Milliseconds of processor time for a message of the development half, reading and screening."""
    parts = understanding()
    texts = [row["text"] for row in rows(SETS / "redflags" / "development.jsonl")]
    began = time.process_time()
    for text in texts:
        parts.screen.screen(parts.reader.read(text, SENT_AT))
    each = 1000 * (time.process_time() - began) / len(texts)
    return f"{each:.1f} ms of processor time for a message (mean of {len(texts)}, read and screened)"


def table(shares: Sequence[Share | Score], before: dict[str, float]) -> list[str]:
    """A markdown table with intervals and the difference from the last committed report; F1 for facts."""
    lines = ["| what | share or F1 | 95 % | right of all | since last |", "|---|---|---|---|---|"]
    for s in shares:
        low, high = s.interval()
        change = f"{s.value - before[s.name]:+.3f}" if s.name in before else "new"
        lines.append(f"| {s.name} | {s.value:.3f} | {low:.3f} to {high:.3f} | {s.counts} | {change} |")
    return lines


def broken(shares: Sequence[Share | Score]) -> list[str]:
    """The floors that these figures break, and those that no figure is called by."""
    floors = YAML(typ="safe").load((HERE / "floors.yml").read_text())["floors"]
    found = {s.name: s.value for s in shares}
    missing = [f"no figure is called {name!r}" for name in floors if name not in found]
    low = [f"{n}: {found[n]:.3f} is under {floor}" for n, floor in floors.items() if found.get(n, 1) < floor]
    return missing + low


@dataclass(frozen=True)
class Figures:
    """All figures, and what was read of the development halves, for the pictures."""

    shares: list[Share | Score]
    told: list[Share | Score]
    development: list[Screened]
    intents: list[Placed]


def measure() -> Figures:
    """Count everything. The test half is counted, never shown."""
    development = screen_set(SETS / "redflags" / "development.jsonl")
    test = screen_set(SETS / "redflags" / "test.jsonl")
    flags = [*red_flag_shares(development, "development"), *red_flag_shares(test, "test")]
    dates, facts, recall = date_share(), all_fact_scores(), recall_shares()
    placed = place_set("development")
    intents = intent_shares(placed, "development")
    told = [*flags[:3], *recall[:-3], *facts, *intents]
    unseen = map(uncommented, intent_shares(place_set("test"), "test"))
    return Figures([*flags, *recall, dates, *facts, *intents, *unseen], told, development, placed)


def main() -> int:
    """Print and write everything; 1 if a floor is broken."""
    figures = measure()
    shares, told = figures.shares, figures.told
    before = json.loads(LAST.read_text()) if LAST.exists() else {}
    missed = [f"* {words}" for s in told for words in (f"**{s.name}**", *s.missed)]
    page = [
        "# How well messages are read",
        "",
        "`make nlu-report` makes this page.",
        "",
        *table(shares, before),
        "",
    ]
    page += [
        speed(),
        "",
        "![Recall by condition](images/recall.png)",
        "![Tiers](images/tiers.png)",
        "![Intents](images/intents.png)",
        "",
        "## Missed",
        "",
        *missed,
    ]
    TEXT.write_text("\n".join(page) + "\n")
    LAST.write_text(json.dumps({s.name: round(s.value, 4) for s in shares}, indent=1) + "\n")
    draw_recall(by_condition(figures.development), IMAGES / "recall.png")
    draw_tiers(figures.development, IMAGES / "tiers.png")
    draw_intents([(p.wanted, p.got) for p in figures.intents], IMAGES / "intents.png")
    print("\n".join(page[: page.index("## Missed")]))
    problems = broken(shares)
    print("\n".join(f"A floor is broken: {problem}" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
