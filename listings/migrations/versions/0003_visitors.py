"""What visitors leave: messages for the office, corrections and feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables, empty."""
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reach_kind", sa.String(length=8), nullable=False),
        sa.Column("reach", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "topic IN ('complaint', 'lost_property', 'question', 'correction', 'other')",
            name=op.f("ck_enquiry_topic_known"),
        ),
        sa.CheckConstraint(
            "reach_kind IN ('email', 'phone', 'wechat')", name=op.f("ck_enquiry_reach_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("draft", name=op.f("uq_enquiry_draft")),
        sa.UniqueConstraint("receipt", name=op.f("uq_enquiry_receipt")),
    )
    op.create_index(op.f("ix_enquiry_created_at"), "enquiry", ["created_at"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("reference", name=op.f("uq_correction_reference")),
    )
    op.create_index(op.f("ix_correction_created_at"), "correction", ["created_at"], unique=False)
    op.create_index(op.f("ix_correction_place_id"), "correction", ["place_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_intent"), "feedback", ["intent"], unique=False)


def downgrade() -> None:
    """Remove the three tables with what visitors left."""
    op.drop_table("feedback")
    op.drop_table("correction")
    op.drop_table("enquiry")
