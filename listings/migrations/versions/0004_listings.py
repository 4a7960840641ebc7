"""Facilities, shops, events, sources and notices; kinds of place are no longer counted here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PLACE_KINDS = ("attraction", "hotel", "restaurant", "office")
_VOCABULARY_KINDS = ("category", "cuisine", "amenity", "audience", "office-kind", "topic")


def upgrade() -> None:
    """Create the tables, empty, and let a place and a word be of any kind that the models know."""
    with op.batch_alter_table("place") as table:
        table.drop_constraint(op.f("ck_place_kind_known"), type_="check")
    with op.batch_alter_table("vocabulary_term") as table:
        table.drop_constraint(op.f("ck_vocabulary_term_kind_known"), type_="check")
    with op.batch_alter_table("city") as table:
        table.add_column(sa.Column("facts_old_after_years", sa.Integer(), nullable=True))
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("last_day", sa.Date(), nullable=True))
    _create_place_table(
        "facility",
        sa.Column("facility_kind", sa.String(), nullable=False),
        sa.Column("inside_place_id", sa.String(), nullable=True),
        sa.Column("fee", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
    )
    op.create_index(op.f("ix_facility_facility_kind"), "facility", ["facility_kind"])
    _create_place_table(
        "shop",
        sa.Column("shop_kind", sa.String(), nullable=False),
        sa.Column("known_for", sa.JSON(), nullable=False),
    )
    op.create_index(op.f("ix_shop_shop_kind"), "shop", ["shop_kind"])
    _create_place_table(
        "event",
        sa.Column("event_kind", sa.String(), nullable=False),
        sa.Column("venue_id", sa.String(), nullable=True),
        sa.Column("recurrence", sa.String(), nullable=False),
        sa.Column("known_dates", sa.JSON(), nullable=False),
        sa.Column("timing", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "confidence IN ('high', 'medium', 'low')", name=op.f("ck_event_confidence_known")
        ),
    )
    op.create_index(op.f("ix_event_event_kind"), "event", ["event_kind"])
    op.create_table(
        "source",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("read_on", sa.String(length=10), nullable=True),
        sa.Column("trust", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "read_on LIKE '____' OR read_on LIKE '____-__' OR read_on LIKE '____-__-__'",
            name=op.f("ck_source_read_on_shape"),
        ),
        sa.CheckConstraint(
            "trust IN ('high', 'medium', 'low')", name=op.f("ck_source_trust_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place_ids", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_notice_moments_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_ends_at"), "notice", ["ends_at"])


def downgrade() -> None:
    """Drop the tables, and the places, words and closures of kinds that were not known before."""
    op.drop_table("notice")
    op.drop_table("source")
    new_places = f"kind NOT IN ({_listed(_PLACE_KINDS)})"
    op.execute(f"DELETE FROM closure WHERE place_id IN (SELECT id FROM place WHERE {new_places})")
    for name in ("event", "shop", "facility"):
        op.drop_table(name)
    op.execute(f"DELETE FROM place WHERE {new_places}")
    op.execute(f"DELETE FROM vocabulary_term WHERE kind NOT IN ({_listed(_VOCABULARY_KINDS)})")
    with op.batch_alter_table("article") as table:
        table.drop_column("last_day")
    with op.batch_alter_table("city") as table:
        table.drop_column("facts_old_after_years")
    for name, kinds in (("vocabulary_term", _VOCABULARY_KINDS), ("place", _PLACE_KINDS)):
        with op.batch_alter_table(name) as table:
            table.create_check_constraint(
                op.f(f"ck_{name}_kind_known"), f"kind IN ({_listed(kinds)})"
            )


def _create_place_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f(f"fk_{name}_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)
