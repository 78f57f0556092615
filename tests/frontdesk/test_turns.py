"""The workers, over a real SQLite file and real HTTP to a double of Rasa's channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from frontdesk.assistant import Assistant
from frontdesk.broadcaster import Broadcaster
from frontdesk.bursts import as_rasa_text
from frontdesk.services import Services
from frontdesk.testing import RasaDouble
from frontdesk.turns import Patience, Turns
from frontdesk.words import apology, promised
from physio.clinic import load_clinic
from physio.facts import Facts
from physio.knowledge import load_knowledge
from physio.opening import say_when
from records import desk
from records.database import Store, open_store, upgrade
from records.outbox import ENQUIRY, claim
from records.settings import load_settings
from records.views import Enquiry, Incoming, IntakeResult

TOKEN = "a-token"
SOON = Patience(burst=0.15, longest_burst=0.45, first_pause=0.05, longest_pause=0.1, start_up=0.0, sweep=60.0)
SORRY = "A person will answer."


class Room:
    """A store, a Rasa double, the workers, and the hand of a patient."""

    def __init__(self, store: Store, rasa: RasaDouble, patience: Patience, timeout: float = 5.0) -> None:
        self.store, self.rasa = store, rasa
        self.assistant = Assistant(rasa.url, TOKEN, timeout)
        self.turns = Turns(store, self.assistant, Broadcaster(), lambda _: SORRY, patience)
        self.sent = 0

    def open(self) -> str:
        return desk.open_conversation(self.store)[0]

    def store_message(self, conversation_id: str, text: str, payload: str | None = None) -> int:
        self.sent += 1
        message = Incoming(f"c{self.sent}", text, payload)
        return desk.receive(self.store, conversation_id, message, _plain).message_id

    def say(self, conversation_id: str, text: str, payload: str | None = None) -> int:
        number = self.store_message(conversation_id, text, payload)
        self.turns.notify(conversation_id)
        return number

    def replies(self, conversation_id: str) -> list[str]:
        return [m.text for m in desk.messages_after(self.store, conversation_id) if m.sender == "assistant"]

    def enquiry(self, conversation_id: str) -> Enquiry:
        found = desk.load_enquiry(self.store, conversation_id)
        assert found is not None
        return found

    async def until(self, check: Callable[[], Any], seconds: float = 8.0) -> Any:
        for _ in range(int(seconds / 0.02)):
            if answer := check():
                return answer
            await asyncio.sleep(0.02)
        raise AssertionError("it did not happen in time")

    async def answered(self, conversation_id: str, number: int = 1) -> list[str]:
        await self.until(lambda: len(self.replies(conversation_id)) >= number)
        await self.until(lambda: not desk.pending_messages(self.store, conversation_id))
        return self.replies(conversation_id)


def _plain(enquiry: Enquiry, incoming: Incoming, now: Any) -> IntakeResult:
    return IntakeResult(facts=Facts(), due_at=now + timedelta(hours=1))


@pytest.fixture()
def store(tmp_path: Path) -> Store:
    settings = load_settings(var_dir=tmp_path)
    upgrade(settings)
    return open_store(settings)


@pytest.fixture()
async def make_room(store: Store) -> AsyncIterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def make(rasa: RasaDouble, patience: Patience = SOON, timeout: float = 5.0) -> Room:
        rooms.append(Room(store, rasa, patience, timeout))
        return rooms[-1]

    yield make
    for room in rooms:
        await room.turns.stop()
        await room.assistant.close()


@pytest.fixture()
async def room(make_room: Callable[..., Room]) -> AsyncIterator[Room]:
    with RasaDouble(TOKEN) as rasa:
        yield make_room(rasa)


def absent() -> RasaDouble:
    """A Rasa that isn't there (yet): nobody listens at its port."""
    with RasaDouble(TOKEN) as double:
        return double


def back(gone: RasaDouble) -> RasaDouble:
    """The Rasa that was not there, at the same port."""
    return RasaDouble(TOKEN, gone.port)


def told_now(room: Room) -> tuple[str, str | None]:
    """The outbox's next event that is due at this moment."""
    event = claim(room.store, 30)
    assert event is not None
    return event.event, event.enquiry_id


