from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests

from tests.stack import ROOT, Stack, running

SECRET = "my secret knee story"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("actions"), "actions") as stack:
        yield stack


def post(server: Stack, token: str | None, body: object) -> requests.Response:
    url = server.environment["ACTIONS_URL"]
    return requests.post(url, params={"token": token} if token else {}, json=body, timeout=10)


def test_without_the_token_nothing_is_run(server: Stack) -> None:
    assert post(server, None, {"next_action": "action_book"}).status_code == 401
    assert post(server, "wrong", {"next_action": "action_book"}).status_code == 401


def test_an_error_echoes_nothing_of_the_request(server: Stack) -> None:
    broken = {"next_action": "action_book", "tracker": {"latest_message": {"text": SECRET}}}
    answer = post(server, server.environment["SERVICE_TOKEN"], broken)
    assert answer.status_code == 500 and SECRET not in answer.text
    assert SECRET not in server.log("actions")


def test_an_unknown_action_is_refused(server: Stack) -> None:
    unknown = {"next_action": "action_unknown", "tracker": {}}
    assert post(server, server.environment["SERVICE_TOKEN"], unknown).status_code == 404


def test_the_actions_never_load_tensorflow_or_rasa() -> None:
    code = "import actions.__main__, sys; print(sorted({'tensorflow', 'rasa'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
