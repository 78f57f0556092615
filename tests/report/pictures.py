"""The pictures of the report: recall by condition, and which tier and which intent was read for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from matplotlib import use
from matplotlib.figure import Figure

from tests.report.figures import RANK, Screened, Share

BLUE, RED = "#005eb8", "#d5281b"
TIERS = sorted(RANK, key=lambda tier: RANK[tier])


def draw_recall(shares: Sequence[Share], path: Path) -> None:
    """Recall by condition."""
    use("Agg")
    figure = Figure(figsize=(7, 11))
    axes = figure.subplots()
    axes.barh([s.name for s in shares], [s.value for s in shares], color=BLUE)
    axes.set_xlim(0, 1)
    axes.set_title("Red flags, development half: recall by condition")
    _save(figure, path)


def draw_tiers(screened: Sequence[Screened], path: Path) -> None:
    """How many messages of each tier were read as which tier."""
    use("Agg")
    counts = Counter((s.row["tier"], s.tier) for s in screened)
    figure = Figure(figsize=(6, 5))
    axes = figure.subplots()
    axes.imshow([[counts[wanted, got] for got in TIERS] for wanted in TIERS], cmap="Blues")
    for y, wanted in enumerate(TIERS):
        for x, got in enumerate(TIERS):
            axes.text(x, y, str(counts[wanted, got]), ha="center", va="center", color="#212b32")
    axes.set_xticks(range(len(TIERS)), TIERS)
    axes.set_yticks(range(len(TIERS)), TIERS)
    axes.set_xlabel("tier read")
    axes.set_ylabel("tier by the label")
    axes.set_title("Red flags, development half: tiers")
    _save(figure, path)


def draw_intents(pairs: Sequence[tuple[str, str]], path: Path) -> None:
    """How many messages of each intent were read as which intent: the confusions off the diagonal in red."""
    use("Agg")
    counts = Counter(pairs)
    names = sorted({name for pair in pairs for name in pair})
    figure = Figure(figsize=(11, 11))
    axes = figure.subplots()
    axes.imshow([[counts[wanted, got] for got in names] for wanted in names], cmap="Blues", vmax=15)
    for (wanted, got), count in counts.items():
        colour = "#212b32" if wanted == got else RED
        axes.text(names.index(got), names.index(wanted), str(count), ha="center", va="center", color=colour)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("intent read")
    axes.set_ylabel("intent by the label")
    axes.set_title("Short messages, development half: intents")
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80)
