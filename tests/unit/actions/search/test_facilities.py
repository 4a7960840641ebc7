from __future__ import annotations

import pytest

from actions.search.facilities import ActionFindFacility
from actions.wording.reply import Reply

from ..conftest import LANGUAGES, Visitor


def ask(desk: Visitor, kind: str, **options: str) -> Reply:
    return desk.ask(ActionFindFacility(), intent="find_facility", facility_kind=kind, **options)


def test_the_nearest_facility_to_a_place_comes_first(desk: Visitor) -> None:
    text = ask(desk, "toilet", place="castelo-da-gaivota").text
    assert text.index("Castle toilets") < text.index("Lighthouse toilets")
    assert text.index("Lighthouse toilets") < text.index("Market toilets")
    assert "on the spot" in text
    assert "50 m" in text


def test_what_lies_out_of_walking_distance_is_said_to(desk: Visitor) -> None:
    assert "no help desk within walking distance" in ask(desk, "help-desk", place="wc-feira").text


def test_where_the_list_has_none_the_help_desk_and_the_office_are_named(desk: Visitor) -> None:
    reply = ask(desk, "prayer-room", place="castelo-da-gaivota")
    assert "My list has no prayer room." in reply.text
    assert "Quay desk" in reply.text
    assert "+351 210 000 100" in reply.text


def test_a_district_narrows_the_list(desk: Visitor) -> None:
    entities = ({"entity": "area", "value": "ribeira-velha", "linked": True},)
    text = desk.ask(ActionFindFacility(), facility_kind="toilet", entities=entities).text
    assert "Market toilets" in text
    assert "Castle toilets" not in text


def test_the_place_stays_in_focus(desk: Visitor) -> None:
    reply = ask(desk, "toilet", place="castelo-da-gaivota")
    assert reply.slots["focus_place"] == "castelo-da-gaivota"


@pytest.mark.parametrize("language", LANGUAGES)
def test_facilities_are_told_in_each_language(desk: Visitor, language: str) -> None:
    reply = ask(desk, "toilet", place="castelo-da-gaivota", language=language)
    names = {"en": "Castle toilets", "zh": "城堡厕所", "ja": "城のトイレ", "ko": "성 화장실"}
    assert reply.text.splitlines()[1].startswith(f"1. {names[language]}")
