"""What a message means where it stands in the conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.conversation.dialogue_acts import ActionAffirm
from actions.conversation.fallback import ActionNotUnderstood
from actions.dialogue.state import Search, Topic
from actions.interpretation.intent_resolution import resolve
from actions.place_facts.details import ActionAskDetails
from actions.search.find import ActionFindAttractions, ActionFindDining, ActionFindHotels
from listings.queries import get_place

from ..conftest import Visitor

CASTLE = "castelo-da-gaivota"


def after(topic: Topic, **filters: Any) -> dict[str, Any]:
    return {"search": Search(topic, **filters).to_slot()}


def at(entity: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": entity, "value": value, "start": start, "end": end}


def meant(visitor: Visitor, intent: str, **options: Any) -> str:
    return resolve(visitor.turn(intent=intent, **options)).turn.intent


def test_what_names_no_kind_goes_on_with_the_last_search(visitor: Visitor) -> None:
    slots = after("attraction")
    assert meant(visitor, "find_hotel", slots=slots, area="ribeira-velha") == "refine"
    assert meant(visitor, "find_attraction", slots=slots, price="cheap") == "refine"
    assert meant(visitor, "find_hotel", slots=slots, dropped="district") == "refine"


def test_what_names_its_kind_is_a_new_search(visitor: Visitor) -> None:
    slots = after("attraction")
    assert meant(visitor, "find_hotel", slots=slots, kind="hotel", price="cheap") == "find_hotel"
    assert meant(visitor, "find_dining", slots=slots, cuisine="seafood") == "find_dining"


def test_the_kind_that_is_named_decides_over_the_one_it_was_taken_for(visitor: Visitor) -> None:
    assert meant(visitor, "find_dining", kind="attraction") == "find_attraction"
    assert meant(visitor, "refine", kind="hotel") == "find_hotel"
    assert meant(visitor, "nearby", kind="restaurant") == "find_dining"
    assert meant(visitor, "nearby", kind="restaurant", near="me") == "nearby"


def test_of_two_kinds_named_the_one_it_was_taken_for_is_meant(visitor: Visitor) -> None:
    entities = (at("kind", "hotel", 0, 5), at("kind", "restaurant", 10, 20))
    assert meant(visitor, "find_dining", entities=entities) == "find_dining"
    assert meant(visitor, "find_attraction", entities=entities) == "find_attraction"


@pytest.mark.parametrize("over", ["reference", "near", "place", "amenity"])
def test_a_kind_that_only_says_where_or_with_what_is_not_looked_for(
    visitor: Visitor, over: str
) -> None:
    entities = (at("kind", "hotel", 5, 10), at(over, "hotel", 0, 10))
    assert meant(visitor, "find_dining", entities=entities) == "find_dining"
    assert meant(visitor, "find_attraction", entities=entities) == "find_attraction"


def test_a_restaurant_is_no_facility_where_restaurants_are_looked_for(visitor: Visitor) -> None:
    entities = (at("kind", "restaurant", 0, 10), at("amenity", "restaurant", 0, 10))
    turn = resolve(visitor.turn(intent="find_dining", entities=entities)).turn
    (reply,) = ActionFindDining().replies(turn, ())
    assert reply.slots["search"]["topic"] == "restaurant"
    assert "left that out" not in reply.text


def test_a_search_at_the_start_is_what_it_was_taken_for(visitor: Visitor) -> None:
    assert meant(visitor, "find_hotel", area="ribeira-velha") == "find_hotel"


def test_nearby_places_of_a_kind_are_near_the_place_in_focus(visitor: Visitor) -> None:
    turn = resolve(visitor.turn(intent="nearby", kind="hotel", slots={"focus_place": CASTLE})).turn
    assert (turn.intent, turn.value("near")) == ("find_hotel", "focus")


def test_other_ones_go_on_with_the_list_or_begin_one_of_their_kind(visitor: Visitor) -> None:
    hotels = after("hotel")
    assert meant(visitor, "more_results", slots=hotels) == "more_results"
    assert meant(visitor, "more_results", slots=hotels, kind="hotel") == "more_results"
    assert meant(visitor, "more_results", slots=hotels, kind="restaurant") == "find_dining"
    assert meant(visitor, "more_results", kind="hotel") == "find_hotel"
    assert meant(visitor, "more_results", slots=hotels, rating="4-") == "refine"


@pytest.mark.parametrize("intent", ["affirm", "deny", "select_item", "ask_details"])
def test_a_yes_or_a_choice_with_a_condition_changes_the_search(
    visitor: Visitor, intent: str
) -> None:
    assert meant(visitor, intent, slots=after("hotel"), area="ribeira-velha") == "refine"
    assert meant(visitor, intent, area="ribeira-velha") == intent


def test_a_facility_is_asked_of_the_place_not_of_the_list(visitor: Visitor) -> None:
    assert meant(visitor, "ask_details", slots=after("hotel"), amenity="parking") == "ask_details"


def test_what_to_see_in_the_sight_pointed_at_is_of_its_details(visitor: Visitor) -> None:
    assert meant(visitor, "find_attraction", reference="attraction") == "ask_details"
    assert meant(visitor, "nearby", reference="attraction", near="focus") == "nearby"
    assert (
        meant(visitor, "find_attraction", reference="attraction", price="free") == "find_attraction"
    )


@pytest.mark.parametrize("intent", ["find_attraction", "find_dining", "refine", "ask_practical"])
def test_a_kind_of_office_alone_is_looked_for_among_the_offices(
    visitor: Visitor, intent: str
) -> None:
    assert meant(visitor, intent, office_kind="hospital") == "find_office"


def test_a_hotel_near_an_office_stays_a_search_for_hotels(visitor: Visitor) -> None:
    station = at("office_kind", "railway-station", 0, 8)
    for sought in (at("category", "hostel", 9, 15), at("kind", "hotel", 9, 15)):
        assert meant(visitor, "find_hotel", entities=(station, sought)) == "find_hotel"


def test_a_station_that_does_not_matter_is_no_office_to_look_for(visitor: Visitor) -> None:
    entities = {"office_kind": "railway-station", "dropped": "near"}
    assert meant(visitor, "refine", slots=after("hotel"), **entities) == "refine"


def test_what_a_district_is_like_lists_its_sights_not_the_place_in_focus(visitor: Visitor) -> None:
    area = {**at("area", "ribeira-velha", 0, 7), "linked": True}
    slots = {"focus_place": CASTLE}
    assert meant(visitor, "ask_details", entities=(area,), slots=slots) == "find_attraction"
    both = (area, at("reference", "attraction", 10, 20))
    assert meant(visitor, "ask_details", entities=both, slots=slots) == "ask_details"


def test_a_name_of_the_city_and_a_kind_is_not_taken_for_another_place_in_focus(
    visitor: Visitor,
) -> None:
    slots = {"focus_place": CASTLE, "topic": "ask_details"}
    asked = {"city": "velamar", "category": "beach"}
    assert visitor.ask(ActionAskDetails(), slots=slots, **asked).slots == {}
    assert visitor.ask(ActionAskDetails(), slots=slots, city="velamar").slots


def test_a_practical_question_about_a_place_asks_for_its_details(visitor: Visitor) -> None:
    assert meant(visitor, "ask_practical", place=CASTLE) == "ask_details"
    assert meant(visitor, "ask_practical") == "ask_practical"


def test_how_to_travel_near_the_place_in_focus_asks_the_way_to_it(visitor: Visitor) -> None:
    slots = {"focus_place": CASTLE}
    assert meant(visitor, "ask_transport", slots=slots, near="focus") == "ask_directions"
    assert meant(visitor, "ask_transport", slots=slots) == "ask_transport"


def test_the_answer_is_that_of_the_meaning(visitor: Visitor) -> None:
    turn = visitor.turn(intent="affirm", slots=after("hotel"), area="ribeira-velha")
    (reply,) = ActionAffirm().replies(turn, ())
    assert reply.slots["shown_places"] == ["pensao-maresia"]
    assert reply.slots["topic"] == "refine"
    (plain,) = ActionAffirm().replies(visitor.turn(intent="affirm"), ())
    assert plain.response == "utter_affirm"


def test_sights_keep_their_kind_where_a_facility_is_not_known_of_them(visitor: Visitor) -> None:
    first = visitor.ask(ActionFindAttractions(), area="ribeira-velha")
    turn = visitor.turn(intent="find_hotel", slots=dict(first.slots), amenity="parking")
    (reply,) = ActionFindHotels().replies(turn, ())
    assert "I don't know which of these offer parking" in reply.text
    assert set(reply.slots["shown_places"]) == set(first.slots["shown_places"])


def test_what_was_looked_for_in_vain_is_gone_on_with(visitor: Visitor) -> None:
    unknown = {"entity": "place", "value": "Atlantis", "linked": False, "confidence_entity": 0.9}
    first = visitor.ask(ActionFindHotels(), entities=(unknown,), kind="hotel")
    turn = visitor.turn(intent="refine", slots=dict(first.slots), dropped="near")
    (reply,) = ActionFindHotels().replies(turn, ())
    assert reply.slots["search"]["topic"] == "hotel"


def test_a_kind_named_in_an_unclear_message_is_looked_for_once_something_was_spoken_of(
    visitor: Visitor,
) -> None:
    turn = visitor.turn(intent="nlu_fallback", kind="restaurant", slots=after("hotel"))
    turn.ranking = ("nlu_fallback", "ask_details", "find_dining")
    assert ActionNotUnderstood().answer(turn).slots["topic"] == "find_dining"
    turn.ranking = ("nlu_fallback", "out_of_scope")
    assert ActionNotUnderstood().answer(turn).slots["misunderstandings"] == 1


@pytest.mark.parametrize("word", ["reference", "kind"])
def test_a_word_for_the_kind_of_place_is_no_unknown_name(visitor: Visitor, word: str) -> None:
    guessed = {**at("place", "this castle", 0, 11), "linked": False, "confidence_entity": 0.7}
    entities = (guessed, at(word, "attraction", 0, 11))
    reply = visitor.ask(ActionAskDetails(), entities=entities, slots={"focus_place": CASTLE})
    assert reply.slots["focus_place"] == CASTLE


def test_a_name_that_only_holds_such_a_word_is_unknown(visitor: Visitor) -> None:
    guessed = {**at("place", "Ravenclaw Castle", 0, 16), "linked": False, "confidence_entity": 0.7}
    entities = (guessed, at("kind", "attraction", 10, 16))
    text = "Ravenclaw Castle"
    reply = visitor.ask(
        ActionAskDetails(), entities=entities, text=text, slots={"focus_place": CASTLE}
    )
    assert "Ravenclaw Castle" in reply.text
    assert "focus_place" not in reply.slots


def test_the_nearest_are_told_where_none_is_in_walking_distance(visitor: Visitor) -> None:
    near = visitor.ask(ActionFindDining(), place="tasca-do-polvo")
    assert "walking distance" not in near.text
    place = get_place(visitor.session, CASTLE)
    place.latitude = 38.78
    far = visitor.ask(ActionFindDining(), place=CASTLE)
    assert "within walking distance of" in far.text
    assert far.slots["shown_places"]


def test_somewhere_to_eat_and_a_sight_is_a_search_near_it(visitor: Visitor) -> None:
    entities = (
        {"entity": "place", "value": "castelo-da-gaivota", "start": 0, "end": 6, "linked": True},
        {"entity": "kind", "value": "restaurant", "start": 7, "end": 10},
    )
    turn = visitor.turn(text="castle eat", intent="ask_details", entities=entities)
    resolved = resolve(turn)
    assert (resolved.turn.intent, resolved.rule) == ("find_dining", "around-a-sight")


def test_a_change_of_no_list_that_changes_nothing_is_not_understood(visitor: Visitor) -> None:
    assert resolve(visitor.turn(intent="refine")).turn.intent == "nlu_fallback"
    assert resolve(visitor.turn(intent="refine", price="cheap")).turn.intent == "refine"


def test_a_time_beside_two_places_asks_for_no_way(visitor: Visitor) -> None:
    pair = tuple(
        {"entity": "place", "value": i, "linked": True, "role": "compared"}
        for i in ("castelo-da-gaivota", "museu-do-sal")
    )
    asked = (
        {"entity": "time", "value": "monday"},
        {"entity": "attribute", "value": "hours"},
    )
    turn = visitor.turn(intent="ask_hours", entities=(*pair, *asked))
    assert resolve(turn).turn.intent == "ask_facts"


def test_which_has_the_higher_tower_compares_heights_of_two_that_are_named(
    visitor: Visitor,
) -> None:
    pair = tuple(
        {"entity": "place", "value": i, "linked": True, "role": "compared"}
        for i in ("castelo-da-gaivota", "museu-do-sal")
    )
    by = tuple({"entity": "comparison", "value": v} for v in ("has", "bigger"))
    turn = visitor.turn(intent="ask_address", entities=(*pair, *by))
    assert resolve(turn).turn.intent == "compare"


@pytest.mark.parametrize("intent", ["ask_details", "ask_address", "nlu_fallback", "ask_hours"])
def test_an_event_asked_when_or_beside_a_season_is_told_with_its_days(
    desk: Visitor, intent: str
) -> None:
    when = (at("place", "festa-do-barco", 0, 9), at("figure", "when", 10, 14))
    assert meant(desk, intent, entities=when, attribute="address") == "ask_hours"
    assert meant(desk, intent, entities=when[:1], time="season=winter") == "ask_hours"


def test_the_price_of_an_event_beside_a_month_is_no_question_of_its_days(desk: Visitor) -> None:
    named = (at("place", "festa-do-barco", 0, 9),)
    asked = {"attribute": "price", "time": "month=7"}
    assert meant(desk, "ask_details", entities=named, **asked) != "ask_hours"


def test_what_is_hardly_heard_of_an_event_beside_a_month_asks_whether_it_is_on(
    desk: Visitor,
) -> None:
    named = (at("place", "festa-do-barco", 0, 9),)
    for intent in ("ask_culture", "ask_directions"):
        turn = desk.turn(intent=intent, entities=named, time="month=2")
        assert resolve(replace(turn, confidence=0.4)).turn.intent == "ask_hours"
        assert resolve(replace(turn, confidence=0.95)).turn.intent == intent
