from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from listings.models import Article, Hotel
from listings.queries import get_place
from listings.ways import Way, find_way

AIRPORT, CASTLE, MILL, BEACH = (
    "estacao-aeroporto",
    "castelo-da-gaivota",
    "estacao-moinho",
    "praia-da-areia-azul",
)


def way(session: Session, origin: str, destination: str) -> Way:
    found = find_way(session, get_place(session, origin), get_place(session, destination))
    assert found is not None
    return found


def test_a_way_with_one_change_names_lines_directions_and_stops(metro_session: Session) -> None:
    ride = way(metro_session, AIRPORT, MILL).metro
    assert ride is not None
    assert [
        (g.line.number, g.origin.id, g.destination.id, g.direction.id, g.stops) for g in ride.legs
    ] == [
        ("B", "estacao-aeroporto", "estacao-praca", "estacao-salinas", 2),
        ("A", "estacao-praca", "estacao-moinho", "estacao-pinhal", 3),
    ]
    assert (ride.changes, ride.stops) == (1, 5)


def test_the_way_back_runs_the_other_way(metro_session: Session) -> None:
    ride = way(metro_session, MILL, AIRPORT).metro
    assert ride is not None
    assert [(g.line.number, g.direction.id) for g in ride.legs] == [
        ("A", "estacao-barco"),
        ("B", "estacao-aeroporto"),
    ]


def test_the_station_named_for_a_place_comes_before_a_nearer_one(metro_session: Session) -> None:
    castle = way(metro_session, CASTLE, AIRPORT).board
    assert castle is not None
    assert castle.station.id == "estacao-farol"
    beach = way(metro_session, BEACH, AIRPORT).board
    assert beach is not None
    assert (beach.station.id, beach.metres) == ("estacao-barco", 127)


def test_minutes_follow_the_documented_rule(metro_session: Session) -> None:
    found = way(metro_session, AIRPORT, "estacao-praca")
    ride = found.metro
    assert ride is not None
    # A line without a length: the straight line, 2165 m here, times 1.2, at 0.65 a kilometre, and
    # 1.4 for each of two stops.
    assert found.metres == pytest.approx(2188, abs=30)
    assert ride.ride_minutes == 5
    assert ride.minutes == ride.ride_minutes + 4
    assert found.walk_minutes == -(-found.metres * 13 // 750)


def test_a_change_costs_time_that_a_straight_ride_does_not(metro_session: Session) -> None:
    direct = way(metro_session, AIRPORT, "estacao-salinas").metro
    changed = way(metro_session, AIRPORT, "estacao-jardim").metro
    assert direct is not None
    assert changed is not None
    assert (direct.changes, changed.changes) == (0, 1)
    assert changed.ride_minutes > 9


def test_trains_that_end_before_the_stop_are_not_told(metro_session: Session) -> None:
    ride = way(metro_session, AIRPORT, "estacao-praca").metro
    assert ride is not None
    assert [(t.towards.id, t.first, t.last) for t in ride.legs[0].trains] == [
        ("estacao-salinas", "06:00", "23:30")
    ]
    assert ride.legs[0].trains[0].as_of == "2026-05"


def test_no_metro_where_walking_is_as_quick(metro_session: Session) -> None:
    found = way(metro_session, BEACH, "posto-de-turismo-da-ribeira")
    assert found.metro is None
    assert found.walk_minutes == 2


def test_no_metro_where_the_station_is_out_of_reach(metro_session: Session) -> None:
    far = find_way(metro_session, (39.5, -9.41), (38.6931, -9.4095))
    assert far is not None
    assert far.board is not None
    assert far.metro is None


def test_the_taxi_follows_the_citys_fare_by_day_and_by_night(metro_session: Session) -> None:
    taxi = way(metro_session, AIRPORT, MILL).taxi
    metres = way(metro_session, AIRPORT, MILL).metres
    assert taxi is not None
    road_km = metres * 1.4 / 1000
    assert taxi.road_km == round(road_km, 1)
    assert taxi.fare == round(3.5 + (road_km - 1) * 0.5)
    assert taxi.night_fare == round((3.5 + (road_km - 1) * 0.5) * 1.2)
    assert (taxi.night_from, taxi.as_of) == ("21:00", "2026-05")


def test_a_short_trip_costs_the_flag_fall(metro_session: Session) -> None:
    taxi = way(metro_session, BEACH, "posto-de-turismo-da-ribeira").taxi
    assert taxi is not None
    assert taxi.fare == 4


def test_a_city_without_a_metro_tells_distance_and_walk_alone(session: Session) -> None:
    found = way(session, BEACH, CASTLE)
    assert (found.board, found.metro, found.taxi) == (None, None, None)
    assert found.metres > 1000
    assert found.walk_minutes > 15


def test_a_place_without_a_position_has_no_way(metro_session: Session) -> None:
    metro_session.add(Hotel(id="somewhere", names={"en": "Somewhere"}))
    metro_session.flush()
    lost = get_place(metro_session, "somewhere")
    assert find_way(metro_session, lost, get_place(metro_session, CASTLE)) is None


def test_an_article_that_names_both_ends_belongs_to_the_way(metro_session: Session) -> None:
    def bus(id_: str, body: str) -> Article:
        return Article(
            id=id_,
            group="transport",
            topic="bus",
            titles={"en": "Beach bus, Blue Sand Beach"},
            bodies={"en": body},
        )

    metro_session.add(bus("bus-7", "It runs from Blue Sand Beach to Seagull Castle."))
    metro_session.add(bus("bus-8", "It runs from Blue Sand Beach to the hills."))
    other = bus("bus-9", "It runs from Blue Sand Beach to Seagull Castle.")
    other.titles = {"en": "All buses"}
    metro_session.add(other)
    metro_session.commit()
    assert [a.id for a in way(metro_session, BEACH, CASTLE).articles] == ["bus-7"]


def test_a_changed_network_is_read_again(metro_session: Session) -> None:
    before = way(metro_session, AIRPORT, MILL).metro
    get_place(metro_session, "estacao-jardim").stops = []
    metro_session.commit()
    after = way(metro_session, AIRPORT, MILL).metro
    assert before is not None
    assert after is not None
    assert (before.stops, after.stops) == (5, 4)
