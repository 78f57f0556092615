"""The patient API of a real front desk: what is promised with a 202, what is refused, and in which words."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml

from frontdesk.testing import RasaDouble
from records import desk as book

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    document = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
    assert isinstance(document, dict)
    return document


def resolved(node: Any) -> Any:
    """The document's node with every `$ref` followed."""
    if isinstance(node, dict) and "$ref" in node:
        found: Any = described()
        for name in str(node["$ref"])[2:].split("/"):
            found = found[name]
        return resolved(found)
    if isinstance(node, dict):
        return {name: resolved(value) for name, value in node.items()}
    return [resolved(value) for value in node] if isinstance(node, list) else node


def as_described(answer: httpx.Response, path: str, method: str) -> httpx.Response:
    """The answer, after its status and body were found in docs/openapi.yaml."""
    responses = resolved(described()["paths"][path][method]["responses"])
    assert str(answer.status_code) in responses, answer.text
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), schema, format_checker=jsonschema.FormatChecker())
    return answer


def refused(answer: httpx.Response, status: int, error: str) -> str:
    """The plain words of a refusal."""
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    as_described(answer, "/api/v1/messages", "post")
    return str(answer.json()["message"])


def raw(person: Any, body: bytes) -> httpx.Response:
    headers = {**person.headers, "Content-Type": "application/json"}
    answer = person.desk.client.post("/api/v1/messages", content=body, headers=headers)
    assert isinstance(answer, httpx.Response)
    return answer


def test_what_was_answered_with_202_is_in_the_database_though_the_process_is_killed_at_once(
    start: Callable[..., Any], rasa: RasaDouble
) -> None:
    desk = start(rasa.url, BURST_SECONDS=5)
    person = desk.person()
    number = person.say("I had a hip op in June")
    desk.stop(signal.SIGKILL)
    store = desk.store()
    stored = book.messages_after(store, person.conversation_id)
    assert [(message.id, message.text) for message in stored] == [(number, "I had a hip op in June")]
    row = book.inbox(store)[0]
    assert (row.conversation_id, row.due_at is not None) == (person.conversation_id, True)
    desk.start()
    assert person.next_reply()["text"] == "You wrote: I had a hip op in June"


def test_the_front_desk_answers_within_six_seconds_of_starting(
    start: Callable[..., Any], rasa: RasaDouble
) -> None:
    def seconds() -> float:
        before = time.monotonic()
        desk = start(rasa.url)
        took = time.monotonic() - before
        desk.stop(signal.SIGKILL)
        return took

    # The best of three: other work on the machine is not the front desk's.
    assert any(seconds() < 6 for _ in range(3))


def test_a_message_sent_before_the_reader_is_loaded_is_taken_and_answered(
    start: Callable[..., Any], rasa: RasaDouble
) -> None:
    desk = start(rasa.url)
    person = desk.person()
    person.say("hello")
    assert person.next_reply()["text"] == "You wrote: hello"
    assert as_described(desk.client.get("/ready"), "/ready", "get").json() == {"status": "ok"}


def test_the_same_client_id_is_stored_and_answered_once(shared: Any) -> None:
    desk, rasa = shared
    person = desk.person()
    first = as_described(person.post(client_id="same", text="hello once"), "/api/v1/messages", "post").json()
    again = person.post(client_id="same", text="hello once").json()
    assert first == again
    person.next_reply()
    assert [m["text"] for m in person.messages()] == ["hello once", "You wrote: hello once"]
    assert rasa.texts().count("hello once") == 1


def test_a_client_id_used_for_another_text_is_refused_so_that_nothing_is_lost_quietly(shared: Any) -> None:
    person = shared[0].person()
    person.post(client_id="same", text="one")
    assert "client_id" in refused(person.post(client_id="same", text="two"), 409, "client_id_reused")


def test_messages_have_the_described_form(shared: Any) -> None:
    desk, rasa = shared
    person = desk.person()
    button = {"title": "None of these", "payload": "/none_of_these"}
    rasa.answer = lambda call: [{"text": "Any of these?", "buttons": [button]}]
    as_described(person.post(text="hi"), "/api/v1/messages", "post")
    assert person.next_reply()["buttons"] == [button]
    book.add_reply(desk.store(), person.conversation_id, "physio", "Hello.", name="Jules")
    answer = desk.client.get("/api/v1/messages", headers=person.headers)
    assert as_described(answer, "/api/v1/messages", "get").json()["messages"][-1]["name"] == "Jules"


