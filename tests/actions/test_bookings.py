from __future__ import annotations

from datetime import date
from typing import Any

from physio.diary import slot_from_id
from physio.facts import Ask, Contact, Facts, Operation, Screened, When
from records import desk


def ready(wish: str, site: str | None = "moorgate") -> Any:
    def know(facts: Facts) -> Facts:
        done = When(date=date(2026, 2, 1), precision="month")
        facts.operations = [Operation(procedure="hip_arthroscopy", side="right", when=done)]
        facts.goals, facts.site, facts.wish = ["flexibility"], site, wish
        facts.contact.phone = "+447700900491"
        facts.screening = {name: Screened(clear=True) for name in ("lower_limb", "recent_any_op")}
        return facts

    return know


def begin(talk: Any, wish: str, site: str | None = "moorgate") -> list[str]:
    talk.hear("please", "inform", know=ready(wish, site))
    talk.run("action_advise")
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "booking"
    return list(talk.form("booking_form"))


def agree(talk: Any) -> list[str]:
    talk.hear("yes please", "affirm")
    talk.form("booking_form")
    return list(talk.run("action_book"))


def book_the_first(talk: Any) -> None:
    """A drop-in at the first time on offer is booked."""
    begin(talk, "dropin")
    talk.hear("the first one", "pick_time")
    talk.form("booking_form")
    agree(talk)


def time_wish(**extra: str) -> dict[str, Any]:
    return {"entity": "time_wish", "value": "wish", "start": 0, "end": 1, **extra}


def test_three_real_times_are_offered_as_buttons(talk: Any) -> None:
    begin(talk, "dropin")
    offers = [b for b in talk.buttons if b["payload"].startswith("/pick_time")]
    assert len(offers) == 3
    assert all("Jules" in b["title"] and "Moorgate" in b["title"] for b in offers)


def test_the_drop_in_names_the_lead_who_runs_the_clinic(talk: Any) -> None:
    assert "Jules runs our Moorgate clinic" in begin(talk, "dropin")[-1]


def test_a_wish_for_a_call_is_offered_calls_at_once(talk: Any) -> None:
    begin(talk, "callback", site=None)
    assert talk.slots["visit_kind"] == "callback"
    assert talk.enquiry.asked == "visit_time"


def test_a_visit_asks_for_its_kind_first(talk: Any) -> None:
    begin(talk, "visit")
    assert talk.enquiry.asked == "visit_kind"
    talk.hear("/choose_kind", "choose_kind", kind="video")
    talk.form("booking_form")
    assert talk.slots["visit_kind"] == "video" and talk.enquiry.asked == "visit_time"


def test_nothing_is_booked_or_confirmed_before_the_yes(talk: Any) -> None:
    begin(talk, "dropin")
    talk.hear("the second one", "pick_time")
    said = talk.form("booking_form")
    assert "Shall I book this?" in said[-1]
    assert desk.bookings_for(talk.house.store, talk.enquiry.id) == []


def test_the_booking_is_stored_and_confirmed_in_full_with_its_reference(talk: Any) -> None:
    begin(talk, "dropin")
    second = talk.slots["offered"][1]
    talk.hear("the second one", "pick_time")
    talk.form("booking_form")
    said = agree(talk)
    (booking,) = desk.bookings_for(talk.house.store, talk.enquiry.id)
    assert booking.starts_at == slot_from_id(talk.house.clinic, second).starts_at
    assert booking.reference in said[0] and "Jules" in said[0] and "12 Finsbury Passage" in said[0]


def test_a_booked_call_says_the_number_that_will_be_called(talk: Any) -> None:
    begin(talk, "callback", site=None)
    talk.hear("/pick_time", "pick_time", slot_id=talk.slots["offered"][0])
    talk.form("booking_form")
    assert "+447700900491" in agree(talk)[0]


def test_a_time_that_was_just_taken_is_said_so_and_others_are_offered(talk: Any) -> None:
    begin(talk, "dropin")
    wanted = talk.slots["offered"][0]
    talk.hear("the first one", "pick_time")
    talk.form("booking_form")
    rival = type(talk)(talk.house)
    rival.hear("hi", "greet")
    desk.book(talk.house.store, rival.enquiry.id, slot_from_id(talk.house.clinic, wanted))
    said = agree(talk)
    assert "just taken" in said[0] and "booked:" not in " ".join(said)
    talk.run("action_next_step")
    talk.form("booking_form")
    assert talk.enquiry.asked == "visit_time" and wanted not in talk.slots["offered"]


