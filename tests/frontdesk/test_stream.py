"""The stream: new messages as they come, and everything that was missed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from frontdesk.testing import RasaDouble
from records import desk as book


def test_the_reply_comes_over_the_stream_with_its_id(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    stream = person.listen()
    number = person.say("Good morning")
    reply = stream.text("You wrote: Good morning")
    assert reply["from"] == "assistant"
    assert reply["id"] > number
    assert [message["id"] for message in stream.messages()] == [number, reply["id"]]
    assert [id for event, id, _ in stream.events if event == "message"] == [str(number), str(reply["id"])]


def typing(stream: Any) -> list[bool]:
    return [data["on"] for event, _, data in stream.events if event == "typing"]


def test_a_stream_says_that_the_assistant_is_writing(shared: Any, until: Callable[..., Any]) -> None:
    desk, rasa = shared
    rasa.delay = 0.5
    person = desk.person()
    stream = person.listen()
    person.say("Good morning")
    stream.text("You wrote")
    until(lambda: typing(stream) == [True, False])


def test_a_stream_that_comes_back_gets_what_it_missed_and_nothing_twice(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    seen = person.say("one")
    person.next_reply()
    missed = [message["id"] for message in person.messages(after=seen)]
    stream = person.listen(**{"Last-Event-ID": str(seen)})
    stream.text("You wrote: one")
    person.say("two")
    stream.text("You wrote: two")
    ids = [message["id"] for message in stream.messages()]
    assert ids[: len(missed)] == missed
    assert ids == sorted(set(ids)) == [message["id"] for message in person.messages(after=seen)]


def test_the_last_id_survives_a_restart_of_the_front_desk(
    start: Callable[..., Any], rasa: RasaDouble
) -> None:
    desk = start(rasa.url)
    person = desk.person()
    seen = person.say("before")
    person.next_reply()
    desk.stop()
    desk.start()
    stream = person.listen(**{"Last-Event-ID": str(seen)})
    stream.text("You wrote: before")


def test_a_message_that_another_process_stored_arrives_within_seconds(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    person.say("hi")
    stream = person.listen()
    before = time.monotonic()
    book.add_reply(desk.store(), person.conversation_id, "physio", "Jules here.", name="Jules")
    assert stream.text("Jules here.")["name"] == "Jules"
    assert time.monotonic() - before < 4


def test_a_browser_may_put_the_token_and_the_last_id_into_the_address(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    seen = person.say("one")
    reply = person.next_reply()
    params = {"token": person.token, "after": str(seen)}
    url = f"{desk.url}/api/v1/stream"
    with httpx.stream("GET", url, params=params, timeout=20, trust_env=False) as answer:
        lines = iter(answer.iter_lines())
        assert any(line == f"id: {reply['id']}" for line in lines)


def test_another_conversations_messages_never_come_over_the_stream(shared: Any) -> None:
    desk, _ = shared
    one, other = desk.person(), desk.person()
    stream = one.listen()
    other.say("private words")
    other.next_reply()
    one.say("mine")
    stream.text("You wrote: mine")
    assert "private" not in str(stream.events)


def test_a_stream_without_a_good_token_is_refused(shared: Any) -> None:
    desk, _ = shared
    assert desk.client.get("/api/v1/stream").status_code == 401
    assert desk.client.get("/api/v1/stream", params={"token": "guess"}).status_code == 401


def test_the_front_desk_stops_at_once_though_streams_are_open(
    start: Callable[..., Any], rasa: RasaDouble
) -> None:
    desk = start(rasa.url)
    person = desk.person()
    person.listen()
    before = time.monotonic()
    desk.stop()
    assert time.monotonic() - before < 6
