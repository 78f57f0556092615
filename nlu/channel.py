"""The one door into Rasa: the front desk's channel, guarded by the service token.

Unlike the stock REST channel it checks a bearer token, lets a failed turn fail (HTTP 500, so that
the front desk can say so), and never writes a patient's words to a log.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class FrontDeskInput(InputChannel):
    """POST /webhooks/frontdesk/webhook `{sender, message, metadata?}` -> a list of replies."""

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa's addresses and trackers."""
        return "frontdesk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> FrontDeskInput:
        """Read `token` from credentials.yml."""
        if not credentials or not credentials.get("token"):
            cls.raise_missing_credentials_exception()
        return cls(str((credentials or {})["token"]))

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The two routes: a health check and the webhook."""
        door = Blueprint("frontdesk_channel", __name__)

        @door.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self._allowed(request):
                return response.json({"error": "token"}, status=401)
            return await self._turn(request.json or {}, on_new_message)

        return door

    def _allowed(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())

    async def _turn(self, body: dict[str, Any], on_new_message: OnMessage) -> HTTPResponse:
        collector = CollectingOutputChannel()
        message = UserMessage(
            body.get("message"),
            collector,
            body.get("sender"),
            input_channel=self.name(),
            metadata=body.get("metadata"),
        )
        try:
            await on_new_message(message)
        except Exception as problem:
            logger.error("A turn failed: %s", type(problem).__name__)
            return response.json({"error": "turn_failed"}, status=500)
        return response.json(collector.messages)
