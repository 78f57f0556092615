"""The plan: safety, enquiry, advice, booking, done; in that order and never in a circle."""

from __future__ import annotations

from datetime import date

import pytest

from physio.facts import Contact, Facts, Operation, Screened, When, missing, note_asked
from physio.knowledge import Knowledge, load_knowledge
from physio.plan import STEPS, Progress, next_step

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def whole() -> Facts:
    """An enquiry with nothing left to ask."""
    knee = Operation(procedure="tkr", side="left", when=When(date=date(2026, 2, 1), precision="month"))
    return Facts(
        operations=[knee],
        goals=["strength"],
        wish="callback",
        contact=Contact(phone="+447700900491"),
        screening={"lower_limb": Screened(clear=True)},
    )


def test_screening_comes_first(whole: Facts, knowledge: Knowledge) -> None:
    whole.screening = {}
    assert next_step(whole, Progress(), knowledge, TODAY) == "safety"


def test_a_raised_flag_holds_everything_until_the_person_is_safe(whole: Facts, knowledge: Knowledge) -> None:
    assert next_step(whole, Progress(safety="raised", advised=True), knowledge, TODAY) == "safety"
    assert next_step(whole, Progress(safety="safe", flags_open=True), knowledge, TODAY) == "booking"


def test_what_is_missing_is_asked_before_advice(whole: Facts, knowledge: Knowledge) -> None:
    whole.wish = None
    assert next_step(whole, Progress(), knowledge, TODAY) == "enquiry"


def test_then_advice_then_booking_then_done(whole: Facts, knowledge: Knowledge) -> None:
    steps = [
        next_step(whole, progress, knowledge, TODAY)
        for progress in (Progress(), Progress(advised=True), Progress(advised=True, booked=True))
    ]
    assert steps == ["advise", "booking", "done"]


def test_who_wants_a_booking_gets_it_before_they_are_asked_for_a_number(
    whole: Facts, knowledge: Knowledge
) -> None:
    whole.contact = Contact()
    steps = [
        next_step(whole, progress, knowledge, TODAY)
        for progress in (Progress(), Progress(advised=True), Progress(advised=True, booked=True))
    ]
    assert steps == ["advise", "booking", "enquiry"]
    assert next_step(whole, Progress(advised=True, booking_declined=True), knowledge, TODAY) == "enquiry"


def test_who_wants_a_booking_says_afterwards_what_bothers_them_and_is_then_advised(
    whole: Facts, knowledge: Knowledge
) -> None:
    whole.goals = []
    steps = [next_step(whole, Progress(booked=done), knowledge, TODAY) for done in (False, True)]
    assert steps == ["booking", "enquiry"]
    whole.concern = "the stairs"
    assert next_step(whole, Progress(booked=True), knowledge, TODAY) == "advise"


def test_a_booking_that_was_turned_down_or_never_wished_for_is_not_offered(
    whole: Facts, knowledge: Knowledge
) -> None:
    assert next_step(whole, Progress(advised=True, booking_declined=True), knowledge, TODAY) == "done"
    whole.wish = "advice"
    assert next_step(whole, Progress(advised=True), knowledge, TODAY) == "done"


def test_who_wants_only_advice_has_it_before_they_say_how_to_be_reached(
    whole: Facts, knowledge: Knowledge
) -> None:
    whole.wish, whole.contact = "advice", Contact()
    assert next_step(whole, Progress(), knowledge, TODAY) == "advise"
    assert next_step(whole, Progress(advised=True), knowledge, TODAY) == "enquiry"


def test_hello_alone_is_asked_what_it_is_about(knowledge: Knowledge) -> None:
    assert next_step(Facts(), Progress(), knowledge, TODAY) == "enquiry"


def test_somebody_who_answers_nothing_still_reaches_the_end(knowledge: Knowledge) -> None:
    facts = Facts(operations=[Operation(procedure="tkr")])
    turns = 0
    while open_questions := missing(facts, knowledge, TODAY):
        facts = note_asked(facts, open_questions[0], knowledge, TODAY)
        turns += 1
        assert turns < 20
    assert next_step(facts, Progress(), knowledge, TODAY) in STEPS[2:]
    assert max(facts.asked_times.values()) <= 2
