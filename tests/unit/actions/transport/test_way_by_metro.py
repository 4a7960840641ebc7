from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from actions.transport.ends import Ends
from actions.transport.way import way_reply
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.queries import get_place
from tests.unit.actions.conftest import LANGUAGES, VELAMAR, Visitor


@pytest.fixture
def metro_session(tmp_path: Path) -> Iterator[Session]:
    """A session on a database of its own: the city with its toy metro of twelve stations."""
    folder = Path(shutil.copytree(VELAMAR, tmp_path / "metro"))
    for file in VELAMAR.with_name("velamar-metro").glob("*.csv"):
        shutil.copy(file, folder)
    url = f"sqlite:///{tmp_path}/metro.sqlite3"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, folder)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


def told(session: Session, origin: str, destination: str, language: str) -> str:
    ends = get_place(session, origin), get_place(session, destination)
    return way_reply(Visitor(session).turn(language=language), Ends(*ends)).text


def test_a_way_tells_lines_directions_stops_change_and_trains(
    metro_session: Session,
) -> None:
    text = told(metro_session, "estacao-aeroporto", "castelo-da-gaivota", "en")
    assert "- Line B from Airport towards Saltworks, 2 stops to Square" in text
    assert "- Line A from Square towards Pinewood, 2 stops to Lighthouse" in text
    assert "You change 1 time." in text
    assert "Trains of Line B from Airport towards Saltworks: first 06:00, last 23:30." in text
    assert "Station for Seagull Castle: Lighthouse" in text
    assert "Station for Airport" not in text


def test_the_taxi_is_told_by_day_and_by_night(metro_session: Session) -> None:
    text = told(metro_session, "estacao-aeroporto", "castelo-da-gaivota", "en")
    assert "by the meter" in text
    assert "From 21:00 on" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_is_told_in_each_language(metro_session: Session, language: str) -> None:
    text = told(metro_session, "estacao-aeroporto", "castelo-da-gaivota", language)
    assert "23:30" in text
    assert text.count("\n- ") == 2


def test_a_city_without_a_metro_tells_the_distance_alone(session: Session) -> None:
    text = told(session, "praia-da-areia-azul", "castelo-da-gaivota", "en")
    assert "in a straight line" in text
    assert "metro" not in text
    assert "taxi" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_without_a_position_is_reckoned_with_its_station(
    metro_session: Session, language: str
) -> None:
    castle = get_place(metro_session, "castelo-da-gaivota")
    castle.latitude = castle.longitude = None
    turn = Visitor(metro_session).turn(language=language)
    way = way_reply(turn, Ends(get_place(metro_session, "estacao-aeroporto"), castle)).text
    assert turn.name(castle) in way.split("\n")[0]
    assert way.count("\n- ") == 2
