"""`python -m tests.simulator [N] [--first SEED] [--seed SEED ...]`: people talk to the house."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.simulator.judge import judge
from tests.simulator.play import Played, play
from tests.simulator.report import lines_of, printed, script
from tests.simulator.words import words
from tests.stack import Stack, running

AT_ONCE = 4
PARTS = ("frontdesk", "actions", "rasa")
SETTINGS = {"BURST_SECONDS": "0.02", "RASA_TIMEOUT": "120", "LOG_LEVEL": "WARNING"}
"""No wait for bursts; a slow machine is no failure of the talk."""


def main() -> int:
    """Run the seeds; 0 when every target is met."""
    options = _options()
    seeds = options.seed or range(options.first, options.first + options.number)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), *PARTS, extra=SETTINGS) as stack:
        played = [_shown(one, options) for one in play_all(stack, seeds, options.at_once)]
    print(printed(played, time.monotonic() - started))
    return 0 if all(line.met for line in lines_of(played)) else 1


def _shown(one: Played, options: argparse.Namespace) -> Played:
    """Print a conversation as soon as it is over, if it is to be seen."""
    if options.seed or (options.show and judge(one)):
        print(script(one), end="\n\n", flush=True)
    return one


def play_all(stack: Stack, seeds: Sequence[int], at_once: int = AT_ONCE) -> Iterator[Played]:
    """Play the seeds, several at once; give them in their order."""
    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(lambda seed: play(stack, seed, words()), seeds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=500, help="how many conversations")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, nargs="+", help="play these seeds only, and print them")
    parser.add_argument("--show", action="store_true", help="print every failed conversation")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="conversations at once")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
