"""A real front desk (uvicorn in its own process, real SQLite file) beside a double of Rasa's channel."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.testing import RasaDouble, echo
from records.database import Store, open_store
from records.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-service-token-for-tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(check: Callable[[], Any], seconds: float = 15.0) -> Any:
    """The first true answer of `check`, asked again and again for at most `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := check():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


class FrontDesk:
    """A front desk process, started with settings in its environment."""

    def __init__(self, folder: Path, rasa_url: str, **settings: object) -> None:
        self.folder, self.port = folder, free_port()
        self.env = {
            "PORT": self.port,
            "VAR_DIR": folder,
            "RASA_URL": rasa_url,
            "SERVICE_TOKEN": TOKEN,
            "BURST_SECONDS": 0.3,
            "ALLOWED_ORIGINS": "https://clinic.example",
            **settings,
        }
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.client = httpx.Client(base_url=self.url, timeout=90, trust_env=False)

    def start(self) -> FrontDesk:
        env = {**os.environ, **{name: str(value) for name, value in self.env.items()}}
        with (self.folder / "frontdesk.log").open("ab") as log:
            command = [sys.executable, "-m", "frontdesk"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=log, stdout=log)
        wait_until(lambda: self._answers("/health"), 60)
        return self

    def _answers(self, path: str) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            return self.client.get(path).status_code == 200
        except httpx.TransportError:
            return False

    def log(self) -> str:
        return (self.folder / "frontdesk.log").read_text()

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=15)
            self.process = None

    def store(self) -> Store:
        """The same database, opened from the test."""
        return open_store(load_settings(var_dir=self.folder))

    def person(self) -> Person:
        answer = self.client.post("/api/v1/conversations")
        assert answer.status_code == 201, answer.text
        return Person(self, **answer.json())


class Person:
    """A patient's client: sends, reads and listens with the token of one conversation."""

    def __init__(self, desk: FrontDesk, conversation_id: str, token: str) -> None:
        self.desk, self.conversation_id, self.token = desk, conversation_id, token
        self.headers = {"Authorization": f"Bearer {token}"}
        self.sent = 0

    def post(self, **body: object) -> httpx.Response:
        self.sent += 1
        body.setdefault("client_id", f"c{self.sent}")
        return self.desk.client.post("/api/v1/messages", json=body, headers=self.headers)

    def say(self, text: str) -> int:
        answer = self.post(text=text)
        assert answer.status_code == 202, answer.text
        return int(answer.json()["id"])

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.desk.client.get("/api/v1/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def replies(self) -> list[dict[str, Any]]:
        return [message for message in self.messages() if message["from"] != "patient"]

    def next_reply(self, number: int = 1, seconds: float = 15.0) -> dict[str, Any]:
        return dict(wait_until(lambda: len(self.replies()) >= number and self.replies()[number - 1], seconds))

    def listen(self, **headers: str) -> Listener:
        return Listener(self, headers)


class Listener:
    """An open stream, read in a thread: (event, id, data) of everything that came."""

    def __init__(self, person: Person, headers: dict[str, str]) -> None:
        self.events: list[tuple[str, str, Any]] = []
        self.open = threading.Event()
        self._person, self._headers = person, {**person.headers, **headers}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self.open.wait(10)

    def _listen(self) -> None:
        with suppress(httpx.TransportError):  # the server may stop while a stream is open
            self._read()

    def _read(self) -> None:
        url = f"{self._person.desk.url}/api/v1/stream"
        with httpx.stream("GET", url, headers=self._headers, timeout=60, trust_env=False) as answer:
            assert answer.status_code == 200
            event = {"event": "message", "id": "", "data": ""}
            for line in answer.iter_lines():
                self.open.set()
                if self._stop.is_set():
                    return
                self._take(line, event)

    def _take(self, line: str, event: dict[str, str]) -> None:
        if not line and event["data"]:
            self.events.append((event["event"], event["id"], json.loads(event["data"])))
            event.update({"event": "message", "id": "", "data": ""})
        elif line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value

    def messages(self) -> list[dict[str, Any]]:
        return [data for event, _, data in self.events if event == "message"]

    def text(self, words: str, seconds: float = 15.0) -> dict[str, Any]:
        """The first streamed message that holds these words."""
        found = wait_until(lambda: next((m for m in self.messages() if words in m["text"]), None), seconds)
        return dict(found)


@pytest.fixture(scope="session", name="until")
def until_fixture() -> Callable[..., Any]:
    return wait_until


@pytest.fixture()
def rasa() -> Iterator[RasaDouble]:
    with RasaDouble(TOKEN) as double:
        yield double


@pytest.fixture()
def start(tmp_path: Path) -> Iterator[Callable[..., FrontDesk]]:
    """Start a front desk of one's own: `start(rasa_url, SETTING=value)`."""
    started: list[FrontDesk] = []

    def begin(rasa_url: str, **settings: object) -> FrontDesk:
        started.append(FrontDesk(tmp_path, rasa_url, **settings).start())
        return started[-1]

    yield begin
    for desk in started:
        desk.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FrontDesk, RasaDouble]]:
    """One front desk and one Rasa double for the tests of a module."""
    with RasaDouble(TOKEN) as double:
        desk = FrontDesk(tmp_path_factory.mktemp("var"), double.url).start()
        yield desk, double
        desk.stop(signal.SIGKILL)


@pytest.fixture()
def shared(house: tuple[FrontDesk, RasaDouble]) -> tuple[FrontDesk, RasaDouble]:
    """The module's front desk and Rasa double, the double as new."""
    house[1].answer, house[1].delay, house[1].status = echo, 0.0, 200
    return house
