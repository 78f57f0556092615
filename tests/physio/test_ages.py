"""Ages: read only where they are clearly the patient's; a bare number never lifts the guard for children."""

from __future__ import annotations

import pytest

from physio.knowledge import Knowledge
from physio.reading.ages import find_ages
from physio.reading.reader import Reader
from tests.talking import told


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I'm 71 and I live alone", "71"),
        ("I am a 45 year old man", "45"),
        ("I'm 71, 3 weeks after a new knee", "71"),
        ("she is 82", "82"),
        ("my mum, who is 78", "78"),
        ("aged 54", "54"),
        ("writing about my mum Pat (79)", "79"),
        ("he's 38 years old", "38"),
    ],
)
def test_a_clear_age_is_read(text: str, age: str) -> None:
    assert {found.value for found in find_ages(text)} == {age}


@pytest.mark.parametrize(
    "text",
    [
        "is 38", "he is 38", "my temperature is 38", "I'm 38.5", "house number is 16", "I'm 6 weeks post op",
        "I'm 3, maybe 4 weeks out", "I am at 16 Acacia Road", "I'm 20 minutes away", "I'm 50% better",
        "my hip is 12 years old", "I'm 10 days in", "I'm 24/7 in pain",
    ],
)  # fmt: skip
def test_a_number_that_is_no_age_is_not_read(text: str) -> None:
    assert not list(find_ages(text))


def test_a_bare_number_never_lifts_the_guard_for_children(reader: Reader, knowledge: Knowledge) -> None:
    first = "I'm writing for my son, who is 12. His wrist is sore."
    for later in ("is 38", "he is 38", "his temperature is 38", "I'm 45", "he is 19"):
        facts = told(reader, knowledge, first, later)
        assert (facts.age, facts.modifiers) == (12, ["under_18"]), later


def test_an_age_that_is_put_right_lifts_it_and_is_kept(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "I'm 16 and my ankle hurts", "sorry, I meant I'm 61")
    assert (facts.age, facts.modifiers) == (61, [])
    assert [(c.before, c.after) for c in facts.changes] == [("16", "61")]


def test_a_grown_up_daughter_is_no_child(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "I'm writing for my daughter, she is 29. Her left knee is stiff.")
    assert (facts.age, facts.modifiers) == (29, [])


def test_the_writer_of_a_parents_enquiry_is_no_child(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "My dad can't bend his knee, he is 82. I'm his daughter Kate.")
    assert (facts.age, facts.modifiers, facts.carer) == (82, [], True)
