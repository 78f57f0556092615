"""Things that are loaded once and stay as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def to_stay() -> Iterator[None]:
    """Load inside it what is never thrown away: the garbage collector doesn't search it, then or later.

    Its passes over the knowledge take 50 ms each: 0.2 s of loading, and later some amid a message.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
