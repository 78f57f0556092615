from __future__ import annotations

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from frontdesk.notify import AppriseRoute, WebhookRoute, routes
from frontdesk.outbox import deliver_next
from records import desk, outbox
from records.clock import Clock
from records.database import Store, open_store, upgrade
from records.settings import load_settings
from records.views import Enquiry, Incoming, IntakeResult

ROOT = Path(__file__).resolve().parents[2]
SYMPTOM = "my calf is hot and swollen"
SECRET = "a-secret-for-tests"


class Receiver:
    """A clinic's system: real HTTP, keeps every request, counts an event once by its idempotency key."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        self.held: dict[str, threading.Event] = {}
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                double.calls.append((self.path, dict(self.headers), body))
                if self.path in double.held:
                    double.held[self.path].wait(20)
                try:
                    self.send_response(double.answers.get(self.path, 200))
                    self.end_headers()
                except OSError:
                    pass

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.calls]

    def events(self, path: str = "/hook") -> set[str]:
        return {headers["Idempotency-Key"] for called, headers, _ in self.calls if called == path}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    double = Receiver()
    yield double
    for gate in double.held.values():
        gate.set()
    double.server.shutdown()


@pytest.fixture
def store(tmp_path: Path, receiver: Receiver) -> Iterator[Store]:
    settings = load_settings(
        var_dir=tmp_path,
        webhook_url=f"http://127.0.0.1:{receiver.port}/hook",
        webhook_secret=SECRET,
        apprise_urls=(f"json://127.0.0.1:{receiver.port}/people",),
    )
    upgrade(settings)
    opened = open_store(settings)
    yield opened
    opened.dispose()


def told(enquiry: Enquiry, incoming: Incoming, now: Any) -> IntakeResult:
    return IntakeResult(facts=enquiry.facts, tier="urgent", due_at=now)


def finished_enquiry(store: Store) -> str:
    conversation_id, _ = desk.open_conversation(store)
    received = desk.receive(store, conversation_id, Incoming("c", SYMPTOM), told)
    desk.finish(store, received.enquiry_id)
    return received.enquiry_id


def until(check: Callable[[], Any], seconds: float = 60.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := check():
            return answer
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def test_an_event_goes_out_once_on_each_route(store: Store, receiver: Receiver) -> None:
    finished_enquiry(store)
    ways = routes(store.settings)
    assert deliver_next(store, ways)
    assert not deliver_next(store, ways)
    assert sorted(receiver.paths()) == ["/hook", "/people"]
    assert outbox.notices(store) == []


def test_the_webhook_is_signed_and_carries_the_enquiry(store: Store, receiver: Receiver) -> None:
    enquiry_id = finished_enquiry(store)
    deliver_next(store, routes(store.settings))
    ((_, headers, body),) = [call for call in receiver.calls if call[0] == "/hook"]
    signed = headers["X-FirstContact-Timestamp"].encode() + b"." + body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-FirstContact-Signature"] == f"sha256={expected}"
    content = json.loads(body)
    assert (content["event"], content["enquiry"]["id"]) == ("enquiry", enquiry_id)
    assert content["key"] == headers["Idempotency-Key"]
    assert content["enquiry"]["messages"][0]["text"] == SYMPTOM


def test_people_get_id_tier_due_time_and_link_but_no_symptom(store: Store, receiver: Receiver) -> None:
    enquiry_id = finished_enquiry(store)
    deliver_next(store, routes(store.settings))
    ((_, _, body),) = [call for call in receiver.calls if call[0] == "/people"]
    content = json.loads(body)
    assert content["title"].startswith(f"{enquiry_id} - urgent - due ")
    assert f"/desk/enquiries/{enquiry_id}" in content["message"]
    assert "calf" not in body.decode() and "swollen" not in body.decode()


def test_a_route_that_fails_is_tried_again_and_the_other_is_left_alone(
    store: Store, receiver: Receiver
) -> None:
    finished_enquiry(store)
    receiver.answers["/hook"] = 503
    deliver_next(store, routes(store.settings))
    (notice,) = outbox.notices(store)
    assert notice.last_error == "webhook: it answered 503"
    assert len(notice.done) == 1
    receiver.answers["/hook"] = 200
    soon = replace(store, clock=Clock(6))
    assert deliver_next(soon, routes(store.settings))
    assert sorted(receiver.paths()) == ["/hook", "/hook", "/people"]
    assert outbox.notices(store) == []


def test_a_receiver_that_is_away_is_a_failure_without_its_address(store: Store) -> None:
    finished_enquiry(store)
    away = WebhookRoute("http://127.0.0.1:9/hook?key=hidden", SECRET)
    deliver_next(store, [away])
    (notice,) = outbox.notices(store)
    assert notice.last_error == "webhook: no answer (ConnectionError)"


def test_a_redirect_is_not_followed(store: Store, receiver: Receiver) -> None:
    finished_enquiry(store)
    receiver.answers["/hook"] = 302
    deliver_next(store, routes(store.settings))
    assert outbox.notices(store)[0].last_error == "webhook: it answered 302"


def test_without_any_route_the_event_is_closed_with_the_reason(store: Store) -> None:
    finished_enquiry(store)
    deliver_next(store, [])
    (notice,) = outbox.notices(store, undelivered_only=False)
    assert notice.delivered_at is not None and notice.last_error == outbox.NO_ROUTE


def test_a_routes_name_never_holds_its_password() -> None:
    name = AppriseRoute("mailtos://user:hunter2@mail.example").name
    assert name.startswith("mailtos:") and "hunter2" not in name


def worker(store: Store) -> subprocess.Popen[bytes]:
    settings = store.settings
    environment = {
        **os.environ,
        "VAR_DIR": str(settings.var_dir),
        "WEBHOOK_URL": settings.webhook_url,
        "WEBHOOK_SECRET": SECRET,
        "APPRISE_URLS": ",".join(settings.apprise_urls),
        "OUTBOX_LEASE_SECONDS": "1",
        "OUTBOX_POLL_SECONDS": "0.1",
    }
    return subprocess.Popen([sys.executable, "-m", "frontdesk.outbox"], cwd=ROOT, env=environment)


@pytest.mark.parametrize("held", ["/hook", "/people"])
def test_a_worker_killed_between_sending_and_noting_loses_and_doubles_nothing(
    store: Store, receiver: Receiver, held: str
) -> None:
    finished_enquiry(store)
    receiver.held[held] = threading.Event()
    first = worker(store)
    until(lambda: held in receiver.paths())
    first.send_signal(signal.SIGKILL)
    first.wait()
    receiver.held.pop(held).set()
    second = worker(store)
    until(lambda: outbox.notices(store) == [])
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=15) == 0
    assert len(receiver.events()) == 1
    assert receiver.paths().count(held) == 2
    other = "/people" if held == "/hook" else "/hook"
    assert receiver.paths().count(other) == 1
