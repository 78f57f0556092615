"""Requests and wishes in fresh words: by the nearest reviewed example, part by part of a sentence."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading.asked import is_request
from physio.reading.encoder import Encoder
from physio.reading.goal_meaning import is_wish
from physio.reading.model import Sentence
from physio.reading.reader import Reader, build_reader
from physio.reading.requests import parts_of

SENT = datetime(2026, 11, 30, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader with its encoder."""
    return build_reader(load_knowledge(), Encoder.load())


def _values(reader: Reader, text: str, entity: str) -> set[str]:
    return {finding.value for finding in reader.read(text, SENT).of(entity)}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Who's your shoulder person and when are they next free?", {"who", "how_soon"}),
        ("How much is it to see somebody?", {"price"}),
        ("Is there anywhere to leave the car?", {"parking"}),
        ("Do you do student discount?", {"price"}),
        ("I can't sleep on that side.", set()),
        ("The surgeon says I'm fine to start.", set()),
        ("I've had massage, it didn't help.", set()),
        ("not sure", set()),
        ("no idea", set()),
        ("My son is 14, can he still play football on Saturday?", {"advice"}),
        ("and swimming?", {"advice"}),
        ("Could a physio visit him in NW5 4HG?", {"visit"}),
    ],
)
def test_each_part_that_asks_something_is_an_ask_and_the_story_is_none(
    reader: Reader, text: str, asks: set[str]
) -> None:
    assert _values(reader, text, "ask") == asks


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("I don't want to end up needing an op.", {"avoid_surgery"}),
        ("I want to stop it happening again.", {"prevention"}),
        ("I'd like to be able to knit again.", {"return_to_activity"}),
        ("Most days I walk the dog for an hour before breakfast and it's fine.", set()),
    ],
)
def test_a_wish_in_fresh_words_is_a_goal_and_what_people_do_is_none(
    reader: Reader, text: str, goals: set[str]
) -> None:
    assert _values(reader, text, "goal") == goals


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("I want to pick my grandson up again", "lifting"),
        ("can I go in a hot tub", "bathing"),
        ("I do hot yoga", "yoga"),
        ("Wakes me when I roll over in bed", "sleeping"),
    ],
)
def test_everyday_words_for_an_activity_are_found(reader: Reader, text: str, activity: str) -> None:
    assert activity in _values(reader, text, "activity")


@pytest.mark.parametrize("text", ["Do you run classes?", "Anything before work next week?"])
def test_other_senses_are_no_activity(reader: Reader, text: str) -> None:
    assert _values(reader, text, "activity") == set()


def test_a_sentence_is_cut_where_a_new_question_begins() -> None:
    text = "Can I run, and what does it cost?"
    parts = parts_of(Sentence(5, 5 + len(text), text))
    assert [part.text for part in parts] == ["Can I run, and ", "what does it cost?"]
    assert parts[1].start == 5 + text.index("what")


def test_a_told_thing_is_no_request_and_a_question_no_wish() -> None:
    assert is_request("could someone ring me")
    assert not is_request("my neck is stiff")
    assert is_wish("I'd love to ski again")
    assert not is_wish("when can I ski again")
