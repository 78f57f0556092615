"""The front desk's side of Rasa's channel: one turn in, a list of replies out, or why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from records.views import Reply

CHANNEL = "/webhooks/frontdesk/webhook"
CONNECT_SECONDS = 2.0
NOT_THERE = frozenset({502, 503, 504})


class AssistantAway(Exception):
    """Nobody answers at Rasa's address: it is down or still loading. The same turn can be sent again."""


class AssistantFailed(Exception):
    """Rasa took the turn and gave no usable answer (too slow, an error, nothing). Don't send it again."""


class Assistant:
    """Rasa, spoken to over its `frontdesk` channel with the service token."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        self._timeout = timeout
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
            trust_env=False,
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=0),
        )

    async def turn(self, sender: str, message: str, metadata: Mapping[str, Any]) -> list[Reply]:
        """Send one turn and return the replies, at least one.

        Raises AssistantAway when nothing was delivered, AssistantFailed when it was and went wrong.
        """
        body = {"sender": sender, "message": message, "metadata": dict(metadata)}
        response = await self._post(body)
        if response.status_code in NOT_THERE:
            raise AssistantAway(f"Rasa answered {response.status_code}")
        if response.status_code != httpx.codes.OK:
            raise AssistantFailed(f"Rasa answered {response.status_code}")
        return _replies(response)

    async def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        try:
            return await asyncio.wait_for(self._client.post(CHANNEL, json=body), self._timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
            raise AssistantAway(type(problem).__name__) from problem
        except (httpx.HTTPError, asyncio.TimeoutError) as problem:
            raise AssistantFailed(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _replies(response: httpx.Response) -> list[Reply]:
    try:
        items = response.json()
    except ValueError as problem:
        raise AssistantFailed("Rasa's answer is not JSON") from problem
    if not isinstance(items, list):
        raise AssistantFailed("Rasa's answer is not a list")
    replies = [reply for item in items if (reply := _reply(item)) is not None]
    if not replies:
        raise AssistantFailed("Rasa's answer is empty")
    return replies


def _reply(item: Any) -> Reply | None:
    if not isinstance(item, Mapping):
        return None
    text = str(item.get("text") or "").strip()
    buttons = _buttons(item.get("buttons") or ())
    return Reply(text, buttons) if text or buttons else None


def _buttons(items: Sequence[Any]) -> tuple[Mapping[str, str], ...]:
    given = [item for item in items if isinstance(item, Mapping)]
    pairs = [(str(item.get("title") or ""), str(item.get("payload") or "")) for item in given]
    return tuple({"title": title, "payload": payload} for title, payload in pairs if title and payload)