def test_a_button_is_taken_once_it_was_offered_and_its_title_is_the_message(shared: Any) -> None:
    desk, rasa = shared
    person = desk.person()
    button = {"title": "A visit", "payload": '/choose_wish{"wish":"visit"}'}
    rasa.answer = lambda call: [{"text": "What would you like?", "buttons": [button]}]
    assert "not offered" in refused(person.post(payload=button["payload"]), 422, "not_offered")
    person.say("hi")
    person.next_reply()
    assert person.post(payload=button["payload"]).status_code == 202
    person.next_reply(2)
    assert person.messages()[2]["text"] == "A visit"
    assert rasa.texts()[-1] == button["payload"]


def test_a_button_of_another_conversation_is_refused(shared: Any) -> None:
    desk, rasa = shared
    one, other = desk.person(), desk.person()
    rasa.answer = lambda call: [{"text": "?", "buttons": [{"title": "Skip", "payload": "/skip"}]}]
    one.say("hi")
    one.next_reply()
    refused(other.post(payload="/skip"), 422, "not_offered")


def test_a_typed_command_is_words_and_not_a_command(shared: Any) -> None:
    desk, rasa = shared
    person = desk.person()
    person.say("/restart")
    person.next_reply()
    assert rasa.texts()[-1] == "\u2044restart"
    assert person.messages()[0]["text"] == "/restart"


def test_a_foreign_token_opens_nothing(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    person.say("private")
    stranger = desk.person()
    assert stranger.messages() == []
    for headers in ({}, {"Authorization": "Bearer guess"}, {"Authorization": f"Basic {person.token}"}):
        answer = desk.client.get("/api/v1/messages", headers=headers)
        assert as_described(answer, "/api/v1/messages", "get").status_code == 401
        refused(desk.client.post("/api/v1/messages", json={}, headers=headers), 401, "no_token")


def test_twenty_thousand_characters_are_taken_whole_and_one_more_is_refused_kindly(shared: Any) -> None:
    person = shared[0].person()
    text = ("My knee is stiff in the morning. " * 700)[:20_000]
    person.say(text)
    assert person.messages()[0]["text"] == text
    assert "20,000" in refused(person.post(text=text + "x"), 413, "too_long")
    assert len([m for m in person.messages() if m["from"] == "patient"]) == 1


def test_a_huge_body_is_refused_before_it_is_read(shared: Any) -> None:
    person = shared[0].person()
    refused(person.post(text="x" * 300_000), 413, "too_long")


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\ufeff", "\x00"])
def test_an_empty_text_is_refused(shared: Any, text: str) -> None:
    assert "write" in refused(shared[0].person().post(text=text), 422, "empty")


def test_odd_characters_are_kept_or_shown_as_replaced_and_never_break_anything(shared: Any) -> None:
    person = shared[0].person()
    raw(
        person,
        json.dumps({"client_id": "1", "text": "caf\u00e9 \U0001f9b5 \x00 \ud800 end\r\nnext"}).encode(),
    )
    assert person.messages()[0]["text"] == "caf\u00e9 \U0001f9b5 \ufffd \ufffd end\nnext"


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"\xff\xfe\x00", 400, "not_utf8"),
        (b'{"client_id": "1", "text": "\xe9"}', 400, "not_utf8"),
        (b"text=hello", 400, "not_json"),
        (b"[]", 400, "not_json"),
        (b"[" * 100_000, 400, "not_json"),
        (b'{"text": "no client id"}', 422, "no_client_id"),
        (b'{"client_id": 7, "text": "hi"}', 422, "no_client_id"),
        (b'{"client_id": "1"}', 422, "no_text"),
        (b'{"client_id": "1", "text": 5}', 422, "no_text"),
        (b'{"client_id": "1", "text": "a", "payload": "/b"}', 422, "no_text"),
        (json.dumps({"client_id": "1", "text": "\x00\x01\x02PNG\x05\x06"}).encode(), 422, "not_words"),
    ],
)
def test_a_body_that_is_no_message_is_refused_with_a_reason(
    shared: Any, body: bytes, status: int, error: str
) -> None:
    person = shared[0].person()
    refused(raw(person, body), status, error)
    assert person.messages() == []


