"""The reader and the screen, with the content they work from: loaded once, after the server has started."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from physio.clinic import Clinic
from physio.knowledge import Knowledge
from physio.ready import make_ready

if TYPE_CHECKING:
    from physio.reading import Reader
    from physio.safety import Screen


@dataclass(frozen=True)
class Understanding:
    """All that reading and screening need, loaded once and shared by all threads."""

    knowledge: Knowledge
    clinic: Clinic
    reader: Reader
    screen: Screen


def load(knowledge: Knowledge, clinic: Clinic) -> Understanding:
    """Load the model, the reader and the screen. Takes seconds, the libraries' imports included."""
    reader, screen = make_ready(knowledge)
    return Understanding(knowledge, clinic, reader, screen)


def main() -> int:
    """Load once, so that what is learned from the content is kept for the next start."""
    from physio.clinic import load_clinic
    from physio.knowledge import load_knowledge

    load(load_knowledge(), load_clinic())
    return 0


if __name__ == "__main__":
    sys.exit(main())
