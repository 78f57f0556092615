"""A conversation in memory: real actions, a real database, the real domain.yml; only Rasa is left out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from actions.house import House, house
from physio.facts import Facts, Payload, merge
from records import database, desk
from records import settings as environment
from records.views import Enquiry, Incoming, IntakeResult

ROOT = Path(__file__).resolve().parents[2]
TUESDAY_10 = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)


@lru_cache(maxsize=1)
def domain() -> dict[str, Any]:
    """domain.yml as Rasa sends it with every call."""
    return dict(YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def executor() -> ActionExecutor:
    """The SDK's own executor with all our actions registered."""
    made = ActionExecutor()
    made.register_package("actions")
    return made


class Conversation:
    """One conversation: `hear` stores a message as the front desk does, `run` runs an action as Rasa does."""

    def __init__(self, rooms: House) -> None:
        self.house = rooms
        self.id, _ = desk.open_conversation(rooms.store)
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.loop: str | None = None
        self.buttons: list[dict[str, str]] = []
        self._heard = 0

    @property
    def enquiry(self) -> Enquiry:
        """The enquiry as it is stored."""
        found = desk.load_enquiry(self.house.store, self.id)
        assert found is not None
        return found

    @property
    def facts(self) -> Facts:
        """The stored facts."""
        return self.enquiry.facts

    def hear(
        self,
        text: str,
        intent: str = "inform",
        *,
        know: Callable[[Facts], Facts | None] = lambda facts: None,
        entities: list[dict[str, Any]] | None = None,
        tier: str = "routine",
        confidence: float = 0.95,
        **values: str,
    ) -> None:
        """A patient's message: `know` changes the facts as reading would; `values` are a button's."""
        self._heard += 1
        payload = Payload(intent=intent, values=values) if text.startswith("/") else None

        def intake(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
            facts = merge(enquiry.facts, None, enquiry.asked, payload, self.house.knowledge)
            due = self.house.clinic.opening.due_at(tier, now)
            return IntakeResult(facts=know(facts) or facts, tier=tier, due_at=due, asked=enquiry.asked)

        desk.receive(self.house.store, self.id, Incoming(f"m{self._heard}", text), intake)
        found = [{"entity": name, "value": value} for name, value in values.items()] + (entities or [])
        message = {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}
        self.events.append({"event": "user", "parse_data": message})
        self.latest = message

    def run(self, action: str) -> list[str]:
        """Run one action; returns what the patient reads."""
        call = {"next_action": action, "sender_id": self.id, "domain": domain(), "tracker": self._tracker()}
        result = asyncio.run(executor().run(call)) or {}
        texts = [self._render(response) for response in result["responses"]]
        self.events.append({"event": "action", "name": action})
        for event in result["events"]:
            self._apply(event)
        return texts

    def form(self, name: str) -> list[str]:
        """One run of a form, as Rasa does it: validate, then ask for the slot that comes next."""
        self.loop = name
        said = self.run(f"validate_{name}")
        wanted = self.slots.get("requested_slot")
        self.loop = name if wanted else None
        return said + (self.run(f"action_ask_{wanted}") if wanted else [])

    def _tracker(self) -> dict[str, Any]:
        return {
            "sender_id": self.id,
            "slots": dict(self.slots),
            "latest_message": self.latest,
            "events": list(self.events),
            "paused": False,
            "followup_action": None,
            "active_loop": {"name": self.loop} if self.loop else {},
            "latest_action_name": "action_listen",
        }

    def _apply(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if event["event"] == "slot":
            self.slots[event["name"]] = event["value"]
        if event["event"] == "active_loop":
            self.loop = event["name"]

    def _render(self, response: dict[str, Any]) -> str:
        name = response["response"]
        written = domain()["responses"][name][0]
        assert not response.get("text"), "Rasa lets a `text` overwrite the response"
        text = str(written["text"]).format(**response)
        self.buttons = [*(written.get("buttons") or []), *response["buttons"]]
        self.events.append({"event": "bot", "text": text, "metadata": {"utter_action": name}})
        return text


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The house on a database of its own, on a Tuesday at 10:00 in November."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/firstcontact.db")
    offset = (TUESDAY_10 - datetime.now(timezone.utc)) / timedelta(seconds=1)
    monkeypatch.setenv("CLOCK_OFFSET", str(offset))
    for cached in (environment.settings, database.store, house):
        cached.cache_clear()
    database.upgrade()
    yield house()
    house().store.dispose()
    for cached in (environment.settings, database.store, house):
        cached.cache_clear()


@pytest.fixture
def talk(rooms: House) -> Conversation:
    """A new conversation."""
    return Conversation(rooms)
