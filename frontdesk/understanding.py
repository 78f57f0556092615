"""The reader and the screen, with the content they work from: loaded once, after the server has started."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from physio.clinic import Clinic
from physio.knowledge import Knowledge
from physio.staying import to_stay

if TYPE_CHECKING:
    from physio.reading import Reader
    from physio.safety import Screen

# Read once while loading: some lists are only opened by a first message, and no patient is to wait for them.
_FIRST = "hello, my knee hurts"


@dataclass(frozen=True)
class Understanding:
    """All that reading and screening need, loaded once and shared by all threads."""

    knowledge: Knowledge
    clinic: Clinic
    reader: Reader
    screen: Screen


def load(knowledge: Knowledge, clinic: Clinic) -> Understanding:
    """Load the model, the reader and the screen. Takes seconds, the libraries' imports included."""
    with to_stay():
        reader, screen = _loaded(knowledge)
        screen.screen(reader.read(_FIRST, datetime.now(timezone.utc)))
    return Understanding(knowledge, clinic, reader, screen)


def _loaded(knowledge: Knowledge) -> tuple[Reader, Screen]:
    from physio.reading import build_reader
    from physio.reading.encoder import Encoder
    from physio.safety import build_screen

    encoder = Encoder.load()
    return build_reader(knowledge, encoder), build_screen(knowledge, encoder)


def main() -> int:
    """Load once, so that what is learned from the content is kept for the next start."""
    from physio.clinic import load_clinic
    from physio.knowledge import load_knowledge

    load(load_knowledge(), load_clinic())
    return 0


if __name__ == "__main__":
    sys.exit(main())
