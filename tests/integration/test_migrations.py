from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from listings.database import MIGRATIONS, create_engine_from, downgrade, upgrade
from listings.models import Base

REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
_TEXTS = "'{}', '{}', 0"
OLD_ROWS = (
    "INSERT INTO place (id, kind, names, aliases, position, address, summary, station,"
    f" visit_duration) VALUES ('pier', 'attraction', {_TEXTS}, '{{}}', '{{}}', '{{}}', '{{}}')",
    "INSERT INTO attraction (id) VALUES ('pier')",
    "INSERT INTO ticket (id, attraction_id, key, names, note, audience, price, position)"
    " VALUES (1, 'pier', 'k', '{}', '{}', 'all', 1, 0)",
    "INSERT INTO closure (id, place_id, first_day, last_day, reason, position)"
    " VALUES (1, 'pier', '2026-05-01', '2026-05-02', '{}', 0)",
    "INSERT INTO vocabulary_term (kind, id, names, aliases, position)"
    f" VALUES ('topic', 'sea', {_TEXTS})",
)
"""A place, with what hangs on it, and a word, as the revision before 0004 kept them."""


def tables(url: str) -> set[str]:
    engine = create_engine_from(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_the_migrated_schema_is_the_models(url: str) -> None:
    upgrade(url)
    engine = create_engine_from(url)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_the_migrated_checks_are_the_models(url: str) -> None:
    """Alembic compares no CHECK constraints, so their names are compared here."""
    upgrade(url)
    engine = create_engine_from(url)
    inspector = inspect(engine)
    migrated = {
        check["name"] for table in tables(url) for check in inspector.get_check_constraints(table)
    }
    engine.dispose()
    declared = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if str(constraint.name).startswith("ck_")
    }
    assert migrated == declared


def test_up_down_and_up_again(url: str) -> None:
    upgrade(url)
    assert tables(url) == set(Base.metadata.tables)
    downgrade(url, "base")
    assert tables(url) == set()
    upgrade(url)
    assert tables(url) == set(Base.metadata.tables)


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_can_be_reached_from_the_newest(url: str, revision: str) -> None:
    upgrade(url)
    downgrade(url, revision)
    upgrade(url)
    assert tables(url) == set(Base.metadata.tables)


def test_there_is_one_newest_revision() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


@pytest.mark.postgresql
def test_a_migration_that_cannot_get_a_table_gives_up(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("listings.database.LOCK_TIMEOUT_MS", 100)
    upgrade(postgres_url)
    engine = create_engine_from(postgres_url)
    with engine.begin() as visitor:
        visitor.execute(text("LOCK TABLE ticket"))
        with pytest.raises(OperationalError, match="lock timeout"):
            downgrade(postgres_url, "base")
    engine.dispose()
    assert tables(postgres_url) == set(Base.metadata.tables)


@pytest.mark.postgresql
def test_a_statement_that_takes_too_long_is_ended(postgres_url: str) -> None:
    engine = create_engine_from(postgres_url, statement_timeout_ms=100)
    with engine.connect() as connection, pytest.raises(OperationalError, match="timeout"):
        connection.execute(text("SELECT pg_sleep(5)"))
    engine.dispose()


def test_rows_of_the_first_release_survive_every_later_revision(url: str) -> None:
    upgrade(url)
    downgrade(url, "0003")
    engine = create_engine_from(url)
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    upgrade(url)
    with engine.connect() as connection:
        for table in ("place", "attraction", "ticket", "closure", "vocabulary_term"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()
