"""Which place is meant: by entity, by focus, ambiguous, unknown, retired."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from actions.interpretation.description import is_description
from actions.interpretation.named_places import named_place
from actions.interpretation.pairs import with_both
from actions.interpretation.references import place_in
from actions.interpretation.unclear import UnclearError
from actions.place_facts.contact import ActionAskContact
from actions.place_facts.details import ActionAskDetails
from listings.queries import get_place

from ..conftest import LANGUAGES, Visitor

CASTLE = "castelo-da-gaivota"
CHAPELS = ["capela-de-cima", "capela-de-baixo"]


def place(value: str, **extra: Any) -> dict[str, Any]:
    return {"entity": "place", "value": value, **extra}


def retire(visitor: Visitor, *place_ids: str) -> None:
    for place_id in place_ids:
        get_place(visitor.session, place_id).retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    visitor.session.flush()


def test_the_entity_of_a_button_needs_no_more_than_its_value(visitor: Visitor) -> None:
    assert place_in(visitor.turn(entities=(place(CASTLE),))).id == CASTLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ambiguous_name_is_asked_back_with_a_button_for_each(
    visitor: Visitor, language: str
) -> None:
    entities = (place(CHAPELS[0], linked=True, candidates=CHAPELS),)
    turn = visitor.turn(language=language, intent="ask_contact", entities=entities)
    with pytest.raises(UnclearError) as unclear:
        place_in(turn)
    buttons = unclear.value.reply.buttons
    assert len({b.title for b in buttons}) == 2
    for chapel, button in zip(CHAPELS, buttons, strict=True):
        intent, _, payload = button.payload.partition("{")
        assert intent == "/ask_contact"
        given = json.loads("{" + payload)
        assert place_in(visitor.turn(**given)).id == chapel
        assert button.title in unclear.value.reply.text


def test_of_several_candidates_the_one_still_listed_is_meant(visitor: Visitor) -> None:
    retire(visitor, CHAPELS[0])
    entities = (place(CHAPELS[0], linked=True, candidates=CHAPELS),)
    assert place_in(visitor.turn(entities=entities)).id == CHAPELS[1]


def test_an_unknown_name_does_not_fall_back_to_the_place_in_focus(visitor: Visitor) -> None:
    entities = (place("Moon Gate", linked=False),)
    reply = visitor.ask(ActionAskContact(), entities=entities, slots={"focus_place": CASTLE})
    assert "Moon Gate" in reply.text
    assert "+351 210 000 101" not in reply.text


def test_a_doubtful_guess_is_let_go(visitor: Visitor) -> None:
    entities = (place("really", linked=False, confidence_entity=0.3),)
    turn = visitor.turn(entities=entities, slots={"focus_place": CASTLE})
    assert named_place(turn) is None
    assert place_in(turn).id == CASTLE


def test_a_retired_place_is_not_known_any_more_by_the_name_the_visitor_used(
    visitor: Visitor,
) -> None:
    retire(visitor, CASTLE)
    typed = visitor.ask(
        ActionAskDetails(),
        text="what is Gaivota Castle",
        entities=(place(CASTLE, linked=True, start=8, end=22),),
    )
    assert "“Gaivota Castle”" in typed.text
    pressed = visitor.ask(ActionAskDetails(), place=CASTLE)
    assert "“Seagull Castle”" in pressed.text
    assert CASTLE not in pressed.text


def test_a_retired_place_in_focus_is_forgotten(visitor: Visitor) -> None:
    retire(visitor, CASTLE)
    reply = visitor.ask(ActionAskDetails(), slots={"focus_place": CASTLE})
    assert reply.text == "Which place do you mean? Please tell me its name."


def test_the_way_from_one_of_several_stations_leads_to_the_place_in_focus(
    visitor: Visitor,
) -> None:
    slots = {"focus_place": CASTLE}
    turn = visitor.turn(office_kind="hospital", slots=slots, intent="ask_directions")
    assert place_in(turn).id == CASTLE


def test_a_name_missing_in_the_visitors_language_is_the_local_one(visitor: Visitor) -> None:
    for language in ("zh", "ja", "ko"):
        text = visitor.ask(ActionAskDetails(), language=language, place="grande-hotel").text
        assert text.startswith("Grande Hotel ·")
    assert visitor.ask(ActionAskDetails(), place="grande-hotel").text.startswith(
        "Grand Hotel (Grande Hotel) ·"
    )


def test_a_text_missing_in_the_visitors_language_is_english_rather_than_local(
    visitor: Visitor,
) -> None:
    text = visitor.ask(ActionAskDetails(), language="ja", place=CASTLE).text
    assert "A small sea castle of 1592" in text


def test_the_number_of_a_kind_counts_in_the_last_list_of_that_kind(visitor: Visitor) -> None:
    hotels = {"kind": "hotel", "places": ["grande-hotel", "pensao-maresia"]}
    tables = {"kind": "restaurant", "places": ["tasca-do-polvo", "cafe-da-noite"]}
    slots = {"lists_shown": [tables, hotels], "shown_places": tables["places"]}
    number = {"entity": "ordinal", "value": "2", "start": 4, "end": 10}

    def counted(kind: str) -> str:
        said = {"entity": "kind", "value": kind, "start": 11, "end": 16}
        return place_in(visitor.turn(slots=slots, entities=(number, said))).id

    assert (counted("hotel"), counted("restaurant")) == ("pensao-maresia", "cafe-da-noite")
    assert place_in(visitor.turn(slots=slots, ordinal="2")).id == "cafe-da-noite"
    with pytest.raises(UnclearError) as unclear:
        counted("attraction")
    assert unclear.value.reply.text.startswith("I haven't shown a list yet.")


def test_a_description_counts_in_the_older_lists_too(visitor: Visitor) -> None:
    chapels = {"kind": "attraction", "places": [*CHAPELS]}
    hotels = {"kind": "hotel", "places": ["grande-hotel", "pensao-maresia"]}
    slots = {"lists_shown": [chapels, hotels]}
    text = "the grand one"
    item = {"entity": "reference", "value": "item", "start": 4, "end": 9}
    turn = visitor.turn(slots=slots, text=text, entities=(item,))
    assert place_in(turn).id == "grande-hotel"


def test_without_a_place_the_list_just_shown_is_offered(visitor: Visitor) -> None:
    with pytest.raises(UnclearError) as unclear:
        place_in(visitor.turn(slots={"shown_places": [*CHAPELS]}))
    assert unclear.value.reply.choices == (*CHAPELS,)


def test_a_name_that_a_sight_and_a_hotel_share_is_the_sights_unless_hotels_are_spoken_of(
    visitor: Visitor,
) -> None:
    both = ("museu-do-sal", "pensao-maresia")
    entities = (place(both[1], linked=True, candidates=both),)
    assert named_place(visitor.turn(entities=entities)).id == "museu-do-sal"
    hotel = {"entity": "kind", "value": "hotel"}
    with pytest.raises(UnclearError):
        named_place(visitor.turn(intent="ask_contact", entities=(*entities, hotel)))


def test_after_a_list_of_facilities_it_is_spoken_of_them_and_not_of_the_place_around(
    desk: Visitor,
) -> None:
    listed = ["wc-farol", "wc-castelo"]
    slots = {"topic": "find_facility", "focus_place": CASTLE, "shown_places": listed}
    with pytest.raises(UnclearError) as unclear:
        place_in(desk.turn(intent="ask_hours", attribute="hours", slots=slots))
    assert list(unclear.value.reply.choices) == listed
    assert place_in(desk.turn(intent="ask_directions", slots=slots)).id == "wc-farol"
    assert place_in(desk.turn(intent="ask_hours", place=CASTLE, slots=slots)).id == CASTLE


def test_a_name_that_two_share_is_that_of_the_one_called_almost_so(visitor: Visitor) -> None:
    both = ["museu-do-sal", "jardim-de-verao"]
    text = "Salt Musem"
    entity = place(both[1], linked=True, candidates=both, start=0, end=len(text))
    assert place_in(visitor.turn(text=text, entities=(entity,))).id == "museu-do-sal"


def test_the_one_that_is_left_out_describes_no_place_of_the_list(visitor: Visitor) -> None:
    text = "not the one in the old town"
    item = {"entity": "reference", "value": "item", "start": 12, "end": 27}
    area = {"entity": "area", "value": "ribeira-velha", "start": 19, "end": 27, "polarity": "not"}
    assert is_description(visitor.turn(text=text, entities=(item,)))
    assert not is_description(visitor.turn(text=text, entities=(item, area)))


def test_both_of_a_sort_are_the_last_two_of_it(visitor: Visitor) -> None:
    named = [CASTLE, "museu-do-sal", "praia-da-areia-azul"]
    events = [{"event": "slot", "name": "focus_place", "value": one} for one in named]
    turn = visitor.turn(events=events, reference="both", category="castle", attribute="distance")
    places = [(e["value"], e["role"]) for e in with_both(turn).entities if e["entity"] == "place"]
    assert places == [(CASTLE, "origin"), ("museu-do-sal", "destination")]
