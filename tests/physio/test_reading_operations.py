"""Operations in word families, their sides and dates: one sentence a rule."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading import Reader, build_reader
from physio.reading.model import PRESENT, Reading

SENT = datetime(2026, 12, 3, 13, 5, tzinfo=timezone.utc)  # a Thursday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(load_knowledge())


def dates(reading: Reading) -> list[str]:
    """When the operations of a message were."""
    told = [f for f in reading.of("when") if f.extra["about"] == "operation" and f.group is not None]
    return [f.value for f in told if f.extra["tense"] == "past"]


def sides(reading: Reading) -> set[str]:
    """The sides of a message's operations."""
    return {f.extra["side"] for f in reading.of("procedure") if "side" in f.extra}


NAMED = [
    ("they bolted my bicep tendon back on at the elbow", "distal_biceps_repair"),
    ("the joint surface of my knee was drilled and plugged, cartilage graft", "knee_cartilage_repair"),
    ("took a bit of the cartilage away in my knee", "meniscectomy"),
    ("ACL, PCL and LCL all done in one go", "multiligament_knee"),
    ("they changed the cup and liner in my hip", "hip_revision"),
    ("half a hip replacement after I fell", "hip_fracture_fixation"),
    ("left ankle ligs repaired", "ankle_ligament_reconstruction"),
    ("my stoma was reversed", "abdominal_laparotomy"),
    ("they took my womb and ovaries", "hysterectomy_gynae"),
    ("top surgery in May", "breast_surgery"),
    ("bypass this June", "sternotomy_cardiac"),
    ("I had something done to my neck in 1999", "neck_surgery"),
    # a level in the neck says which disc it was
    ("discectomy at C6/C7", "acdf"),
    ("disc replacement C5/6", "cervical_disc_replacement"),
    # the longer name holds, not pieces of it
    ("extensor tendon repair on the back of my hand", "extensor_tendon_repair"),
]


@pytest.mark.parametrize(("text", "procedure"), NAMED)
def test_an_operation_is_known_by_its_family_of_words(reader: Reader, text: str, procedure: str) -> None:
    assert {f.value for f in reader.read(text, SENT).of("procedure")} == {procedure}


NONE = [
    "pins and needles in my ankle since Tuesday",
    "pins n needles in my wrist",
    "my ankle tightened up after the run",
    "my shoulder has tightened up since Sunday",
    "my shoulder tightened up on Sunday",
    "I turned over in bed and my pelvis hurt",
    "I lifted a bag of cement and hurt my back",
    "my knee clunks but he can straighten it",
    "I had my appendix trouble years ago, nothing new. Picking her out of the cot it grabs me",
    "I sat through a matinee at the theatre",
    "A&E said it might be my ACL",
]


@pytest.mark.parametrize("text", NONE)
def test_what_a_body_does_by_itself_is_no_operation(reader: Reader, text: str) -> None:
    assert not reader.read(text, SENT).of("procedure")


def test_an_operation_that_was_only_mentioned_is_not_done(reader: Reader) -> None:
    found = reader.read("My consultant mentioned an ankle fusion but I'd rather not", SENT).of("procedure")
    assert all(f.assertion != PRESENT or f.extra.get("status") == "planned" for f in found)


NOT_DONE = ["anything apart from surgery?", "before they'd operate", "they didn't operate"]


@pytest.mark.parametrize("text", NOT_DONE)
def test_an_operation_that_nobody_did_is_not_done(reader: Reader, text: str) -> None:
    found = reader.read(text, SENT).of("procedure")
    assert all(f.assertion != PRESENT or f.extra.get("status") == "planned" for f in found)


def test_the_operation_before_another_is_one_too(reader: Reader) -> None:
    found = reader.read("implant recon on the right after my mastectomy", SENT).of("procedure")
    assert {f.value for f in found} == {"breast_reconstruction", "mastectomy_breast"}


