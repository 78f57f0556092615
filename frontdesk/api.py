"""The patient API, version 1: open a conversation, send, read, stream. Described in docs/openapi.yaml."""

from __future__ import annotations

from typing import Any

from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk import inbound
from frontdesk.errors import NOT_SAVED, ApiError, no_token, too_many
from frontdesk.intake import take
from frontdesk.limits import CONVERSATIONS_PER_MINUTE, MESSAGES_PER_MINUTE, RateLimit
from frontdesk.loading import Loading, NotLoaded
from frontdesk.openapi import spec
from frontdesk.security import bearer
from frontdesk.services import Services
from frontdesk.stream import events
from frontdesk.transcript import is_same, offered_title, shown_after
from frontdesk.turns import Turns
from frontdesk.understanding import Understanding
from records import messages as kept
from records.database import is_current
from records.errors import NoSuchConversation
from records.views import Incoming, Received

PREFIX = "/api/v1"
LOADING_SECONDS = 60.0
HEARTBEAT_SECONDS = 15
NOT_OFFERED = "This choice was not offered here. Please choose a button that you can see, or write."
ID_REUSED = "This `client_id` was used before for another message. Make a new one for each message."


class Api:
    """The endpoints of the patient API."""

    def __init__(self, services: Services, understanding: Loading[Understanding], turns: Turns) -> None:
        self._services, self._understanding, self._turns = services, understanding, turns
        self._messages = RateLimit(MESSAGES_PER_MINUTE)
        self._conversations = RateLimit(CONVERSATIONS_PER_MINUTE)

    def routes(self) -> list[Route]:
        """The API's routes, /health and /ready included."""
        return [
            Route(f"{PREFIX}/conversations", self.open_conversation, methods=["POST"]),
            Route(f"{PREFIX}/messages", self.send, methods=["POST"]),
            Route(f"{PREFIX}/messages", self.read, methods=["GET"]),
            Route(f"{PREFIX}/stream", self.stream, methods=["GET"]),
            Route(f"{PREFIX}/openapi.yaml", spec, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
            Route("/ready", self.ready, methods=["GET"]),
        ]

    async def open_conversation(self, request: Request) -> Response:
        """Open a conversation and hand out its token, once."""
        host = request.client.host if request.client else ""
        if wait := self._conversations.wait(host):
            raise too_many(wait)
        conversation_id, token = await run_in_threadpool(kept.open_conversation, self._services.store)
        return JSONResponse({"conversation_id": conversation_id, "token": token}, 201)

    async def send(self, request: Request) -> Response:
        """Store and screen one message; 202 only once it is in the database."""
        conversation_id = await self._owner(bearer(request.headers))
        if wait := self._messages.wait(conversation_id):
            raise too_many(wait)
        message = inbound.incoming(await inbound.read_json(request))
        received = await self._store(conversation_id, message)
        self._services.broadcaster.wake(conversation_id)
        if received.call_assistant:
            self._turns.notify(conversation_id)
        return JSONResponse({"id": received.message_id}, 202)

    async def read(self, request: Request) -> Response:
        """The messages after an id."""
        conversation_id = await self._owner(bearer(request.headers))
        after = inbound.message_id(request.query_params.get("after"))
        return JSONResponse({"messages": await self._messages_after(conversation_id, after)})

    async def stream(self, request: Request) -> Response:
        """Server-sent events from the last seen id on."""
        token = bearer(request.headers) or request.query_params.get("token", "")
        conversation_id = await self._owner(token)
        seen = request.headers.get("last-event-id") or request.query_params.get("after")
        source = events(
            self._services.broadcaster, conversation_id, inbound.message_id(seen), self._messages_after
        )
        return EventSourceResponse(source, ping=HEARTBEAT_SECONDS)

    async def health(self, _: Request) -> Response:
        """The process runs."""
        return JSONResponse({"status": "ok"})

    async def ready(self, _: Request) -> Response:
        """Messages can be read, screened and stored."""
        body = {"status": self._understanding.state}
        if self._understanding.problem:
            body["message"] = self._understanding.problem
        elif not await run_in_threadpool(is_current, self._services.store.engine):
            body = {
                "status": "broken",
                "message": "The database is not at this version. Start with `make run`.",
            }
        return JSONResponse(body, 200 if body["status"] == "ok" else 503)

    async def _owner(self, token: str) -> str:
        store = self._services.store
        found = await run_in_threadpool(kept.conversation_for_token, store, token) if token else None
        if found is None:
            raise no_token()
        return found

    async def _store(self, conversation_id: str, message: Incoming) -> Received:
        if message.payload is not None:
            message = await run_in_threadpool(self._chosen, conversation_id, message)
        try:
            understanding = await self._understanding.get(LOADING_SECONDS)
        except NotLoaded:
            raise ApiError(503, "not_saved", NOT_SAVED, {"Retry-After": "30"}) from None
        return await run_in_threadpool(self._take, understanding, conversation_id, message)

    def _chosen(self, conversation_id: str, message: Incoming) -> Incoming:
        """The message of a chosen button, with the words that stood on it."""
        title = offered_title(self._services.store, conversation_id, message.payload or "")
        if title is None:
            raise ApiError(422, "not_offered", NOT_OFFERED)
        return Incoming(message.client_id, title, message.payload)

    def _take(self, understanding: Understanding, conversation_id: str, message: Incoming) -> Received:
        store = self._services.store
        try:
            received = take(store, understanding, conversation_id, message)
        except NoSuchConversation:
            raise no_token() from None
        if received.duplicate and not is_same(store, conversation_id, received.message_id, message):
            raise ApiError(409, "client_id_reused", ID_REUSED)
        return received

    async def _messages_after(self, conversation_id: str, after: int) -> list[dict[str, Any]]:
        return await run_in_threadpool(shown_after, self._services.store, conversation_id, after)
