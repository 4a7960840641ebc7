"""A migrated SQLite database, the invented city Velamar in it, and folders to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city

# The first example of a test may load a calendar or an index; how long it takes says nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

VELAMAR = Path(__file__).resolve().parents[2] / "cities" / "velamar"

Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without a city, to be copied."""
    path = tmp_path_factory.mktemp("databases") / "empty.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def velamar_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A database with the city Velamar, to be copied."""
    path = tmp_path_factory.mktemp("databases") / "velamar.sqlite3"
    shutil.copy(empty_database, path)
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, VELAMAR)
    engine.dispose()
    return path


@pytest.fixture
def empty_engine(tmp_path: Path, empty_database: Path) -> Iterator[Engine]:
    """An engine on a migrated database of its own, without a city."""
    yield from _engine_on_copy(empty_database, tmp_path / "empty.sqlite3")


@pytest.fixture
def engine(tmp_path: Path, velamar_database: Path) -> Iterator[Engine]:
    """An engine on a database of its own with the city Velamar."""
    yield from _engine_on_copy(velamar_database, tmp_path / "velamar.sqlite3")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on a database of its own with the city Velamar."""
    with session_factory(engine)() as session:
        yield session


@pytest.fixture
def empty_session(empty_engine: Engine) -> Iterator[Session]:
    """A session on a migrated database of its own, without a city."""
    with session_factory(empty_engine)() as session:
        yield session


@pytest.fixture
def velamar() -> Path:
    """The folder of the invented city Velamar; not to be changed."""
    return VELAMAR


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Velamar's folder, free to be changed."""
    return Path(shutil.copytree(VELAMAR, tmp_path / "city"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """A function that replaces a text that must stand in a file of ``folder``."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def _engine_on_copy(database: Path, path: Path) -> Iterator[Engine]:
    shutil.copy(database, path)
    engine = create_engine_from(f"sqlite:///{path}")
    yield engine
    engine.dispose()