SIDES = [
    ("THR left 3/12 ago", {"left"}),
    ("tkr 8 wks ago left, when can I drive", {"left"}),
    ("shoulder arthroscopy R, 10 Nov", {"right"}),
    ("total hip replacement r/side", {"right"}),
    ("knee replacement (R) in June", {"right"}),
    ("meniscus repair, lt knee", {"left"}),
    ("ulnar nerve release at the elbow, lt, 22nd Oct", {"left"}),
    ("Knee arthroscopy then. Left, about five weeks since", {"left"}),
    ("SIJ fused on the left with three pins", {"left"}),
    ("left ACL recon in May, plus they stitched the meniscus", {"left"}),
    ("My knee op went right, all good", set()),
    ("I had 2 weeks left of physio after my knee op", set()),
    ("the hip op left me weak", set()),
    ("I had knee surgery right before Christmas", set()),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_the_side_is_read_where_it_stands(reader: Reader, text: str, expected: set[str]) -> None:
    assert sides(reader.read(text, SENT)) == expected


DATES = [
    # counted from a day or a month that is named
    ("hip replacement, 6 weeks on Monday", ["2026-10-26"]),
    ("hip replacement three weeks last Thursday", ["2026-11-05"]),
    ("shoulder tightened surgically, a year last September", ["2025-09-01"]),
    ("cartilage graft in my knee two years ago next month", ["2025-01-01"]),
    ("ankle plated in the last week of July", ["2026-07-25"]),
    ("knee op in the second week of June", ["2026-06-08"]),
    ("hip op the August before last", ["2025-08-01"]),
    ("bunion op September just gone", ["2026-09-01"]),
    ("knee op two summers ago", ["2025-06-01"]),
    ("carpal tunnel release 3 1/2 weeks ago", ["2026-11-09"]),
    ("ACL recon 3rd of May", ["2026-05-03"]),
    ("bunion op 21st of September 25", ["2025-09-21"]),
    ("sciatica op in 09", ["2009-01-01"]),
    # a year or a time that stands alone, beside the operation
    ("Hip resurfacing 2014, groin aches", ["2014-01-01"]),
    ("achilles repair right leg 10 weeks", ["2026-09-24"]),
    ("They sewed up the cartilage in my knee. Eleven weeks now.", ["2026-09-17"]),
    ("SI joint fusion left side 10 weeks ago limping", ["2026-09-24"]),
    # what is wanted later says nothing of it
    ("tummy op in Sept, don't want to say more", ["2026-09-01"]),
    ("PAO right hip end of Jan, back at my desk, want to hike", ["2026-01-21"]),
    # counted from a date that was said, or that of the injury
    ("Broke my collarbone on 19/9 and had it plated four days after", ["2026-09-23"]),
    ("broke her hip on 2 October and they put a nail in it", ["2026-10-02"]),
    # what was done at once, and what was done again
    ("ACL recon in May, and the meniscus repaired at the same time", ["2026-05-01", "2026-05-01"]),
    ("I had a discectomy in 2023 and a second one this August", ["2023-01-01", "2026-08-01"]),
    # no date of an operation
    ("knee op, fine till last week", []),
    ("My hip replacement aches, whats the first step", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_the_date_of_the_operation(reader: Reader, text: str, expected: list[str]) -> None:
    assert dates(reader.read(text, SENT)) == expected


NAMES = [
    ("Ring me on 07700900284 - Tariq", "Tariq"),
    ("my surname is now Adebayo-Clarke, first name Temi", "Temi Adebayo-Clarke"),
    ("my number is 020 7946 0199, ask for Pearl.", "Pearl"),
    ("Yours faithfully, Dr Helena Castellanos (helena.castellanos@example.com)", "Helena Castellanos"),
    ("I'm Mrs Abena Mensah. Knee replaced.", "Abena Mensah"),
    ("section 5 months ago. who's best? Jess x", "Jess"),
    ("nurse said ring you. rita 07700 900044", "Rita"),
    ("re: Mr Harold Nkemelu, THR in October", "Harold Nkemelu"),
    ("May I see somebody senior? - Rosalind Penhaligon", "Rosalind Penhaligon"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_read_where_people_put_it(reader: Reader, text: str, name: str) -> None:
    assert [f.value for f in reader.read(text, SENT).of("person_name")] == [name]


def test_an_e_mail_on_the_phone_is_no_name(reader: Reader) -> None:
    assert not reader.read("Prefer no calls, e-mail 07700 900044", SENT).of("person_name")
