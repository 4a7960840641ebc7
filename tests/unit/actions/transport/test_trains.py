from __future__ import annotations

from typing import Any

import pytest

from actions.transport.trains import ActionAskTrains
from actions.wording.reply import Reply

from ..conftest import LANGUAGES, Visitor

AIRPORT = "estacao-aeroporto"


def ask(desk: Visitor, *entities: dict[str, Any], language: str = "en") -> Reply:
    return desk.ask(ActionAskTrains(), train="last", entities=entities, language=language)


def station(place: str, **more: str) -> dict[str, Any]:
    return {"entity": "place", "value": place, "linked": True, **more}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trains_of_a_station_are_told_in_each_language(desk: Visitor, language: str) -> None:
    text = ask(desk, station(AIRPORT), language=language).text
    assert "23:30" in text
    assert "00:10" in text


def test_a_place_has_the_trains_of_its_station(desk: Visitor) -> None:
    assert "00:10" in ask(desk, station("wc-castelo"), station(AIRPORT, role="origin")).text


def test_trains_towards_a_station_are_told_wherever_they_start(desk: Visitor) -> None:
    assert "from Airport" in ask(desk, station("estacao-salinas", role="destination")).text


def test_a_line_has_the_trains_of_its_stations(desk: Visitor) -> None:
    assert "Pinewood" in ask(desk, {"entity": "line", "value": "linha-a"}).text


def test_a_station_without_known_trains_is_said_to_have_none(desk: Visitor) -> None:
    assert "I don't have the first and last trains of" in ask(desk, station("estacao-jardim")).text


def test_without_a_station_it_asks_which(desk: Visitor) -> None:
    reply = ask(desk)
    assert "From which station" in reply.text
    assert reply.asks
