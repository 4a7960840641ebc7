"""`python -m service backup DIR` and `restore DIR`: both databases, and what was deleted since."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

import listings.settings
from listings.database import MIGRATIONS, create_engine_from, session_factory, upgrade
from listings.inbox import forgotten as forgotten_messages
from listings.inbox.enquiries import forget_again
from listings.queries import NoCityError, get_city
from service.database_copies import BackupError, copy_in, copy_out, rows_of
from service.old_backups import MANIFEST
from trackers import forgotten as forgotten_conversations
from trackers.settings import tracker_url

FORMAT = 2
COUNTED_IN_THE_COPY = 2
"""Since this format the numbers of rows are those of the copy, whatever visitors did meanwhile."""
_OWNERS_ONLY = 0o700


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
    # One that holds both is copied once, as of one moment.
    made = {
        make_url(url): copy_out(make_url(url), aside / name) for name, url in _once(urls).items()
    }
    copies = {name: made[make_url(url)] for name, url in urls.items()}
    manifest = {
        "format": FORMAT,
        "made_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "city": _city(urls["listings"]),
        "revision": _revision(urls["listings"]),
        "files": {
            name: {"file": file.name, "kind": _kind(urls[name]), "sha256": _digest(file)}
            for name, (file, _) in copies.items()
        },
        "rows": {name: rows for name, (_, rows) in copies.items()},
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
            newer release; a database cannot be written, or not all of it came back.
    """
    manifest = _read(folder)
    urls = _urls()
    _check(manifest, folder, urls)
    messages, conversations = _deleted(urls)
    for name, url in _once(urls).items():
        copy_in(make_url(url), folder / manifest["files"][name]["file"])
    other = _other_rows(manifest, urls)
    upgrade(urls["listings"])
    again = {
        "messages": _forget_messages(urls["listings"], *messages),
        "conversations": _forget_conversations(urls["conversations"], conversations),
    }
    if other:
        # Told last: what was deleted is deleted first, whatever came back.
        raise BackupError(f"{folder}: restored, but not whole: {other}")
    return again


def _urls() -> dict[str, str]:
    return {"listings": listings.settings.database_url(), "conversations": tracker_url()}


def _once(urls: Mapping[str, str]) -> dict[str, str]:
    """Return the databases, each under the first of its names, however its address is written."""
    first: dict[str, str] = {}
    for name, url in urls.items():
        if not any(make_url(url) == make_url(known) for known in first.values()):
            first[name] = url
    return first


def _kind(url: str) -> str:
    return str(make_url(url).get_backend_name())


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupError(f"{folder}: no backup, it has no {MANIFEST} that can be read") from None
    if not isinstance(manifest, dict) or manifest.get("format") not in range(1, FORMAT + 1):
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


def _other_rows(manifest: Mapping[str, Any], urls: Mapping[str, str]) -> str:
    """Return what came back in another number than was kept, in a few words; else nothing."""
    if manifest["format"] < COUNTED_IN_THE_COPY:
        return ""
    for name, url in urls.items():
        came = rows_of(url)
        for table, kept in manifest["rows"][name].items():
            if came.get(table) != kept:
                return f"{table} has {came.get(table)} rows and had {kept}"
    return ""


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


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
