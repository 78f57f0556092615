"""Corrections in the words that people use: the fact changes, and what it was before is kept."""

from __future__ import annotations

import pytest

from physio.facts import Facts, merge
from physio.knowledge import Knowledge
from physio.reading.reader import Reader
from tests.talking import NOW, told


@pytest.mark.parametrize(
    "words", ["hang on it was May not March", "it was May, not March", "sorry, it was May"]
)
def test_a_month_is_put_right(reader: Reader, knowledge: Knowledge, words: str) -> None:
    facts = told(reader, knowledge, "right hip replacement in March", words)
    assert str(facts.operations[0].when and facts.operations[0].when.date) == "2026-05-01"
    assert [(c.before[:7], c.after[:7]) for c in facts.changes] == [("2026-03", "2026-05")]


def test_oh_and_its_the_left_one(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "right hip replacement, it's stiff", "oh and it's the left one")
    assert (facts.operations[0].side, facts.problems[0].side) == ("left", "left")


def test_an_operation_that_is_somebody_elses_goes_with_its_place(
    reader: Reader, knowledge: Knowledge
) -> None:
    first = "I had my left shoulder replaced in July and my knee is sore"
    facts = told(reader, knowledge, first, "the shoulder is my husband's")
    assert facts.operations == [] and [p.body_part for p in facts.problems] == ["knee"]


def test_my_husbands_car_takes_nothing_back(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "my right knee is sore", "sorry I'm late, this is my husband's phone")
    assert [p.body_part for p in facts.problems] == ["knee"]


def test_another_operation_than_the_only_one_takes_its_place(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(
        reader, knowledge, "I've had a left hip replacement", "sorry, I mean it was a knee replacement"
    )
    assert [op.procedure for op in facts.operations] == ["tkr"]


def test_one_more_operation_is_one_more(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(
        reader, knowledge, "I've had a left hip replacement", "I also had a knee replacement in 2020"
    )
    assert len(facts.operations) == 2


def test_a_side_said_last_is_that_of_the_only_operation(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "I've a new hip. It was replaced in July, the left.")
    assert facts.operations[0].side == "left"


def test_what_bothers_most_can_change(reader: Reader, knowledge: Knowledge) -> None:
    facts = Facts(concern="the stairs")
    words = "actually forget the stairs, it's the kneeling that bothers me most"
    facts = merge(facts, reader.read(words, NOW), None, None, knowledge)
    assert facts.concern == words and facts.changes[0].before == "the stairs"
