"""The metro's stations, lines and trains, and the fare of taxis."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _sourced(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("as_of_note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        _partial_date(table, "as_of"),
    ]


def _partial_date(table: str, name: str) -> sa.CheckConstraint:
    shapes = " OR ".join(f"{name} LIKE '{s}'" for s in ("____", "____-__", "____-__-__"))
    return sa.CheckConstraint(shapes, name=op.f(f"ck_{table}_{name}_shape"))


def _not_negative(table: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_{table}_{name}_not_negative"))


def upgrade() -> None:
    """Create the four tables, empty."""
    op.create_table(
        "metro_station",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("stops", sa.JSON(), nullable=False),
        sa.Column("serves", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f("fk_metro_station_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metro_station")),
    )
    op.create_table(
        "metro_line",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        *_sourced("metro_line"),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("length_km", sa.Float(), nullable=True),
        sa.Column("opened", sa.String(length=10), nullable=True),
        _not_negative("metro_line", "length_km"),
        _partial_date("metro_line", "opened"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metro_line")),
    )
    op.create_table(
        "metro_train",
        *_sourced("metro_train"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("towards_id", sa.String(), nullable=False),
        sa.Column("service", sa.String(length=8), nullable=False),
        sa.Column("first_train", sa.String(length=5), nullable=True),
        sa.Column("last_train", sa.String(length=5), nullable=True),
        sa.Column("departures", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "service IN ('ordinary', 'direct')", name=op.f("ck_metro_train_service_known")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_metro_train_{column}_{target}")
            )
            for column, target in (
                ("station_id", "metro_station"),
                ("line_id", "metro_line"),
                ("towards_id", "metro_station"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metro_train")),
        sa.UniqueConstraint(
            "station_id",
            "line_id",
            "towards_id",
            "service",
            name=op.f("uq_metro_train_station_id_line_id_towards_id_service"),
        ),
    )
    op.create_table(
        "taxi_fare",
        *_sourced("taxi_fare"),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("flag_fall", sa.Numeric(12, 3), nullable=False),
        sa.Column("included_km", sa.Float(), nullable=False),
        sa.Column("per_km", sa.Numeric(12, 3), nullable=False),
        sa.Column("night_surcharge", sa.Integer(), nullable=True),
        sa.Column("night_from", sa.String(length=5), nullable=True),
        *(
            _not_negative("taxi_fare", name)
            for name in ("flag_fall", "included_km", "per_km", "night_surcharge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxi_fare")),
    )


def downgrade() -> None:
    """Drop the tables, and the places that are stations."""
    op.drop_table("taxi_fare")
    op.drop_table("metro_train")
    op.drop_table("metro_line")
    op.execute("DELETE FROM closure WHERE place_id IN (SELECT id FROM metro_station)")
    op.drop_table("metro_station")
    op.execute("DELETE FROM place WHERE kind = 'station'")
