"""Copies of a database as of one moment, out to a file and back in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from listings.database import create_engine_from

_OWNERS_ONLY = 0o700


class BackupError(Exception):
    """A backup that cannot be made, or must not be restored here; its text is one line."""


def copy_out(url: URL, file: Path) -> tuple[Path, dict[str, int]]:
    """Copy a database as of one moment to ``file`` with an ending of its kind's.

    Returns the file, and how many rows each table has in the copy, whatever came in meanwhile.

    Raises:
        BackupError: It cannot be copied.
    """
    if url.get_backend_name() == "sqlite":
        file = file.with_suffix(".sqlite3")
        source = Path(str(url.database))
        if not source.is_file():
            raise BackupError(f"{source}: no database is there")
        _copy_sqlite(source, file)
        rows = rows_of(f"sqlite:///{file}")
        # Looking at it may have left files beside it that belong to no backup.
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    else:
        file = file.with_suffix(".dump")
        rows = _dump_postgres(url, file)
    file.chmod(0o600)
    return file, rows


def copy_in(url: URL, file: Path) -> None:
    """Put the copy in ``file`` over the database.

    Raises:
        BackupError: It cannot be written.
    """
    if url.get_backend_name() == "sqlite":
        target = Path(str(url.database))
        target.parent.mkdir(mode=_OWNERS_ONLY, parents=True, exist_ok=True)
        _copy_sqlite(file, target)
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run_postgres(url, "pg_restore", *options, "--exit-on-error", str(file))


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as of one moment, over whatever ``target`` holds, with SQLite's own means."""
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read:
            try:
                with closing(sqlite3.connect(target)) as written:
                    read.backup(written)
            except sqlite3.OperationalError:
                # Locked, full or not to be written.
                raise
            except sqlite3.DatabaseError:
                # What is there is no database any more: it gives way.
                for ending in ("", "-wal", "-shm"):
                    target.with_name(target.name + ending).unlink(missing_ok=True)
                with closing(sqlite3.connect(target)) as written:
                    read.backup(written)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"{source} to {target}: {error}") from None


def _dump_postgres(url: URL, file: Path) -> dict[str, int]:
    """Dump what one transaction sees, and count in the same."""
    engine = create_engine_from(url.render_as_string(hide_password=False), statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            snapshot = connection.execute(sa.text("SELECT pg_export_snapshot()")).scalar()
            options = ("--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
            _run_postgres(url, "pg_dump", *options)
            return _rows(connection)
    except SQLAlchemyError as error:
        raise BackupError(f"PostgreSQL: {type(error).__name__}") from None
    finally:
        engine.dispose()


def rows_of(url: str) -> dict[str, int]:
    """Return how many rows each table of a database has."""
    engine = create_engine_from(url, statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            return _rows(connection)
    finally:
        engine.dispose()


def _rows(connection: sa.engine.Connection) -> dict[str, int]:
    count = sa.select(sa.func.count())
    return {
        name: int(connection.execute(count.select_from(sa.table(name))).scalar() or 0)
        for name in sorted(sa.inspect(connection).get_table_names())
    }


def _run_postgres(url: URL, program: str, *arguments: str) -> None:
    found = shutil.which(program) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[::-1]), None
    )
    if found is None:
        raise BackupError(f"{program} is not installed: it comes with PostgreSQL's client")
    address = url.set(drivername="postgresql", password=None)
    # In the environment, where no other user's `ps` shows it.
    secret = {} if url.password is None else {"PGPASSWORD": str(url.password)}
    done = subprocess.run(
        [found, f"--dbname={address.render_as_string()}", *arguments],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word"])[0]
        raise BackupError(f"{program}: {said}")
