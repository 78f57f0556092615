"""The inbox in a real browser, over a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from frontdesk import desk, pages
from frontdesk.security import middleware
from frontdesk.services import Services
from records import desk as book
from records.views import Enquiry
from tests.desk_house import FLAG_WORDS, PASSWORD, add_alarm, add_enquiry, add_staff, make_services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make_services(tmp_path)
    add_staff(made, "Jules")
    yield made
    made.store.dispose()


@pytest.fixture
def address(serve: Any, services: Services) -> str:
    routes = [*desk.routes(services), *pages.routes(services)]
    return f"{serve(Starlette(routes=routes, middleware=middleware([]))).url}/desk"


@pytest.fixture
def alarm(services: Services) -> Enquiry:
    return add_alarm(services)


def enter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Login").fill("jules")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Enquiries")).to_be_visible()


def test_a_new_enquiry_appears_by_itself_and_the_focus_stays_where_it_was(
    phone: Page, address: str, services: Services, alarm: Enquiry
) -> None:
    enter(phone, address)
    link = phone.locator(f"#open-{alarm.id}")
    link.focus()
    fresh = add_enquiry(services, "Hello, my knee hurts")
    expect(phone.locator(f"#open-{fresh.id}")).to_be_visible(timeout=10000)
    expect(link).to_be_focused()


def test_a_new_message_appears_by_itself_while_an_answer_is_being_written(
    phone: Page, address: str, services: Services, alarm: Enquiry
) -> None:
    enter(phone, address)
    phone.locator(f"#open-{alarm.id}").click()
    box = phone.get_by_label("Your answer")
    box.fill("I am calling you n")
    book.add_reply(services.store, alarm.conversation_id, "system", "A later message")
    expect(phone.get_by_text("A later message")).to_be_visible(timeout=10000)
    expect(box).to_have_value("I am calling you n")
    expect(box).to_be_focused()


def test_a_physio_sees_the_words_answers_acknowledges_and_closes_on_a_phone(
    phone: Page, address: str, services: Services, alarm: Enquiry
) -> None:
    enter(phone, address)
    phone.locator(f"#open-{alarm.id}").click()
    expect(phone.locator("#talk mark")).to_have_text(FLAG_WORDS)
    phone.get_by_label("Your answer").fill("Please go to A&E now, Bert.")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".said-by.physio")).to_contain_text("Please go to A&E now, Bert.")
    phone.get_by_role("button", name="I have seen this").click()
    expect(phone.get_by_text("Seen by Jules")).to_be_visible()
    phone.get_by_text("Close this enquiry").click()
    phone.get_by_label("What came of it").select_option("Sent to emergency or same-day care")
    phone.get_by_role("button", name="Close", exact=True).click()
    expect(phone.get_by_text("There are no open enquiries.")).to_be_visible()
    assert book.enquiry_by_id(services.store, alarm.id).status == "closed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_of_the_inbox_has_enough_contrast_and_nothing_is_cut_off(
    browser: Browser, address: str, services: Services, alarm: Enquiry, too_faint: Any, scheme: Any
) -> None:
    add_enquiry(services, "Hi " + "longword" * 30, minutes=-25)
    add_enquiry(services, "Hi", tier="same_day")
    add_enquiry(services, "Hi", tier="urgent")
    page = browser.new_page(viewport={"width": 320, "height": 568}, color_scheme=scheme)
    enter(page, address)
    for place in ("/", f"/enquiries/{alarm.id}"):
        page.goto(address + place)
        assert too_faint(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()
