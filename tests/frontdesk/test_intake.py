"""The intake of one message: with the real reader and screen, over a real SQLite file."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any, cast

import pytest

from frontdesk.intake import take
from frontdesk.understanding import Understanding, load
from physio.clinic import load_clinic
from physio.facts import Facts, note_asked
from physio.facts.screening import screening_question, sets_due
from physio.knowledge import load_knowledge
from physio.opening import LONDON
from records import desk
from records.database import Store, open_store, upgrade
from records.outbox import FLAG, HUMAN, claim
from records.settings import load_settings
from records.views import Enquiry, Incoming, Message

TUESDAY_10 = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)
NUMB = "Since this morning I can't feel when I wipe"


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return load(load_knowledge(), load_clinic())


class Chat:
    """One conversation, written to through the intake."""

    def __init__(self, store: Store, understanding: Understanding) -> None:
        self.store, self.understanding, self.sent = store, understanding, 0
        self.id = desk.open_conversation(store)[0]

    def say(self, text: str, payload: str | None = None) -> bool:
        """Send a message; whether Rasa has to answer it."""
        self.sent += 1
        message = Incoming(f"c{self.sent}", text, payload)
        return take(self.store, self.understanding, self.id, message).call_assistant

    @property
    def enquiry(self) -> Enquiry:
        found = desk.load_enquiry(self.store, self.id)
        assert found is not None
        return found

    @property
    def last(self) -> Message:
        return desk.messages_after(self.store, self.id)[-1]

    def ask_screening(self) -> tuple[str, ...]:
        """Ask the screening list as the assistant does; the ids of its questions."""
        knowledge, today = self.understanding.knowledge, self.store.now().date()
        ask = screening_question(self.enquiry.facts, knowledge, today)
        assert ask is not None
        noted = lambda facts: note_asked(facts, ask.asked, knowledge, today)  # noqa: E731
        desk.update_facts(self.store, self.enquiry.id, noted)
        desk.set_asked(self.store, self.enquiry.id, ask.asked)
        return ask.questions

    def events(self) -> list[str]:
        found = []
        while (notice := claim(self.store, 60)) is not None:
            found.append(notice.event)
        return found


@pytest.fixture()
def store(tmp_path: Path) -> Store:
    offset = (TUESDAY_10 - datetime.now(timezone.utc)).total_seconds()
    settings = load_settings(var_dir=tmp_path, clock_offset=offset)
    upgrade(settings)
    return open_store(settings)


@pytest.fixture()
def chat(store: Store, understanding: Understanding) -> Chat:
    return Chat(store, understanding)


def test_a_plain_enquiry_goes_to_the_assistant_with_its_facts_and_a_due_time(chat: Chat) -> None:
    assert chat.say("I had a right knee replacement in June and my knee is stiff. Can I run?")
    enquiry = chat.enquiry
    assert (enquiry.status, enquiry.tier, enquiry.safety) == ("assistant", "routine", "none")
    assert enquiry.facts.operations[0].side == "right"
    assert enquiry.due_at is not None and enquiry.due_at > TUESDAY_10
    assert chat.last.sender == "patient"


def test_hi_alone_is_an_enquiry_with_a_due_time(chat: Chat) -> None:
    assert chat.say("hi")
    assert chat.enquiry.due_at is not None


def test_a_red_flag_gets_its_fixed_words_buttons_and_an_event_and_never_the_assistant(chat: Chat) -> None:
    assert not chat.say(f"Hello, I had a spinal fusion. {NUMB}.")
    enquiry = chat.enquiry
    assert (enquiry.tier, enquiry.safety, enquiry.status) == ("ae", "raised", "waiting")
    assert "can't feel when I wipe" in enquiry.open_flags[0].words
    assert (chat.last.sender, "A&E" in chat.last.text) == ("assistant", True)
    assert [b["payload"] for b in chat.last.buttons] == ["/i_am_safe", "/it_was_a_mistake", "/request_human"]
    assert FLAG in chat.events()


def test_while_a_flag_is_raised_the_safety_talk_goes_on_without_the_assistant(chat: Chat) -> None:
    chat.say(NUMB)
    first = chat.last.text
    assert not chat.say("but can I book a visit?")
    assert chat.last.text != first and chat.enquiry.safety == "raised"
    assert not chat.say("please")
    assert chat.enquiry.safety_turns == 2


def test_once_the_person_is_safe_the_assistant_answers_again(chat: Chat) -> None:
    chat.say(NUMB)
    assert not chat.say("I'm safe", "/i_am_safe")
    assert chat.enquiry.safety == "safe"
    assert chat.say("Thank you. What are your prices?")
    assert chat.enquiry.tier == "ae"


def test_words_taken_back_are_checked_once_and_then_close_the_flag(chat: Chat) -> None:
    chat.say(NUMB)
    chat.say("I wrote that by mistake", "/it_was_a_mistake")
    assert chat.enquiry.safety == "raised"
    chat.say("no")
    assert chat.enquiry.safety == "withdrawn"
    assert chat.enquiry.open_flags == ()
    assert chat.say("What are your prices?")


def test_a_new_flag_after_the_first_gets_its_own_words(chat: Chat) -> None:
    chat.say(NUMB)
    before = chat.last.text
    chat.say("and now I have crushing chest pain and can't breathe")
    assert chat.enquiry.tier == "999"
    assert "999" in chat.last.text and chat.last.text != before


def back_pain(chat: Chat) -> tuple[str, ...]:
    chat.say("I have low back pain since last week")
    return chat.ask_screening()


def test_a_pressed_screening_question_raises_its_own_flags(chat: Chat) -> None:
    question = back_pain(chat)[0]
    assert not chat.say("Numbness", f'/screen_yes{{"question":"{question}"}}')
    assert chat.enquiry.safety == "raised"
    assert {flag.by for flag in chat.enquiry.open_flags} == {f"answer:{question}"}


def test_yes_to_the_screening_list_raises_its_flags(chat: Chat) -> None:
    back_pain(chat)
    assert not chat.say("yes")
    assert chat.enquiry.safety == "raised"
    assert all(flag.by.startswith("answer:") for flag in chat.enquiry.open_flags)


def test_not_sure_about_the_list_reaches_a_human_and_said_again_raises_its_flags(chat: Chat) -> None:
    back_pain(chat)
    assert chat.say("not sure")
    assert (chat.enquiry.safety, chat.enquiry.tier, chat.enquiry.status) == ("none", "urgent", "waiting")
    chat.ask_screening()
    assert not chat.say("not sure")
    assert chat.enquiry.safety == "raised"
    assert all(flag.by.startswith("answer:") for flag in chat.enquiry.open_flags)


def test_none_of_these_to_the_screening_list_goes_on_with_the_assistant(chat: Chat) -> None:
    back_pain(chat)
    assert chat.say("None of these", "/none_of_these")
    assert chat.enquiry.safety == "none"
    assert all(answer.clear for answer in chat.enquiry.facts.screening.values())


def test_yes_to_another_question_raises_nothing(chat: Chat) -> None:
    chat.say("my knee is stiff")
    desk.set_asked(chat.store, chat.enquiry.id, "wish")
    assert chat.say("yes")
    assert chat.enquiry.safety == "none"


def test_an_answer_is_used_once_so_that_the_next_message_of_a_burst_is_not_read_as_one(chat: Chat) -> None:
    back_pain(chat)
    assert chat.say("none of these")
    assert chat.say("yes please")
    assert chat.enquiry.safety == "none"


def test_an_urgent_tier_still_goes_to_the_assistant(chat: Chat) -> None:
    urgent = next(f for f in chat.understanding.knowledge.red_flags.values() if f.tier == "urgent" and f.lay)
    assert chat.say(urgent.lay[0]) == (chat.enquiry.tier == "urgent")


def test_asking_for_a_person_tells_the_team_at_once(chat: Chat) -> None:
    chat.say("Can I speak to a real person please?")
    assert chat.enquiry.status == "waiting"
    assert HUMAN in chat.events()


def test_while_a_physio_holds_the_chat_the_assistant_is_silent_but_a_new_flag_is_answered(chat: Chat) -> None:
    chat.say("my knee is stiff")
    desk.take_over(chat.store, chat.enquiry.id, "jules")
    assert not chat.say("thanks Jules")
    assert chat.last.sender == "patient"
    assert not chat.say(NUMB)
    assert chat.last.sender == "assistant" and "A&E" in chat.last.text
    assert not chat.say("ok I will")
    assert chat.last.sender == "patient"


def test_another_language_gets_a_note_and_a_human_once(chat: Chat) -> None:
    polish = "Dzień dobry, mam problem z kolanem po operacji i bardzo mnie boli, czy mogę się umówić?"
    assert not chat.say(polish)
    assert "English" in chat.last.text and chat.enquiry.status == "waiting"
    assert not chat.say(polish)
    assert "person" in chat.last.text and "Polski" not in chat.last.text
    assert chat.say("sorry, I can write in English too, my knee hurts")


def test_a_message_that_cannot_be_read_is_stored_and_a_human_has_it(
    store: Store, understanding: Understanding
) -> None:
    class Broken:
        def read(self, text: str, at: datetime) -> Any:
            raise RuntimeError("a bug")

    parts = Understanding(
        understanding.knowledge, understanding.clinic, cast(Any, Broken()), understanding.screen
    )
    chat = Chat(store, parts)
    assert not chat.say("my knee is stiff")
    assert [m.sender for m in desk.messages_after(store, chat.id)] == ["patient", "assistant"]
    assert chat.enquiry.status == "waiting"


def test_a_long_message_keeps_the_database_free_for_others_while_it_is_read(chat: Chat) -> None:
    text = ("My knee is stiff in the morning and I had an operation in June. " * 320)[:20_000]
    assert chat.say(text)
    assert chat.last.text == text


def test_facts_stay_over_many_messages(chat: Chat) -> None:
    chat.say("I had a hip arthroscopy on the right")
    chat.say("my number is 07700 900491")
    facts: Facts = chat.enquiry.facts
    assert facts.contact.phone == "+447700900491"
    assert facts.operations and chat.enquiry.opened_at.astimezone(LONDON).hour == 10


def test_a_refused_screening_list_raises_the_queue_to_urgent(chat: Chat) -> None:
    back_pain(chat)
    assert chat.say("I'd rather not say", "/skip")
    assert (chat.enquiry.tier, chat.enquiry.status, chat.enquiry.flags) == ("urgent", "waiting", ())


def test_a_screening_list_put_twice_in_vain_raises_the_queue_to_urgent(chat: Chat) -> None:
    back_pain(chat)
    chat.say("it is worse when I sit")
    assert chat.enquiry.tier == "routine"
    chat.ask_screening()
    chat.say("and I like gardening")
    assert (chat.enquiry.tier, chat.enquiry.flags) == ("urgent", ())


def test_a_place_in_the_list_means_the_line_that_was_shown_there(chat: Chat) -> None:
    chat.say("I had a lumbar fusion two weeks ago")
    chat.ask_screening()
    last = chat.enquiry.facts.screening_lines[-1]
    assert not chat.say("yes, the last one")
    assert {flag.by for flag in chat.enquiry.open_flags} == {f"answer:{name}" for name in last}


def test_naming_one_line_of_the_list_answers_the_list(chat: Chat) -> None:
    chat.say("I had my left hip replaced three weeks ago")
    chat.ask_screening()
    assert not chat.say("the wound has opened up a bit and it smells")
    chat.say("", "/i_am_safe")
    today = TUESDAY_10.date()
    assert sets_due(chat.enquiry.facts, chat.understanding.knowledge, today) == ()
    assert any(answer.yes for answer in chat.enquiry.facts.screening.values())


def test_a_sign_that_is_not_on_the_list_leaves_the_list_open(chat: Chat) -> None:
    chat.say("My left shoulder is stiff since May")
    shown = chat.ask_screening()
    chat.say("I want to kill myself")
    assert shown and sets_due(chat.enquiry.facts, chat.understanding.knowledge, TUESDAY_10.date())


PARTS = [
    ("Rolled my ankle at the weekend. Massage?", "I can't take four steps on it", "fracture", "ae"),
    ("33 weeks, my pelvis is sore when I roll over, would a belt help?", "the pains come every ten minutes",
     "pregnancy_urgent", "same_day"),
    ("Hip replacement a fortnight ago. When would outpatient physio begin?",
     "the foot drags and catches on the rug", "neuro_deficit", "ae"),
]  # fmt: skip
CALM = ["No, none of that", "just the usual ache", "It hurts more on the stairs", "no I haven't, thanks"]


@pytest.mark.parametrize(("first", "then", "flag", "tier"), PARTS, ids=[p[2] for p in PARTS])
def test_a_sign_is_read_beside_the_words_before_it(
    chat: Chat, first: str, then: str, flag: str, tier: str
) -> None:
    chat.say(first)
    assert chat.enquiry.tier == "routine"
    chat.ask_screening()
    assert not chat.say(then), "Rasa is not called for it"
    assert (chat.enquiry.tier, chat.enquiry.safety) == (tier, "raised")
    (raised,) = [f for f in chat.enquiry.flags if f.id == flag]
    assert raised.words and raised.words in then, "the physio sees the words that completed it"


@pytest.mark.parametrize("then", CALM)
@pytest.mark.parametrize("first", [p[0] for p in PARTS])
def test_a_calm_answer_raises_nothing_beside_them(chat: Chat, first: str, then: str) -> None:
    chat.say(first)
    chat.ask_screening()
    chat.say(then)
    assert (chat.enquiry.flags, chat.enquiry.safety) == ((), "none")
