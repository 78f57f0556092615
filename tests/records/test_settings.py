from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from records.clock import Clock
from records.settings import Settings, SettingsError, as_markdown, load_settings


def test_the_defaults_work_without_any_environment(tmp_path: Path) -> None:
    settings = load_settings(var_dir=tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/firstcontact.db"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.quiet_minutes == 10


def test_the_environment_sets_a_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIET_MINUTES", "3")
    monkeypatch.setenv(
        "APPRISE_URLS", "mailto://me@clinic.example?to=a@x.example,b@x.example, json://127.0.0.1/hook"
    )
    settings = load_settings(var_dir=tmp_path)
    assert settings.quiet_minutes == 3
    assert settings.apprise_urls == (
        "mailto://me@clinic.example?to=a@x.example,b@x.example",
        "json://127.0.0.1/hook",
    )


def test_each_bad_value_gets_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(var_dir=tmp_path, port="seventy", rasa_url="rasa:5005", database_url="mysql://x/y")
    lines = str(caught.value).splitlines()
    assert [line.split()[0] for line in lines] == ["PORT", "RASA_URL", "DATABASE_URL"]
    assert all(line.endswith(".") for line in lines)
    assert "http://" in lines[1]


def test_secrets_are_made_once_and_only_this_user_reads_them(tmp_path: Path) -> None:
    first, second = load_settings(var_dir=tmp_path), load_settings(var_dir=tmp_path)
    assert len(first.service_token) >= 40
    assert (first.service_token, first.cookie_key) == (second.service_token, second.cookie_key)
    assert first.service_token != first.cookie_key != first.webhook_secret
    kept = tmp_path / "secrets" / "service_token"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_given_secret_wins_over_the_kept_one(tmp_path: Path) -> None:
    assert load_settings(var_dir=tmp_path, service_token="given").service_token == "given"
    assert not (tmp_path / "secrets" / "service_token").exists()


def test_two_processes_starting_together_agree_on_the_secret(tmp_path: Path) -> None:
    code = "from records.settings import load_settings; print(load_settings().service_token)"
    environment = {**os.environ, "VAR_DIR": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    tokens = {process.communicate()[0].strip() for process in started}
    assert len(tokens) == 1 and tokens != {b""}


def test_the_printed_table_documents_every_setting() -> None:
    table = as_markdown()
    for name in Settings.__fields__:
        assert re.search(rf"^\| `{name.upper()}` \| .+ \| .+\. \|$", table, re.MULTILINE), name


def test_the_offset_shifts_the_clock() -> None:
    assert 3590 < (Clock(3600).now() - Clock().now()).total_seconds() < 3610
