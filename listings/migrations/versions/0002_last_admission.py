"""When the last visitors are let into a sight."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, unknown for every sight until the next import."""
    with op.batch_alter_table("attraction") as table:
        table.add_column(sa.Column("last_admission", sa.String(length=8), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("attraction") as table:
        table.drop_column("last_admission")
