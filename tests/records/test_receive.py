from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from physio.facts import Contact, Facts
from records import desk, outbox
from records.database import Store
from records.errors import NoSuchConversation
from records.intake import SPARE_WORDS
from records.views import AuditLine, Enquiry, Incoming, IntakeResult, Reply


@dataclass(frozen=True)
class Found:
    id: str
    tier: str
    words: str = "can't feel when I wipe"
    by: str = "phrase:ces:4"
    start: int = 0
    end: int = 22


CES = Found("cauda_equina", "ae")
SAFETY = Reply("Please go to A&E now.", ({"title": "I am safe", "payload": "/i_am_safe"},))


def calm(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    return IntakeResult(facts=enquiry.facts, due_at=now + timedelta(hours=24))


def alarmed(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    return IntakeResult(
        facts=enquiry.facts,
        tier="ae",
        flags=(CES,),
        safety="raised",
        replies=(SAFETY,),
        due_at=now + timedelta(minutes=15),
        call_assistant=False,
    )


def settled(state: str, withdrawn: tuple[str, ...] = ()) -> desk.Intake:
    def intake(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        return IntakeResult(facts=enquiry.facts, safety=state, withdrawn=withdrawn)

    return intake


def broken(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
    raise RuntimeError("the reader fell over")


def open_with(store: Store, *texts: str, intake: desk.Intake = calm) -> tuple[str, desk.Received]:
    conversation_id, _ = desk.open_conversation(store)
    for number, text in enumerate(texts):
        received = desk.receive(store, conversation_id, Incoming(f"c{number}", text), intake)
    return conversation_id, received


def events(store: Store) -> list[str]:
    return [notice.event for notice in outbox.notices(store, undelivered_only=False)]


def test_the_first_message_opens_an_enquiry_with_a_due_time(any_store: Store) -> None:
    conversation_id, received = open_with(any_store, "hi")
    enquiry = desk.load_enquiry(any_store, conversation_id)
    assert enquiry is not None and enquiry.id == received.enquiry_id
    assert received.call_assistant
    assert (enquiry.status, enquiry.tier, enquiry.safety) == ("assistant", "routine", "none")
    assert enquiry.due_at is not None and enquiry.due_at > any_store.now()
    assert [m.text for m in desk.pending_messages(any_store, conversation_id)] == ["hi"]
    assert [row.id for row in desk.inbox(any_store)] == [received.enquiry_id]


def test_an_enquiry_id_can_be_read_out_over_the_telephone(store: Store) -> None:
    _, received = open_with(store, "hi")
    assert received.enquiry_id.startswith("E-") and len(received.enquiry_id) == 7
    assert not set(received.enquiry_id[2:]) & set("01ILOU")


def test_the_same_client_id_is_stored_once(any_store: Store) -> None:
    conversation_id, first = open_with(any_store, "hello")
    again = desk.receive(any_store, conversation_id, Incoming("c0", "hello"), calm)
    assert again == replace(first, duplicate=True)
    assert len(desk.messages_after(any_store, conversation_id)) == 1


def test_two_clients_sending_the_same_message_at_once_store_it_once(any_store: Store) -> None:
    conversation_id, _ = desk.open_conversation(any_store)
    gate, received, troubles = threading.Barrier(4), [], []

    def send() -> None:
        gate.wait()
        try:
            received.append(desk.receive(any_store, conversation_id, Incoming("same", "hello"), calm))
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert sorted(one.duplicate for one in received) == [False, True, True, True]
    assert len(desk.messages_after(any_store, conversation_id)) == 1
    assert len(desk.inbox(any_store)) == 1


def test_messages_of_many_conversations_at_once_are_all_stored(any_store: Store) -> None:
    conversations = [desk.open_conversation(any_store)[0] for _ in range(4)]

    def send(conversation_id: str) -> None:
        for number in range(5):
            desk.receive(any_store, conversation_id, Incoming(f"c{number}", f"message {number}"), calm)

    threads = [threading.Thread(target=send, args=(one,)) for one in conversations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for conversation_id in conversations:
        texts = [m.text for m in desk.messages_after(any_store, conversation_id)]
        assert texts == [f"message {number}" for number in range(5)]


def test_a_message_to_an_unknown_conversation_is_refused(store: Store) -> None:
    with pytest.raises(NoSuchConversation):
        desk.receive(store, "nobody", Incoming("c", "hi"), calm)


def test_a_flag_sets_tier_words_and_reply_and_tells_the_team_at_once(any_store: Store) -> None:
    conversation_id, received = open_with(any_store, "hi", "I can't feel when I wipe")
    received = desk.receive(any_store, conversation_id, Incoming("c9", "I can't feel when I wipe"), alarmed)
    enquiry = desk.enquiry_by_id(any_store, received.enquiry_id)
    assert (enquiry.tier, enquiry.safety, enquiry.status) == ("ae", "raised", "waiting")
    assert [(flag.id, flag.words) for flag in enquiry.open_flags] == [(CES.id, CES.words)]
    assert not received.call_assistant
    last = desk.messages_after(any_store, conversation_id)[-1]
    assert (last.sender, last.text) == ("assistant", SAFETY.text)
    assert "flag" in events(any_store)
    assert enquiry.due_at is not None and enquiry.due_at < any_store.now() + timedelta(minutes=16)
    notice = outbox.claim(any_store, 30)
    assert notice is not None and notice.event == "flag"
    assert notice.payload == {"flags": [CES.id]}


def test_a_flag_that_stands_already_is_kept_but_not_told_again(store: Store) -> None:
    conversation_id, _ = open_with(store, "it is numb", "still numb", intake=alarmed)
    enquiry = desk.load_enquiry(store, conversation_id)
    assert enquiry is not None and len(enquiry.flags) == 2
    assert events(store).count("flag") == 1


def test_a_flag_that_grows_more_urgent_is_told_again(store: Store) -> None:
    conversation_id, _ = open_with(store, "numb", intake=alarmed)

    def worse(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        return replace(alarmed(enquiry, incoming, now), tier="999", flags=(replace(CES, tier="999"),))

    desk.receive(store, conversation_id, Incoming("w", "worse"), worse)
    assert events(store).count("flag") == 2


def test_a_flag_named_twice_in_one_message_is_stored_once_at_its_worst(store: Store) -> None:
    def twice(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        flags = (replace(CES, tier="routine"), replace(CES, tier="same_day"), replace(CES, tier="urgent"))
        return replace(alarmed(enquiry, incoming, now), flags=flags)

    _, received = open_with(store, "numb", intake=twice)
    assert [flag.tier for flag in desk.enquiry_by_id(store, received.enquiry_id).flags] == ["same_day"]


def test_the_tier_is_never_lowered_by_a_calm_message(store: Store) -> None:
    conversation_id, received = open_with(store, "numb", intake=alarmed)
    desk.receive(store, conversation_id, Incoming("later", "thanks"), calm)
    assert desk.enquiry_by_id(store, received.enquiry_id).tier == "ae"


def test_the_earliest_promise_stands(store: Store) -> None:
    conversation_id, received = open_with(store, "numb", intake=alarmed)
    promised = desk.enquiry_by_id(store, received.enquiry_id).due_at
    desk.receive(store, conversation_id, Incoming("later", "thanks"), calm)
    assert desk.enquiry_by_id(store, received.enquiry_id).due_at == promised


def test_saying_that_one_is_safe_closes_the_flags_and_withdrawing_withdraws_them(store: Store) -> None:
    conversation_id, received = open_with(store, "numb", intake=alarmed)
    desk.receive(store, conversation_id, Incoming("s", "I am safe"), settled("safe"))
    assert desk.enquiry_by_id(store, received.enquiry_id).open_flags == ()
    other, received = open_with(store, "numb", intake=alarmed)
    desk.receive(store, other, Incoming("s", "a typing mistake"), settled("withdrawn", (CES.id,)))
    (flag,) = desk.enquiry_by_id(store, received.enquiry_id).flags
    assert flag.withdrawn_at is not None and flag.closed_at is None


def test_when_the_intake_fails_the_message_is_kept_as_urgent_with_an_honest_reply(any_store: Store) -> None:
    conversation_id, received = open_with(any_store, "my knee", intake=broken)
    enquiry = desk.enquiry_by_id(any_store, received.enquiry_id)
    assert (enquiry.tier, enquiry.status) == ("urgent", "waiting")
    assert enquiry.due_at is not None
    texts = [(m.sender, m.text) for m in desk.messages_after(any_store, conversation_id)]
    assert texts == [("patient", "my knee"), ("assistant", SPARE_WORDS)]
    lines = desk.history(any_store, enquiry.id)
    assert [(line.who, line.what) for line in lines] == [("intake", "failed")]
    assert lines[0].detail["error"] == "RuntimeError"
    assert "human" in events(any_store)
    assert not received.call_assistant


def test_a_changed_fact_is_in_the_history_with_before_and_after(store: Store) -> None:
    def named(enquiry: Enquiry, incoming: Incoming, now: datetime) -> IntakeResult:
        facts = enquiry.facts.copy(update={"contact": Contact(name=incoming.text)})
        return IntakeResult(facts=facts, audit=(AuditLine("intake", "read", {"flags": []}),))

    _, received = open_with(store, "Bert", "Robert", intake=named)
    changes = [line for line in desk.history(store, received.enquiry_id) if line.what == "facts"]
    before, after = changes[-1].detail["contact"]
    assert (before["name"], after["name"]) == ("Bert", "Robert")


def test_each_message_puts_the_quiet_notice_off_and_there_is_one_only(store: Store) -> None:
    conversation_id, _ = open_with(store, "hi")
    (first,) = outbox.notices(store)
    desk.receive(store, conversation_id, Incoming("more", "and my knee"), calm)
    (second,) = outbox.notices(store)
    assert second.id == first.id and second.not_before > first.not_before
    assert outbox.claim(store, 30) is None


def test_a_word_after_the_team_was_told_is_told_again(store: Store) -> None:
    conversation_id, received = open_with(store, "hi")
    desk.finish(store, received.enquiry_id)
    told = outbox.claim(store, 30)
    assert told is not None
    outbox.mark_delivered(store, told.id)
    desk.receive(store, conversation_id, Incoming("more", "and my knee"), calm)
    assert [notice.event for notice in outbox.notices(store)] == ["enquiry"]


def test_the_buttons_offered_here_may_be_pressed_and_no_others(store: Store) -> None:
    conversation_id, _ = open_with(store, "numb", intake=alarmed)
    other, _ = open_with(store, "hi")
    assert desk.offered_payload(store, conversation_id, "/i_am_safe")
    assert not desk.offered_payload(store, conversation_id, "/restart")
    assert not desk.offered_payload(store, other, "/i_am_safe")


def test_handled_messages_are_pending_no_more(store: Store) -> None:
    conversation_id, _ = open_with(store, "one", "two")
    assert desk.conversations_pending(store) == [conversation_id]
    pending = desk.pending_messages(store, conversation_id)
    desk.mark_handled(store, [message.id for message in pending])
    assert desk.pending_messages(store, conversation_id) == []
    assert desk.conversations_pending(store) == []


def test_a_token_opens_its_own_conversation_only_and_is_kept_as_a_hash(store: Store) -> None:
    conversation_id, token = desk.open_conversation(store)
    assert desk.conversation_for_token(store, token) == conversation_id
    assert desk.conversation_for_token(store, "x" + token) is None
    database = store.settings.var_dir / "firstcontact.db"
    assert (
        token.encode() not in database.read_bytes() + database.with_name("firstcontact.db-wal").read_bytes()
    )


def test_facts_changed_from_two_sides_at_once_are_both_kept(any_store: Store) -> None:
    _, received = open_with(any_store, "hi")

    def add(goal: str) -> None:
        def change(facts: Facts) -> Facts:
            return facts.copy(update={"goals": [*facts.goals, goal]})

        desk.update_facts(any_store, received.enquiry_id, change)

    threads = [threading.Thread(target=add, args=(goal,)) for goal in ("strength", "fitness", "sleep")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    facts = desk.enquiry_by_id(any_store, received.enquiry_id).facts
    assert sorted(facts.goals) == ["fitness", "sleep", "strength"]


def test_advice_is_noted_once_with_its_source(store: Store) -> None:
    _, received = open_with(store, "hi")
    item = desk.AdviceGiven("strength_first", "nhs_back")
    desk.add_advice(store, received.enquiry_id, [item])
    desk.add_advice(store, received.enquiry_id, [item])
    enquiry = desk.enquiry_by_id(store, received.enquiry_id)
    assert [(given.id, given.source) for given in enquiry.advice] == [("strength_first", "nhs_back")]


def test_the_question_asked_and_its_answer_are_in_the_history(store: Store) -> None:
    conversation_id, received = open_with(store, "hi")
    desk.set_asked(store, received.enquiry_id, "when", "Roughly when was your operation?")
    answer = desk.receive(store, conversation_id, Incoming("a", "in March"), calm)
    lines = {line.what: line.detail for line in desk.history(store, received.enquiry_id)}
    assert lines["asked"] == {"question": "when", "words": "Roughly when was your operation?"}
    assert lines["answered"] == {"question": "when", "message": answer.message_id}
