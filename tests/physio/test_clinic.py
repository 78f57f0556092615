"""The clinic's file is read strictly; opening hours and due times follow it, over holidays too."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from physio.clinic import DEFAULT_FILE, LONDON, Clinic, ClinicError, load_clinic, say_when


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic()


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def _changed(folder: Path, old: str, new: str) -> Path:
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    assert old in text
    (folder / "clinic.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "clinic.yml"


def test_moorgate_is_led_by_jules(clinic: Clinic) -> None:
    assert clinic.lead_of("moorgate").name == "Jules"


def test_every_site_has_a_lead_who_holds_its_drop_ins(clinic: Clinic) -> None:
    for site in clinic.sites.values():
        works = clinic.team[site.lead].works
        assert any(shift.site == site.id and "dropin" in shift.kinds for shift in works), site.id


def test_nobody_is_booked_at_a_site_outside_its_hours(clinic: Clinic) -> None:
    for person in clinic.team.values():
        for shift in person.works:
            week = clinic.opening.weeks[shift.site or "phone"] if "home" not in shift.kinds else {}
            for day in shift.days if week else ():
                assert any(a <= shift.starts and shift.ends <= b for a, b in week[day]), (person.id, shift)


def test_nobody_has_two_shifts_at_once(clinic: Clinic) -> None:
    for person in clinic.team.values():
        spans = sorted((day, shift.starts, shift.ends) for shift in person.works for day in shift.days)
        for one, other in pairwise(spans):
            assert one[0] != other[0] or one[2] <= other[1], (person.id, one, other)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "phone_hours:",
            "phone_ours:",
            ["unknown key 'phone_ours'", "did you mean 'phone_hours'", "'phone_hours' is missing"],
        ),
        ("lead: jules", "lead: julie", ["'julie' is not known here", "did you mean 'jules'"]),
        ("site: waterloo", "site: waterlow", ["'waterlow' is not known here", "did you mean 'waterloo'"]),
        ('"08:30-19:00"', '"8.30-19:00"', ["'8.30' is not a time of day", 'write it as "09:00"']),
        ("kinds: [home]", "kinds: [hme]", ["'hme' is not known here", "did you mean 'home'"]),
        ("pounds: 78", 'pounds: "78"', ["a whole number is wanted here", "write digits without quotes"]),
        ("  - id: waterloo", "  - id: moorgate", ["the id 'moorgate' is there twice"]),
        ("10, clock: always", "10, clock: alwys", ["'alwys' is not known here", "did you mean 'always'"]),
        ('from: "09:00", to: "13:00"', 'from: "13:00", to: "09:00"', ["13:00 is not before 09:00"]),
        ("about: A group", "about: {A group", ["this is not YAML"]),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line_and_remedy(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    with pytest.raises(ClinicError) as caught:
        load_clinic(_changed(tmp_path, old, new))
    for words in said:
        assert words in str(caught.value)
    assert all(line.startswith("data/clinic.yml:") for line in str(caught.value).splitlines())


def test_the_named_line_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    path = _changed(tmp_path, "lead: jules", "lead: julie")
    number = path.read_text(encoding="utf-8").splitlines().index("    lead: julie") + 1
    with pytest.raises(ClinicError, match=f"data/clinic.yml:{number}: "):
        load_clinic(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClinicError, match="can't be read"):
        load_clinic(tmp_path / "clinic.yml")


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23T08:29", False),
        ("2026-11-23T08:30", True),
        ("2026-11-23T18:59", True),
        ("2026-11-23T19:00", False),
        ("2026-11-28T12:00", True),
        ("2026-11-29T12:00", False),
        ("2026-12-25T12:00", False),
        ("2026-12-28T12:00", False),
        ("2026-08-31T12:00", False),
        ("2026-04-06T12:00", False),
    ],
)
def test_the_phone_line_is_open_in_its_hours_and_on_no_bank_holiday(
    clinic: Clinic, at: str, is_open: bool
) -> None:
    assert clinic.opening.is_open(_at(at)) is is_open


def test_a_site_keeps_its_own_hours(clinic: Clinic) -> None:
    assert clinic.opening.is_open(_at("2026-11-23T19:30"), "waterloo")
    assert not clinic.opening.is_open(_at("2026-11-23T19:30"), "moorgate")


@pytest.mark.parametrize(
    ("tier", "at", "due"),
    [
        ("routine", "2026-11-23T14:40", "2026-11-23T15:40"),
        ("routine", "2026-11-23T22:00", "2026-11-24T09:30"),
        ("routine", "2026-11-23T18:40", "2026-11-24T09:10"),
        ("routine", "2026-11-28T12:45", "2026-11-30T09:15"),
        ("routine", "2026-12-23T18:30", "2027-01-02T09:30"),
        ("999", "2026-11-23T03:00", "2026-11-23T03:10"),
        ("ae", "2026-12-25T23:50", "2026-12-26T00:05"),
    ],
)
def test_due_times_count_opening_hours_or_always(clinic: Clinic, tier: str, at: str, due: str) -> None:
    assert clinic.opening.due_at(tier, _at(at)) == _at(due)


def test_a_more_urgent_tier_is_never_due_later(clinic: Clinic) -> None:
    for hour in range(0, 24, 3):
        at = _at(f"2026-11-27T{hour:02d}:00")
        due = [clinic.opening.due_at(tier, at) for tier in ("999", "ae", "same_day", "urgent", "routine")]
        assert due == sorted(due)


def test_minutes_are_real_minutes_when_the_clocks_change(clinic: Clinic) -> None:
    before = datetime(2026, 3, 29, 0, 55, tzinfo=timezone.utc)
    due = clinic.opening.due_at("999", before)
    assert due.astimezone(timezone.utc) == datetime(2026, 3, 29, 1, 5, tzinfo=timezone.utc)
    assert f"{due:%H:%M}" == "02:05"
    autumn = clinic.opening.due_at("999", datetime(2026, 10, 25, 0, 55, tzinfo=timezone.utc))
    assert f"{autumn:%H:%M}" == "01:05"


def test_the_next_opening_is_now_when_open(clinic: Clinic) -> None:
    at = _at("2026-11-23T10:00")
    assert clinic.opening.next_opening(at) == at
    assert clinic.opening.next_opening(_at("2026-11-28T14:00")) == _at("2026-11-30T08:30")


@pytest.mark.parametrize(
    ("at", "by", "said"),
    [
        ("2026-11-23T15:40", True, "today by 15:40"),
        ("2026-11-24T09:30", True, "tomorrow, Tuesday, by 09:30"),
        ("2026-11-26T10:30", False, "on Thursday 26 November at 10:30"),
        ("2026-11-26T10:30", True, "on Thursday 26 November by 10:30"),
        ("2027-07-01T10:30", False, "on Thursday 1 July 2027 at 10:30"),
    ],
)
def test_times_are_said_in_full(at: str, by: bool, said: str) -> None:
    assert say_when(_at(at), _at("2026-11-23T14:40"), by=by) == said


def test_times_are_said_in_london_time_whatever_zone_they_come_in() -> None:
    summer = datetime(2026, 7, 1, 14, 40, tzinfo=timezone.utc)
    assert say_when(summer, summer) == "today by 15:40"


@pytest.mark.parametrize(
    ("postcode", "visits"),
    [
        ("SE1 7PB", True),
        ("se1", True),
        ("se17pb", True),
        ("EC2M 4AA", True),
        ("BR1 1AA", False),
        ("M1 1AA", False),
    ],
)
def test_home_visits_go_to_the_listed_areas(clinic: Clinic, postcode: str, visits: bool) -> None:
    assert clinic.visits_home_in(postcode) is visits


def test_prices_read_as_words(clinic: Clinic) -> None:
    assert str(clinic.prices["first_visit"]) == "First visit at a clinic: £78 for 45 minutes"
    assert str(clinic.prices["dropin"]) == "Drop-in look and ask: free for 15 minutes"


def test_the_numbers_and_addresses_of_the_file_reach_nobody(clinic: Clinic) -> None:
    assert clinic.contact.phone.startswith("020 7946 0")
    assert clinic.contact.email.endswith("example.org")
