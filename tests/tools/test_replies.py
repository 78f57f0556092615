"""Every reply is said by somebody, and the validation hides nothing but the replies that actions say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.replies import Replies, load_replies
from tools.validate import sort_out

ROOT = Path(__file__).resolve().parents[2]
UNUSED = "The utterance '{}' is not used in any story or rule."


@pytest.fixture(scope="module")
def replies() -> Replies:
    return load_replies(ROOT)


def test_every_reply_of_the_domain_is_said_and_every_one_said_has_words(replies: Replies) -> None:
    assert replies.problems() == []


@pytest.mark.parametrize(
    "name",
    [
        "utter_booked",  # an action by its name
        "utter_noted_wish_dropin",  # an action by a pattern
        "utter_ask_main_concern",  # a form
        "utter_answer_parking",  # the topic of an intent
        "utter_answer_wear",  # a closer answer
        "utter_ask_wish_again",  # a question that is put again
    ],
)
def test_a_reply_counts_as_said_by(name: str, replies: Replies) -> None:
    assert replies.used(name)


def test_a_reply_that_nobody_says_is_named_with_its_line(replies: Replies) -> None:
    extra = Replies({**replies.lines, "utter_moon_phase": 12}, replies.named, replies.patterns)
    assert [
        line for line in extra.problems() if line.startswith("domain.yml:12: nobody says utter_moon_phase")
    ]


def test_a_reply_without_words_is_named(replies: Replies) -> None:
    lines = {name: line for name, line in replies.lines.items() if name != "utter_booked"}
    assert Replies(lines, replies.named, replies.patterns).problems() == [
        "domain.yml: utter_booked is said and has no words. Write it."
    ]


def test_only_replies_that_somebody_says_are_left_out_of_the_validation(replies: Replies) -> None:
    other = "The intent 'ask_tea' is not used in any story or rule."
    messages = [UNUSED.format("utter_booked"), other, UNUSED.format("utter_moon_phase")]
    assert sort_out(messages, replies) == ([other], 1)
