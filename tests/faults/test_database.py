"""The city's database is away, locked, spoilt, replaced, or its disk is full."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from channels.contact import OfficeContact
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.queries import get_city
from semantics.languages import LANGUAGES

VELAMAR = Path(__file__).resolve().parents[1] / "cities" / "velamar"
STATES = ("away", "a folder", "locked", "no database", "cut short", "replaced by an empty one")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "city.sqlite3"
    upgrade(f"sqlite:///{path}")
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, VELAMAR)
    with engine.begin() as connection:
        # Velamar has no emergency line; its office plays one.
        connection.execute(text("UPDATE place SET phone = '112' WHERE kind = 'office'"))
    engine.dispose()
    return path


@contextmanager
def spoilt(path: Path, state: str) -> Iterator[None]:
    """Bring the database at ``path`` into ``state``; a lock is let go at the end."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    if state == "locked":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
        return
    content = path.read_bytes()
    path.unlink()
    if state == "a folder":
        path.mkdir()
    elif state == "no database":
        path.write_bytes(b"not a database " * 1000)
    elif state == "cut short":
        path.write_bytes(content[: len(content) // 3])
    elif state == "replaced by an empty one":
        sqlite3.connect(path).close()
    yield


@pytest.mark.parametrize("state", STATES)
async def test_the_card_and_the_numbers_stay_known_whatever_the_database_is(
    imported: Path, tmp_path: Path, state: str
) -> None:
    path, file = tmp_path / "city.sqlite3", tmp_path / "contact.json"
    shutil.copy(imported, path)
    before = OfficeContact(f"sqlite:///{path}", file=file)
    cards = {language: await before.card(language) for language in LANGUAGES}
    before._sessions.kw["bind"].dispose()
    with spoilt(path, state):
        after = OfficeContact(f"sqlite:///{path}", file=file)
        for language in LANGUAGES:
            told, card = await after.card(language), cards[language]
            assert told is not None
            assert card is not None
            assert (told.name, told.phone) == (card.name, card.phone)
            assert await after.emergency(language)


async def test_a_full_disk_under_var_costs_the_snapshot_and_no_answer(
    imported: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    contact = OfficeContact(f"sqlite:///{imported}", file=tmp_path / "var" / "contact.json")
    assert await contact.card("en") is not None
    assert "cannot be kept" in caplog.text


def test_an_import_that_is_broken_off_leaves_the_database_as_it_was(
    imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.sqlite3"
    shutil.copy(imported, path)
    folder = tmp_path / "velamar"
    shutil.copytree(VELAMAR, folder)
    offices = next(folder.glob("offices.*"))
    offices.write_text(offices.read_text(encoding="utf-8").replace("Porto", "Cidade"), "utf-8")
    engine = create_engine_from(f"sqlite:///{path}")
    before = _content(path)

    class Killed(BaseException):
        pass

    with monkeypatch.context() as broken:
        broken.setattr("listings.importing.store.Session.flush", lambda *_: _raise(Killed))
        with pytest.raises(Killed):
            import_city(engine, folder)
    engine.dispose()
    assert _content(path) == before
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, folder)
    engine.dispose()
    assert _content(path) != before


def test_a_migration_that_is_broken_off_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "city.sqlite3"
    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.batch_alter_table", lambda *_, **__: _raise(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            upgrade(f"sqlite:///{path}")
    upgrade(f"sqlite:///{path}")
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, VELAMAR)
    with session_factory(engine)() as session:
        assert get_city(session).id == "velamar"
    engine.dispose()


def test_a_database_of_nothing_is_an_error_and_no_city(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.sqlite3").close()
    engine = create_engine_from(f"sqlite:///{tmp_path}/empty.sqlite3")
    with session_factory(engine)() as session, pytest.raises(SQLAlchemyError):
        get_city(session)
    engine.dispose()


def _raise(error: type[BaseException]) -> None:
    raise error


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
