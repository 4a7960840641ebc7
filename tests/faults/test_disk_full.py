"""PostgreSQL has no room left: what is known is told, what cannot be kept is said not to be."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import OperationalError

from channels.contact import OfficeContact
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.inbox.enquiries import find_enquiries, keep_enquiry
from listings.queries import find_attractions
from tests.faults.test_database import VELAMAR
from tests.integration.conftest import OWNER, UNPRIVILEGED
from trackers.store import WindowedTrackerStore

pytestmark = pytest.mark.postgresql
_TEXT = "a text of a visitor " * 40


@pytest.fixture
def small_folder(tmp_path: Path) -> Iterator[Path]:
    """A file system of 32 MB; skipped where we may not mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m,mode=777", "tmpfs", str(folder)]
    if (
        os.geteuid()
        or shutil.which("mount") is None
        or subprocess.run(mount, check=False).returncode
    ):
        pytest.skip("a file system can be mounted by root alone, and not in every container")
    for parent in (folder, *list(folder.parents)[:-2]):
        # The server is another user, who must come through.
        parent.chmod(parent.stat().st_mode | 0o011)
    space = folder / "space"
    space.mkdir()
    shutil.chown(space, UNPRIVILEGED)
    try:
        yield space
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _run(server: Path, *statements: str, name: str = "postgres") -> None:
    connection = psycopg2.connect(host=str(server), user=OWNER, dbname=name)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


@pytest.fixture(params=["a full disk", "its error alone"])
def full(
    request: pytest.FixtureRequest, postgres_server: Path
) -> Iterator[tuple[str, Callable[[bool], None]]]:
    """The address of a database, and what fills its disk and makes room again.

    Where nothing can be mounted, triggers raise the error of a full disk at each new row.
    """
    name = "full_disk" if request.param == "a full disk" else "full_error"
    _run(postgres_server, f"DROP DATABASE IF EXISTS {name}")
    if request.param == "a full disk":
        folder = request.getfixturevalue("small_folder")
        _run(
            postgres_server,
            f"CREATE TABLESPACE small LOCATION '{folder}'",
            f"CREATE DATABASE {name} TABLESPACE small",
        )
    else:
        _run(postgres_server, f"CREATE DATABASE {name}")

    def fill(is_full: bool) -> None:
        if request.param != "a full disk":
            _set_triggers(postgres_server, name, is_full)
        elif not is_full:
            _run(postgres_server, "DROP TABLE filler", "CHECKPOINT", name=name)
        else:
            _run(postgres_server, "CREATE TABLE filler (a text)", name=name)
            for rows in (100_000, 1000, 1):
                # What it took of the disk stays taken when it fails.
                _insert_until_full(postgres_server, name, rows)

    try:
        yield f"postgresql://{OWNER}@/{name}?host={postgres_server}", fill
    finally:
        _run(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")
        if request.param == "a full disk":
            _run(postgres_server, "DROP TABLESPACE small")


def _insert_until_full(server: Path, name: str, rows: int) -> None:
    insert = f"INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, {rows})"
    with contextlib.suppress(psycopg2.errors.DiskFull):
        while True:
            _run(server, insert, name=name)


def _set_triggers(server: Path, name: str, is_full: bool) -> None:
    _run(
        server,
        "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$",
        name=name,
    )
    for table in ("enquiry", "events", "conversation_state"):
        made = f"BEFORE INSERT ON {table} EXECUTE FUNCTION full_disk()"
        change = f"CREATE TRIGGER no_room {made}" if is_full else f"DROP TRIGGER no_room ON {table}"
        _run(server, change, name=name)


def _keep(session: Any, draft: str) -> None:
    keep_enquiry(
        session,
        draft=draft,
        topic="other",
        text=_TEXT,
        reach_kind="email",
        reach="a@example.org",
        language="en",
        now=datetime.now(timezone.utc),
    )


async def test_what_a_full_disk_does_not_keep_is_an_error_and_what_is_known_is_told(
    full: tuple[str, Callable[[bool], None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, fill = full
    monkeypatch.setenv("TRACKER_URL", url)
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, VELAMAR)
    domain = Domain.from_dict({"intents": ["ask"], "actions": ["action_answer"]})
    store = WindowedTrackerStore(domain)
    tracker = DialogueStateTracker.from_events("w-a", [UserUttered(_TEXT)], domain=domain)
    fill(True)

    with session_factory(engine)() as session:
        assert find_attractions(session)
        with pytest.raises(OperationalError) as caught:
            _keep(session, "draft")
        assert isinstance(caught.value.orig, psycopg2.errors.DiskFull)
        assert _TEXT not in str(caught.value)
    with pytest.raises(OperationalError) as caught:
        await store.save(tracker)
    assert _TEXT not in str(caught.value)
    # Whoever calls for help is told by the database as it is.
    contact = OfficeContact(url, file=tmp_path / "contact.json")
    assert await contact.card("ko") is not None

    fill(False)
    with session_factory(engine)() as session:
        for _ in range(2):
            # A yes that is said again, once there is room, keeps the message once.
            _keep(session, "draft")
        assert [each.text for each in find_enquiries(session)] == [_TEXT]
    tracker.update(ActionExecuted("action_answer"))
    await store.save(tracker)
    again = await store.retrieve("w-a")
    assert again is not None
    assert [each.type_name for each in again.events] == ["user", "action"]
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM events")).scalar() == 2
    contact._sessions.kw["bind"].dispose()
    store.engine.dispose()
    engine.dispose()
