"""Two questions in one sentence, short answers to what somebody wants, and who calls a person."""

from __future__ import annotations

import pytest

from physio.facts import Facts, Operation, Problem, SymptomFact, merge, missing, parse_payload
from physio.facts.asked import CONFIRM_AND_CONTACT, SIDE_AND_WHEN
from physio.facts.asking import calls_for_human
from physio.knowledge import load_knowledge
from physio.reading.reader import build_reader
from tests.talking import NOW, told

KNOWLEDGE = load_knowledge()
READER = build_reader(KNOWLEDGE)


def answered(facts: Facts, text: str, asked: str | None) -> Facts:
    return told(READER, KNOWLEDGE, text, asked=asked, known=facts)


def knee(side: str | None = None) -> Facts:
    return Facts(operations=[Operation(procedure="acl_reconstruction", side=side)])


@pytest.mark.parametrize(
    ("text", "side", "day"),
    [
        ("left, in March", "left", "2026-03-01"),
        ("right, June", "right", "2026-06-01"),
        ("it's the right, in april", "right", "2026-04-01"),
        ("the left one, around 6 weeks", "left", "2026-10-13"),
        ("2019, on the left", "left", "2019-01-01"),
    ],
)
def test_one_answer_gives_the_side_and_the_date_of_an_operation(text: str, side: str, day: str) -> None:
    facts = answered(knee(), text, SIDE_AND_WHEN)
    when = facts.operations[0].when
    assert (facts.operations[0].side, when and when.date.isoformat()) == (side, day)
    assert not facts.changes and len(facts.operations) == 1


def test_one_answer_gives_the_side_of_a_problem_and_how_long_it_has_been_there() -> None:
    sore = Facts(
        problems=[Problem(body_part="elbow")], symptoms=[SymptomFact(symptom="pain_ache", body_part="elbow")]
    )
    facts = answered(sore, "right, 3 weeks", SIDE_AND_WHEN)
    assert facts.problems[0].side == "right"
    assert facts.onset is not None and facts.onset.date.isoformat() == "2026-11-03"


@pytest.mark.parametrize(
    ("text", "side", "declined"),
    [("left, not sure when", "left", ["when"]), ("no idea sorry", None, ["side", "when"])],
)
def test_what_is_not_known_of_two_things_is_not_asked_again(
    text: str, side: str | None, declined: list[str]
) -> None:
    facts = answered(knee(), text, SIDE_AND_WHEN)
    assert (facts.operations[0].side, facts.declined) == (side, declined)


def test_no_to_a_time_leaves_the_number_open_that_was_asked_for_with_it() -> None:
    assert answered(knee("left"), "no", CONFIRM_AND_CONTACT).declined == []
    assert answered(knee("left"), "yes, 07700 900123", CONFIRM_AND_CONTACT).contact.phone == "+447700900123"


def test_a_pressed_kind_of_visit_is_a_wish_for_a_visit_of_that_kind() -> None:
    facts = merge(Facts(), None, "wish", parse_payload('/choose_kind{"kind": "video"}'), KNOWLEDGE)
    assert (facts.wish, facts.kind) == ("visit", "video")


@pytest.mark.parametrize(
    ("text", "wish", "kind"),
    [
        ("the clinic", "visit", "clinic"),
        ("in peron would be best", "visit", "clinic"),
        ("home please", "visit", "home"),
        ("How long does a visit take?", None, None),
    ],
)
def test_short_answers_to_what_would_help(text: str, wish: str | None, kind: str | None) -> None:
    facts = answered(Facts(), text, "wish")
    assert (facts.wish, facts.kind) == (wish, kind)


def test_a_call_instead_of_a_kind_of_visit_changes_the_wish() -> None:
    assert answered(Facts(wish="visit"), "a call would be great", "visit_kind").wish == "callback"


def test_a_site_named_for_the_visit_means_a_visit_there() -> None:
    facts = answered(Facts(wish="visit"), "Moorgate, after school", "visit_kind")
    assert (facts.kind, facts.site) == ("clinic", "moorgate")


@pytest.mark.parametrize(
    "text", ["My ankle is stiff. Please get back to me", "sorry, my number is 07700900423"]
)
def test_a_polite_end_and_a_number_wish_for_nothing(text: str) -> None:
    facts = answered(Facts(), text, None)
    assert facts.wish is None and not facts.asks
    assert answered(Facts(wish="visit"), text, None).wish == "visit"


@pytest.mark.parametrize("text", ["Hi, is anyone there?", "am I talking to a robot?"])
def test_who_wonders_who_answers_calls_nobody(text: str) -> None:
    assert not calls_for_human(READER.read(text, NOW), KNOWLEDGE)
    assert not answered(Facts(), text, None).asks
    assert calls_for_human(READER.read("can I talk to a real person please?", NOW), KNOWLEDGE)


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("I had a Dpuuytren's operation on my left hand", "dupuytrens_surgery"),
        ("keyhle surgery on my left knee", "knee_arthroscopy"),
    ],
)
def test_a_misspelt_operation_is_the_one_it_nearly_is(text: str, procedure: str) -> None:
    assert [op.procedure for op in answered(Facts(), text, None).operations] == [procedure]


def test_three_misspelt_is_no_hip_replacement() -> None:
    assert not answered(Facts(), "Thre's a dull ache at the top of my arm.", None).operations


def test_a_misspelt_actually_corrects_a_side() -> None:
    assert answered(knee("left"), "actuallly it's the right side", None).operations[0].side == "right"


def test_advice_that_is_chosen_of_the_things_on_offer_is_no_question_for_the_physio() -> None:
    for text in ("just some advice for now", "some adivce would be enough"):
        facts = answered(knee("left"), text, "wish")
        assert (facts.wish, facts.asks) == ("advice", [])
    assert answered(knee("left"), "some advice about kneeling please", None).asks


def test_to_carry_on_with_the_chat_asks_for_no_advice() -> None:
    for text in ("ok, can we carry on please", "could we continue now", "can I go on?"):
        facts = answered(knee("left"), text, None)
        assert (facts.asks, facts.wish) == ([], None), text
    assert answered(knee("left"), "can I carry on running?", None).asks


def test_a_question_back_uses_up_no_question_of_ours() -> None:
    twice = knee("left")
    twice.asked_times["wish"] = 2
    assert "wish" in missing(answered(twice, "What services do you offer?", "wish"), KNOWLEDGE, NOW.date())
    assert "wish" not in missing(answered(twice, "the weather is nice", "wish"), KNOWLEDGE, NOW.date())
