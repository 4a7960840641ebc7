"""Other words in which visitors ask for what an article tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty for every article until the next import."""
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("keywords", sa.JSON(), nullable=True))
    op.execute("UPDATE article SET keywords = '{}'")
    with op.batch_alter_table("article") as table:
        table.alter_column("keywords", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("article") as table:
        table.drop_column("keywords")
