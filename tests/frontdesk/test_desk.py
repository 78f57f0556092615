"""The inbox over real HTTP semantics and a real database."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from frontdesk import desk, pages
from frontdesk.security import middleware
from frontdesk.services import Services
from physio.facts import Facts, Operation
from records import desk as book
from records import staff
from records.views import Enquiry
from tests.desk_house import FLAG_WORDS, PASSWORD, add_alarm, add_enquiry, add_staff, make_services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make_services(tmp_path)
    add_staff(made, "Jules")
    add_staff(made, "Amara")
    yield made
    made.store.dispose()


@pytest.fixture
def visitor(services: Services) -> TestClient:
    """A browser that isn't signed in."""
    routes = [*desk.routes(services), *pages.routes(services)]
    return TestClient(Starlette(routes=routes, middleware=middleware([])), base_url="http://desk.test")


@pytest.fixture
def physio(visitor: TestClient) -> TestClient:
    """A browser in which Jules is signed in."""
    assert sign_in(visitor, "jules", PASSWORD).status_code == 200
    return visitor


@pytest.fixture
def alarm(services: Services) -> Enquiry:
    return add_alarm(services)


def csrf(client: TestClient, page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def sign_in(client: TestClient, login: str, password: str) -> Response:
    form = {"login": login, "password": password, "csrf": csrf(client, "/desk/sign-in")}
    answer: Response = client.post("/desk/sign-in", data=form)
    return answer


def do(client: TestClient, enquiry: Enquiry, act: str, **form: object) -> str:
    """Send one of the forms of an enquiry's page; answers the page that follows."""
    page = f"/desk/enquiries/{enquiry.id}"
    data = {key: str(value) for key, value in form.items()}
    answer = client.post(f"{page}/{act}", data={**data, "csrf": csrf(client, page)})
    return html.unescape(answer.text)


def now(services: Services, enquiry: Enquiry) -> Enquiry:
    return book.enquiry_by_id(services.store, enquiry.id)


@pytest.mark.parametrize("path", ["", "/list", "/enquiries/{}", "/enquiries/{}/talk", "/enquiries/{}/panel"])
def test_nothing_of_the_inbox_is_shown_without_a_sign_in(
    visitor: TestClient, alarm: Enquiry, path: str
) -> None:
    answer = visitor.get("/desk" + path.format(alarm.id))
    assert answer.url.path == "/desk/sign-in"
    assert FLAG_WORDS not in html.unescape(answer.text)


@pytest.mark.parametrize("act", ["take-over", "give-back", "reply", "acknowledge", "close"])
def test_nothing_can_be_done_without_a_sign_in(
    visitor: TestClient, services: Services, alarm: Enquiry, act: str
) -> None:
    token = csrf(visitor, "/desk/sign-in")
    visitor.post(f"/desk/enquiries/{alarm.id}/{act}", data={"csrf": token, "text": "hello"})
    assert now(services, alarm).status == "waiting"
    assert book.history(services.store, alarm.id)[-1].who != "jules"


def test_the_session_cookie_is_signed_and_out_of_reach_of_scripts_and_other_sites(
    visitor: TestClient,
) -> None:
    cookie = visitor.get("/desk/sign-in").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    visitor.cookies.set("desk", "eyJzdGFmZiI6IDF9.forged.forged", domain="desk.test", path="/")
    assert visitor.get("/desk/").url.path == "/desk/sign-in"


def test_a_refused_sign_in_never_says_whether_the_login_or_the_password_was_wrong(
    visitor: TestClient,
) -> None:
    said = [sign_in(visitor, login, "wrong password").text for login in ("jules", "nobody")]
    problems = [re.search(r'role="alert">([^<]+)', text) for text in said]
    assert problems[0] and problems[1] and problems[0][1] == problems[1][1]


def test_five_wrong_passwords_make_the_login_rest_and_the_page_says_so(visitor: TestClient) -> None:
    for _ in range(5):
        sign_in(visitor, "jules", "wrong password")
    answer = sign_in(visitor, "jules", PASSWORD)
    assert answer.status_code == 429
    assert "15 minutes" in answer.text
    assert visitor.get("/desk/").url.path == "/desk/sign-in"


def test_after_the_sign_in_one_is_where_one_wanted_to_go(visitor: TestClient, alarm: Enquiry) -> None:
    visitor.get(f"/desk/enquiries/{alarm.id}")
    assert sign_in(visitor, "jules", PASSWORD).url.path == f"/desk/enquiries/{alarm.id}"


def test_signing_out_ends_the_session(physio: TestClient) -> None:
    physio.post("/desk/sign-out", data={"csrf": csrf(physio, "/desk/")})
    assert physio.get("/desk/").url.path == "/desk/sign-in"


def test_a_one_time_link_sets_a_password_signs_in_and_works_once(
    visitor: TestClient, services: Services
) -> None:
    _, token = staff.create_staff(services.store, "Tomasz")
    page = f"/desk/welcome/{token}"
    form = {"password": "a long enough one", "again": "a long enough one", "csrf": csrf(visitor, page)}
    assert visitor.post(page, data=form).url.path == "/desk/"
    assert visitor.get(page).status_code == 410
    assert staff.sign_in(services.store, "tomasz", "a long enough one").name == "Tomasz"


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), ("a long enough one", "another long one")]
)
def test_a_weak_or_mistyped_new_password_is_not_taken(
    visitor: TestClient, services: Services, password: str, again: str
) -> None:
    _, token = staff.create_staff(services.store, "Tomasz")
    page = f"/desk/welcome/{token}"
    answer = visitor.post(page, data={"password": password, "again": again, "csrf": csrf(visitor, page)})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert visitor.get(page).status_code == 200


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_this_sessions_token_does_nothing(
    physio: TestClient, services: Services, alarm: Enquiry, token: str
) -> None:
    answer = physio.post(f"/desk/enquiries/{alarm.id}/take-over", data={"csrf": token})
    assert answer.status_code == 403
    assert now(services, alarm).assigned_to is None


