"""What was understood, in lines that a person can check and correct."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from physio.facts import Facts, Operation, Problem, SymptomFact, When, merge
from physio.knowledge import Knowledge, load_knowledge
from physio.summary import in_words, understood

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def seed() -> Facts:
    return Facts(
        operations=[
            Operation(
                procedure="lumbar_fusion",
                levels=["L5/S1"],
                when=When(date=date(2026, 2, 1), precision="month"),
            ),
            Operation(
                procedure="hip_arthroscopy", side="right", when=When(date=date(2026, 6, 1), precision="month")
            ),
        ],
        problems=[Problem(body_part="knee", side="right")],
        symptoms=[SymptomFact(symptom="pain_ache", body_part="knee", side="right", words="pain")],
        goals=["flexibility", "strength"],
    )


def test_the_seed_is_said_back_in_short_plain_lines(knowledge: Knowledge) -> None:
    assert understood(seed(), knowledge, TODAY) == (
        "Spinal fusion, L5/S1, February 2026",
        "Right hip keyhole surgery, June 2026",
        "Right knee: pain",
        "Wants: flexibility, strength",
    )


def test_for_a_carer_the_lines_say_their(knowledge: Knowledge) -> None:
    facts = seed()
    facts.carer = True
    lines = understood(facts, knowledge, TODAY)
    assert lines[1] == "Their right hip keyhole surgery, June 2026"
    assert lines[-1] == "They want: flexibility, strength"


def test_an_operation_to_come_is_said_so(knowledge: Knowledge) -> None:
    planned = Operation(procedure="tkr", side="both", when=When(date=date(2026, 12, 4)))
    assert understood(Facts(operations=[planned]), knowledge, TODAY) == (
        "Knee replacement, both sides, planned for 4 December 2026",
    )


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(date=date(2026, 6, 14)), "14 June 2026"),
        (When(date=date(2026, 6, 10), precision="week"), "around the week of 8 June 2026"),
        (When(date=date(2018, 1, 1), precision="year"), "2018"),
    ],
)
def test_dates_are_said_as_people_say_them(when: When, words: str) -> None:
    assert in_words(when) == words


def test_nothing_known_is_nothing_said(knowledge: Knowledge) -> None:
    assert understood(Facts(), knowledge, TODAY) == ()


def test_a_long_story_stays_short(knowledge: Knowledge) -> None:
    facts = Facts(problems=[Problem(body_part=p) for p in knowledge.body_parts])
    assert len(understood(facts, knowledge, TODAY)) == 8


def test_merging_nothing_leaves_the_lines_alone(knowledge: Knowledge) -> None:
    assert understood(merge(seed(), None, None, None, knowledge), knowledge, TODAY) == understood(
        seed(), knowledge, TODAY
    )


def test_a_lone_complaint_is_not_also(knowledge: Knowledge) -> None:
    facts = Facts(symptoms=[SymptomFact(symptom="pain_ache", words="hurts")])
    assert understood(facts, knowledge, TODAY) == ("Pain",)
