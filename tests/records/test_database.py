from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from records.database import Store, is_current, make_engine
from records.models import ConversationRow, metadata


def test_the_migrations_make_exactly_the_tables_of_the_models(any_store: Store) -> None:
    with any_store.engine.connect() as connection:
        ours = {"include_name": lambda name, *_: name not in ("sqlite_sequence", "alembic_version")}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []
    assert is_current(any_store.engine)


def test_a_database_without_migrations_is_not_current(tmp_path: Path) -> None:
    assert not is_current(make_engine(f"sqlite:///{tmp_path}/empty.db"))


def test_several_processes_may_migrate_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-c", "from records.database import upgrade; upgrade()"]
    started = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert is_current(make_engine(f"sqlite:///{tmp_path}/firstcontact.db"))


def test_sqlite_runs_with_a_write_ahead_log_and_full_safety(store: Store) -> None:
    with store.read() as session:
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
        assert found == ["wal", 2]
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_naive_instant_is_refused(store: Store) -> None:
    naive = store.now().replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"), store.write() as session:
        session.add(ConversationRow(id="c", created_at=naive, channel="web"))


def test_an_instant_comes_back_aware_and_equal(any_store: Store) -> None:
    now = any_store.now()
    with any_store.write() as session:
        session.add(ConversationRow(id="c", created_at=now, channel="web"))
    with any_store.read() as session:
        assert session.get(ConversationRow, "c").created_at == now


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    with store.write() as writing:
        writing.add(ConversationRow(id="c", created_at=store.now(), channel="web"))
        writing.flush()
        with store.read() as reading:
            assert reading.get(ConversationRow, "c") is None
