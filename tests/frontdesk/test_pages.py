"""The chat page and the files that it needs."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from frontdesk import pages
from frontdesk.broadcaster import Broadcaster
from frontdesk.render import say_due, say_length, say_phone
from frontdesk.security import middleware
from frontdesk.services import Services
from physio.clinic import load_clinic
from physio.knowledge import load_knowledge
from records.database import open_store
from records.settings import load_settings

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)
WIDGET = Path(pages.__file__).parent.parent / "widget"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    store = open_store(load_settings(var_dir=tmp_path_factory.mktemp("var")))
    services = Services(store, load_knowledge(), load_clinic(), Broadcaster())
    return TestClient(Starlette(routes=pages.routes(services), middleware=middleware([])))


def test_the_page_always_holds_the_emergency_sentence_even_without_scripts(browser: TestClient) -> None:
    page = html.unescape(re.sub(r"<a[^>]*>|</a>", "", browser.get("/").text))
    assert load_knowledge().emergency.messages["header_always"] in page
    assert "<noscript>" in page and load_clinic().contact.phone in page


def test_999_in_the_emergency_sentence_can_be_tapped(browser: TestClient) -> None:
    assert '<a href="tel:999">999</a>' in browser.get("/").text


def test_everything_that_the_page_names_is_there_and_comes_from_this_server(browser: TestClient) -> None:
    page = browser.get("/").text
    named = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert all(address.startswith(("/", "tel:")) for address in named)
    assert {browser.get(address).status_code for address in named if address.startswith("/")} == {200}


def test_every_module_that_the_widget_imports_is_there(browser: TestClient) -> None:
    imported = {
        name for path in WIDGET.glob("*.js") for name in re.findall(r'from "\./([^"]+)"', path.read_text())
    }
    assert imported
    assert {browser.get(f"/widget/{name}").status_code for name in imported} == {200}


def test_the_widget_never_turns_text_into_markup() -> None:
    words = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    assert [
        (path.name, word) for path in WIDGET.glob("*.js") for word in words if word in path.read_text()
    ] == []


def test_a_new_version_of_the_widget_is_seen_at_once(browser: TestClient) -> None:
    answer = browser.get("/widget/first-contact.js")
    assert answer.headers["cache-control"] == "no-cache"
    again = browser.get("/widget/first-contact.js", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_no_file_outside_the_two_folders_is_served(browser: TestClient) -> None:
    for path in ("/static/../pages.py", "/widget/..%2fpyproject.toml", "/static/%2e%2e/app.py"):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (12.5, "due in 12 minutes"),
        (1, "due in 1 minute"),
        (0.5, "due in less than a minute"),
        (-25, "overdue by 25 minutes"),
        (-200, "overdue by 3 hours"),
        (-4000, "overdue by 2 days"),
        (200, "due today by 13:20"),
        (23.5 * 60, "due tomorrow, Wednesday, by 09:30"),
    ],
)
def test_a_due_time_is_said_in_full(minutes: float, words: str) -> None:
    assert say_due(NOW + timedelta(minutes=minutes), NOW) == words


def test_a_length_of_time_is_said_in_its_largest_useful_unit() -> None:
    assert [say_length(timedelta(minutes=m)) for m in (1, 59, 119, 120, 2880)] == [
        "1 minute",
        "59 minutes",
        "119 minutes",
        "2 hours",
        "2 days",
    ]


def test_a_telephone_number_is_shown_as_people_here_read_it() -> None:
    assert [say_phone(number) for number in ("+447700900491", "+33142685300")] == [
        "07700 900491",
        "+33 1 42 68 53 00",
    ]
