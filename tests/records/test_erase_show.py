from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from physio.facts import Contact
from records import desk, outbox
from records.database import Store
from records.erase import erase
from records.errors import NoSuchConversation, NoSuchEnquiry
from records.show import show
from records.views import AdviceGiven, Enquiry, Incoming, IntakeResult

SECRET = "Zanzibarquux"


@dataclass(frozen=True)
class Found:
    id: str = "cauda_equina"
    tier: str = "ae"
    words: str = f"{SECRET} numb"
    by: str = "phrase:ces:4"
    start: int = 0
    end: int = 4


@dataclass(frozen=True)
class Slot:
    kind: str
    site: str | None
    person: str
    starts_at: datetime
    ends_at: datetime


def told(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    facts = enquiry.facts.copy(update={"contact": Contact(name=SECRET, phone="+447700900491")})
    return IntakeResult(facts=facts, tier="ae", flags=(Found(),), safety="raised", due_at=now)


def full_enquiry(store: Store) -> tuple[str, str, str]:
    conversation_id, token = desk.open_conversation(store)
    received = desk.receive(store, conversation_id, Incoming("c", f"I am {SECRET}"), told)
    desk.add_advice(store, received.enquiry_id, [AdviceGiven("strength_first", "nhs")])
    start = store.now() + timedelta(hours=3)
    slot = Slot("callback", None, conversation_id[:8], start, start + timedelta(minutes=15))
    desk.book(store, received.enquiry_id, slot)
    return conversation_id, token, received.enquiry_id


def test_show_gives_the_enquiry_in_the_agreed_shape(any_store: Store) -> None:
    _, _, enquiry_id = full_enquiry(any_store)
    shown = show(any_store, enquiry_id)
    assert shown["id"] == enquiry_id
    assert (shown["status"], shown["tier"]) == ("waiting", "ae")
    (flag,) = shown["red_flags"]
    assert (flag["id"], flag["tier"], flag["words"]) == ("cauda_equina", "ae", f"{SECRET} numb")
    assert shown["facts"]["contact"]["phone"] == "+447700900491"
    assert shown["advice"] == ["strength_first"]
    assert [booking["kind"] for booking in shown["bookings"]] == ["callback"]
    assert datetime.fromisoformat(shown["due_at"]).tzinfo is not None
    assert [(m["from"], m["text"]) for m in shown["messages"]] == [("patient", f"I am {SECRET}")]


def test_an_unknown_enquiry_is_not_shown(store: Store) -> None:
    with pytest.raises(NoSuchEnquiry):
        show(store, "E-NONE2")


def test_erasing_takes_the_words_and_contacts_and_keeps_a_count(any_store: Store) -> None:
    conversation_id, token, enquiry_id = full_enquiry(any_store)
    gone = erase(any_store, enquiry_id)
    assert (gone.conversation_id, gone.enquiries, gone.messages) == (conversation_id, (enquiry_id,), 1)
    assert SECRET not in str(show(any_store, enquiry_id))
    assert show(any_store, enquiry_id)["messages"] == []
    assert desk.conversation_for_token(any_store, token) is None
    assert outbox.notices(any_store, undelivered_only=False) == []
    assert desk.inbox(any_store, ["closed"]) == []
    (line,) = desk.history(any_store, enquiry_id)
    assert (line.what, line.detail) == ("erased", {"messages": 1})


def test_erasing_frees_the_diary(store: Store) -> None:
    _, _, enquiry_id = full_enquiry(store)
    erase(store, enquiry_id)
    assert desk.booked_slots(store, store.now(), store.now() + timedelta(days=1)) == []


def test_after_erasing_no_file_of_the_database_holds_the_words(store: Store) -> None:
    conversation_id, _, _ = full_enquiry(store)
    assert SECRET.encode() in all_bytes(store)
    erase(store, conversation_id)
    assert SECRET.encode() not in all_bytes(store)


def all_bytes(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in store.settings.var_dir.glob("firstcontact.db*"))


def test_an_erased_conversation_takes_no_more_messages_and_others_stay(store: Store) -> None:
    conversation_id, _, enquiry_id = full_enquiry(store)
    _, _, other = full_enquiry(store)
    erase(store, enquiry_id)
    with pytest.raises(NoSuchConversation):
        desk.receive(store, conversation_id, Incoming("d", "hello again"), told)
    with pytest.raises(NoSuchConversation):
        erase(store, enquiry_id)
    assert SECRET in str(show(store, other))


def test_erasing_clears_the_assistants_own_memory_of_the_conversation(store: Store) -> None:
    conversation_id, _, enquiry_id = full_enquiry(store)
    with sqlite3.connect(store.settings.var_dir / "tracker.db") as tracker:
        tracker.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)")
        tracker.execute("INSERT INTO events (sender_id, data) VALUES (?, ?)", (conversation_id, SECRET))
        tracker.execute("INSERT INTO events (sender_id, data) VALUES ('other', 'stays')")
    erase(store, enquiry_id)
    with sqlite3.connect(store.settings.var_dir / "tracker.db") as tracker:
        assert tracker.execute("SELECT sender_id FROM events").fetchall() == [("other",)]
