"""Alembic's entry point; ``listings.database`` configures and calls it."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from listings.database import create_engine_from
from listings.models import Base

LOCK_TIMEOUT = "5s"
"""A migration that cannot get a table gives up, rather than holding up every visitor behind it."""


def run() -> None:
    engine = create_engine_from(context.config.attributes["url"], statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
                connection.commit()
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=connection.dialect.name == "sqlite",
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
