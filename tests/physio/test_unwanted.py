"""What people do not want is kept in their words, and not offered."""

from __future__ import annotations

import pytest

from physio.facts.unwanted import not_offered
from physio.knowledge import Knowledge
from physio.reading.reader import Reader
from tests.talking import told


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("No injections though, I hated it", ["injections"]),
        ("don't ring me at work please", ["calls_then"]),
        ("a visit but not video", ["video"]),
        ("she'd rather not have a man", ["male_physio"]),
        ("I do not want another op", ["surgery"]),
        ("I hate needles, and please don't text me", ["injections", "texts"]),
    ],
)
def test_what_is_not_wanted_is_kept(
    reader: Reader, knowledge: Knowledge, text: str, things: list[str]
) -> None:
    assert [item.thing for item in told(reader, knowledge, text).unwanted] == things


@pytest.mark.parametrize(
    "text",
    ["no surgery, just sore", "I have had no injections", "no", "not sure", "I don't want to rest for ever"],
)
def test_what_was_never_had_is_not_refused(reader: Reader, knowledge: Knowledge, text: str) -> None:
    assert told(reader, knowledge, text).unwanted == []


def test_its_words_are_the_persons_own(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "My knee is stiff. No injections though, and don't ring me at work.")
    assert [item.words for item in facts.unwanted] == ["No injections", "don't ring me at work"]


def test_a_refused_way_is_no_wish(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "a visit but not video, and don't ring me at work", asked="wish")
    assert (facts.wish, facts.kind) == ("visit", None)
    assert not_offered(facts, knowledge) == {"video"}


def test_a_wish_that_is_taken_back_is_gone(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "could someone call me back?", "actually no call. I want to come in")
    assert facts.wish == "visit"


def test_what_is_asked_for_later_is_offered_again(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "no phone calls please", "actually, could someone call me back?")
    assert (facts.wish, not_offered(facts, knowledge)) == ("callback", frozenset())


def test_a_number_to_ring_is_no_wish_beside_another_one(reader: Reader, knowledge: Knowledge) -> None:
    facts = told(reader, knowledge, "I'd like to book a home visit for mum. You can ring me on 07700 900216.")
    assert facts.wish == "visit"