def test_the_inbox_shows_the_most_urgent_first_with_tier_words_and_due_time(
    physio: TestClient, services: Services
) -> None:
    add_enquiry(services, "Hi", minutes=30.5)
    add_alarm(services)
    rows = html.unescape(physio.get("/desk/").text).split('<li class="row')[1:]
    assert "A&E" in rows[0] and f"<mark>{FLAG_WORDS}</mark>" in rows[0] and "due in 12 minutes" in rows[0]
    assert "Routine" in rows[1] and "due in 30 minutes" in rows[1]


def test_a_row_of_the_inbox_says_what_the_enquiry_is_about(physio: TestClient, services: Services) -> None:
    operation = Operation(procedure="hip_arthroscopy", side="right")
    add_enquiry(services, "Yes, book it", facts=Facts(operations=[operation]))
    assert '<p class="about">Right hip keyhole surgery</p>' in physio.get("/desk/").text


def test_an_enquiry_past_its_time_is_marked_as_overdue(physio: TestClient, services: Services) -> None:
    add_enquiry(services, "Hi", minutes=-25.5)
    assert '<span class="due overdue">overdue by 25 minutes</span>' in physio.get("/desk/").text


def test_what_a_patient_wrote_is_never_markup(physio: TestClient, alarm: Enquiry) -> None:
    for page in ("/desk/", f"/desk/enquiries/{alarm.id}"):
        text = physio.get(page).text
        assert "<b>Please" not in text and "Bert <script>" not in text
        assert "Bert &lt;script&gt;" in text


def test_one_enquiry_shows_facts_flag_rule_contact_and_transcript_with_the_words_marked(
    physio: TestClient, alarm: Enquiry
) -> None:
    text = html.unescape(physio.get(f"/desk/enquiries/{alarm.id}").text)
    assert f"since this morning I <mark>{FLAG_WORDS}</mark>." in text
    assert "found by phrase:ces:4" in text and "L5/S1" in text and "date not known" in text
    assert 'href="tel:+447700900491">Call 07700 900491' in text


def test_an_unchanged_list_is_not_sent_again(physio: TestClient, alarm: Enquiry, services: Services) -> None:
    first = physio.get("/desk/list")
    seen = re.search(r"seen=([0-9a-f]+)", first.text)
    assert seen
    assert physio.get(f"/desk/list?seen={seen[1]}").status_code == 204
    add_enquiry(services, "Hello")
    assert physio.get(f"/desk/list?seen={seen[1]}").status_code == 200


