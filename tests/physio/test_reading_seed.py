"""The seed enquiry, word for word, and what ties its parts together."""

# ruff: noqa: E501, RUF001

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading import Reader, build_reader
from physio.reading.encoder import Encoder
from physio.reading.model import Finding, Reading

SENT = datetime(2026, 11, 7, 9, 0, tzinfo=timezone.utc)
FIRST = """Good morning all,

I am currently going through rehab post spinal fusion and right hip key hole.

I’m in desperate need to get back to good flexibility, fitness and mobility levels but feel I could do with some of your help.

I’m just wondering what you offer in house as I, understandably, have temporarily lost a lot of flexibility, mobility and strength in the obvious areas around my lower back going down into my legs. I went back to yoga last night and realised how apparent this is!

If someone could get back to me that would be great, my number is 07700 900491.

Thank you
"""
SECOND = """Thanks for the email.

The main areas of concern for me are targeted around the sight of the fusion at lower back L5/S1 (achy, sometimes sharp pains and limited movement) and right knee pain with extremely tight hamstrings, calves, glute med, hips flexors & adductors all on the right side which is the side I had the hip surgery.

I have just started a “couch to 5k” programme which is getting me back on a treadmill and putting some load onto the hip very gradually but my hamstrings and calves keep cramping up and I think this is due to my hamstrings just not really “firing” up or doing anything thus are extremely weak compared to previous years.

It’s a bit of a mind field but I am progressing slowly was just curious as to what you guys offer as I work next to your Moorgate clinic.

Kind Regards,
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(load_knowledge(), Encoder.load())


@pytest.fixture(scope="module")
def first(reader: Reader) -> Reading:
    return reader.read(FIRST, SENT)


@pytest.fixture(scope="module")
def second(reader: Reader) -> Reading:
    return reader.read(SECOND, SENT)


def values(reading: Reading, entity: str) -> set[str]:
    return {f.value for f in reading.of(entity)}


def placed(reading: Reading, symptom: str) -> set[tuple[str | None, str | None]]:
    return {
        (f.extra.get("body_part"), f.extra.get("side")) for f in reading.of("symptom") if f.value == symptom
    }


def group_of(reading: Reading, procedure: str) -> list[Finding]:
    number = next(f.group for f in reading.of("procedure") if f.value == procedure)
    return [f for f in reading.findings if f.group == number]


def test_both_operations_are_understood_each_with_its_own_side(first: Reading) -> None:
    assert values(first, "procedure") == {"lumbar_fusion", "hip_arthroscopy"}
    assert [f.value for f in group_of(first, "hip_arthroscopy") if f.entity == "side"] == ["right"]
    assert not [f for f in group_of(first, "lumbar_fusion") if f.entity == "side"]


def test_the_goals_are_understood(first: Reading) -> None:
    assert {"flexibility", "mobility", "strength", "fitness"} <= values(first, "goal")


def test_the_wish_for_a_call_the_number_and_the_question_are_understood(first: Reading) -> None:
    assert values(first, "ask") == {"services", "callback"}
    assert values(first, "phone") == {"+447700900491"}
    assert values(first, "activity") == {"yoga"}


def test_the_level_belongs_to_the_fusion(second: Reading) -> None:
    assert [f.value for f in group_of(second, "lumbar_fusion") if f.entity == "spinal_level"] == ["L5/S1"]


def test_the_back_is_achy_and_sharp_and_the_right_knee_hurts(second: Reading) -> None:
    assert ("lower_back", None) in placed(second, "pain_ache")
    assert placed(second, "pain_sharp") == {("lower_back", None)}
    assert ("knee", "right") in placed(second, "pain_ache")


def test_tightness_is_at_every_part_of_the_list_on_the_right(second: Reading) -> None:
    listed = {"thigh_back", "calf", "buttock", "groin"}
    assert placed(second, "tightness") == {(part, "right") for part in listed}


def test_cramp_and_weakness_are_in_hamstrings_and_calves(second: Reading) -> None:
    assert {part for part, _ in placed(second, "cramp")} == {"thigh_back", "calf"}
    assert placed(second, "weakness") == {("thigh_back", None)}


def test_the_hip_operation_takes_the_side_named_before(second: Reading) -> None:
    hip = next(f for f in second.of("procedure") if f.value == "hip_surgery")
    assert hip.extra["side"] == "right"


def test_programme_site_and_question_of_the_second_message(second: Reading) -> None:
    assert "couch_to_5k" in values(second, "activity")
    assert values(second, "site") == {"moorgate"}
    assert values(second, "ask") == {"services"}


def test_two_operations_of_one_message_keep_their_dates(reader: Reader) -> None:
    reading = reader.read("L5/S1 fusion in February and right hip key hole in June", SENT)
    assert [f.value for f in group_of(reading, "lumbar_fusion") if f.entity == "when"] == ["2026-02-01"]
    assert [f.value for f in group_of(reading, "hip_arthroscopy") if f.entity == "when"] == ["2026-06-01"]


def test_a_part_with_a_date_of_its_own_stands_for_its_operation(reader: Reader) -> None:
    reading = reader.read("the fusion was in February and the hip in June", SENT)
    hip = next(f for f in reading.of("body_part") if f.value == "hip")
    assert [f.value for f in reading.findings if f.group == hip.group and f.entity == "when"] == [
        "2026-06-01"
    ]


def test_the_same_operation_on_the_other_side_is_another_one(reader: Reader) -> None:
    reading = reader.read("hip replacement on the left in 2016 and the right one done last month", SENT)
    dated = {
        f.extra["side"]: [w.value for w in reading.of("when") if w.group == f.group]
        for f in reading.of("procedure")
    }
    assert dated == {"left": ["2016-01-01"], "right": ["2026-10-01"]}


def test_an_operation_takes_the_side_of_the_part_it_was_on(reader: Reader) -> None:
    reading = reader.read("meniscus repair on the right knee 4 weeks ago", SENT)
    repair = reading.of("procedure")[0]
    assert repair.extra["side"] == "right"
    assert {f.entity for f in reading.findings if f.group == repair.group} >= {"side", "when", "procedure"}


def test_a_date_right_after_an_operation_is_the_operations(reader: Reader) -> None:
    reading = reader.read("Had c section 8 weeks ago, tummy still sore", SENT)
    assert [(w.extra["about"], w.group) for w in reading.of("when")] == [("operation", 0)]


def test_a_sentence_that_goes_on_speaks_of_the_part_before(reader: Reader) -> None:
    reading = reader.read(
        "I twisted my left ankle. Still very swollen. Is it normal for it to be stiff?", SENT
    )
    assert placed(reading, "swelling") == placed(reading, "stiffness") == {("ankle", "left")}


def test_an_operation_to_come_and_a_cancelled_one_are_told_apart(reader: Reader) -> None:
    texts = ("I'm waiting for a knee replacement", "my op was cancelled", "I had a knee replacement")
    stages = [reader.read(text, SENT).of("procedure")[0].extra.get("status") for text in texts]
    assert stages == ["planned", "cancelled", None]


def test_an_activity_asked_about_travels_with_the_question(reader: Reader) -> None:
    assert [f.extra for f in reader.read("is it safe to drive?", SENT).of("ask")] == [{"activity": "driving"}]


def test_an_ask_in_fresh_words_is_understood_by_its_meaning(reader: Reader) -> None:
    reading = reader.read("can someone get hold of me on the phone", SENT)
    assert values(reading, "ask") == {"callback"}
    assert reading.of("ask")[0].by.startswith("example:can someone give me a call")
