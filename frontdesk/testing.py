"""A test double of Rasa's `frontdesk` channel: real HTTP over loopback, scripted answers, every call kept."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from frontdesk.assistant import CHANNEL

Answer = Callable[[dict[str, Any]], Any]


def echo(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The default answer: says back what it was sent."""
    return [{"recipient_id": call["sender"], "text": f"You wrote: {call['message']}"}]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that gave up waiting is part of the game."""


class RasaDouble:
    """Rasa's channel on a loopback port. Set `answer`, `status`, `delay` (seconds) to script it.

    `calls` holds the JSON of every accepted call in order; `most_at_once` the largest number of calls that
    were running together, over all senders, and `overlaps` the senders that had two running together.
    """

    def __init__(self, token: str, port: int = 0) -> None:
        self.token, self.answer, self.status, self.delay = token, echo, 200, 0.0
        self.calls: list[dict[str, Any]] = []
        self.most_at_once = 0
        self.overlaps: set[str] = set()
        self._running: list[str] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self._handler())
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address to give as RASA_URL."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> RasaDouble:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def texts(self) -> list[str]:
        """The messages it was sent, in order."""
        return [str(call["message"]) for call in self.calls]

    def take(self, path: str, bearer: str, call: dict[str, Any]) -> tuple[int, Any]:
        """Answer one call as the script says: (HTTP status, JSON)."""
        if path != CHANNEL:
            return 404, {"error": "path"}
        if bearer != f"Bearer {self.token}":
            return 401, {"error": "token"}
        self._enter(call)
        try:
            time.sleep(self.delay)
            return self.status, self.answer(call)
        finally:
            self._leave(call)

    def _enter(self, call: dict[str, Any]) -> None:
        with self._lock:
            self.calls.append(call)
            if call["sender"] in self._running:
                self.overlaps.add(str(call["sender"]))
            self._running.append(str(call["sender"]))
            self.most_at_once = max(self.most_at_once, len(self._running))

    def _leave(self, call: dict[str, Any]) -> None:
        with self._lock:
            self._running.remove(str(call["sender"]))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer = double.take(
                    self.path, self.headers.get("Authorization", ""), json.loads(body)
                )
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep patients' words and the test output apart."""

        return Handler
