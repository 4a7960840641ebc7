"""The schema itself refuses what no import should let through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from listings.models import (
    Article,
    Attraction,
    Closure,
    DataState,
    Hotel,
    Office,
    Restaurant,
    Ticket,
)

CASTLE = "castelo-da-gaivota"


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (Hotel, {"latitude": 90.1, "longitude": 0}, "ck_place_latitude_in_range"),
        (Hotel, {"latitude": 0, "longitude": -180.1}, "ck_place_longitude_in_range"),
        (Hotel, {"latitude": 38.7}, "ck_place_both_coordinates"),
        (Hotel, {"stars": 6}, "ck_hotel_stars_in_range"),
        (Hotel, {"stars": -1}, "ck_hotel_stars_in_range"),
        (Hotel, {"price_from": -1}, "ck_hotel_price_from_not_negative"),
        (Hotel, {"rating": 5.1}, "ck_place_rating_in_range"),
        (Hotel, {"price_level": 5}, "ck_place_price_level_in_range"),
        (Hotel, {"step_free": "perhaps"}, "ck_place_step_free_known"),
        (Hotel, {"as_of": "yesterday"}, "ck_place_as_of_shape"),
        (Hotel, {"district_id": "nowhere"}, "FOREIGN KEY"),
        (Hotel, {"id": "pensao-maresia"}, "UNIQUE constraint failed: place.id"),
        (Attraction, {"rating_a": 6}, "ck_attraction_rating_a_in_range"),
        (
            Attraction,
            {"opening_hours_as_of": "5/2026"},
            "ck_attraction_opening_hours_as_of_shape",
        ),
        (Restaurant, {"price_per_person": -0.5}, "ck_restaurant_price_per_person_not_negative"),
        (Office, {}, "NOT NULL constraint failed: office.office_kind"),
    ],
)
def test_the_schema_refuses_a_place(
    session: Session, model: Any, values: dict[str, Any], constraint: str
) -> None:
    refuse(session, model(**{"id": "x", "names": {"en": "X"}, **values}), constraint)


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (Ticket, {"attraction_id": "pensao-maresia", "price": 1}, "FOREIGN KEY"),
        (Ticket, {"attraction_id": CASTLE, "price": -1}, "ck_ticket_price_not_negative"),
        (Article, {"id": "x", "group": "gossip", "topic": "x"}, "ck_article_group_name_known"),
        (
            Closure,
            {"place_id": CASTLE, "first_day": date(2026, 5, 2), "last_day": date(2026, 5, 1)},
            "ck_closure_days_in_order",
        ),
        (DataState, {"id": 2}, "ck_data_state_one_row"),
    ],
)
def test_the_schema_refuses_a_row(
    session: Session, model: Any, values: dict[str, Any], constraint: str
) -> None:
    if model is Ticket:
        values = {"key": "k", "audience": "all", **values}
    refuse(session, model(**values), constraint)


def refuse(session: Session, row: Any, constraint: str) -> None:
    session.add(row)
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
    session.rollback()
