"""A carer who adds a trouble of their own stays a carer, and that trouble is no fact of the patient's."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading.reader import Reader, build_reader

SENT = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader without its encoder: only words count here."""
    return build_reader(load_knowledge())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("My mum's knee is swollen and she can't walk. I'm also bad with my own shoulder.", ["knee"]),
        ("My husband's hip is sore since his op. I have a bad back myself.", ["hip"]),
    ],
)
def test_the_carers_own_trouble_is_left_out(reader: Reader, text: str, parts: list[str]) -> None:
    reading = reader.read(text, SENT)
    assert reading.carer
    assert [f.value for f in reading.of("body_part")] == parts


def test_who_writes_of_themselves_is_no_carer_for_saying_also(reader: Reader) -> None:
    text = "My back aches when I lift the baby. Also my knee is sore from kneeling."
    assert not reader.read(text, SENT).carer