def test_the_refresh_of_a_session_that_has_ended_moves_the_whole_page_to_the_sign_in(
    visitor: TestClient,
) -> None:
    answer = visitor.get("/desk/list", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/desk/sign-in")


def test_answering_takes_the_chat_over_and_speaks_in_the_physios_name(
    physio: TestClient, services: Services, alarm: Enquiry
) -> None:
    assert "Your answer is in the chat." in do(physio, alarm, "reply", text="Bert, please go to A&E now.")
    enquiry = now(services, alarm)
    last = book.messages_after(services.store, alarm.conversation_id, 0)[-1]
    assert (enquiry.status, enquiry.assigned_to, enquiry.due_at) == ("physio", "jules", None)
    assert (last.sender, last.name, last.text) == ("physio", "Jules", "Bert, please go to A&E now.")


def test_pressing_send_twice_says_it_once(physio: TestClient, services: Services, alarm: Enquiry) -> None:
    for _ in range(2):
        do(physio, alarm, "reply", text="I will call you in five minutes.")
    messages = book.messages_after(services.store, alarm.conversation_id, 0)
    assert [m.sender for m in messages].count("physio") == 1


def test_an_answer_while_a_colleague_holds_the_chat_is_not_sent_and_not_lost(
    physio: TestClient, services: Services, alarm: Enquiry
) -> None:
    book.take_over(services.store, alarm.id, "amara")
    page = do(physio, alarm, "reply", text="My long and careful answer")
    assert "was not sent" in page and "My long and careful answer</textarea>" in page
    assert now(services, alarm).assigned_to == "amara"


def test_a_chat_can_be_taken_from_a_colleague_on_purpose_only(
    physio: TestClient, services: Services, alarm: Enquiry
) -> None:
    book.take_over(services.store, alarm.id, "amara")
    do(physio, alarm, "take-over")
    assert now(services, alarm).assigned_to == "amara"
    do(physio, alarm, "take-over", force="yes")
    assert now(services, alarm).assigned_to == "jules"


def test_giving_back_lets_the_assistant_answer_again(
    physio: TestClient, services: Services, alarm: Enquiry
) -> None:
    do(physio, alarm, "take-over")
    do(physio, alarm, "give-back")
    assert now(services, alarm).status == "assistant"


def test_an_acknowledged_flag_says_by_whom(physio: TestClient, services: Services, alarm: Enquiry) -> None:
    page = do(physio, alarm, "acknowledge", flag="ces", message=alarm.flags[0].message_id)
    assert "Seen by Jules" in page and "I have seen this" not in page


def test_an_enquiry_with_an_urgent_flag_that_nobody_has_seen_cannot_be_closed(
    physio: TestClient, services: Services, alarm: Enquiry
) -> None:
    outcome = "Sent to emergency or same-day care"
    assert "acknowledge each flag first" in do(physio, alarm, "close", outcome=outcome)
    assert now(services, alarm).status == "waiting"
    do(physio, alarm, "acknowledge", flag="ces", message=alarm.flags[0].message_id)
    do(physio, alarm, "close", outcome=outcome, note="Spoke to him at 10:05.")
    assert now(services, alarm).status == "closed"
    noted = [line.detail for line in book.history(services.store, alarm.id) if line.what == "outcome"]
    assert noted == [{"outcome": outcome, "note": "Spoke to him at 10:05."}]


def test_closing_needs_one_of_the_outcomes(physio: TestClient, services: Services) -> None:
    enquiry = add_enquiry(services, "Hi")
    assert "choose an outcome" in do(physio, enquiry, "close", outcome="Something else")
    assert now(services, enquiry).status != "closed"


def test_a_closed_enquiry_is_found_under_closed(physio: TestClient, services: Services) -> None:
    enquiry = add_enquiry(services, "Hi")
    do(physio, enquiry, "close", outcome="Not for us")
    assert f"open-{enquiry.id}" not in physio.get("/desk/").text
    assert f"open-{enquiry.id}" in physio.get("/desk/?show=closed").text


def test_an_enquiry_that_does_not_exist_is_a_plain_page(physio: TestClient) -> None:
    answer = physio.get("/desk/enquiries/E-NONE")
    assert answer.status_code == 404 and "There is no such enquiry" in answer.text


def test_no_page_of_the_inbox_is_kept_by_a_browser_or_a_proxy(physio: TestClient, alarm: Enquiry) -> None:
    for page in ("/desk/", f"/desk/enquiries/{alarm.id}", "/desk/list"):
        assert physio.get(page).headers["cache-control"] == "no-store"
