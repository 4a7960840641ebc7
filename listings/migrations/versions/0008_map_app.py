"""Where links open a way, and on which terms the facts are given on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_APPS = "map_app IN ('phone', 'amap', 'apple', 'geo', 'google', 'osm')"


def upgrade() -> None:
    """Add the columns; a city without a word on them is as it was."""
    with op.batch_alter_table("city") as table:
        table.add_column(sa.Column("map_app", sa.String(8)))
        table.add_column(sa.Column("data_licence", sa.String()))
        table.add_column(sa.Column("data_licence_url", sa.String()))
        table.create_check_constraint(op.f("ck_city_map_app_known"), _APPS)


def downgrade() -> None:
    """Take the columns away."""
    with op.batch_alter_table("city") as table:
        table.drop_constraint(op.f("ck_city_map_app_known"), type_="check")
        for name in ("data_licence_url", "data_licence", "map_app"):
            table.drop_column(name)
