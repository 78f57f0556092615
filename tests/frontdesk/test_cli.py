from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from records import desk
from records.database import Store, open_store, upgrade
from records.settings import load_settings
from records.views import Enquiry, Incoming, IntakeResult

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    settings = load_settings(var_dir=tmp_path)
    upgrade(settings)
    return open_store(settings)


def run(folder: Path, *arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VAR_DIR": str(folder), "COLUMNS": "200", **more}
    command = [sys.executable, "-m", "frontdesk.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True)


def told(enquiry: Enquiry, incoming: Incoming, now: Any) -> IntakeResult:
    return IntakeResult(facts=enquiry.facts, tier="urgent", due_at=now)


def an_enquiry(store: Store, text: str = "my [bold]knee[/bold] hurts") -> str:
    conversation_id, _ = desk.open_conversation(store)
    return desk.receive(store, conversation_id, Incoming("c", text), told).enquiry_id


def test_enquiries_are_listed_and_shown_for_people_and_as_json(store: Store, tmp_path: Path) -> None:
    enquiry_id = an_enquiry(store)
    listed = json.loads(run(tmp_path, "enquiries", "list", "--json").stdout)
    assert [(row["id"], row["tier"]) for row in listed] == [(enquiry_id, "urgent")]
    shown = json.loads(run(tmp_path, "enquiries", "show", enquiry_id, "--json").stdout)
    wanted = {"id", "status", "tier", "red_flags", "facts", "advice", "bookings", "due_at", "messages"}
    assert wanted <= shown.keys()
    people = run(tmp_path, "enquiries", "show", enquiry_id).stdout
    assert "my [bold]knee[/bold] hurts" in people
    assert enquiry_id in run(tmp_path, "enquiries", "list").stdout


def test_an_unknown_enquiry_ends_in_a_sentence_not_in_a_traceback(store: Store, tmp_path: Path) -> None:
    done = run(tmp_path, "enquiries", "show", "E-NONE2")
    assert done.returncode == 2
    assert done.stderr.strip() == "There is no enquiry E-NONE2."


def test_a_bad_setting_ends_in_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "enquiries", "list", PORT="many")
    assert done.returncode == 2
    assert done.stderr.startswith("PORT is wrong") and "Traceback" not in done.stderr


def test_a_member_of_the_team_gets_a_one_time_link(store: Store, tmp_path: Path) -> None:
    done = run(tmp_path, "staff", "add", "Priya Shah")
    assert "priya.shah" in done.stdout
    assert "http://127.0.0.1:8080/desk/welcome/" in done.stdout.splitlines()[-1]
    assert run(tmp_path, "staff", "list").stdout == "priya.shah\tPriya Shah\n"


def test_the_outbox_shows_what_waits(store: Store, tmp_path: Path) -> None:
    enquiry_id = an_enquiry(store)
    waiting = json.loads(run(tmp_path, "outbox", "--json").stdout)
    assert [(row["event"], row["enquiry_id"]) for row in waiting] == [("enquiry", enquiry_id)]
    assert enquiry_id in run(tmp_path, "outbox").stdout


def test_erasing_asks_first_and_then_takes_everything(store: Store, tmp_path: Path) -> None:
    enquiry_id = an_enquiry(store)
    assert run(tmp_path, "erase", enquiry_id, given="n\n").returncode != 0
    assert run(tmp_path, "enquiries", "list", "--json").stdout.strip() != "[]"
    assert "Erased 1 messages" in run(tmp_path, "erase", enquiry_id, "--yes").stdout
    assert run(tmp_path, "enquiries", "list", "--closed", "--json").stdout.strip() == "[]"


def test_migrate_makes_the_database(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    assert run(tmp_path, "enquiries", "list", "--json").stdout.strip() == "[]"


def test_the_doctor_says_what_is_wrong_and_what_to_do(store: Store, tmp_path: Path) -> None:
    away = {"RASA_URL": "http://127.0.0.1:9", "ACTIONS_URL": "http://127.0.0.1:9/webhook", "PORT": "9"}
    done = run(tmp_path, "doctor", **away)
    assert done.returncode == 1
    assert "It answers and is up to date." in done.stdout
    assert done.stdout.count("Nothing answers at") == 3
    assert "make run" in done.stdout and "Traceback" not in done.stdout


def test_help_is_quick_because_heavy_parts_wait_for_their_command(tmp_path: Path) -> None:
    started = time.monotonic()
    done = run(tmp_path, "--help")
    assert done.returncode == 0 and "enquiries" in done.stdout
    heavy = "{'spacy', 'onnxruntime', 'rasa', 'apprise'}"
    code = f"import sys, frontdesk.cli; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout.strip() == "set()"
    assert time.monotonic() - started < 10


def test_read_says_what_a_text_holds(tmp_path: Path) -> None:
    done = run(tmp_path, "read", "I had an L5/S1 fusion in March and I can't feel when I wipe", "--json")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["tier"] == "ae"
    assert {"id", "tier", "words", "by"} <= seen["red_flags"][0].keys()
    values = {(entity["entity"], entity["value"]) for entity in seen["entities"]}
    assert ("spinal_level", "L5/S1") in values
    assert seen["sentences"]


def test_read_does_a_file_line_by_line_and_names_the_bad_ones(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "My knee is stiff.", "sent_at": "2026-03-02T09:00:00+00:00"}),
        "this is not JSON",
        json.dumps({"id": "b"}),
        "",
        json.dumps({"id": "c", "text": "hi", "sent_at": "yesterday"}),
        json.dumps({"id": "d", "text": ""}),
    ]
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(lines) + "\n")
    done = run(tmp_path, "read", "--jsonl", str(file))
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in out] == ["a", "d"], done.stderr
    keys = {"id", "tier", "red_flags", "entities", "sentences"}
    assert all(keys <= line.keys() for line in out)
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["2", "3", "5"]
    assert done.returncode == 1


def test_read_wants_a_text_or_a_file(tmp_path: Path) -> None:
    done = run(tmp_path, "read")
    assert done.returncode == 2 and "--jsonl" in done.stderr
