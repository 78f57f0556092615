"""Reading: a patient's text becomes a `Reading` of sentences and findings with their assertion.

`build_reader` and `Reader` are loaded on first use, so that the types in `physio.reading.model` stay
cheap to import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from physio.reading.reader import Reader, build_reader

__all__ = ["Reader", "build_reader"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from physio.reading import reader

    return getattr(reader, name)
