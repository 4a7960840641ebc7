"""Alembic's entry point; ``listings.database`` configures and calls it."""

from __future__ import annotations

from alembic import context

from listings.database import create_engine_from
from listings.models import Base


def run() -> None:
    """Run the migrations asked for, in one transaction."""
    engine = create_engine_from(context.config.attributes["url"], statement_timeout_ms=0)
    try:
        with engine.connect() as connection:
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
