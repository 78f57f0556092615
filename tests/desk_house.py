"""A small real house for the inbox's tests: database, knowledge and clinic, with enquiries in it."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from frontdesk.broadcaster import Broadcaster
from frontdesk.services import Services
from physio.clinic import load_clinic
from physio.facts import Contact, Facts, Operation
from physio.knowledge import load_knowledge
from records import desk as book
from records import staff
from records.database import open_store, upgrade
from records.settings import load_settings
from records.views import Enquiry, Incoming, IntakeResult, Reply

PASSWORD = "correct horse battery"
FLAG_TEXT = "My back is fused. And since this morning I can't feel when I wipe. <b>Please</b> call."
FLAG_WORDS = "can't feel when I wipe"
SAFETY = "Please go to your nearest A&E now. If you can't travel, call 999. I've alerted our team."


knowledge = lru_cache(load_knowledge)
clinic = lru_cache(load_clinic)


def make_services(folder: Path) -> Services:
    settings = load_settings(var_dir=folder)
    upgrade(settings)
    return Services(open_store(settings), knowledge(), clinic(), Broadcaster())


def add_staff(services: Services, name: str) -> None:
    """A member whose login is the name in lower case, with PASSWORD."""
    _, token = staff.create_staff(services.store, name)
    staff.set_password(services.store, token, PASSWORD)


def add_enquiry(services: Services, text: str, minutes: float = 60, **result: Any) -> Enquiry:
    """One patient's message, due in so many minutes, with what the intake made of it."""
    conversation, _ = book.open_conversation(services.store)
    facts = result.pop("facts", Facts())

    def intake(_: Enquiry, __: Incoming, now: Any) -> IntakeResult:
        return IntakeResult(facts=facts, due_at=now + timedelta(minutes=minutes), **result)

    received = book.receive(services.store, conversation, Incoming("m1", text), intake)
    return book.enquiry_by_id(services.store, received.enquiry_id)


def add_alarm(services: Services, minutes: float = 12.5) -> Enquiry:
    """An enquiry with one open flag of tier `ae`."""
    start = FLAG_TEXT.index(FLAG_WORDS)
    flag = SimpleNamespace(
        id="ces", tier="ae", words=FLAG_WORDS, by="phrase:ces:4", start=start, end=start + len(FLAG_WORDS)
    )
    facts = Facts(
        operations=[Operation(procedure="lumbar_fusion", levels=["L5/S1"])],
        contact=Contact(name="Bert <script>", phone="+447700900491"),
    )
    replies = (Reply(SAFETY, ({"title": "I am safe", "payload": "/i_am_safe"},)),)
    return add_enquiry(
        services, FLAG_TEXT, minutes, tier="ae", flags=(flag,), facts=facts, safety="raised", replies=replies,
        call_assistant=False,
    )  # fmt: skip
