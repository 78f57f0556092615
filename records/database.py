"""The database: SQLite in WAL mode or PostgreSQL, its transactions, and its migrations."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from records.clock import Clock
from records.settings import Settings, settings

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_MILLISECONDS = 15_000
_UPGRADE_LOCK = 7_326_001  # any number, the same in every process: only one migrates a PostgreSQL database


@dataclass(frozen=True)
class Store:
    """An open database with its clock and settings: the first argument of every function of the records."""

    engine: Engine
    sessions: Any
    readers: Any
    clock: Clock
    settings: Settings

    def write(self) -> AbstractContextManager[Session]:
        """One writing transaction: committed at the end of the block, rolled back on an error."""
        return self.sessions.begin()  # type: ignore[no-any-return]

    def read(self) -> AbstractContextManager[Session]:
        """One reading transaction: it sees one moment and never waits for a writer."""
        return self.readers.begin()  # type: ignore[no-any-return]

    def now(self) -> datetime:
        """The present instant by this store's clock."""
        return self.clock.now()

    def dispose(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def open_store(given: Settings | None = None) -> Store:
    """Open the database of these settings (of this process when none are given). Doesn't migrate it."""
    chosen = given or settings()
    engine = make_engine(chosen.database_url)
    readers = sessionmaker(engine.execution_options(read_only=True), future=True, expire_on_commit=False)
    writers = sessionmaker(engine, future=True, expire_on_commit=False)
    return Store(engine, writers, readers, Clock(chosen.clock_offset), chosen)


@lru_cache(maxsize=1)
def store() -> Store:
    """The store of this process, opened at first use."""
    return open_store()


def make_engine(url: str) -> Engine:
    """An engine for this address; a SQLite file's folder is made if need be."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, hide_parameters=True)
    Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Connections are kept: closing the last one would fold the log into the file each time.
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,  # an error must not carry patient text into a log
        poolclass=QueuePool,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "synchronous=FULL",  # what was acknowledged survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # erased words leave the file too
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Any) -> None:
    # A writer takes the write lock at once: a lock taken half-way could deadlock two processes.
    reading = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def upgrade(given: Settings | None = None) -> None:
    """Create the database or bring it to this version. Safe to run from several processes at once."""
    from alembic import command

    engine = make_engine((given or settings()).database_url)
    with _alone(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
        command.upgrade(_alembic(connection), "head")
    engine.dispose()


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    # Switching a SQLite file to WAL fails while anybody else has it open: one at a time.
    if engine.dialect.name != "sqlite":
        yield
        return
    with open(f"{engine.url.database}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with engine.connect() as connection:
            connection.connection.execute("PRAGMA journal_mode=WAL").close()
        yield


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration of this version."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    return present == set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def _alembic(connection: Any) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
