from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from listings.database import session_factory
from listings.importing import import_city

METRO = Path(__file__).resolve().parents[3] / "cities" / "velamar-metro"


@pytest.fixture
def metro_folder(folder: Path) -> Path:
    """A copy of Velamar's folder with the toy metro in it, free to be changed."""
    for file in METRO.glob("*.csv"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def metro_session(engine: Engine, metro_folder: Path) -> Iterator[Session]:
    """A session on Velamar with its toy metro of twelve stations."""
    import_city(engine, metro_folder)
    with session_factory(engine)() as session:
        yield session
