"""No figure of the report may fall below its committed floor."""

from __future__ import annotations

from tests.report.__main__ import broken, measure


def test_no_floor_is_broken() -> None:
    assert broken(measure().shares) == []
