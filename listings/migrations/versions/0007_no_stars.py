"""Hotels that are rated with no star."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NAME = "ck_hotel_stars_in_range"


def upgrade() -> None:
    """Let a hotel have 0 stars, which is another thing than an unknown number."""
    _bound("stars BETWEEN 0 AND 5")


def downgrade() -> None:
    """Let it have one at least; those with none become unrated."""
    op.execute("UPDATE hotel SET stars = NULL WHERE stars = 0")
    _bound("stars BETWEEN 1 AND 5")


def _bound(condition: str) -> None:
    with op.batch_alter_table("hotel") as table:
        table.drop_constraint(op.f(_NAME), type_="check")
        table.create_check_constraint(op.f(_NAME), condition)
