"""The chat in a real browser: what a worried person with a phone sees, does, and must never lose."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

SAFETY = {
    "text": "Please go to your nearest A&E now. If you can't travel, call 999. I've alerted our team.",
    "kind": "safety",
    "tier": "ae",
    "buttons": [{"title": "I am safe", "payload": "/i_am_safe"}],
}


def send(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def stored(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_a_message_is_shown_at_once_and_its_answer_says_who_speaks(phone: Page, site: Any, api: Any) -> None:
    api.answers = [{"text": "Thank you. When was the operation?"}]
    phone.goto(site.url)
    send(phone, "My hip was done")
    log = phone.get_by_role("log")
    expect(log.locator(".patient")).to_contain_text("My hip was done")
    expect(log.locator(".assistant")).to_contain_text("Automated assistant")
    expect(log.locator(".assistant")).to_contain_text("When was the operation?")
    api.say(**{"from": "physio", "name": "Jules", "text": "Hello, I have read this."})
    expect(log.locator(".physio")).to_contain_text("Jules, physio")


def test_looking_at_the_page_opens_no_conversation(phone: Page, site: Any, api: Any) -> None:
    phone.goto(site.url)
    expect(phone.get_by_label("Your message")).to_be_visible()
    assert api.conversations == 0


def test_enter_sends_and_shift_enter_starts_a_new_line(phone: Page, site: Any, api: Any) -> None:
    phone.goto(site.url)
    phone.get_by_label("Your message").focus()
    phone.keyboard.type("first")
    phone.keyboard.press("Shift+Enter")
    phone.keyboard.type("second")
    phone.keyboard.press("Enter")
    expect(phone.locator(".progress.sent")).to_be_visible()
    assert api.messages[0]["text"] == "first\nsecond"


def test_the_whole_chat_works_from_the_keyboard(phone: Page, site: Any, api: Any) -> None:
    api.answers = [{"text": "Which side?", "buttons": [{"title": "Left", "payload": "/left"}]}]
    phone.goto(site.url)
    send(phone, "My hip was done")
    expect(phone.get_by_role("button", name="Left")).to_be_visible()
    expect(phone.locator(".progress.sent")).to_have_count(1)
    phone.get_by_label("Your message").focus()
    phone.keyboard.press("Shift+Tab")
    expect(phone.get_by_role("button", name="Left")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator(".patient").last).to_contain_text("Left")
    expect(phone.get_by_role("button", name="Left")).to_have_count(0)
    expect(phone.locator(".progress.sent")).to_have_count(2)
    assert api.messages[-1]["text"] == "Left"


def test_a_safety_message_is_a_card_that_interrupts_with_a_number_to_tap(
    phone: Page, site: Any, api: Any
) -> None:
    api.answers = [dict(SAFETY)]
    phone.goto(site.url)
    send(phone, "I can't feel when I wipe")
    card = phone.get_by_role("alert")
    expect(card).to_contain_text("Please go to your nearest A&E now.")
    expect(card.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    expect(card.get_by_role("heading")).to_be_in_viewport()


def test_an_old_safety_message_does_not_interrupt_again(phone: Page, site: Any, api: Any) -> None:
    api.answers = [dict(SAFETY)]
    phone.goto(site.url)
    send(phone, "I can't feel when I wipe")
    expect(phone.locator(".care")).to_be_visible()
    phone.reload()
    expect(phone.locator(".care")).to_be_visible()
    expect(phone.get_by_role("alert")).to_have_count(0)


def test_what_is_written_without_a_connection_is_kept_said_and_sent_once_it_is_back(
    phone: Page, site: Any, api: Any
) -> None:
    phone.goto(site.url)
    send(phone, "First message")
    expect(phone.locator(".progress.sent")).to_be_visible()
    site.stop()
    send(phone, "Written in a tunnel")
    expect(phone.locator(".patient").last).to_contain_text("kept on this device")
    expect(phone.get_by_role("status").first).to_contain_text("No connection")
    site.start()
    expect(phone.locator(".progress.sent")).to_have_count(2, timeout=20000)
    assert [m["text"] for m in api.messages] == ["First message", "Written in a tunnel"]


def test_an_unsent_message_and_a_draft_outlive_the_tab(phone: Page, site: Any, api: Any) -> None:
    phone.goto(site.url)
    api.refuse = 503
    send(phone, "Sent into a broken server")
    expect(phone.locator(".progress.kept")).to_be_visible()
    phone.get_by_label("Your message").fill("half a sent")
    context = phone.context
    phone.close()
    api.refuse = 0
    again = context.new_page()
    again.goto(site.url)
    expect(again.locator(".patient")).to_contain_text("Sent into a broken server")
    expect(again.locator(".progress.sent")).to_be_visible()
    expect(again.get_by_label("Your message")).to_have_value("half a sent")
    assert [m["text"] for m in api.messages] == ["Sent into a broken server"]


def test_the_stream_goes_on_from_the_last_message_after_a_break(
    phone: Page, site: Any, api: Any, until: Any
) -> None:
    api.answers = [{"text": "One"}]
    phone.goto(site.url)
    send(phone, "Hello")
    expect(phone.locator(".assistant")).to_have_count(1)
    site.stop()
    api.say(**{"from": "physio", "name": "Jules", "text": "Two"})
    site.start()
    expect(phone.locator(".physio")).to_have_count(1, timeout=20000)
    until(lambda: api.headers[-1].get("last-event-id") == "3")
    expect(phone.locator(".assistant")).to_have_count(1)


def test_the_token_travels_in_a_header_and_never_in_an_address(
    phone: Page, site: Any, api: Any, until: Any
) -> None:
    addresses: list[str] = []
    phone.on("request", lambda request: addresses.append(request.url))
    phone.goto(site.url)
    send(phone, "Hello")
    expect(phone.locator(".progress.sent")).to_be_visible()
    until(lambda: api.headers)
    assert not [address for address in addresses if api.token in address]
    assert api.headers[-1]["authorization"] == f"Bearer {api.token}"


def test_a_conversation_that_the_server_has_forgotten_is_replaced_and_nothing_unsent_is_lost(
    phone: Page, site: Any, api: Any
) -> None:
    phone.goto(site.url)
    send(phone, "Hello")
    expect(phone.locator(".progress.sent")).to_be_visible()
    api.token = "secret-2"
    send(phone, "Are you still there?")
    expect(phone.locator(".progress.sent")).to_have_count(2, timeout=20000)
    assert api.conversations == 2
    assert api.messages[-1]["text"] == "Are you still there?"


def test_a_message_that_is_too_long_is_never_cut_and_the_note_is_kind(
    phone: Page, site: Any, api: Any
) -> None:
    phone.goto(site.url)
    send(phone, "x" * 20_012)
    expect(phone.get_by_text("This is 12 characters longer than one message can hold.")).to_be_visible()
    assert len(phone.get_by_label("Your message").input_value()) == 20_012
    assert api.messages == []


def test_a_message_that_the_server_turns_down_can_be_put_back_into_the_box(
    phone: Page, site: Any, api: Any
) -> None:
    phone.goto(site.url)
    api.refuse = 422
    send(phone, "Something odd")
    phone.get_by_role("button", name="Put it back in the box").click()
    expect(phone.get_by_label("Your message")).to_have_value("Something odd")


def test_nothing_that_anyone_writes_becomes_markup(phone: Page, site: Any, api: Any) -> None:
    nasty = "<img src=x onerror=\"document.title='owned'\"> <b>bold</b>"
    api.answers = [{"text": nasty}]
    phone.goto(site.url)
    send(phone, nasty)
    expect(phone.locator(".assistant")).to_contain_text("<b>bold</b>")
    assert phone.locator(".bubble b, .bubble img").count() == 0
    assert phone.title() != "owned"


def test_start_again_asks_first_and_then_clears_this_device(phone: Page, site: Any, api: Any) -> None:
    phone.goto(site.url)
    send(phone, "Hello")
    expect(phone.locator(".progress.sent")).to_be_visible()
    phone.get_by_role("button", name="Start again").click()
    phone.get_by_role("button", name="Keep this chat").click()
    expect(phone.locator(".patient")).to_have_count(1)
    phone.get_by_role("button", name="Start again").click()
    phone.get_by_role("button", name="Start a new chat").click()
    expect(phone.locator(".patient")).to_have_count(0)
    assert stored(phone) == "{}"


def test_leaving_quickly_goes_away_at_once_and_leaves_nothing_on_this_device(
    phone: Page, site: Any, api: Any
) -> None:
    phone.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    phone.goto(site.url)
    send(phone, "He mustn't see this")
    expect(phone.locator(".progress.sent")).to_be_visible()
    phone.get_by_role("button", name="Leave this page quickly").click()
    expect(phone.get_by_role("heading", name="Weather")).to_be_visible()
    phone.goto(site.url)
    expect(phone.locator(".patient")).to_have_count(0)
    assert stored(phone) == "{}"


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
def test_nothing_is_cut_off_at_the_sides_on_any_screen(
    browser: Browser, site: Any, api: Any, width: int, height: int
) -> None:
    api.answers = [{**SAFETY, "text": "averyveryverylongwordthatnobodywouldwrite" * 4 + " call 999"}]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(site.url)
    send(page, "longword" * 40)
    expect(page.locator(".care")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_role("log").evaluate("(log) => log.scrollWidth - log.clientWidth") == 0
    expect(page.get_by_label("Your message")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(
    browser: Browser, site: Any, api: Any, too_faint: Any, scheme: Any
) -> None:
    api.answers = [{"text": "Which side?"}, dict(SAFETY)]
    page = browser.new_page(color_scheme=scheme)
    page.goto(site.url)
    send(page, "My hip was done")
    expect(page.locator(".assistant")).to_be_visible()
    send(page, "I can't feel when I wipe")
    expect(page.locator(".care")).to_be_visible()
    assert too_faint(page) == []
    page.close()


def test_nothing_moves_for_people_who_asked_for_less_motion(browser: Browser, site: Any) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(site.url)
    send(page, "Hello")
    expect(page.get_by_text("The assistant is reading your message.")).to_be_visible()
    assert (
        page.evaluate("document.querySelector('first-contact-chat').shadowRoot.getAnimations().length") == 0
    )
    page.close()


def test_a_long_safety_list_begins_at_the_top_and_its_buttons_are_in_sight(
    phone: Page, site: Any, api: Any
) -> None:
    lines = "\n".join(f"- Line {n}: a warning sign that takes two rows on a phone" for n in range(10))
    titles = ("None of these", "Yes, one or more", "Not sure", "I'd rather not say")
    api.answers = [
        {
            "text": f"Is any of this true for you now, or none of these?\n{lines}",
            "buttons": [{"title": title, "payload": f"/{n}"} for n, title in enumerate(titles)],
        }
    ]
    phone.goto(site.url)
    send(phone, "My hip is stiff")
    log = phone.get_by_role("log").bounding_box()
    reply = phone.locator(".assistant")
    for title in titles:
        expect(phone.get_by_role("button", name=title)).to_be_in_viewport(ratio=1)
    beginning = reply.bounding_box()
    assert log is not None and beginning is not None
    assert 0 <= beginning["y"] - log["y"] < 40


def test_lines_of_a_list_are_a_list_and_what_a_patient_typed_stays_as_typed(
    phone: Page, site: Any, api: Any
) -> None:
    api.answers = [{"text": "Is any of this true?\n- A fever\n- A hot calf: call 111\nIf not, say so."}]
    phone.goto(site.url)
    send(phone, "- my hip")
    items = phone.locator(".assistant").get_by_role("listitem")
    expect(items).to_have_text(["A fever", "A hot calf: call 111"])
    expect(items.get_by_role("link", name="111")).to_have_attribute("href", "tel:111")
    expect(phone.locator(".assistant").get_by_text("If not, say so.")).to_be_visible()
    expect(phone.locator(".patient")).to_contain_text("- my hip")


def test_twice_the_text_size_still_fits_a_phone(phone: Page, site: Any, api: Any) -> None:
    api.answers = [dict(SAFETY)]
    phone.goto(site.url)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    send(phone, "I can't feel when I wipe")
    expect(phone.locator(".care")).to_be_visible()
    expect(phone.get_by_label("Your message")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
