from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from records.database import Store, make_engine, open_store, upgrade
from records.settings import load_settings

POSTGRES_USERS = ("postgres", "nobody")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A migrated SQLite file of its own."""
    yield from _opened(tmp_path, f"sqlite:///{tmp_path}/firstcontact.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated database of each kind in turn."""
    if request.param == "sqlite":
        yield from _opened(tmp_path, f"sqlite:///{tmp_path}/firstcontact.db")
    else:
        yield from _opened(tmp_path, _fresh_postgres(request.getfixturevalue("postgres")))


def _opened(folder: Path, url: str) -> Iterator[Store]:
    settings = load_settings(var_dir=folder, database_url=url)
    upgrade(settings)
    opened = open_store(settings)
    yield opened
    opened.dispose()


def _fresh_postgres(url: str) -> str:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL cluster, which listens on a socket in its own folder only."""
    user = _postgres_user()
    # Not in pytest's own folder: another test run may sweep that away under the running server.
    folder = Path(tempfile.mkdtemp(prefix="firstcontact-postgres-"))
    shutil.chown(folder, user)
    make = [str(_program("initdb")), "-D", str(folder / "data"), "-U", "tests", "-A", "trust", "-N"]
    subprocess.run(make, check=True, capture_output=True, user=user, cwd="/")
    options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20"]
    server = subprocess.Popen(
        [_program("postgres"), "-D", folder / "data", *options], user=user, cwd="/", stderr=subprocess.DEVNULL
    )
    try:
        yield _once_it_answers(f"postgresql://tests@/postgres?host={folder}")
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
        shutil.rmtree(folder)


def _once_it_answers(url: str) -> str:
    engine = make_engine(url)
    end = time.monotonic() + 60
    while True:
        try:
            engine.connect().close()
            return url
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _postgres_user() -> str | int:
    if shutil.which("initdb") is None:
        pytest.skip("initdb is not on the PATH: the PostgreSQL half of this test did NOT run")
    if os.geteuid() != 0:
        return os.geteuid()
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in POSTGRES_USERS if name in known), None)
    if user is None:
        pytest.skip("initdb refuses root and there is no other user: the PostgreSQL half did NOT run")
    return user


def _program(name: str) -> Path:
    return Path(shutil.which("initdb") or "").resolve().with_name(name)
