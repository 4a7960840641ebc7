"""Alembic's entry point; ``listings.database`` configures and calls it."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection

from listings.database import create_engine_from
from listings.models import Base


def run() -> None:
    """Run the migrations asked for, in one transaction."""
    engine = create_engine_from(context.config.attributes["url"], statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            _let_tables_be_rebuilt(connection)
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=connection.dialect.name == "sqlite",
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """Let SQLite drop a table that rows refer to, for Alembic puts a changed copy in its place."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.commit()  # type: ignore[attr-defined]  # or Alembic would leave its own transaction open


run()
