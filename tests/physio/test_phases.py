"""Phases: how far along an operation is, always read strictly."""

from __future__ import annotations

from datetime import date

import pytest

from physio.facts import Facts, Operation, When
from physio.knowledge import Knowledge, load_knowledge
from physio.phases import phase, strictest_phase

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def operation(procedure: str, day: str | None, precision: str = "day", status: str = "done") -> Operation:
    when = When(date=date.fromisoformat(day), precision=precision) if day else None
    return Operation(procedure=procedure, when=when, status=status)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-23", "protection"),
        ("2026-10-13", "protection"),  # 5 weeks and 6 days
        ("2026-10-12", "early"),  # 6 weeks
        ("2026-08-31", "mid"),  # 12 weeks
        ("2026-05-25", "late"),  # 26 weeks
        ("2018-01-01", "late"),
    ],
)
def test_each_phase_begins_in_its_week(knowledge: Knowledge, day: str, expected: str) -> None:
    assert phase(operation("lumbar_fusion", day), TODAY, knowledge) == expected


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        ("2026-10-12", "week", "protection"),  # until 18 October: 5 weeks
        ("2026-10-01", "month", "protection"),  # until 31 October
        ("2026-08-01", "month", "mid"),  # until 31 August: exactly 12 weeks
        ("2026-01-01", "year", "protection"),
        ("2025-01-01", "year", "late"),
    ],
)
def test_a_coarse_date_means_its_last_day(
    knowledge: Knowledge, day: str, precision: str, expected: str
) -> None:
    assert phase(operation("lumbar_fusion", day, precision), TODAY, knowledge) == expected


def test_without_a_date_the_phase_is_unknown(knowledge: Knowledge) -> None:
    assert phase(operation("tkr", None), TODAY, knowledge) == "unknown"


@pytest.mark.parametrize("day", ["2026-12-04", None])
def test_an_operation_to_come_is_before_every_phase(knowledge: Knowledge, day: str | None) -> None:
    assert phase(operation("tkr", day, status="planned"), TODAY, knowledge) == "pre_op"


def test_a_planned_operation_whose_day_has_passed_counts_from_that_day(knowledge: Knowledge) -> None:
    assert phase(operation("tkr", "2026-11-20", status="planned"), TODAY, knowledge) == "protection"


def test_a_family_follows_the_slowest_of_its_variants(knowledge: Knowledge) -> None:
    day = "2026-10-20"  # nearly 5 weeks: early after a trim, still protected after a repair
    assert phase(operation("hip_arthroscopy_simple", day), TODAY, knowledge) == "early"
    assert phase(operation("hip_arthroscopy_repair", day), TODAY, knowledge) == "protection"
    assert phase(operation("hip_arthroscopy", day), TODAY, knowledge) == "protection"


def test_the_strictest_operation_decides(knowledge: Knowledge) -> None:
    old, new, undated = (operation("tkr", day) for day in ("2018-01-01", "2026-11-16", None))
    assert strictest_phase(Facts(operations=[old, new]), TODAY, knowledge) == "protection"
    assert strictest_phase(Facts(operations=[new, undated]), TODAY, knowledge) == "unknown"


def test_without_an_operation_or_with_one_called_off_there_is_no_surgery(knowledge: Knowledge) -> None:
    assert strictest_phase(Facts(), TODAY, knowledge) == "no_surgery"
    cancelled = operation("tkr", "2026-11-16", status="cancelled")
    assert strictest_phase(Facts(operations=[cancelled]), TODAY, knowledge) == "no_surgery"