async def test_a_burst_of_four_messages_is_one_turn(room: Room) -> None:
    person = room.open()
    for text in ("hi", "I had a hip op", "the right one", "in June"):
        room.say(person, text)
        await asyncio.sleep(0.05)
    assert await room.answered(person) == ["You wrote: hi\nI had a hip op\nthe right one\nin June"]
    assert room.rasa.texts() == ["hi\nI had a hip op\nthe right one\nin June"]


async def test_somebody_who_never_stops_typing_is_answered_after_three_waits(room: Room) -> None:
    person = room.open()
    for number in range(12):
        room.say(person, f"line {number}")
        await asyncio.sleep(0.08)
    await room.answered(person, 2)
    assert len(room.rasa.calls) >= 2
    assert "\n".join(room.rasa.texts()).split("\n") == [f"line {number}" for number in range(12)]


async def test_messages_during_a_turn_form_the_next_turn_and_never_overlap(room: Room) -> None:
    person = room.open()
    room.rasa.delay = 0.6
    room.say(person, "first")
    await room.until(lambda: room.rasa.calls)
    room.say(person, "second")
    room.say(person, "third")
    await room.answered(person, 2)
    assert room.rasa.texts() == ["first", "second\nthird"]
    assert room.rasa.overlaps == set()


async def test_different_conversations_are_answered_side_by_side(room: Room) -> None:
    room.rasa.delay = 0.5
    people = [room.open() for _ in range(3)]
    for person in people:
        room.say(person, "hello")
    for person in people:
        await room.answered(person)
    assert room.rasa.most_at_once == 3


async def test_a_chosen_button_goes_to_rasa_alone_and_unchanged(room: Room) -> None:
    person = room.open()
    room.say(person, "here is more")
    room.say(person, "A visit", '/choose_wish{"wish":"visit"}')
    room.say(person, "thanks")
    await room.answered(person, 3)
    assert room.rasa.texts() == ["here is more", '/choose_wish{"wish":"visit"}', "thanks"]


@pytest.mark.parametrize("text", ["/restart", "  /restart", "\n/session_start", '/pick_time{"slot_id":"1"}'])
async def test_a_typed_leading_slash_never_reaches_rasa_as_a_command(room: Room, text: str) -> None:
    person = room.open()
    room.say(person, text)
    await room.answered(person)
    assert not room.rasa.texts()[0].lstrip().startswith("/")
    assert room.rasa.texts()[0].replace("\u2044", "/") == text


def test_a_slash_inside_a_text_stays() -> None:
    assert as_rasa_text("my L5/S1 op on 12/09") == "my L5/S1 op on 12/09"


async def test_rasa_gets_the_conversation_as_sender_with_the_messages_time(room: Room) -> None:
    person = room.open()
    number = room.say(person, "hi")
    await room.answered(person)
    call = room.rasa.calls[0]
    stored = desk.messages_after(room.store, person)[0]
    assert call["sender"] == person
    assert call["metadata"] == {"message_ids": [number], "sent_at": stored.at.isoformat()}


async def test_buttons_and_several_replies_are_stored_in_order(room: Room) -> None:
    person = room.open()
    button = {"title": "None of these", "payload": "/none_of_these"}
    room.rasa.answer = lambda call: [
        {"text": "Thank you."},
        {"text": "Any of these?", "buttons": [button]},
        {},
    ]
    room.say(person, "hi")
    assert await room.answered(person, 2) == ["Thank you.", "Any of these?"]
    assert desk.messages_after(room.store, person)[-1].buttons == (button,)
    assert desk.offered_payload(room.store, person, "/none_of_these")


async def test_while_rasa_is_away_one_honest_reply_and_the_team_is_told_then_it_is_answered(
    make_room: Callable[..., Room],
) -> None:
    room = make_room(absent())
    person = room.open()
    room.say(person, "hello?")
    await room.until(lambda: room.replies(person))
    room.say(person, "anybody?")
    await asyncio.sleep(0.6)
    assert room.replies(person) == [SORRY]
    assert room.enquiry(person).status == "waiting"
    assert told_now(room) == (ENQUIRY, room.enquiry(person).id)
    with back(room.rasa):
        assert await room.answered(person, 2) == [SORRY, "You wrote: hello?\nanybody?"]