def test_an_odd_after_is_refused(shared: Any) -> None:
    person = shared[0].person()
    for after in ("x", "-1", "1e3", "9" * 30):
        answer = person.desk.client.get("/api/v1/messages", params={"after": after}, headers=person.headers)
        assert as_described(answer, "/api/v1/messages", "get").status_code == 422


def test_more_than_sixty_messages_a_minute_are_asked_to_wait(shared: Any) -> None:
    person = shared[0].person()
    answers = [raw(person, b"[]").status_code for _ in range(61)]
    assert answers == [400] * 60 + [429]
    late = raw(person, b"[]")
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    assert "999" in refused(late, 429, "too_many")


def test_unknown_addresses_and_methods_are_refused_as_json(shared: Any) -> None:
    client = shared[0].client
    assert client.get("/api/v1/nothing").json()["error"] == "not_found"
    assert client.put("/api/v1/messages").json()["error"] == "method_not_allowed"


def test_a_new_conversation_has_the_described_form(shared: Any) -> None:
    answer = shared[0].client.post("/api/v1/conversations", content=b"")
    assert as_described(answer, "/api/v1/conversations", "post").status_code == 201
    assert as_described(shared[0].client.get("/health"), "/health", "get").status_code == 200


def test_the_description_itself_is_served(shared: Any) -> None:
    assert yaml.safe_load(shared[0].client.get("/api/v1/openapi.yaml").text) == described()


def test_only_the_allowed_site_may_use_the_api_from_a_browser(shared: Any) -> None:
    client = shared[0].client
    asks = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    good = client.options("/api/v1/messages", headers={"Origin": "https://clinic.example", **asks})
    assert good.headers["access-control-allow-origin"] == "https://clinic.example"
    other = client.options("/api/v1/messages", headers={"Origin": "https://other.example", **asks})
    assert "access-control-allow-origin" not in other.headers
    page = client.get("/", headers={"Origin": "https://clinic.example"})
    assert "access-control-allow-origin" not in page.headers


def test_every_answer_carries_the_security_headers(shared: Any) -> None:
    client = shared[0].client
    for answer in (client.get("/"), client.get("/api/v1/messages"), client.get("/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert client.get("/api/v1/messages").headers["cache-control"] == "no-store"


def test_the_log_holds_no_patients_words_and_no_token(shared: Any) -> None:
    desk, _ = shared
    person = desk.person()
    person.say("unmistakable-secret-words")
    person.next_reply()
    desk.client.get("/api/v1/stream", params={"token": "guess-token"})
    assert "unmistakable-secret-words" not in desk.log()
    assert person.token not in desk.log() and "guess-token" not in desk.log()


def test_while_rasa_is_away_the_message_is_an_enquiry_with_a_due_time_and_is_answered_when_rasa_is_back(
    start: Callable[..., Any],
) -> None:
    with RasaDouble("a-service-token-for-tests") as gone:
        pass
    desk = start(gone.url)
    person = desk.person()
    person.say("hello?")
    row = book.inbox(desk.store())[0]
    assert row.conversation_id == person.conversation_id and row.due_at is not None
    with RasaDouble("a-service-token-for-tests", gone.port):
        assert person.next_reply()["text"] == "You wrote: hello?"


def test_with_rasa_away_danger_gets_its_safety_words_and_a_human_is_told(start: Callable[..., Any]) -> None:
    with RasaDouble("a-service-token-for-tests") as gone:
        pass
    desk = start(gone.url)
    person = desk.person()
    person.say("I had a spinal fusion and since this morning I can't feel when I wipe")
    reply = person.replies()[0]
    assert "A&E" in reply["text"] and reply["buttons"]
    row = book.inbox(desk.store())[0]
    assert (row.tier, row.status) == ("ae", "waiting")


def test_a_flagged_message_never_reaches_rasa(shared: Any) -> None:
    desk, rasa = shared
    person = desk.person()
    person.say("I can't feel when I wipe since this morning")
    assert person.post(payload="/i_am_safe").status_code == 202
    person.say("what does it cost?")
    person.next_reply(3)
    assert [c["message"] for c in rasa.calls if c["sender"] == person.conversation_id] == [
        "what does it cost?"
    ]
