"""The first schema: the city, its places, prices, articles, closures and vocabulary."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, and the one row that says which content this is."""
    op.create_table(
        "article",
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("as_of_note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "as_of LIKE '____' OR as_of LIKE '____-__' OR as_of LIKE '____-__-__'",
            name=op.f("ck_article_as_of_shape"),
        ),
        sa.CheckConstraint(
            "group_name IN ('culture', 'business', 'transport')",
            name=op.f("ck_article_group_name_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_group_name"), "article", ["group_name"], unique=False)
    op.create_index(op.f("ix_article_topic"), "article", ["topic"], unique=False)
    op.create_table(
        "data_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_state")),
    )
    op.create_table(
        "district",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
    )
    op.create_table(
        "vocabulary_term",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('category', 'cuisine', 'amenity', 'audience', 'office-kind', 'topic')",
            name=op.f("ck_vocabulary_term_kind_known"),
        ),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_vocabulary_term")),
    )
    op.create_table(
        "place",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("as_of_note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("district_id", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("station", sa.JSON(), nullable=False),
        sa.Column("visit_duration", sa.JSON(), nullable=False),
        sa.Column("opening_hours", sa.String(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("price_level", sa.Integer(), nullable=True),
        sa.Column("step_free", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "as_of LIKE '____' OR as_of LIKE '____-__' OR as_of LIKE '____-__-__'",
            name=op.f("ck_place_as_of_shape"),
        ),
        sa.CheckConstraint(
            "kind IN ('attraction', 'hotel', 'restaurant', 'office')",
            name=op.f("ck_place_kind_known"),
        ),
        sa.CheckConstraint(
            "step_free IN ('yes', 'no', 'partly')", name=op.f("ck_place_step_free_known")
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_place_both_coordinates")
        ),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_place_latitude_in_range")),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_place_longitude_in_range")
        ),
        sa.CheckConstraint(
            "price_level BETWEEN 1 AND 4", name=op.f("ck_place_price_level_in_range")
        ),
        sa.CheckConstraint("rating BETWEEN 0 AND 5", name=op.f("ck_place_rating_in_range")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_place_district_id_district")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_district_id"), "place", ["district_id"], unique=False)
    op.create_index(op.f("ix_place_kind"), "place", ["kind"], unique=False)
    op.create_table(
        "attraction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("rating_a", sa.Integer(), nullable=True),
        sa.Column("opening_hours_as_of", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "opening_hours_as_of LIKE '____' OR opening_hours_as_of LIKE '____-__'"
            " OR opening_hours_as_of LIKE '____-__-__'",
            name=op.f("ck_attraction_opening_hours_as_of_shape"),
        ),
        sa.CheckConstraint(
            "rating_a BETWEEN 1 AND 5", name=op.f("ck_attraction_rating_a_in_range")
        ),
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f("fk_attraction_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attraction")),
    )
    op.create_index(op.f("ix_attraction_category"), "attraction", ["category"], unique=False)
    op.create_table(
        "closure",
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("as_of_note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "as_of LIKE '____' OR as_of LIKE '____-__' OR as_of LIKE '____-__-__'",
            name=op.f("ck_closure_as_of_shape"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_days_in_order")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_closure_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.UniqueConstraint(
            "place_id", "first_day", "last_day", name=op.f("uq_closure_place_id_first_day_last_day")
        ),
    )
    op.create_table(
        "hotel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("price_from", sa.Numeric(12, 3), nullable=True),
        sa.Column("amenities", sa.JSON(), nullable=False),
        sa.CheckConstraint("price_from >= 0", name=op.f("ck_hotel_price_from_not_negative")),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_hotel_stars_in_range")),
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f("fk_hotel_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotel")),
    )
    op.create_index(op.f("ix_hotel_category"), "hotel", ["category"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("office_kind", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f("fk_office_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_index(op.f("ix_office_office_kind"), "office", ["office_kind"], unique=False)
    op.create_table(
        "restaurant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cuisines", sa.JSON(), nullable=False),
        sa.Column("price_per_person", sa.Numeric(12, 3), nullable=True),
        sa.Column("signature_dishes", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "price_per_person >= 0", name=op.f("ck_restaurant_price_per_person_not_negative")
        ),
        sa.ForeignKeyConstraint(["id"], ["place.id"], name=op.f("fk_restaurant_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restaurant")),
    )
    op.create_table(
        "city",
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("visitor_office_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["visitor_office_id"], ["office.id"], name=op.f("fk_city_visitor_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
    )
    op.create_table(
        "ticket",
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("as_of_note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attraction_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("price", sa.Numeric(12, 3), nullable=False),
        sa.Column("season", sa.String(), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "as_of LIKE '____' OR as_of LIKE '____-__' OR as_of LIKE '____-__-__'",
            name=op.f("ck_ticket_as_of_shape"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_ticket_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["attraction_id"], ["attraction.id"], name=op.f("fk_ticket_attraction_id_attraction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("attraction_id", "key", name=op.f("uq_ticket_attraction_id_key")),
    )
    version = secrets.token_hex(8)
    op.execute(sa.text("INSERT INTO data_state (id, version) VALUES (1, :v)").bindparams(v=version))


def downgrade() -> None:
    """Drop every table with what it holds."""
    op.drop_table("ticket")
    op.drop_table("city")
    op.drop_table("restaurant")
    op.drop_index(op.f("ix_office_office_kind"), table_name="office")
    op.drop_table("office")
    op.drop_index(op.f("ix_hotel_category"), table_name="hotel")
    op.drop_table("hotel")
    op.drop_table("closure")
    op.drop_index(op.f("ix_attraction_category"), table_name="attraction")
    op.drop_table("attraction")
    op.drop_index(op.f("ix_place_kind"), table_name="place")
    op.drop_index(op.f("ix_place_district_id"), table_name="place")
    op.drop_table("place")
    op.drop_table("vocabulary_term")
    op.drop_table("district")
    op.drop_table("data_state")
    op.drop_index(op.f("ix_article_topic"), table_name="article")
    op.drop_index(op.f("ix_article_group_name"), table_name="article")
    op.drop_table("article")
