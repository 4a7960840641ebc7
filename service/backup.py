"""`python -m service backup DIR` and `restore DIR`: both databases, and what was deleted since."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

import listings.settings
from listings.database import MIGRATIONS, create_engine_from, session_factory, upgrade
from listings.inbox import forgotten as forgotten_messages
from listings.inbox.enquiries import forget_again
from listings.queries import NoCityError, get_city
from trackers import forgotten as forgotten_conversations
from trackers.settings import tracker_url

MANIFEST = "manifest.json"
FORMAT = 1
_OWNERS_ONLY = 0o700


class BackupError(Exception):
    """A backup that cannot be made, or must not be restored here; its text is one line."""


def backup(folder: Path) -> dict[str, Any]:
    """Write both databases as they stand to the new ``folder`` and return its manifest.

    Visitors may go on meanwhile: each database is copied as of one moment.

    Raises:
        BackupError: The folder is there, or a database cannot be copied.
    """
    if folder.exists():
        raise BackupError(f"{folder}: is there already; name a folder that is not")
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=_OWNERS_ONLY, parents=True)
    urls = _urls()
    # Before the first visitor there is none; afterwards it tells what was deleted.
    _deleted(urls)
    files = {name: _copy_out(make_url(url), aside / name) for name, url in urls.items()}
    manifest = {
        "format": FORMAT,
        "made_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "city": _city(urls["listings"]),
        "revision": _revision(urls["listings"]),
        "files": {
            name: {"file": file.name, "kind": _kind(urls[name]), "sha256": _digest(file)}
            for name, file in files.items()
        },
        "rows": {name: _rows(url) for name, url in urls.items()},
    }
    (aside / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    # A folder of this name is a whole backup, whatever ended the command.
    aside.rename(folder)
    return manifest


def restore(folder: Path) -> dict[str, int]:
    """Put both databases back as they stood; return how many deletions were done again.

    What visitors deleted since, as far as the present databases can tell it, is deleted again. The
    assistant must not run meanwhile.

    Raises:
        BackupError: The backup is damaged, of another city, of another kind of database or from a
            newer release; or a database cannot be written.
    """
    manifest = _read(folder)
    urls = _urls()
    _check(manifest, folder, urls)
    messages, conversations = _deleted(urls)
    for name, url in urls.items():
        _copy_in(make_url(url), folder / manifest["files"][name]["file"])
    upgrade(urls["listings"])
    return {
        "messages": _forget_messages(urls["listings"], *messages),
        "conversations": _forget_conversations(urls["conversations"], conversations),
    }


def _urls() -> dict[str, str]:
    return {"listings": listings.settings.database_url(), "conversations": tracker_url()}


def _kind(url: str) -> str:
    return str(make_url(url).get_backend_name())


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupError(f"{folder}: no backup, it has no {MANIFEST} that can be read") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupError(f"{folder}: a backup of another release")
    return manifest


def _check(manifest: Mapping[str, Any], folder: Path, urls: Mapping[str, str]) -> None:
    for name, url in urls.items():
        entry = manifest["files"][name]
        file = folder / entry["file"]
        if not file.is_file() or _digest(file) != entry["sha256"]:
            raise BackupError(f"{file}: damaged: it is not what was written")
        if entry["kind"] != _kind(url):
            raise BackupError(f"{file}: of {entry['kind']}, and {name} is in {_kind(url)}")
    ours = {_city(urls["listings"]), _city_of_files()} - {""}
    if manifest["city"] and ours and manifest["city"] not in ours:
        raise BackupError(f"{folder}: of the city {manifest['city']}, not of {min(ours)}")
    script = ScriptDirectory(str(MIGRATIONS))
    known = {revision.revision for revision in script.walk_revisions()}
    if manifest["revision"] and manifest["revision"] not in known:
        raise BackupError(
            f"{folder}: of a newer release (schema {manifest['revision']}); ours knows"
            f" {script.get_current_head()}"
        )


def _city(url: str) -> str:
    """Return the id of the database's city, empty where it holds none or does not answer."""
    engine = create_engine_from(url)
    try:
        with session_factory(engine)() as session:
            return str(get_city(session).id)
    except (SQLAlchemyError, NoCityError):
        return ""
    finally:
        engine.dispose()


def _city_of_files() -> str:
    content = json.loads((listings.settings.city_dir() / "city.json").read_text(encoding="utf-8"))
    return str(content.get("id", ""))


def _revision(url: str) -> str:
    engine = create_engine_from(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
            return str(found or "")
    finally:
        engine.dispose()


def _rows(url: str) -> dict[str, int]:
    engine = create_engine_from(url, statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            count = sa.select(sa.func.count())
            return {
                name: int(connection.execute(count.select_from(sa.table(name))).scalar() or 0)
                for name in sorted(tables)
            }
    finally:
        engine.dispose()


def _deleted(urls: Mapping[str, str]) -> tuple[tuple[Any, Any], dict[str, float]]:
    """Return what the present databases say was deleted, nothing where they cannot."""
    messages: tuple[Any, Any] = (frozenset(), None)
    conversations: dict[str, float] = {}
    engine = create_engine_from(urls["listings"])
    try:
        with session_factory(engine)() as session:
            messages = forgotten_messages.read(session)
    except SQLAlchemyError:
        pass
    finally:
        engine.dispose()
    engine = create_engine_from(urls["conversations"])
    try:
        conversations = forgotten_conversations.read(engine)
    except SQLAlchemyError:
        pass
    finally:
        engine.dispose()
    return messages, conversations


def _forget_messages(url: str, numbers: Any, before: Any) -> int:
    engine = create_engine_from(url)
    try:
        with session_factory(engine)() as session:
            known, earlier = forgotten_messages.read(session)
            moments = [m for m in (before, earlier) if m is not None]
            return forget_again(session, numbers | known, max(moments, default=None))
    finally:
        engine.dispose()


def _forget_conversations(url: str, deleted: dict[str, float]) -> int:
    engine = create_engine_from(url)
    try:
        return forgotten_conversations.forget_again(engine, deleted)
    finally:
        engine.dispose()


def _copy_out(url: URL, file: Path) -> Path:
    if url.get_backend_name() == "sqlite":
        file = file.with_suffix(".sqlite3")
        source = Path(str(url.database))
        if not source.is_file():
            raise BackupError(f"{source}: no database is there")
        _copy_sqlite(source, file)
    else:
        file = file.with_suffix(".dump")
        _run_postgres(url, "pg_dump", "--format=custom", "--no-owner", f"--file={file}")
    file.chmod(0o600)
    return file


def _copy_in(url: URL, file: Path) -> None:
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


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
