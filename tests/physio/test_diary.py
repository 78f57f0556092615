"""Free times keep to working hours, notice and bookings, and follow what the patient wished."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from physio.clinic import KINDS, LONDON, Clinic, load_clinic
from physio.diary import Slot, Wanted, free_slots, is_free, slot_from_id, wanted_from
from physio.reading.times import find_times

MONDAY = datetime(2026, 11, 23, 10, 7, tzinfo=LONDON)


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return load_clinic()


def _wanted(text: str, now: datetime = MONDAY) -> Wanted:
    return wanted_from(find_times(text, now))


def _times(slots: tuple[Slot, ...]) -> list[str]:
    return [f"{slot.starts_at:%a %d %H:%M}" for slot in slots]


@pytest.mark.parametrize("kind", KINDS)
def test_three_times_within_a_day_are_offered_on_a_working_day(clinic: Clinic, kind: str) -> None:
    slots = free_slots(clinic, kind, MONDAY, [])
    assert len(slots) == 3
    assert all(MONDAY < slot.starts_at <= MONDAY + timedelta(hours=24) for slot in slots)
    assert [s.starts_at for s in slots] == sorted(s.starts_at for s in slots)


def test_a_call_back_comes_within_the_hour_in_opening_hours(clinic: Clinic) -> None:
    first = free_slots(clinic, "callback", MONDAY, [])[0]
    assert first.starts_at <= MONDAY + timedelta(hours=1)


def test_a_call_back_asked_for_at_night_comes_at_the_next_opening(clinic: Clinic) -> None:
    night = MONDAY.replace(hour=23)
    assert _times(free_slots(clinic, "callback", night, []))[0] == "Tue 24 08:30"


def test_a_drop_in_is_with_the_sites_lead(clinic: Clinic) -> None:
    for slot in free_slots(clinic, "dropin", MONDAY, [], site="moorgate"):
        assert (slot.site, slot.person) == ("moorgate", "jules")
        assert "with Jules at Moorgate" in slot.label


def test_the_choices_are_spread_where_there_is_a_choice(clinic: Clinic) -> None:
    one, two, three = free_slots(clinic, "clinic", MONDAY, [])
    assert two.starts_at - one.starts_at >= timedelta(hours=1, minutes=30)
    assert three.starts_at - two.starts_at >= timedelta(hours=1, minutes=30)


def test_notice_is_kept(clinic: Clinic) -> None:
    for kind in KINDS:
        first = free_slots(clinic, kind, MONDAY, [])[0]
        assert first.starts_at - MONDAY >= timedelta(minutes=clinic.kinds[kind].notice)


def test_what_is_booked_is_not_offered_again(clinic: Clinic) -> None:
    booked: list[tuple[str, datetime]] = []
    seen: set[str] = set()
    for _ in range(40):
        for slot in free_slots(clinic, "clinic", MONDAY, booked, site="moorgate"):
            assert slot.id not in seen
            seen.add(slot.id)
            booked.append((slot.person, slot.starts_at.astimezone(timezone.utc)))
    spans = sorted((person, start) for person, start in booked)
    for (one, start), (other, later) in pairwise(spans):
        assert one != other or later - start >= timedelta(minutes=45)


def test_when_the_day_is_full_the_next_times_are_offered(clinic: Clinic) -> None:
    full = [
        (p, MONDAY.replace(minute=0, hour=0) + timedelta(minutes=15 * n))
        for p in clinic.team
        for n in range(96 * 2)
    ]
    slots = free_slots(clinic, "clinic", MONDAY, full)
    assert len(slots) == 3
    assert all(slot.starts_at.date() > (MONDAY + timedelta(days=1)).date() for slot in slots)


def test_christmas_is_closed_and_the_next_open_day_is_offered(clinic: Clinic) -> None:
    eve = datetime(2026, 12, 23, 19, 30, tzinfo=LONDON)
    for kind in KINDS:
        for slot in free_slots(clinic, kind, eve, []):
            assert slot.starts_at.date().isoformat() >= "2027-01-02"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Thursday after four", ["Thu 26 16:15", "Thu 26 17:00", "Thu 26 17:45"]),
        ("Saturday morning", ["Sat 28 09:00", "Sat 28 09:45", "Sat 28 10:30"]),
        ("tomorrow afternoon", ["Tue 24 12:00", "Tue 24 14:00", "Tue 24 15:30"]),
    ],
)
def test_a_wished_day_and_time_is_kept(clinic: Clinic, text: str, times: list[str]) -> None:
    assert _times(free_slots(clinic, "clinic", MONDAY, [], wanted=_wanted(text))) == times


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("not mornings", lambda s: s.starts_at.hour >= 12),
        ("after work", lambda s: (s.starts_at.hour, s.starts_at.minute) >= (17, 30)),
        ("Mondays or Thursdays", lambda s: s.starts_at.weekday() in (0, 3)),
        ("next week", lambda s: "2026-11-30" <= s.starts_at.date().isoformat() <= "2026-12-06"),
        ("any day but Tuesday", lambda s: s.starts_at.weekday() != 1),
        ("Friday at 10:30", lambda s: abs(s.starts_at.hour * 60 + s.starts_at.minute - 630) <= 60),
    ],
)
def test_every_offer_keeps_to_the_wish(clinic: Clinic, text: str, holds: object) -> None:
    slots = free_slots(clinic, "clinic", MONDAY, [], wanted=_wanted(text))
    assert slots
    assert all(holds(slot) for slot in slots)  # type: ignore[operator]


def test_the_earliest_is_the_earliest(clinic: Clinic) -> None:
    wish = _wanted("earliest you've got")
    assert wish.earliest
    assert free_slots(clinic, "clinic", MONDAY, [], wanted=wish)[0].starts_at == MONDAY.replace(
        hour=14, minute=0
    )


def test_a_day_without_times_leads_to_the_next_that_has_some(clinic: Clinic) -> None:
    assert (
        _times(free_slots(clinic, "clinic", MONDAY, [], wanted=_wanted("can I come on Sunday")))[0]
        == "Mon 30 08:00"
    )


def test_a_wish_outside_all_hours_gets_no_times(clinic: Clinic) -> None:
    assert free_slots(clinic, "clinic", MONDAY, [], wanted=_wanted("after 9pm")) == ()


def test_wishes_of_two_messages_add_up_and_the_newer_day_wins() -> None:
    wish = _wanted("not mornings").merged(_wanted("Thursday")).merged(_wanted("how about Friday"))
    assert wish.not_parts == {"morning"}
    assert wish.first is not None and wish.first.isoformat() == "2026-11-27"


def test_asking_for_the_earliest_drops_the_day_asked_before() -> None:
    assert _wanted("Thursday").merged(_wanted("actually the earliest you have")).first is None


def test_a_slots_id_names_it(clinic: Clinic) -> None:
    for kind in KINDS:
        for slot in free_slots(clinic, kind, MONDAY, []):
            again = slot_from_id(clinic, slot.id, MONDAY)
            assert again == slot


@pytest.mark.parametrize(
    "slot_id",
    [
        "",
        "nonsense",
        "clinic.mars.jules.20261124T1030Z",
        "clinic.moorgate.nobody.20261124T1030Z",
        "clinic.moorgate.jules.soon",
    ],
)
def test_an_id_that_names_nothing_is_refused(clinic: Clinic, slot_id: str) -> None:
    with pytest.raises(ValueError, match="slot"):
        slot_from_id(clinic, slot_id)


def test_a_made_up_time_is_not_free(clinic: Clinic) -> None:
    night = slot_from_id(clinic, "clinic.moorgate.jules.20261124T0200Z")
    lead_elsewhere = slot_from_id(clinic, "dropin.waterloo.jules.20261125T1230Z")
    assert not is_free(clinic, night, MONDAY, [])
    assert not is_free(clinic, lead_elsewhere, MONDAY, [])


def test_a_slot_is_free_until_it_is_taken_or_past(clinic: Clinic) -> None:
    slot = free_slots(clinic, "clinic", MONDAY, [])[0]
    assert is_free(clinic, slot, MONDAY, [])
    assert not is_free(clinic, slot, MONDAY, [(slot.person, slot.starts_at)])
    assert not is_free(clinic, slot, slot.starts_at + timedelta(minutes=1), [])


@pytest.mark.parametrize(
    ("friday", "monday_start"),
    [("2026-03-27T19:30", "2026-03-30T07:00+00:00"), ("2026-10-23T19:30", "2026-10-26T08:00+00:00")],
)
def test_wall_clock_times_hold_over_the_clock_changes(clinic: Clinic, friday: str, monday_start: str) -> None:
    now = datetime.fromisoformat(friday).replace(tzinfo=LONDON)
    slots = free_slots(clinic, "clinic", now, [], site="moorgate", person="jules")
    assert slots[0].starts_at == datetime.fromisoformat(monday_start)
    assert "at 08:00" in slots[0].label


def test_bounds_on_the_start_are_kept(clinic: Clinic) -> None:
    after, before = MONDAY.replace(hour=15), MONDAY.replace(hour=16)
    for slot in free_slots(clinic, "clinic", MONDAY, [], after=after, before=before):
        assert after <= slot.starts_at < before
