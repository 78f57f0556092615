"""The whole house on loopback for tests: front desk, Rasa with the trained model, actions, outbox, database.

`Stack` starts the real processes on free ports with their own state folder; each can be stopped, killed
and started again. `Patient` talks to the public API as the widget does.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import requests

from records.database import Store, open_store
from records.enquiries import load_enquiry
from records.messages import pending_messages
from records.settings import load_settings
from records.show import show

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "frontdesk": ["-m", "frontdesk"],
    "actions": ["-m", "actions"],
    "rasa": ["-m", "nlu.serve"],
    "outbox": ["-m", "frontdesk.outbox"],
}
READY_WITHIN = {"frontdesk": 60.0, "actions": 60.0, "rasa": 240.0}
TUESDAY_10 = datetime.fromisoformat("2026-11-24T10:00:00+00:00")


def free_port() -> int:
    """A TCP port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, check: Callable[[], Any], seconds: float) -> Any:
    """Poll until `check` gives something true; fail with a sentence when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = check()
        if result:
            return result
        time.sleep(0.1)
    raise AssertionError(f"Waited {seconds:.0f} s in vain for {what}.")


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.RequestException:
        return False


@dataclass
class Stack:
    """The processes, their ports and their state folder (`var`). `clock` is the time they believe it is."""

    var: Path
    clock: datetime = TUESDAY_10
    extra: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ports = {name: free_port() for name in ("frontdesk", "rasa", "actions")}
        offset = (self.clock - datetime.now(self.clock.tzinfo)).total_seconds()
        self.environment = {
            **os.environ,
            "VAR_DIR": str(self.var),
            "HOST": "127.0.0.1",
            "PORT": str(self.ports["frontdesk"]),
            "RASA_URL": f"http://127.0.0.1:{self.ports['rasa']}",
            "ACTIONS_URL": f"http://127.0.0.1:{self.ports['actions']}/webhook",
            "SERVICE_TOKEN": "a-token-for-tests-only-0123456789",
            "DATABASE_URL": f"sqlite:///{self.var / 'records.db'}",
            "TRACKER_DB": str(self.var / "tracker.db"),
            "CLOCK_OFFSET": str(offset),
            "BURST_SECONDS": "0.2",
            "RASA_TELEMETRY_ENABLED": "false",
            **self.extra,
        }

    @cached_property
    def store(self) -> Store:
        """The stack's database, as its processes see it."""
        offset = float(self.environment["CLOCK_OFFSET"])
        return open_store(
            load_settings(
                var_dir=self.var, database_url=self.environment["DATABASE_URL"], clock_offset=offset
            )
        )

    @property
    def url(self) -> str:
        """The front desk's address."""
        return f"http://127.0.0.1:{self.ports['frontdesk']}"

    def start(self, *names: str) -> None:
        """Start processes and wait until they answer (the outbox has nothing to answer with)."""
        self.var.mkdir(parents=True, exist_ok=True)
        for name in names:
            with (self.var / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, *COMMANDS[name]],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        for name in names:
            self.wait_ready(name)

    def wait_ready(self, name: str) -> None:
        """Wait until a process answers on its port; a process that died fails at once, with its log."""
        paths = {"frontdesk": "/ready", "rasa": "/webhooks/frontdesk/", "actions": "/health"}
        if name not in paths:
            return
        url = f"http://127.0.0.1:{self.ports[name]}{paths[name]}"
        wait_for(f"{name} to answer", lambda: self._alive(name) and _answers(url), READY_WITHIN[name])

    def _alive(self, name: str) -> bool:
        if self.processes[name].poll() is not None:
            raise AssertionError(f"{name} died:\n{self.log(name)[-3000:]}")
        return True

    def log(self, name: str) -> str:
        """What a process has printed."""
        return (self.var / f"{name}.log").read_text(errors="replace")

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop a process and all its children."""
        process = self.processes.pop(name)
        if process.poll() is not None:
            return
        os.killpg(process.pid, how)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)

    def stop_all(self) -> None:
        """Stop everything that runs."""
        for name in list(self.processes):
            self.stop(name)

    def command(self, *words: str) -> str:
        """Run `firstcontact` against this stack's state and give what it printed."""
        program = Path(sys.executable).parent / "firstcontact"
        done = subprocess.run(
            [program, *words], env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def running(var: Path, *names: str, **options: Any) -> Iterator[Stack]:
    """A stack with these processes running, stopped at the end."""
    stack = Stack(var, **options)
    try:
        stack.start(*names)
        yield stack
    finally:
        stack.stop_all()


@dataclass
class Patient:
    """Somebody who writes to the clinic through the patient API."""

    stack: Stack
    conversation_id: str = ""
    token: str = ""
    last_id: int = 0

    def __post_init__(self) -> None:
        answer = requests.post(f"{self.stack.url}/api/v1/conversations", json={}, timeout=10).json()
        self.conversation_id, self.token = answer["conversation_id"], answer["token"]

    @property
    def headers(self) -> dict[str, str]:
        """The bearer token, as the widget sends it."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: Any) -> int:
        """Post one message without waiting; give its id."""
        body.setdefault("client_id", uuid.uuid4().hex)
        answer = requests.post(
            f"{self.stack.url}/api/v1/messages", json=body, headers=self.headers, timeout=30
        )
        assert answer.status_code == 202, answer.text
        return int(answer.json()["id"])

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        """All messages of the conversation after an id."""
        answer = requests.get(
            f"{self.stack.url}/api/v1/messages", params={"after": after}, headers=self.headers, timeout=10
        )
        found = answer.json()
        return list(found["messages"] if isinstance(found, dict) else found)

    def say(self, text: str, seconds: float = 40.0) -> list[dict[str, Any]]:
        """Write a message and wait for the turn's replies."""
        return self._turn(seconds, text=text)

    def press(self, title: str, seconds: float = 40.0) -> list[dict[str, Any]]:
        """Press the newest button with this title (or whose title begins so)."""
        return self._turn(seconds, payload=self.button(title))

    def button(self, title: str) -> str:
        """The payload of the newest button whose title begins with `title`."""
        for message in reversed(self.messages()):
            for button in message.get("buttons") or []:
                if button["title"].lower().startswith(title.lower()):
                    return str(button["payload"])
        raise AssertionError(f"No button {title!r} was offered.")

    def _turn(self, seconds: float, **body: Any) -> list[dict[str, Any]]:
        sent = self.post(**body)
        return list(wait_for(f"an answer to {body}", lambda: self._answered(sent), seconds))

    def _answered(self, sent: int) -> list[dict[str, Any]]:
        if self._pending():
            return []
        return [m for m in self.messages(sent) if m["from"] != "patient"]

    def _pending(self) -> bool:
        return bool(pending_messages(self.stack.store, self.conversation_id))

    def enquiry(self) -> dict[str, Any]:
        """The newest enquiry of this conversation, as `firstcontact enquiries show --json` gives it."""
        found = load_enquiry(self.stack.store, self.conversation_id)
        assert found is not None, "This conversation has no enquiry."
        return {**show(self.stack.store, found.id), "safety": found.safety, "asked": found.asked}


def words(replies: list[dict[str, Any]]) -> str:
    """All that was said in some replies, as one text."""
    return "\n".join(message["text"] for message in replies)
