"""Contacts are read in the forms that patients write them, and what can't be right is said so."""

from __future__ import annotations

import pytest

from physio.reading.contacts import find_contacts
from physio.reading.model import Finding


def _of(text: str, entity: str) -> list[Finding]:
    return [f for f in find_contacts(text) if f.entity == entity]


def _values(text: str, entity: str) -> list[str]:
    return [f.value for f in _of(text, entity)]


@pytest.mark.parametrize(
    "text",
    [
        "my number is 07700 900491.",
        "07700900491",
        "ring me on +44 (0)7700 900491",
        "+447700900491",
        "0044 7700 900 491",
        "07700-900-491",
        "(07700) 900491",
        "0 7 7 0 0 9 0 0 4 9 1",
        "077 00 90 04 91",
        "O7700 900491",
        "oh seven seven oh oh nine oh oh four nine one",
        "oh seven seven double oh nine double oh four nine one",
        "tel:07700 900491, thanks",
    ],
)
def test_a_uk_mobile_is_read_in_any_spacing(text: str) -> None:
    assert _values(text, "phone") == ["+447700900491"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("020 7946 0123", "+442079460123"),
        ("0207 946 0123", "+442079460123"),
        ("01632 960123", "+441632960123"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("07900 123456", "+447900123456"),
    ],
)
def test_landlines_foreign_and_drama_numbers_are_valid(text: str, value: str) -> None:
    assert _values(text, "phone") == [value]


def test_two_numbers_are_both_kept() -> None:
    assert _values("07700 900491 or 020 7946 0123", "phone") == ["+447700900491", "+442079460123"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("call me on 07700 9004", "too short"),
        ("my number is 0770090", "too short"),
        ("my mobile is 0790012345678", "too long"),
        ("0790 012 345", "too short"),
    ],
)
def test_a_number_that_cannot_be_right_says_why(text: str, reason: str) -> None:
    (phone,) = _of(text, "phone")
    assert (phone.value, phone.extra["invalid"]) == ("", reason)


@pytest.mark.parametrize(
    "text",
    [
        "L4/5 and L5/S1",
        "op on 12/09/2026",
        "12.09.2026 10:30",
        "I'm 45",
        "3 sets of 12",
        "in 2018",
        "£78",
        "6/10",
    ],
)
def test_levels_dates_and_amounts_are_no_phone_numbers(text: str) -> None:
    assert _of(text, "phone") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bert@example.org", "bert@example.org"),
        ("e-mail me: bert.o'neill+knee@example.co.uk.", "bert.o'neill+knee@example.co.uk"),
        ("bert at example dot com", "bert@example.com"),
        ("bert dot smith at example dot co dot uk", "bert.smith@example.co.uk"),
        ("my email is bert at gmail.com", "bert@gmail.com"),
        ("(siân@example.org)", "siân@example.org"),
    ],
)
def test_an_email_is_read_as_written_or_spoken(text: str, value: str) -> None:
    assert _values(text, "email") == [value]


@pytest.mark.parametrize(
    "text", ["bert@example", "my email is bert.example.org", "bert@@example.org", "bert@.com"]
)
def test_a_broken_email_says_why(text: str) -> None:
    (email,) = _of(text, "email")
    assert email.value == ""
    assert email.extra["invalid"]


@pytest.mark.parametrize(
    "text", ["look at firstcontact.co", "I was at work. Then home", "pain at night dot dot dot"]
)
def test_words_with_at_are_no_email(text: str) -> None:
    assert _of(text, "email") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I live at SE1 7PB", "SE1 7PB"),
        ("se17pb", "SE1 7PB"),
        ("EC2M 4AA please", "EC2M 4AA"),
        ("can she come to me? SE1", "SE1"),
        ("I'm in n7", "N7"),
        ("postcode: sw1a 1aa", "SW1A 1AA"),
    ],
)
def test_a_postcode_is_read_whole_or_by_its_first_half(text: str, value: str) -> None:
    assert _values(text, "postcode") == [value]


@pytest.mark.parametrize(
    "text", ["L5/S1 fusion", "my T12 and C5", "the S1 nerve", "a 5k in my new shoes", "CT1 scan"]
)
def test_spinal_levels_are_no_postcodes(text: str) -> None:
    assert _of(text, "postcode") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my name is Bert", "Bert"),
        ("my name's siobhan", "Siobhan"),
        ("Hi, I'm Bert and my hip hurts", "Bert"),
        ("this is Siân O'Neill", "Siân O'Neill"),
        ("My knee is sore. Thanks, Bert", "Bert"),
        ("Kind regards,\nJean-Luc Dupont", "Jean-Luc Dupont"),
        ("many thanks\nAoife", "Aoife"),
        ("call me Jo", "Jo"),
        ("it's Anna.", "Anna"),
        ("I am José de la Cruz", "José de la Cruz"),
        ("Hi, Nguyễn here", "Nguyễn"),
        ("my name is van der Berg", "van der Berg"),
        ("Is there a slot tomorrow?\n\nD\u2019Angelo", "D\u2019Angelo"),
    ],
)
def test_a_name_that_is_offered_is_kept_as_written(text: str, value: str) -> None:
    assert _values(text, "person_name") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "I'm worried",
        "I'm Sorry to bother you",
        "I'm in Pain",
        "this is Really bad",
        "I'm Mary's daughter",
        "Thank you",
        "thanks for your help",
        "cheers mate",
        "I'm struggling with stairs",
        "it's Monday",
        "call me back",
        "call me tomorrow",
        "I'm going to Moorgate",
        "I am Diabetic",
        "thanks in advance",
        "its swollen",
        "let me talk to the receptionist",
        "is there anybody I can actually talk to",
    ],
)
def test_words_after_i_am_are_not_taken_for_a_name(text: str) -> None:
    assert _of(text, "person_name") == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("text me after 6", "text"),
        ("please email me", "email"),
        ("can you call me", "phone"),
        ("I'd rather a text", "text"),
        ("phone is best", "phone"),
        ("whatsapp me", "whatsapp"),
    ],
)
def test_the_preferred_way_is_kept(text: str, way: str) -> None:
    assert _values(text, "prefer") == [way]


def test_the_preferred_time_goes_with_the_preferred_way() -> None:
    (prefer,) = _of("text me after 6", "prefer")
    assert prefer.extra["from"] == "18:00"


def test_a_way_that_is_refused_is_kept_as_refused() -> None:
    refused, wanted = _of("please don't ring, email me", "prefer")
    assert (refused.value, refused.extra["not"], wanted.value) == ("", "phone", "email")


def test_a_name_is_no_wish_for_a_call() -> None:
    assert _of("call me Jo", "prefer") == []


def test_positions_point_at_the_words() -> None:
    text = "Hi, I'm Bert, bert@example.org, 07700 900491, SE1 7PB. Text me."
    for finding in find_contacts(text):
        assert text[finding.start : finding.end] == finding.text
