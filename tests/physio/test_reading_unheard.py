"""A question in a patient's message that no rule knows is still asked: a physio answers it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading.encoder import Encoder
from physio.reading.reader import Reader, build_reader

SENT = datetime(2026, 11, 30, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader with its encoder."""
    return build_reader(load_knowledge(), Encoder.load())


def _questions(reader: Reader, text: str) -> list[str]:
    return [ask.text.strip() for ask in reader.read(text, SENT).of("ask") if ask.value == "advice"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("My shoulder tip ached and now it's all freezing up. Is it linked?", "Is it linked?"),
        ("I dug the garden and the back of my leg is pulling. have i undone it??", "have i undone it??"),
        ("Bunion done in June. Bandage too tight? It's sore by tea time.", "Bandage too tight?"),
    ],
)
def test_a_question_that_nothing_is_read_from_is_kept_as_it_was_put(
    reader: Reader, text: str, question: str
) -> None:
    assert question in _questions(reader, text)


def test_two_such_questions_are_two_asks(reader: Reader) -> None:
    asked = _questions(reader, "My hip aches at night. Is this in my head? Do I leave it or come in sooner?")
    assert asked == ["Is this in my head?", "Do I leave it or come in sooner?"]


@pytest.mark.parametrize(
    "text",
    [
        "My knee has hurt for six weeks now. Can you believe it?",
        "My neck is stiff and it clicks, you know what I mean? It's been months.",
        "My back hurts when I sit. Could you text me on 07700 900 452?",
        "My ankle is still swollen. The Moorgate clinic?",
    ],
)
def test_chatter_and_what_is_acted_on_in_its_own_way_are_no_questions(reader: Reader, text: str) -> None:
    assert _questions(reader, text) == []


def test_a_question_outside_a_patients_message_is_not_put_to_a_physio(reader: Reader) -> None:
    assert _questions(reader, "Good evening to you all. Also is your hall available to hire?") == []


@pytest.mark.parametrize("text", ["Hmm, my knee?", "is my foot ok?"])
def test_a_short_remark_is_left_to_the_conversation(reader: Reader, text: str) -> None:
    asks = reader.read(text, SENT).of("ask")
    assert all(ask.by != "pattern:question" for ask in asks)
