"""What a patient gets, and what a human sees, while a part of the house is down."""

from __future__ import annotations

import signal
from pathlib import Path

import requests

from tests.stack import Patient, running, wait_for, words

FLAGGED = "I had a spinal fusion last week and since this morning I can't feel when I wipe"


def test_with_rasa_down_a_message_is_an_enquiry_with_a_due_time_and_gets_an_honest_reply(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "frontdesk", extra={"RASA_GRACE_SECONDS": "0"}) as house:
        patient = Patient(house)
        sent = patient.post(text="I had my left knee replaced in August and it is stiff")
        replies = wait_for("the honest reply", lambda: patient.messages(sent), 30)
        enquiry = patient.enquiry()
    assert "physio" in words(replies)
    assert enquiry["due_at"]
    assert enquiry["facts"]["operations"][0]["procedure"] == "knee_replacement"
    assert not enquiry["bookings"]


def test_with_everything_else_down_danger_still_gets_the_safety_words(tmp_path: Path) -> None:
    with running(tmp_path, "frontdesk") as house:
        patient = Patient(house)
        replies = patient.say(FLAGGED)
        enquiry = patient.enquiry()
    assert "A&E" in words(replies)
    assert enquiry["tier"] == "ae"
    assert [flag["id"] for flag in enquiry["red_flags"]] == ["ces"]


def test_a_message_acknowledged_just_before_a_kill_is_kept(tmp_path: Path) -> None:
    with running(tmp_path, "frontdesk") as house:
        patient = Patient(house)
        patient.post(text="my hip hurts since the operation in May")
        house.stop("frontdesk", signal.SIGKILL)
        house.start("frontdesk")
        assert "hip hurts" in patient.messages()[0]["text"]


def test_with_the_action_server_down_nothing_is_confirmed_and_a_human_is_told(tmp_path: Path) -> None:
    with running(tmp_path, "frontdesk", "rasa") as house:
        patient = Patient(house)
        replies = patient.say("I'd like to book a visit at Moorgate, I had a knee replacement in August")
        enquiry = patient.enquiry()
    assert "booked" not in words(replies).lower()
    assert enquiry["status"] == "waiting"
    assert not enquiry["bookings"]
    assert enquiry["due_at"]


def test_a_message_sent_before_rasa_is_ready_is_answered_when_it_is(tmp_path: Path) -> None:
    with running(tmp_path, "frontdesk", "actions") as house:
        patient = Patient(house)
        sent = patient.post(text="how much is a session?")
        house.start("rasa")
        wait_for("the price", lambda: "£" in words(patient.messages(sent)), 60)


def test_nothing_listens_in_public_and_rasa_refuses_a_caller_without_the_token(tmp_path: Path) -> None:
    with running(tmp_path, "rasa") as house:
        body = {"sender": "x", "message": "hi"}
        url = f"{house.environment['RASA_URL']}/webhooks/frontdesk/webhook"
        assert requests.post(url, json=body, timeout=10).status_code == 401
