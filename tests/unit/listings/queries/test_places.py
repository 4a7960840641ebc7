from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from listings.models import Attraction, Hotel, Office, Place, Restaurant, Ticket
from listings.queries import (
    UnknownPlaceError,
    find_attractions,
    find_hotels,
    find_offices,
    find_restaurants,
    get_place,
)


def ids(places: Iterable[Place]) -> list[str]:
    return [place.id for place in places]


def add(session: Session, *rows: Any) -> None:
    for row in rows:
        if isinstance(row, Place):
            row.names = {"en": row.id}
    session.add_all(rows)
    session.flush()


def retire(session: Session, place_id: str) -> None:
    get_place(session, place_id).retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    session.flush()


def test_a_place_comes_as_its_own_kind(session: Session) -> None:
    place = get_place(session, "tasca-do-polvo")
    assert isinstance(place, Restaurant)
    assert place.kind == "restaurant"
    assert place.cuisines == ["seafood", "portuguese"]
    assert place.signature_dishes["pt"] == ["arroz de polvo", "sardinhas assadas"]
    assert place.district is not None
    assert place.district.names["en"] == "Ribeira Velha"


def test_a_retired_place_is_still_got_but_no_longer_found(session: Session) -> None:
    retire(session, "pensao-maresia")
    assert get_place(session, "pensao-maresia").retired_at is not None
    assert find_hotels(session) == []


def test_an_unknown_place_is_an_error_that_names_it(session: Session) -> None:
    with pytest.raises(UnknownPlaceError, match="'atlantis'"):
        get_place(session, "atlantis")


def test_the_best_graded_then_best_rated_attraction_comes_first(session: Session) -> None:
    add(session, Attraction(id="graded", rating_a=3), Attraction(id="nothing-known"))
    assert ids(find_attractions(session)) == [
        "graded",
        "castelo-da-gaivota",
        "praia-da-areia-azul",
        "nothing-known",
    ]


def test_of_equal_places_the_better_known_comes_first(session: Session) -> None:
    add(session, Office(id="unused", office_kind="x"))
    add(session, Restaurant(id="a"), Restaurant(id="b", phone="110"))
    assert ids(find_restaurants(session)) == ["tasca-do-polvo", "b", "a"]


def test_attractions_are_filtered_by_district_and_category(session: Session) -> None:
    assert ids(find_attractions(session, district="alto-do-farol")) == ["castelo-da-gaivota"]
    assert ids(find_attractions(session, category="beach")) == ["praia-da-areia-azul"]
    assert find_attractions(session, district="alto-do-farol", category="beach") == []


def test_an_attractions_price_is_the_cheapest_any_adult_may_pay(session: Session) -> None:
    assert ids(find_attractions(session, max_price=5)) == ["praia-da-areia-azul"]
    assert ids(find_attractions(session, max_price=Decimal("7.5"))) == [
        "castelo-da-gaivota",
        "praia-da-areia-azul",
    ]


def test_free_and_not_free_leave_out_unknown_prices(session: Session) -> None:
    add(session, Attraction(id="unpriced"))
    assert ids(find_attractions(session, free=True)) == ["praia-da-areia-azul"]
    assert ids(find_attractions(session, free=False)) == ["castelo-da-gaivota"]


def test_a_retired_ticket_is_no_price(session: Session) -> None:
    ticket = session.query(Ticket).filter_by(attraction_id="praia-da-areia-azul").one()
    ticket.retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    session.flush()
    assert find_attractions(session, free=True) == []


def test_an_unrated_place_never_matches_a_least_rating(session: Session) -> None:
    add(session, Attraction(id="unrated"), Hotel(id="unrated-hotel"))
    assert ids(find_attractions(session, min_rating=4.5)) == ["castelo-da-gaivota"]
    assert ids(find_hotels(session, min_rating=0)) == ["pensao-maresia"]


def test_hotels_with_most_stars_come_first_and_without_stars_last(session: Session) -> None:
    add(session, Hotel(id="starless"), Hotel(id="grand", stars=5))
    assert ids(find_hotels(session)) == ["grand", "pensao-maresia", "starless"]
    assert ids(find_hotels(session, min_stars=3)) == ["grand", "pensao-maresia"]
    assert ids(find_hotels(session, stars=3)) == ["pensao-maresia"]


def test_the_cheapest_come_first_when_asked_and_unpriced_last(session: Session) -> None:
    add(session, Hotel(id="unpriced", stars=5), Hotel(id="cheap", price_from=Decimal(20)))
    assert ids(find_hotels(session, order="cheapest")) == ["cheap", "pensao-maresia", "unpriced"]


def test_hotels_are_filtered_by_price(session: Session) -> None:
    assert find_hotels(session, max_price=64) == []
    assert ids(find_hotels(session, min_price=60, max_price=65)) == ["pensao-maresia"]
    assert find_hotels(session, min_price=65) == []


def test_a_hotel_has_all_the_amenities_asked_for(session: Session) -> None:
    assert ids(find_hotels(session, amenities=["wifi", "sea-view"])) == ["pensao-maresia"]
    assert find_hotels(session, amenities=["wifi", "pool"]) == []


def test_a_value_of_a_list_is_matched_whole(session: Session) -> None:
    assert ids(find_restaurants(session, cuisine="seafood")) == ["tasca-do-polvo"]
    assert find_restaurants(session, cuisine="sea") == []
    assert find_restaurants(session, cuisine="%") == []
    assert find_restaurants(session, cuisine='seafood", "portuguese') == []


@pytest.mark.parametrize(
    "value", ["火锅", "crêpes", 'the "good" kind', "a_b", "100%", "back\\slash"]
)
def test_any_text_may_be_a_value_of_a_list(session: Session, value: str) -> None:
    add(session, Restaurant(id="odd", cuisines=["other", value]))
    assert ids(find_restaurants(session, cuisine=value)) == ["odd"]


def test_restaurants_are_filtered_by_price_and_level(session: Session) -> None:
    assert ids(find_restaurants(session, max_price=22)) == ["tasca-do-polvo"]
    assert find_restaurants(session, min_price=23) == []
    assert ids(find_restaurants(session, price_level=2)) == ["tasca-do-polvo"]
    assert find_restaurants(session, price_level=3) == []


def test_the_visitor_office_comes_first(session: Session) -> None:
    add(session, Office(id="a-police-station", office_kind="police", position=-1))
    assert ids(find_offices(session)) == ["posto-de-turismo-da-ribeira", "a-police-station"]
    assert ids(find_offices(session, kind="police")) == ["a-police-station"]
    assert find_offices(session, district="alto-do-farol") == []


def test_a_limit_cuts_the_list(session: Session) -> None:
    assert ids(find_attractions(session, limit=1)) == ["castelo-da-gaivota"]
