"""Engines, sessions and the schema's version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from listings.versioning import watch

MIGRATIONS = Path(__file__).parent / "migrations"
CONNECT_TIMEOUT_S = 2
STATEMENT_TIMEOUT_MS = 2000
LOCK_TIMEOUT_MS = 5000
_FILE = "file"


def create_engine_from(
    url: str,
    *,
    statement_timeout_ms: int = STATEMENT_TIMEOUT_MS,
    keeps_file_open: bool = False,
) -> Engine:
    """Return an engine for a SQLite or PostgreSQL URL; nothing is connected yet.

    SQLite enforces foreign keys and lets readers go on while a writer writes. PostgreSQL gives up
    connecting after two seconds and a statement after ``statement_timeout_ms`` (0: never). Both
    wait five seconds for a lock, so that a migration never holds up the visitors behind it. An
    error names no values: they may be what a visitor wrote.

    Left to itself SQLite's file is opened anew for each session, which takes longer than most
    queries; ``keeps_file_open`` is for a server of many short ones.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _kept_open(url) if keeps_file_open else _sqlite_engine(url)
    settings = {"statement_timeout": statement_timeout_ms, "lock_timeout": LOCK_TIMEOUT_MS}
    arguments = {
        "connect_timeout": CONNECT_TIMEOUT_S,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }
    return sqlalchemy.create_engine(
        url, future=True, hide_parameters=True, pool_pre_ping=True, connect_args=arguments
    )


def leave_no_copy(session: Session) -> None:
    """Bring SQLite's log into the database, which overwrites what was deleted.

    For after a commit; where somebody reads just now, the log ends at another time.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sqlalchemy.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def session_factory(engine: Engine) -> sessionmaker:
    """Return a maker of sessions whose every change also changes ``data_version``.

    Objects stay readable after a commit.
    """
    factory = sessionmaker(engine, future=True, expire_on_commit=False)
    watch(factory)
    return factory


def upgrade(url: str) -> None:
    """Bring the database's schema to the newest revision; does nothing when it is there."""
    config = _config(url)
    engine = create_engine_from(url, statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    if current != ScriptDirectory.from_config(config).get_current_head():
        command.upgrade(config, "head")


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to ``revision``; ``"base"`` removes every table."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _sqlite_engine(url: str, **kwargs: Any) -> Engine:
    engine = sqlalchemy.create_engine(url, future=True, hide_parameters=True, **kwargs)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _kept_open(url: str) -> Engine:
    """Return an engine whose connections stay open until another file has the name."""
    file = str(make_url(url).database)
    engine = _sqlite_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})

    def remember_file(_connection: Any, record: Any) -> None:
        record.info[_FILE] = _identity(file)

    def check_file(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info[_FILE] != _identity(file):
            raise DisconnectionError("the database's file is another one now")

    event.listen(engine, "connect", remember_file)
    event.listen(engine, "checkout", check_file)
    return engine


def _identity(file: str) -> tuple[int, int] | None:
    """Return what tells a file from another one of its name, None where there is none."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # What is deleted is overwritten, and not only no longer listed.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT_MS}")
    cursor.close()
