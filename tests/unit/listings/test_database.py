from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from listings.database import create_engine_from, downgrade, upgrade


def test_sqlite_enforces_foreign_keys(empty_engine: Engine) -> None:
    ticket = "INSERT INTO ticket (attraction_id, key, audience, price, names, note, position)"
    with empty_engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text(f"{ticket} VALUES ('nowhere', 'k', 'all', 0, '{{}}', '{{}}', 0)"))


def test_sqlite_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with engine.begin() as writer:
        writer.execute(text("UPDATE city SET currency = 'XXX'"))
        with engine.connect() as reader:
            assert reader.execute(text("SELECT currency FROM city")).scalar_one() == "EUR"


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    upgrade(url)
    before = (tmp_path / "new.sqlite3").read_bytes()
    upgrade(url)
    assert (tmp_path / "new.sqlite3").read_bytes() == before


def test_downgrading_to_base_leaves_no_table(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    upgrade(url)
    downgrade(url, "base")
    engine = create_engine_from(url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_folder_with_a_percent_sign_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "100%"
    folder.mkdir()
    upgrade(f"sqlite:///{folder}/new.sqlite3")
    assert (folder / "new.sqlite3").exists()


def test_postgresql_gets_its_timeouts() -> None:
    engine = create_engine_from("postgresql://h.example/n", statement_timeout_ms=7)
    _, arguments = engine.dialect.create_connect_args(engine.url)
    assert engine.pool._pre_ping  # type: ignore[attr-defined]
    assert arguments["host"] == "h.example"
