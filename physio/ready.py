"""The reader and the screen made ready for patients: loaded, warm, and out of the garbage collector's way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from physio.knowledge import Knowledge

if TYPE_CHECKING:
    from physio.reading import Reader
    from physio.safety import Screen

# Some tables are only opened by a message (those of phone numbers take 30 ms): no patient waits for them.
_FIRST = "Hello, my knee has hurt since yesterday. Could you ring me on 07700 900123 after four? Thanks, Jo"


def make_ready(knowledge: Knowledge) -> tuple[Reader, Screen]:
    """The reader and the screen of this knowledge, to be made once. Takes 1 s, libraries' imports included.

    Raises HeadError when the committed model and the knowledge don't fit.
    """
    with _to_stay():
        reader, screen = _loaded(knowledge)
        screen.screen(reader.read(_FIRST, datetime.now(timezone.utc)))
    return reader, screen


def _loaded(knowledge: Knowledge) -> tuple[Reader, Screen]:
    from physio.reading import build_reader
    from physio.reading.encoder import Encoder
    from physio.safety import build_screen

    encoder = Encoder.load()
    return build_reader(knowledge, encoder), build_screen(knowledge, encoder)


@contextmanager
def _to_stay() -> Iterator[None]:
    """What is there at the end stays as long as the process: the collector never searches it for waste.

    Its passes over it take 50 ms each: 0.2 s of loading, and later some amid a message.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