def test_no_to_the_times_brings_others(talk: Any) -> None:
    begin(talk, "dropin")
    before = talk.slots["offered"]
    talk.hear("none of those work", "deny")
    talk.form("booking_form")
    assert talk.enquiry.asked == "visit_time"
    assert not set(before) & set(talk.slots["offered"])


def test_not_now_ends_the_talk_and_books_nothing(talk: Any) -> None:
    begin(talk, "dropin")
    talk.hear("/skip", "skip")
    talk.form("booking_form")
    assert talk.slots["requested_slot"] is None
    assert "nothing is booked" in talk.run("action_book")[0]
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "done"


def test_a_wish_for_a_time_brings_times_that_fit_it(talk: Any) -> None:
    begin(talk, "visit")
    talk.hear("/choose_kind", "choose_kind", kind="clinic")
    talk.form("booking_form")
    talk.hear("not mornings", "inform", entities=[time_wish(**{"not": "morning"})])
    talk.form("booking_form")
    starts = [slot_from_id(talk.house.clinic, i).starts_at for i in talk.slots["offered"]]
    assert starts and all(start.hour >= 12 for start in starts)


def test_the_earliest_goes_straight_to_the_yes(talk: Any) -> None:
    begin(talk, "dropin")
    talk.hear("the earliest you've got", "pick_time", entities=[time_wish(earliest="1")])
    talk.form("booking_form")
    assert talk.enquiry.asked == "visit_confirm"


def test_a_question_in_between_leaves_the_offer_as_it_is(talk: Any) -> None:
    begin(talk, "dropin")
    before = talk.slots["offered"]
    talk.hear("how much is it", "ask_price", know=lambda f: f.asks.append(Ask(ask="price", words="how much")))
    talk.run("validate_booking_form")
    assert "free" in " ".join(talk.run("action_answer"))
    talk.form("booking_form")
    assert talk.slots["offered"] == before and talk.enquiry.asked == "visit_time"


def test_a_home_visit_beyond_our_area_is_said_so(talk: Any) -> None:
    begin(talk, "visit")

    def far(facts: Facts) -> Facts:
        facts.contact.postcode = "YO1 7HH"
        return facts

    talk.hear("/choose_kind", "choose_kind", know=far, kind="home")
    said = talk.run("validate_booking_form") + talk.form("booking_form")
    assert "YO1 7HH" in " ".join(said) and talk.slots["requested_slot"] == "visit_kind"


def test_a_booking_is_moved_and_the_old_time_is_free_again(talk: Any) -> None:
    begin(talk, "dropin")
    first, second, _ = talk.slots["offered"]
    talk.hear("/pick_time", "pick_time", slot_id=first)
    talk.form("booking_form")
    agree(talk)
    talk.hear("can I change it", "change_booking")
    talk.run("action_change_booking")
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "booking"
    talk.form("booking_form")
    talk.hear("/pick_time", "pick_time", slot_id=second)
    talk.form("booking_form")
    assert "It's changed" in agree(talk)[0]
    live = [b for b in desk.bookings_for(talk.house.store, talk.enquiry.id) if b.status == "booked"]
    assert [b.starts_at for b in live] == [slot_from_id(talk.house.clinic, second).starts_at]


def test_a_booking_is_cancelled_in_the_records_before_it_is_said(talk: Any) -> None:
    book_the_first(talk)
    talk.hear("cancel that", "cancel_booking")
    said = talk.run("action_cancel_booking")
    (booking,) = desk.bookings_for(talk.house.store, talk.enquiry.id)
    assert booking.status == "cancelled" and booking.reference in said[0]