async def test_a_message_sent_while_rasa_is_still_loading_waits_for_its_answer_without_an_excuse(
    make_room: Callable[..., Room],
) -> None:
    room = make_room(absent(), replace(SOON, start_up=60.0, silent=60.0))
    person = room.open()
    room.say(person, "hello?")
    await asyncio.sleep(1.0)
    assert room.replies(person) == []
    with back(room.rasa):
        assert await room.answered(person) == ["You wrote: hello?"]


async def test_a_start_that_takes_too_long_gets_the_honest_reply(make_room: Callable[..., Room]) -> None:
    room = make_room(absent(), replace(SOON, start_up=60.0, silent=0.5))
    person = room.open()
    room.say(person, "hello?")
    await room.until(lambda: room.replies(person) == [SORRY])
    assert desk.pending_messages(room.store, person)


async def test_after_the_last_attempt_the_messages_are_the_humans(make_room: Callable[..., Room]) -> None:
    room = make_room(absent(), replace(SOON, give_up=0.6))
    person = room.open()
    room.say(person, "hello?")
    assert await room.answered(person) == [SORRY]
    assert room.enquiry(person).status == "waiting"
    assert told_now(room) == (ENQUIRY, room.enquiry(person).id)


def fails(rasa: RasaDouble) -> None:
    rasa.status = 500


def says_nothing(rasa: RasaDouble) -> None:
    rasa.answer = lambda call: []


def says_rubbish(rasa: RasaDouble) -> None:
    rasa.answer = lambda call: cast(Any, {"error": "no list"})


def is_silent(rasa: RasaDouble) -> None:
    rasa.delay = 2.0


def has_another_token(rasa: RasaDouble) -> None:
    rasa.token = "changed"


@pytest.mark.parametrize("trouble", [fails, says_nothing, says_rubbish, is_silent, has_another_token])
async def test_when_rasa_fails_a_turn_the_patient_is_told_and_a_human_has_it(
    make_room: Callable[..., Room], trouble: Callable[[RasaDouble], None]
) -> None:
    with RasaDouble(TOKEN) as rasa:
        trouble(rasa)
        room = make_room(rasa, timeout=0.5)
        person = room.open()
        room.say(person, "hello?")
        assert await room.answered(person) == [SORRY]
        assert len(rasa.calls) <= 1
    assert room.enquiry(person).status == "waiting"
    assert told_now(room) == (ENQUIRY, room.enquiry(person).id)


async def test_what_an_earlier_process_left_unanswered_is_answered_after_the_start(room: Room) -> None:
    person = room.open()
    room.store_message(person, "I wrote this before the restart")
    running = asyncio.create_task(room.turns.run())
    assert await room.answered(person) == ["You wrote: I wrote this before the restart"]
    running.cancel()


async def test_an_answer_that_comes_after_a_physio_took_over_is_not_said(room: Room) -> None:
    person = room.open()
    room.rasa.delay = 0.5
    room.say(person, "hi")
    await room.until(lambda: room.rasa.calls)
    desk.take_over(room.store, room.enquiry(person).id, "jules")
    await asyncio.sleep(1.0)
    assert room.replies(person) == []
    assert room.enquiry(person).status == "physio"


def test_the_honest_reply_says_the_due_time_in_full_and_the_urgent_words_first(store: Store) -> None:
    services = Services(store, load_knowledge(), load_clinic(), Broadcaster())
    say = apology(services)
    chat = desk.open_conversation(store)[0]
    due = store.now() + timedelta(days=1)
    urgent = IntakeResult(facts=Facts(), tier="urgent", due_at=due)
    desk.receive(store, chat, Incoming("1", "hi"), lambda *_: urgent)
    enquiry = desk.load_enquiry(store, chat)
    assert enquiry is not None
    words = say(enquiry)
    assert words.startswith(services.knowledge.emergency.messages["tier_urgent"])
    assert f"A person will answer {say_when(due, store.now())}" in words
    assert "{" not in words


def test_a_due_time_that_has_passed_is_not_promised_again(store: Store) -> None:
    services = Services(store, load_knowledge(), load_clinic(), Broadcaster())
    chat = desk.open_conversation(store)[0]
    late = IntakeResult(facts=Facts(), due_at=store.now() - timedelta(days=1))
    desk.receive(store, chat, Incoming("1", "hi"), lambda *_: late)
    enquiry = desk.load_enquiry(store, chat)
    assert enquiry is not None
    assert promised(services, enquiry, store.now()) > store.now()
