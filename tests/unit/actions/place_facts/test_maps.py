"""The maps and pictures of answers."""

from __future__ import annotations

import pytest

from actions.itinerary.action import ActionPlanVisit
from actions.place_facts.contact import ActionAskDirections
from actions.place_facts.details import ActionAskDetails
from actions.transport.way import ActionAskWay
from listings.models import Picture

from ..conftest import LANGUAGES, Visitor

CASTLE, BEACH = "castelo-da-gaivota", "praia-da-areia-azul"


@pytest.mark.parametrize("language", LANGUAGES)
def test_details_have_a_map_with_a_name(visitor: Visitor, language: str) -> None:
    reply = visitor.ask(ActionAskDetails(), language=language, place=CASTLE)
    assert reply.custom is not None
    drawing = reply.custom["drawing"]
    assert drawing["src"] == f"map.svg?place={CASTLE}&language={language}"
    assert reply.custom["cards"][0]["name"] in drawing["alt"]


def test_a_place_of_unknown_position_has_none(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskDetails(), place="casa-vazia")
    assert reply.custom is not None
    assert reply.custom["drawing"] is None


def test_a_way_has_a_map_and_a_link_that_opens_it(visitor: Visitor) -> None:
    ends = tuple(
        {"entity": "place", "value": place, "role": role}
        for place, role in ((CASTLE, "origin"), (BEACH, "destination"))
    )
    reply = visitor.ask(ActionAskWay(), entities=ends)
    assert reply.custom is not None
    assert reply.custom["drawing"]["src"].startswith(f"map.svg?way={CASTLE},{BEACH}&")
    assert f"Open the way in a map app: {reply.custom['directions']}" in reply.text


def test_a_plan_has_a_map_of_its_stops(visitor: Visitor) -> None:
    reply = visitor.ask(ActionPlanVisit(), time="tomorrow")
    assert reply.custom is not None
    stops = [stop["card"]["id"] for stop in reply.custom["stops"] if stop["card"]]
    assert f"plan={','.join(stops)}&" in reply.custom["drawing"]["src"]


def test_directions_open_in_the_map_application_of_the_city(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskDirections(), place=CASTLE)
    assert "https://www.openstreetmap.org/directions?to=38.7012,-9.4015" in reply.text


def test_a_card_without_a_picture_has_the_drawing_of_its_sort(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskDetails(), place=BEACH)
    assert reply.custom is not None
    (card,) = reply.custom["cards"]
    assert (card["image"], card["art"]) == (None, "art/attraction/beach.svg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_shows_the_first_picture_with_whose_it_is(visitor: Visitor, language: str) -> None:
    for position, digest in enumerate(("a" * 16, "b" * 16)):
        visitor.session.add(
            Picture(
                place_id=BEACH,
                file=f"{position}.jpg",
                position=position,
                alt={"en": "Sand", "zh": "沙滩"},
                credit="Ana",
                licence="CC0",
                digest=digest,
                content=b"",
                small=b"",
                large=b"",
            )
        )
    visitor.session.flush()
    reply = visitor.ask(ActionAskDetails(), language=language, place=BEACH)
    assert reply.custom is not None
    (card,) = reply.custom["cards"]
    assert card["image"] == f"picture/{'a' * 16}-small.jpg"
    assert card["image_alt"] == ("沙滩" if language == "zh" else "Sand")
    assert "Ana" in card["image_credit"]
    assert "CC0" in card["image_credit"]
    assert card["art"] is None
