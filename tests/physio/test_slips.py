"""Slips of the finger, and asides that only look like an answer, in what patients type."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from physio.facts import Facts, merge, missing
from physio.facts.wish_words import kind_of_visit
from physio.knowledge import load_knowledge
from physio.reading.dates.spelt import spelt_dates
from physio.reading.encoder import Encoder
from physio.reading.model import Finding, Reading
from physio.reading.reader import build_reader
from physio.reading.spelling import respelt

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)
KNOWLEDGE = load_knowledge()


READER = build_reader(KNOWLEDGE)


def read(text: str) -> Reading:
    return READER.read(text, NOW)


def told(text: str) -> Facts:
    return merge(Facts(), read(text), None, None, KNOWLEDGE)


def only(text: str, entity: str) -> Finding:
    found = read(text).of(entity)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("this smumer", "2026-06-01", "this smumer"),
        ("I had my hip done in Febuary", "2026-02-01", "in Febuary"),
        ("it was jully", "2026-07-01", "jully"),
        ("2 wekes ago", "2026-11-10", "2 wekes ago"),
        ("I think 2024", "2024-01-01", "2024"),
        ("it was summer last year", "2025-06-01", "year"),
    ],
)
def test_a_misspelt_date_is_read_and_its_words_are_kept_as_typed(text: str, day: str, words: str) -> None:
    found = only(text, "when")
    assert found.value == day
    assert found.text.endswith(words.split()[-1])
    assert text[found.start : found.end] == found.text


def test_places_after_a_misspelt_word_are_those_of_the_typed_text() -> None:
    spelt = spelt_dates("in ocotober and sumer, my hip")
    assert spelt.text == "in october and summer, my hip"
    assert spelt.back(spelt.text.index("hip")) == "in ocotober and sumer, my hip".index("hip")
    assert spelt.there(3) == 3


def test_names_and_good_english_are_no_misspelt_dates() -> None:
    assert (
        spelt_dates("Augustus and the weak springs of Marcy").text == "Augustus and the weak springs of Marcy"
    )


def test_a_side_before_a_misspelt_part_counts() -> None:
    assert told("My left shulder has been sore.").problems[0].side == "left"
    assert told("I had a right tennis elbow release in February").operations[0].side == "right"


@pytest.mark.parametrize("text", ["none apply to me", "none, thankfully", "none of these apply"])
def test_ways_to_say_none_of_these(text: str) -> None:
    assert read(text).reply == "none_of_these"
    assert not read(text).of("person_name")


def test_no_nothing_like_that_puts_nothing_right() -> None:
    reading = read("no, nothing like that")
    assert (reading.reply, reading.correcting) == ("no", False)


def test_a_carer_who_gets_in_touch_is_a_carer() -> None:
    facts = told("I'm getting in touch for my wife. She had her left knee replaced in June.")
    assert (facts.carer, facts.relation) == (True, "wife")


@pytest.mark.parametrize("text", ["You can reach me on 07700 900467.", "best number is 07700 900467"])
def test_a_number_to_reach_somebody_on_is_no_wish_for_a_call(text: str) -> None:
    assert told(text).wish is None
    assert told(text).contact.phone == "+447700900467"


def test_a_letters_closing_words_beat_no_wish() -> None:
    assert told("My hip aches. I would like to book an appointment. Please get back to me").wish == "visit"
    assert told("My hip aches. I would like to book a visit, or could you call me?").wish == "callback"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("online if possible", "video"),
        ("an online appointment please", "video"),
        ("I keep reading things online. I'd like to book in.", None),
        ("I can come to you", "clinic"),
        ("vidoe please", "video"),
    ],
)
def test_which_kind_of_visit_the_words_name(text: str, kind: str | None) -> None:
    assert kind_of_visit(text) == kind


def test_a_place_beside_one_with_a_side_needs_no_side_of_its_own() -> None:
    today = date(2026, 11, 24)
    for text in (
        "My left heel has been sore since March. The back of the ankle feels tight.",
        "My left shoulder has been sore for two months. The arm feels weak.",
    ):
        assert "side" not in missing(told(text), KNOWLEDGE, today), text
    assert "side" in missing(told("My left knee is sore since March and my hip is stiff."), KNOWLEDGE, today)


def test_only_words_that_are_nearly_a_target_are_respelt() -> None:
    assert respelt("nmber two at the clinci, clinical", ("number", "clinic")) == (
        "nmber two at the clinic, clinical".replace("nmber", "number")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Can somebody call her back?",
        "could you ring my mum back",
        "please phone them back",
        "he rang me back",
    ],
)
def test_to_call_somebody_back_names_no_back(text: str) -> None:
    assert not read(text).of("body_part")


def test_her_back_is_a_back_where_nobody_is_called() -> None:
    assert told("Her back is sore, please call her.").problems[0].body_part == "lower_back"


@pytest.mark.parametrize(
    "text",
    [
        "Right,\nI had a hip replacement in June.",
        "right,\nthis is for my dad. he had a hip replacement",
        "Right. My hip replacement was in June.",
        "Right, so I had a hip replacement in June.",
        "Right, last week I had a hip replacement.",
    ],
)
def test_a_right_that_only_opens_a_letter_is_no_side(text: str) -> None:
    assert not read(text).of("side")


@pytest.mark.parametrize(
    "text",
    [
        "Right.\n3 weeks ago",
        "right,\nabout 3 weeks ago",
        "Right, about 3 weeks ago I think",
        "Right. It was June",
        "Right\nknee replacement",
        "Hip replacement in May.\nRight,\nthanks",
    ],
)
def test_a_right_that_answers_or_goes_on_is_a_side(text: str) -> None:
    assert only(text, "side").value == "right"


def test_the_month_of_may_before_i_asks_for_no_leave() -> None:
    assert not read("it was in may i cannot bend it").of("ask")
    assert read("may i drive").of("ask")
    assert read("since may i am sore. may i drive").of("ask")


def test_a_misspelt_month_with_a_capital_is_a_date_after_words_of_dates() -> None:
    assert only("My knee replacement was in Auggust.", "when").value == "2026-08-01"
    assert not read("I saw Marcy about my hip replacement").of("when")


def test_a_misspelt_relation_makes_a_carer() -> None:
    facts = told("This is for my siter. She had a hip replacement.")
    assert (facts.carer, facts.relation) == (True, "sister")
    assert not told("I saw my surgeon. He is pleased with my knee replacement.").carer


def test_a_slip_is_read_as_the_word_and_not_as_a_rarer_misspelling_of_it() -> None:
    assert told("I had bunon surgery in August").operations[0].procedure == "bunion_correction"


def test_a_misspelt_behalf_makes_a_carer() -> None:
    facts = told("I'm writing on behhalf of my wife. She had a shoulder stabilisation.")
    assert (facts.carer, facts.relation) == (True, "wife")
    assert facts.operations[0].procedure == "shoulder_stabilisation"


def test_what_is_wanted_now_is_no_history_after_a_date_without_a_stop() -> None:
    facts = told("i had an arthroscopy on my left knee two years ago i want to run again the knee aches")
    assert [s.symptom for s in facts.symptoms] == ["pain_ache"]
    assert not told("two years ago i had sciatica").symptoms


def test_a_slip_leads_no_wish_astray() -> None:
    reader = build_reader(KNOWLEDGE, Encoder.load())
    found = reader.read("I want to get my flexiblity back.", NOW).of("goal")
    assert {f.value for f in found} == {"flexibility"}


@pytest.mark.parametrize("text", ["The hip won't loosen up.", "my knee doesn't ease up"])
def test_what_does_not_loosen_is_stiff(text: str) -> None:
    assert [s.symptom for s in told(text).symptoms] == ["stiffness"]


def test_who_recommended_us_is_no_patient() -> None:
    assert not told("My cuff was stitched. A neighbour recommended you. The shoulder is stiff.").carer
    assert told("My neighbour had his knee replaced. He is stiff.").carer


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Left gluteal tendon repair.", "left"),
        ("I had a right gluteus medius repair in 2024", "right"),
        ("I left hospital after a gluteal tendon repair", None),
        ("All right, gluteal tendon repair in May", None),
    ],
)
def test_a_side_stands_before_any_name_of_an_operation(text: str, side: str | None) -> None:
    assert [operation.side for operation in told(text).operations] == [side]


def test_the_right_operation_is_no_side() -> None:
    assert not read("Was it the right operation for me?").of("side")


@pytest.mark.parametrize(
    ("text", "symptom"),
    [
        ("i had a knee arthroscopy in march last year the knee is stiff", "stiffness"),
        ("i had an operation on my back in 2019 my hamstrings are tight", "tightness"),
        ("I had a hip replacement two years ago, my hip aches", "pain_ache"),
    ],
)
def test_what_is_so_now_after_a_past_date_is_no_history(text: str, symptom: str) -> None:
    assert symptom in [s.symptom for s in told(text).symptoms]


def test_what_was_so_at_a_past_date_stays_history() -> None:
    assert not told("Last year the swelling was bad, fine since.").symptoms


def test_a_finger_that_lost_its_g_is_no_carpal_tunnel() -> None:
    assert only("I had a trigger finer release on my hand.", "procedure").value == "trigger_finger_release"


def test_a_slip_in_loosen_up_is_still_stiffness() -> None:
    assert only("The hip won't looen up.", "symptom").value == "stiffness"


def test_what_there_is_after_a_past_operation_is_of_today() -> None:
    today = told("She had a shoulder decompression two years ago there's a dull ache at the top of the arm")
    past = told("He had a hip replacement two years ago there was some pain then")
    assert ([s.symptom for s in today.symptoms], past.symptoms) == (["pain_ache"], [])
