"""The knowledge and a reader without the encoder, for the tests of the domain that make none of their own."""

from __future__ import annotations

import pytest

from physio.knowledge import Knowledge, load_knowledge
from physio.reading import build_reader
from physio.reading.reader import Reader


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The committed knowledge."""
    return load_knowledge()


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader of that knowledge, without meaning."""
    return build_reader(knowledge)
