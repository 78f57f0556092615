"""Intents of short messages, as the trained assistant reads them through the pipeline that Rasa loads.

The development half is shown message by message; the test half is counted, never shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from rasa.core.agent import Agent

from nlu.train import train
from tests.report.figures import SETS, Share, rows, share

OUT, UNCLEAR = "out_of_scope", "nlu_fallback"
NO_REQUEST = {
    OUT, UNCLEAR, "affirm", "deny", "goodbye", "greet", "inform",
    "none_of_these", "not_sure", "skip", "thanks",
}  # fmt: skip
"""Intents that start nothing: an out-of-scope message read as one of them is not taken for a request."""


@dataclass(frozen=True)
class Placed:
    """A message, the intent of its label, and the one that the assistant acts on."""

    id: str
    text: str
    wanted: str
    got: str

    @property
    def right(self) -> bool:
        """The same intent; for what is out of scope also none, as one rule answers both."""
        return self.got == self.wanted or (self.wanted, self.got) == (OUT, UNCLEAR)

    @property
    def words(self) -> str:
        """A line for the list of what was missed."""
        return f"{self.id} ({self.wanted}; got {self.got}): {self.text}"


async def _place(agent: Agent, half: str) -> list[Placed]:
    placed = []
    for row in rows(SETS / "intents" / f"{half}.jsonl"):
        read = await agent.parse_message(row["text"])
        placed.append(Placed(row["id"], row["text"], row["intent"], str(read["intent"]["name"])))
    return placed


def place_set(half: str) -> list[Placed]:
    """Read every message of a half with the model of the present files, trained if need be; log nothing."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_place(Agent.load(str(train())), half))


def intent_shares(placed: Sequence[Placed], half: str) -> list[Share]:
    """Accuracy, and the out-of-scope messages that were not taken for a request."""
    outside = [p for p in placed if p.wanted == OUT]
    return [
        share(f"intents {half}: accuracy", ((p.right, p.words) for p in placed)),
        share(
            f"intents {half}: out of scope not taken for a request",
            ((p.got in NO_REQUEST, p.words) for p in outside),
        ),
    ]


def main() -> None:
    """Print the shares of both halves, and what was missed of the development half."""
    for half in ("development", "test"):
        for each in intent_shares(place_set(half), half):
            low, high = each.interval()
            print(f"{each.name}: {each.value:.3f} ({low:.3f} to {high:.3f}), {each.counts}")
            if half == "development":
                print("".join(f"  {words}\n" for words in each.missed), end="")


if __name__ == "__main__":
    main()
