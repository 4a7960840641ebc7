"""Offices by kind, what is nearby, and contact details."""

from __future__ import annotations

import pytest

from actions.place_facts.contact import ActionAskAddress, ActionAskContact, ActionAskDirections
from actions.place_facts.emergency import is_emergency_line
from actions.place_facts.offices import ActionFindOffice
from actions.search.nearby import ActionNearby
from listings.models import Office
from listings.queries import get_place

from ..conftest import Visitor

CASTLE, TAVERN = "castelo-da-gaivota", "tasca-do-polvo"


@pytest.mark.parametrize("given", [{"place": TAVERN}, {"slots": {"focus_place": TAVERN}}])
def test_the_nearest_hospital_comes_first_with_its_distance(visitor: Visitor, given) -> None:
    lines = visitor.ask(ActionFindOffice(), office_kind="hospital", **given).text.split("\n")
    assert lines[0] == "On my list (2): hospital"
    assert lines[1].startswith("- Harbour Hospital (Hospital do Porto) · +351 210 000 191 · 100 m")
    assert "4.4 km from Tasca do Polvo in a straight line" in lines[2]


def test_without_a_place_the_hospitals_stand_in_the_order_of_the_file(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindOffice(), office_kind="hospital")
    assert reply.slots["shown_places"] == ["hospital-longe", "hospital-perto"]
    assert "straight line" not in reply.text


def test_an_office_that_is_named_is_told_how_to_reach(visitor: Visitor) -> None:
    reply = visitor.ask(ActionFindOffice(), place="hospital-longe", office_kind="hospital")
    assert reply.text.startswith("Hill Hospital")
    assert "+351 210 000 190" in reply.text


def test_an_office_without_a_telephone_says_so(visitor: Visitor) -> None:
    text = visitor.ask(ActionFindOffice(), office_kind="consulate").text
    assert "I don't have a phone number for Consulate of Norway." in text
    assert "+351 210 000 100" in text


def test_a_kind_that_the_city_lacks_is_no_match(visitor: Visitor) -> None:
    text = visitor.ask(ActionFindOffice(), office_kind="customs").text
    assert text.startswith("I'm afraid nothing on my list fits: customs.")


def test_a_consulate_stands_for_an_embassy_and_is_called_what_it_is(visitor: Visitor) -> None:
    text = visitor.ask(ActionFindOffice(), office_kind="embassy").text
    assert text.startswith("On my list (1): consulate\n- Consulate of Norway")


def test_a_country_without_a_consulate_is_named(visitor: Visitor) -> None:
    ask = visitor.ask(ActionFindOffice(), office_kind="consulate", country="JP")
    assert ask.text.startswith("I don't have any consulate for this country on my list (Japan).")
    assert "+351 210 000 100" in ask.text
    found = visitor.ask(ActionFindOffice(), office_kind="consulate", country="NO")
    assert "Consulate of Norway" in found.text


@pytest.mark.parametrize("way", ["website", "email", "phone"])
def test_the_way_of_contact_asked_for_comes_first(visitor: Visitor, way: str) -> None:
    place = get_place(visitor.session, "pensao-maresia")
    lines = visitor.ask(ActionAskContact(), place=place.id, contact=way).text.split("\n")
    assert lines[1].endswith(getattr(place, way))


def test_a_missing_website_is_only_told_where_it_was_asked_for(visitor: Visitor) -> None:
    asked = visitor.ask(ActionAskContact(), place=TAVERN, contact="website").text
    assert asked.split("\n")[1:3] == [
        "I don't have a website for Tasca do Polvo.",
        "Phone: +351 210 000 103",
    ]
    assert "website" not in visitor.ask(ActionAskContact(), place=TAVERN).text


def test_a_missing_telephone_is_not_told_where_the_website_was_asked_for(
    visitor: Visitor,
) -> None:
    office = get_place(visitor.session, "consulado")
    office.website = "https://norway.example/"
    text = visitor.ask(ActionAskContact(), place="consulado", contact="website").text
    assert "https://norway.example/" in text
    assert "phone number" not in text


def test_a_map_does_not_hide_that_the_address_is_missing(visitor: Visitor) -> None:
    lines = visitor.ask(ActionAskAddress(), place="museu-do-sal").text.split("\n")
    assert lines[1].startswith("Map: https://")
    assert lines[2].startswith("I don't have the address of Salt Museum.")


def test_an_address_without_a_position_is_searched_for_on_the_map(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskAddress(), place="jardim-de-verao").text
    assert "https://www.openstreetmap.org/search?query=Rua%20do%20Jardim%202" in text


def test_the_map_can_be_another_one(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAP_URL", "https://map.example/{latitude},{longitude}")
    text = visitor.ask(ActionAskAddress(), place=CASTLE).text
    assert "Map: https://map.example/38.7012,-9.4015" in text


def test_directions_name_the_nearest_station_where_the_data_names_none(visitor: Visitor) -> None:
    lines = visitor.ask(ActionAskDirections(), place=TAVERN).text.split("\n")
    assert lines[1] == (
        "Nearest station I know: Quay Station (Estação do Cais), 50 m away in a straight line"
    )


def test_what_is_nearby_stands_in_the_order_of_distance(visitor: Visitor) -> None:
    reply = visitor.ask(ActionNearby(), place=TAVERN)
    assert reply.slots["shown_places"][:2] == ["estacao-do-cais", "pensao-maresia"]
    assert reply.slots["focus_place"] == TAVERN
    assert "about 1 min on foot" in reply.text


def test_nothing_nearby_is_said_with_whom_to_call(visitor: Visitor) -> None:
    reply = visitor.ask(ActionNearby(), place="hospital-longe", cuisine="thai")
    assert reply.text == (
        "I know of nothing within walking distance of Hill Hospital (Hospital do Monte)."
        " Please ask Ribeira Tourist Office: +351 210 000 100."
    )
    assert reply.slots == {"focus_place": "hospital-longe"}


@pytest.mark.parametrize(
    ("phone", "is_line"),
    [("110", True), ("112", True), ("1022", True), ("12345", False), (None, False), ("", False)],
)
def test_emergency_numbers_are_short(phone: str | None, is_line: bool) -> None:
    assert is_emergency_line(Office(phone=phone)) is is_line


@pytest.mark.parametrize("action", [ActionAskAddress(), ActionAskContact(), ActionAskDirections()])
def test_the_place_in_focus_is_never_told_for_an_office_that_the_city_lacks(
    visitor: Visitor, action: ActionAskAddress
) -> None:
    slots = {"focus_place": CASTLE} if not isinstance(action, ActionAskDirections) else {}
    text = visitor.ask(action, office_kind="toilet", slots=slots).text
    assert text.startswith("I'm afraid nothing on my list fits: public toilet.")
    assert "+351 210 000 100" in text


def test_a_place_told_by_its_number_is_what_is_talked_about_next(visitor: Visitor) -> None:
    slots = {"shown_places": ["pensao-maresia", "grande-hotel"]}
    told = visitor.ask(ActionAskContact(), ordinal="1", slots=slots)
    assert told.slots["focus_place"] == "pensao-maresia"
    # Whom to call in general is not.
    assert "focus_place" not in visitor.ask(ActionAskContact()).slots
