from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from records import desk, outbox
from records.database import Store
from records.errors import NoSuchBooking, NoSuchEnquiry, SlotTaken
from records.views import Enquiry, Incoming, IntakeResult

START = datetime(2031, 3, 4, 9, 0, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Slot:
    kind: str = "clinic"
    site: str | None = "moorgate"
    person: str = "priya"
    starts_at: datetime = START
    ends_at: datetime = START + timedelta(minutes=45)


def later(slot: Slot, minutes: int) -> Slot:
    step = timedelta(minutes=minutes)
    return replace(slot, starts_at=slot.starts_at + step, ends_at=slot.ends_at + step)


def calm(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    return IntakeResult(facts=enquiry.facts)


def enquiry_of(store: Store) -> str:
    conversation_id, _ = desk.open_conversation(store)
    return desk.receive(store, conversation_id, Incoming("c", "hi"), calm).enquiry_id


def test_a_booking_has_a_reference_without_look_alikes(store: Store) -> None:
    booking = desk.book(store, enquiry_of(store), Slot())
    assert booking.reference.startswith("FC-") and len(booking.reference) == 7
    assert not set(booking.reference[3:]) & set("01ILOU")
    assert (booking.status, booking.starts_at) == ("booked", START)


def test_the_team_hears_of_a_booking_and_of_its_cancellation(store: Store) -> None:
    booking = desk.book(store, enquiry_of(store), Slot())
    desk.cancel_booking(store, booking.reference)
    events = [notice.event for notice in outbox.notices(store)]
    assert events == ["enquiry", "booking", "cancelled"]


def test_booking_the_same_slot_again_gives_the_same_booking(store: Store) -> None:
    enquiry_id = enquiry_of(store)
    assert desk.book(store, enquiry_id, Slot()) == desk.book(store, enquiry_id, Slot())
    assert len(desk.bookings_for(store, enquiry_id)) == 1


@pytest.mark.parametrize("minutes", [0, 30, -30])
def test_a_person_is_not_booked_twice_at_one_time(any_store: Store, minutes: int) -> None:
    desk.book(any_store, enquiry_of(any_store), Slot())
    with pytest.raises(SlotTaken):
        desk.book(any_store, enquiry_of(any_store), later(Slot(), minutes))


def test_the_next_slot_and_another_person_are_free(store: Store) -> None:
    desk.book(store, enquiry_of(store), Slot())
    desk.book(store, enquiry_of(store), later(Slot(), 45))
    desk.book(store, enquiry_of(store), replace(Slot(), person="sam"))
    assert len(desk.booked_slots(store, START, START + timedelta(hours=2))) == 3


def test_a_slot_that_is_over_is_not_booked(store: Store) -> None:
    with pytest.raises(SlotTaken):
        desk.book(store, enquiry_of(store), Slot(), now=START + timedelta(hours=1))


def test_a_cancelled_slot_can_be_booked_by_somebody_else(any_store: Store) -> None:
    booking = desk.book(any_store, enquiry_of(any_store), Slot())
    assert desk.cancel_booking(any_store, booking.reference).status == "cancelled"
    assert desk.book(any_store, enquiry_of(any_store), Slot()).status == "booked"
    with pytest.raises(NoSuchBooking):
        desk.cancel_booking(any_store, booking.reference)


def test_moving_to_a_taken_slot_keeps_the_old_booking(any_store: Store) -> None:
    mine = desk.book(any_store, enquiry_of(any_store), Slot())
    desk.book(any_store, enquiry_of(any_store), later(Slot(), 45))
    with pytest.raises(SlotTaken):
        desk.move_booking(any_store, mine.reference, later(Slot(), 45))
    assert desk.bookings_for(any_store, mine.enquiry_id) == [mine]
    moved = desk.move_booking(any_store, mine.reference, later(Slot(), 15 - 45))
    assert moved.starts_at == START - timedelta(minutes=30)


def test_a_booking_needs_its_enquiry(store: Store) -> None:
    with pytest.raises(NoSuchEnquiry):
        desk.book(store, "E-NONE2", Slot())


@pytest.mark.parametrize("minutes", [0, 15])
def test_of_several_who_book_one_time_at_once_exactly_one_wins(any_store: Store, minutes: int) -> None:
    enquiries = [enquiry_of(any_store) for _ in range(4)]
    gate, won, lost, troubles = threading.Barrier(4), [], [], []

    def book(number: int) -> None:
        gate.wait()
        try:
            won.append(desk.book(any_store, enquiries[number], later(Slot(), number * minutes)))
        except SlotTaken:
            lost.append(number)
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=book, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    live = desk.booked_slots(any_store, START - timedelta(days=1), START + timedelta(days=1))
    assert troubles == []
    assert len(won) + len(lost) == 4
    assert sorted(b.reference for b in live) == sorted(b.reference for b in won)
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(live))
    assert len(won) == 1 if minutes == 0 else len(won) >= 1


BOOK_IN_A_PROCESS = """
import sys
from datetime import datetime, timedelta
from types import SimpleNamespace
from records import desk
from records.database import open_store
from records.errors import SlotTaken
from records.settings import load_settings
url, folder, enquiry_id, start = sys.argv[1:]
store = open_store(load_settings(database_url=url, var_dir=folder))
starts_at = datetime.fromisoformat(start)
slot = SimpleNamespace(kind="clinic", site=None, person="priya", starts_at=starts_at,
                       ends_at=starts_at + timedelta(minutes=45))
print("ready", flush=True)
sys.stdin.readline()
try:
    desk.book(store, enquiry_id, slot)
    print("won")
except SlotTaken:
    print("lost")
"""


def test_of_two_processes_that_book_one_slot_exactly_one_wins(any_store: Store) -> None:
    url = any_store.engine.url.render_as_string(hide_password=False)
    folder = str(any_store.settings.var_dir)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BOOK_IN_A_PROCESS, url, folder, enquiry_of(any_store), START.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = sorted(process.communicate()[0].strip() for process in processes)
    assert said == ["lost", "won"]
