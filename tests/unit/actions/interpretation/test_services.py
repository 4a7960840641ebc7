from __future__ import annotations

from typing import Any

import pytest

from actions.conversation.follow_up import ActionFollowUp
from actions.dialogue.state import Search
from actions.interpretation.intent_resolution import resolve
from actions.interpretation.services import means_event
from listings.queries import find_places

from ..conftest import Visitor


def meant(visitor: Visitor, intent: str, **options: Any) -> str:
    return resolve(visitor.turn(intent=intent, **options)).turn.intent


@pytest.mark.parametrize("intent", ["find_office", "ask_practical", "ask_directions", "nearby"])
def test_what_is_needed_at_hand_is_looked_for(visitor: Visitor, intent: str) -> None:
    assert meant(visitor, intent, facility_kind="toilet") == "find_facility"


def test_what_a_hotel_should_have_stays_a_filter(visitor: Visitor) -> None:
    assert meant(visitor, "find_hotel", facility_kind="parking", kind="hotel") == "find_hotel"


PARKING = (
    {"entity": "facility_kind", "value": "parking", "start": 9, "end": 16},
    {"entity": "amenity", "value": "parking", "start": 9, "end": 16},
)


@pytest.mark.parametrize("topic", ["hotel", "restaurant", "attraction"])
def test_what_the_places_looked_for_should_have_is_no_facility(
    visitor: Visitor, topic: str
) -> None:
    slots = {"search": Search(topic).to_slot()}
    assert meant(visitor, "refine", entities=PARKING, slots=slots) != "find_facility"


def test_what_a_place_spoken_of_has_is_asked_of_it(visitor: Visitor) -> None:
    slots = {"focus_place": "museu-do-sal"}
    assert meant(visitor, "ask_details", entities=PARKING, slots=slots) != "find_facility"


def test_what_is_near_a_place_is_looked_for(visitor: Visitor) -> None:
    near = {"entity": "place", "value": "museu-do-sal", "role": "near"}
    slots = {"focus_place": "museu-do-sal"}
    assert meant(visitor, "ask_details", entities=(*PARKING, near)) == "find_facility"
    assert meant(visitor, "nearby", entities=PARKING, slots=slots, near="focus") == "find_facility"


def test_an_emergency_stays_one(visitor: Visitor) -> None:
    assert meant(visitor, "emergency", facility_kind="toilet") == "emergency"


def test_what_is_on_is_asked_with_or_without_a_day(visitor: Visitor) -> None:
    assert meant(visitor, "out_of_scope", event_kind="any", time="today") == "find_event"
    assert meant(visitor, "nlu_fallback", event_kind="any") == "find_event"
    assert meant(visitor, "ask_culture", event_kind="festival") == "ask_culture"


def test_souvenirs_and_last_trains_have_acts_of_their_own(visitor: Visitor) -> None:
    assert meant(visitor, "ask_practical", shop_kind="guide") == "find_shop"
    assert meant(visitor, "find_attraction", shop_kind="any") == "find_shop"
    assert meant(visitor, "ask_business", shop_kind="any") == "ask_business"
    assert meant(visitor, "ask_transport", train="last", topic="metro") == "ask_trains"


def test_a_follow_up_asks_for_the_same_service_elsewhere(desk: Visitor) -> None:
    slots = {
        "topic": "find_facility",
        "service": {"intent": "find_facility", "facility_kind": ["toilet"]},
    }
    reply = desk.ask(ActionFollowUp(), intent="follow_up", slots=slots, place="wc-feira")
    assert "Castle toilets" in reply.text
    assert reply.slots["topic"] == "find_facility"


@pytest.mark.parametrize("intent", ["ask_details", "nlu_fallback", "ask_culture"])
def test_when_a_named_event_is_on_is_told(desk: Visitor, intent: str) -> None:
    (event, *_) = find_places(desk.session, "event")
    named = {"entity": "place", "value": event.id, "linked": True}
    asks = {"entity": "figure", "value": "when"}
    other = {"entity": "property", "value": "take place"}
    assert meant(desk, intent, entities=(named, asks, other)) == "ask_hours"


def test_an_office_alone_changes_no_search(visitor: Visitor) -> None:
    (office, *_) = find_places(visitor.session, "office")
    named = {"entity": "place", "value": office.id, "linked": True}
    assert meant(visitor, "refine", entities=(named,)) == "ask_details"


def test_the_desk_whose_hours_are_asked_for_is_the_office(visitor: Visitor) -> None:
    assert meant(visitor, "ask_hours", facility_kind="help-desk") == "ask_hours"
    assert meant(visitor, "find_office", facility_kind="help-desk") == "find_facility"


def test_what_is_around_a_place_is_no_event_and_no_property_of_it(visitor: Visitor) -> None:
    assert meant(visitor, "nearby", event_kind="any", time="today") != "find_event"
    assert meant(visitor, "nearby", event_kind="any", order="nearest") == "find_event"
    named = {"entity": "place", "value": "museu-do-sal", "linked": True}
    other = {"entity": "property", "value": "round"}
    assert meant(visitor, "nearby", entities=(named, other)) == "nearby"


def test_a_kind_of_event_beside_a_time_asks_what_is_on_while_no_place_is_spoken_of(
    desk: Visitor,
) -> None:
    said: dict[str, Any] = {"event_kind": "festival", "time": "month=7"}
    assert means_event(desk.turn(intent="nlu_fallback", **said))
    assert not means_event(desk.turn(intent="nlu_fallback", kind="hotel", **said))
    in_focus = {"focus_place": "castelo-da-gaivota"}
    assert not means_event(desk.turn(intent="nlu_fallback", slots=in_focus, **said))