def test_what_sounds_like_a_cancellation_and_does_not_say_it_is_asked_about(talk: Any) -> None:
    book_the_first(talk)
    talk.hear("I might be a bit poorly on the day", "cancel_booking")
    said = talk.run("action_cancel_booking")
    (booking,) = desk.bookings_for(talk.house.store, talk.enquiry.id)
    assert booking.status == "booked" and "Do you want me to cancel" in said[0]
    talk.hear("yes please cansel it", "cancel_booking")
    talk.run("action_cancel_booking")
    (booking,) = desk.bookings_for(talk.house.store, talk.enquiry.id)
    assert booking.status == "cancelled"


def test_cancelling_without_a_booking_is_honest_and_tells_the_team(talk: Any) -> None:
    talk.hear("cancel my appointment", "cancel_booking")
    assert "can't find a booking" in talk.run("action_cancel_booking")[0]
    assert talk.enquiry.status == "waiting"


def test_asking_again_shows_what_is_booked(talk: Any) -> None:
    book_the_first(talk)
    talk.hear("can I drop in", "request_dropin")
    assert "You have this booked" in " ".join(talk.run("action_take_note"))


def test_a_place_picks_the_offer_there(talk: Any) -> None:
    begin(talk, "dropin", site=None)
    sites = [slot_from_id(talk.house.clinic, i).site for i in talk.slots["offered"]]
    only = next(site for site in sites if sites.count(site) == 1)
    there = {"entity": "site", "value": only, "start": 0, "end": 1}
    talk.hear("that one there", "inform", entities=[there])
    talk.form("booking_form")
    assert slot_from_id(talk.house.clinic, talk.slots["visit_time"]).site == only


def test_with_a_call_the_lead_of_the_known_site_is_offered_by_name_for_a_drop_in(talk: Any) -> None:
    said = begin(talk, "callback", site="moorgate")
    assert "Jules" in said[-1] and "Moorgate" in said[-1]
    assert {"title": "Drop in instead", "payload": '/choose_kind{"kind": "dropin"}'} in talk.buttons
    talk.hear('/choose_kind{"kind": "dropin"}', "choose_kind", kind="dropin")
    talk.form("booking_form")
    assert talk.slots["visit_kind"] == "dropin" and talk.enquiry.asked == "visit_time"


def test_a_home_visit_asks_for_the_postcode_once(talk: Any) -> None:
    begin(talk, "visit")
    talk.hear("/choose_kind", "choose_kind", kind="home")
    talk.form("booking_form")
    assert talk.enquiry.asked == "postcode"

    def near(facts: Facts) -> None:
        facts.contact.postcode = "SE1"

    talk.hear("SE1", "nlu_fallback", know=near)
    said = talk.form("booking_form")
    assert talk.enquiry.asked == "visit_time" and "home visit" in said[-1]


def test_make_it_a_call_instead_offers_calls(talk: Any) -> None:
    begin(talk, "dropin")
    talk.hear("make it a call instead", "inform")
    talk.form("booking_form")
    assert talk.slots["visit_kind"] == "callback" and talk.facts.wish == "callback"


def test_a_second_booking_is_noted_for_the_team(talk: Any) -> None:
    book_the_first(talk)
    talk.hear("and a call for my wife too", "request_callback")
    assert "second booking" in " ".join(talk.run("action_take_note"))
    assert talk.enquiry.status == "waiting"


def test_a_goodbye_that_tells_something_leaves_the_times_on_offer(talk: Any) -> None:
    begin(talk, "dropin")
    talk.hear("oh, and I need to get back to work", "goodbye", goal="return_to_work")
    talk.form("booking_form")
    assert talk.enquiry.asked == "visit_time" and talk.slots["visit_kind"] == "dropin"


def test_the_number_that_is_asked_for_with_the_yes_books(talk: Any) -> None:
    def unreachable(facts: Facts) -> Facts:
        return facts.copy(update={"contact": Contact()})

    def reachable(facts: Facts) -> Facts:
        return facts.copy(update={"contact": Contact(phone="+447700900123")})

    begin(talk, "dropin")
    talk.hear("the first one", "pick_time", know=unreachable)
    assert "phone number or e-mail" in talk.form("booking_form")[-1]
    assert talk.enquiry.asked == "visit_confirm:contact"
    talk.hear("07700 900123", "inform", know=reachable, phone="+447700900123")
    talk.form("booking_form")
    assert "It's booked" in " ".join(talk.run("action_book"))
