from __future__ import annotations

import logging
from typing import Any

import pytest

from physio.facts import Facts, Operation

SECRET = "my secret knee story"


def unknown_site(facts: Facts) -> Facts:
    facts.site = "nowhere"
    facts.operations = [Operation(procedure="hip_arthroscopy", side="right")]
    return facts


def test_a_failure_is_admitted_and_the_enquiry_goes_to_a_human(talk: Any) -> None:
    talk.hear(SECRET, "ask_parking", know=unknown_site)
    said = talk.run("action_answer")
    assert len(said) == 1 and "went wrong on our side" in said[0]
    assert talk.enquiry.status == "waiting"


def test_a_failure_leaves_no_patient_words_in_the_log(talk: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="actions")
    talk.hear(SECRET, "ask_parking", know=unknown_site)
    talk.run("action_answer")
    assert "action_answer failed" in caplog.text and SECRET not in caplog.text


def test_after_a_failure_nothing_more_is_asked_in_the_turn(talk: Any) -> None:
    talk.hear(SECRET, "ask_parking", know=unknown_site)
    talk.run("action_answer")
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "done" and talk.run("action_wrap_up") == []


def test_a_conversation_that_the_front_desk_never_saw_gets_an_honest_word(talk: Any) -> None:
    talk.hear("hi", "greet")
    talk.id = "a-stranger"
    assert "went wrong on our side" in talk.run("action_take_note")[0]


def test_a_step_is_used_up_so_that_a_dead_action_server_cannot_make_rasa_go_round(talk: Any) -> None:
    talk.hear("hi", "greet")
    talk.run("action_take_note")
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "enquiry"
    talk.form("enquiry_form")
    assert talk.slots["next_step"] is None
