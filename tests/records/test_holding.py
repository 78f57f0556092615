from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from physio.facts import Contact
from records import desk, outbox
from records.clock import Clock
from records.database import Store
from records.errors import EnquiryTaken, NoSuchEnquiry
from records.views import Enquiry, Incoming, IntakeResult

DUE = {"999": 5, "ae": 15, "same_day": 60, "urgent": 120, "routine": 1440}


def of_tier(tier: str, minutes: int | None = None) -> desk.Intake:
    def intake(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        due = now + timedelta(minutes=minutes or DUE[tier])
        return IntakeResult(facts=enquiry.facts, tier=tier, due_at=due)

    return intake


def enquiry_of(store: Store, intake: desk.Intake | None = None) -> tuple[str, str]:
    conversation_id, _ = desk.open_conversation(store)
    received = desk.receive(store, conversation_id, Incoming("c", "hi"), intake or of_tier("routine"))
    return conversation_id, received.enquiry_id


def days_later(store: Store, days: float) -> Store:
    return replace(store, clock=Clock(days * 86400))


def test_the_inbox_shows_the_most_urgent_first_then_the_earliest_due(any_store: Store) -> None:
    routine_late, routine_soon = (enquiry_of(any_store, of_tier("routine", m))[1] for m in (900, 300))
    same_day, emergency, urgent = (
        enquiry_of(any_store, of_tier(t))[1] for t in ("same_day", "999", "urgent")
    )
    shown = [row.id for row in desk.inbox(any_store)]
    assert shown == [emergency, same_day, urgent, routine_soon, routine_late]


def test_the_inbox_can_be_narrowed_to_a_status(store: Store) -> None:
    _, first = enquiry_of(store)
    _, second = enquiry_of(store)
    desk.take_over(store, second, "priya")
    assert [row.id for row in desk.inbox(store, ["assistant"])] == [first]
    assert [row.id for row in desk.inbox(store, ["physio"])] == [second]
    desk.close(store, second, "priya")
    assert [row.id for row in desk.inbox(store)] == [first]


def test_a_late_enquiry_says_so(store: Store) -> None:
    enquiry_of(store)
    assert not desk.inbox(store)[0].overdue
    assert desk.inbox(days_later(store, 2))[0].overdue


def test_while_a_physio_holds_it_the_assistant_is_not_called_and_the_physio_is_told(any_store: Store) -> None:
    conversation_id, enquiry_id = enquiry_of(any_store)
    taken = desk.take_over(any_store, enquiry_id, "priya")
    assert (taken.status, taken.assigned_to) == ("physio", "priya")
    assert desk.pending_messages(any_store, conversation_id) == []
    received = desk.receive(any_store, conversation_id, Incoming("d", "thanks"), of_tier("routine"))
    assert not received.call_assistant
    assert desk.pending_messages(any_store, conversation_id) == []
    assert [notice.event for notice in outbox.notices(any_store)][-1] == "message"
    desk.give_back(any_store, enquiry_id, "priya")
    assert desk.receive(any_store, conversation_id, Incoming("e", "and"), of_tier("routine")).call_assistant


def test_a_colleagues_enquiry_is_only_taken_on_purpose(store: Store) -> None:
    _, enquiry_id = enquiry_of(store)
    desk.take_over(store, enquiry_id, "priya")
    with pytest.raises(EnquiryTaken, match="priya"):
        desk.take_over(store, enquiry_id, "sam")
    assert desk.take_over(store, enquiry_id, "sam", force=True).assigned_to == "sam"


def test_a_physios_answer_settles_the_due_time_and_carries_the_name(store: Store) -> None:
    conversation_id, enquiry_id = enquiry_of(store)
    message = desk.add_reply(store, conversation_id, "physio", "Hello Bert.", name="Priya")
    assert message.public()["name"] == "Priya"
    assert message.public()["from"] == "physio"
    assert desk.enquiry_by_id(store, enquiry_id).due_at is None


def test_a_message_to_a_closed_enquiry_reopens_it_for_a_physio(store: Store) -> None:
    conversation_id, enquiry_id = enquiry_of(store)
    desk.close(store, enquiry_id, "priya")
    received = desk.receive(store, conversation_id, Incoming("d", "one more"), of_tier("routine"))
    enquiry = desk.enquiry_by_id(store, enquiry_id)
    assert received.enquiry_id == enquiry_id
    assert enquiry.status == "waiting" and enquiry.due_at is not None


def test_long_after_closing_a_message_opens_a_new_enquiry_that_knows_the_contact(store: Store) -> None:
    def named(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        facts = enquiry.facts.copy(update={"contact": Contact(phone="+447700900491"), "goals": ["strength"]})
        return IntakeResult(facts=facts)

    conversation_id, enquiry_id = enquiry_of(store, named)
    desk.close(store, enquiry_id, "priya")
    later = days_later(store, 31)
    received = desk.receive(later, conversation_id, Incoming("d", "my knee now"), of_tier("routine"))
    fresh = desk.enquiry_by_id(store, received.enquiry_id)
    assert fresh.id != enquiry_id
    assert fresh.facts.contact.phone == "+447700900491"
    assert fresh.facts.goals == []


def test_asking_for_a_human_waits_for_a_physio_and_tells_the_team_once(store: Store) -> None:
    _, enquiry_id = enquiry_of(store)
    due = store.now() + timedelta(minutes=30)
    desk.request_human(store, enquiry_id, due)
    enquiry = desk.request_human(store, enquiry_id, due)
    assert enquiry.status == "waiting" and enquiry.due_at == due
    assert [notice.event for notice in outbox.notices(store)].count("human") == 1


def test_a_wish_for_a_human_that_the_intake_saw_is_not_told_twice(store: Store) -> None:
    def wishing(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        return IntakeResult(facts=enquiry.facts, wants_human=True)

    _, enquiry_id = enquiry_of(store, wishing)
    desk.request_human(store, enquiry_id)
    assert [notice.event for notice in outbox.notices(store)].count("human") == 1


def test_the_end_of_the_conversation_tells_the_team_now(store: Store) -> None:
    _, enquiry_id = enquiry_of(store)
    assert outbox.claim(store, 30) is None
    assert desk.finish(store, enquiry_id).status == "waiting"
    notice = outbox.claim(store, 30)
    assert notice is not None and (notice.event, notice.enquiry_id) == ("enquiry", enquiry_id)


def test_an_unknown_enquiry_is_refused(store: Store) -> None:
    with pytest.raises(NoSuchEnquiry):
        desk.take_over(store, "E-NONE2", "priya")
