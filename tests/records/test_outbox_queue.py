from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

from records import desk, outbox
from records.clock import Clock
from records.database import Store
from records.views import Enquiry, Incoming, IntakeResult


def calm(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    return IntakeResult(facts=enquiry.facts)


def finished(store: Store, count: int = 1) -> list[str]:
    ids = []
    for _ in range(count):
        conversation_id, _ = desk.open_conversation(store)
        ids.append(desk.receive(store, conversation_id, Incoming("c", "hi"), calm).enquiry_id)
        desk.finish(store, ids[-1])
    return ids


def later(store: Store, seconds: float) -> Store:
    return replace(store, clock=Clock(seconds))


def test_an_enquiry_left_alone_is_told_after_the_quiet_time_and_waits_for_a_physio(any_store: Store) -> None:
    conversation_id, _ = desk.open_conversation(any_store)
    enquiry_id = desk.receive(any_store, conversation_id, Incoming("c", "hi"), calm).enquiry_id
    assert outbox.claim(later(any_store, 590), 30) is None
    notice = outbox.claim(later(any_store, 610), 30)
    assert notice is not None and notice.enquiry_id == enquiry_id
    assert desk.enquiry_by_id(any_store, enquiry_id).status == "waiting"


def test_a_claimed_event_is_passed_by_until_its_lease_runs_out(any_store: Store) -> None:
    finished(any_store)
    first = outbox.claim(any_store, 30)
    assert first is not None and outbox.claim(any_store, 30) is None
    again = outbox.claim(later(any_store, 31), 30)
    assert again is not None and (again.id, again.attempts) == (first.id, 2)


def test_workers_side_by_side_share_the_events_without_doubles(any_store: Store) -> None:
    finished(any_store, 6)
    taken: list[int] = []

    def work() -> None:
        while (notice := outbox.claim(any_store, 60)) is not None:
            taken.append(notice.id)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 6


def test_a_route_that_has_the_event_is_remembered_over_a_crash(store: Store) -> None:
    finished(store)
    notice = outbox.claim(store, 30)
    assert notice is not None
    outbox.mark_route(store, notice.id, "webhook", 30)
    again = outbox.claim(later(store, 100), 30)
    assert again is not None and again.done == {"webhook"}


def test_pauses_double_up_to_ten_minutes() -> None:
    seconds = [outbox.pause_after(attempt).total_seconds() for attempt in (1, 2, 3, 4, 8, 50)]
    assert seconds == [5, 10, 20, 40, 600, 600]


def test_a_failure_is_tried_again_later_and_the_fifth_is_an_alarm(store: Store) -> None:
    (enquiry_id,) = finished(store)
    for attempt in range(1, 6):
        notice = outbox.claim(later(store, attempt * 1000), 30)
        assert notice is not None and notice.attempts == attempt
        outbox.mark_failed(later(store, attempt * 1000), notice.id, "webhook: it answered 503")
        assert outbox.claim(later(store, attempt * 1000 + 4), 30) is None
    alarms = [line for line in desk.history(store, enquiry_id) if line.what == "stuck"]
    assert [line.detail["error"] for line in alarms] == ["webhook: it answered 503"]
    assert outbox.backlog(store).stuck == 1


def test_the_same_key_is_queued_once(store: Store) -> None:
    (enquiry_id,) = finished(store)
    for _ in range(2):
        with store.write() as session:
            outbox.queue(session, "human", enquiry_id, "the same key", store.now())
    assert [notice.key for notice in outbox.notices(store)].count("the same key") == 1


def test_the_backlog_counts_what_is_due_only(store: Store) -> None:
    conversation_id, _ = desk.open_conversation(store)
    desk.receive(store, conversation_id, Incoming("c", "hi"), calm)
    assert outbox.backlog(store).due == 0
    assert outbox.backlog(later(store, timedelta(minutes=11).total_seconds())).due == 1
