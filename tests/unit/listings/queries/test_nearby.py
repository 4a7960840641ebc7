from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from listings.models import Hotel
from listings.queries import get_place, nearby
from listings.queries.nearby import distance_m

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_the_nearest_comes_first_with_its_metres(session: Session) -> None:
    found = nearby(session, get_place(session, "posto-de-turismo-da-ribeira"))
    assert [(place.id, metres) for place, metres in found] == [
        ("tasca-do-polvo", 85),
        ("praia-da-areia-azul", 109),
        ("pensao-maresia", 165),
        ("castelo-da-gaivota", 1157),
    ]


def test_a_kind_a_radius_and_a_limit_narrow_the_list(session: Session) -> None:
    office = get_place(session, "posto-de-turismo-da-ribeira")
    assert [p.id for p, _ in nearby(session, office, kind="hotel")] == ["pensao-maresia"]
    assert len(nearby(session, office, radius_m=109)) == 2
    assert len(nearby(session, office, limit=1)) == 1


def test_a_point_will_do_and_far_away_there_is_nothing(session: Session) -> None:
    assert nearby(session, (38.6930, -9.4097))[0][0].id == "posto-de-turismo-da-ribeira"
    assert nearby(session, (0.0, 0.0)) == []


def test_a_place_without_coordinates_has_nothing_near(session: Session) -> None:
    session.add(Hotel(id="somewhere", names={"en": "Somewhere"}))
    session.flush()
    assert nearby(session, get_place(session, "somewhere")) == []


@pytest.mark.parametrize(("latitude", "longitude"), [(-16.5, 180.0), (-16.5, -180.0), (90.0, 0.0)])
def test_the_date_line_and_the_poles_hide_nothing(
    session: Session, latitude: float, longitude: float
) -> None:
    session.add(Hotel(id="x", names={"en": "X"}, latitude=latitude, longitude=longitude))
    session.flush()
    point = (89.9999, 170.0) if latitude == 90 else (-16.5, 179.9999)
    assert [place.id for place, _ in nearby(session, point)] == ["x"]


def test_distances_agree_with_known_ones() -> None:
    degree_of_meridian = 6_371_008.8 * 3.141592653589793 / 180
    assert distance_m((0, 0), (1, 0)) == pytest.approx(degree_of_meridian)
    assert distance_m((51.5074, -0.1278), (48.8566, 2.3522)) == pytest.approx(343_560, rel=0.001)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_there_and_back(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert distance_m(one, other) == pytest.approx(distance_m(other, one))
    assert 0 <= distance_m(one, other) <= 20_015_200
