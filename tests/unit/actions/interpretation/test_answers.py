"""A message as the answer to our own question."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.pending import Request
from actions.interpretation.intent_resolution import resolve
from actions.place_facts.contact import ActionAskDirections
from actions.topic_action import TopicAction

from ..conftest import Visitor

CHAPELS = ("capela-de-cima", "capela-de-baixo")
HOSPITALS = ("hospital-longe", "hospital-perto")
TIME = {"entity": "time", "value": "sunday"}


def waiting(*choices: str, intent: str = "ask_hours", entities: Any = ()) -> dict[str, Any]:
    return {"pending": Request(intent, tuple(entities), "when?", choices).to_slot()}


def chosen(visitor: Visitor, slots: dict[str, Any], **options: Any) -> tuple[str, str | None]:
    resolved = resolve(visitor.turn(slots=slots, **options))
    return resolved.turn.intent, resolved.turn.value("place")


def test_a_number_counts_in_what_was_offered_not_in_the_last_list(visitor: Visitor) -> None:
    slots = {**waiting(*CHAPELS), "shown_places": ["castelo-da-gaivota", "museu-do-sal"]}
    assert chosen(visitor, slots, intent="select_item", ordinal="2") == ("ask_hours", CHAPELS[1])
    assert chosen(visitor, slots, intent="select_item", ordinal="-1") == ("ask_hours", CHAPELS[1])


@pytest.mark.parametrize("intent", ["select_item", "deny", "nlu_fallback", "out_of_scope"])
def test_a_piece_of_a_name_chooses(visitor: Visitor, intent: str) -> None:
    slots = waiting(*HOSPITALS)
    said = {"intent": intent, "text": "no, the harbour one"}
    assert chosen(visitor, slots, **said) == ("ask_hours", "hospital-perto")


def test_the_district_of_one_chooses(visitor: Visitor) -> None:
    slots = waiting(*CHAPELS)
    said = {"intent": "select_item", "text": "the one in Ribeira Velha"}
    assert chosen(visitor, slots, **said) == ("ask_hours", CHAPELS[1])


def test_what_was_asked_goes_on_with_all_that_it_spoke_of(visitor: Visitor) -> None:
    slots = waiting(*HOSPITALS, entities=[TIME])
    resolved = resolve(visitor.turn(slots=slots, intent="select_item", ordinal="1"))
    assert resolved.rule == "pending-question"
    assert resolved.turn.values("time") == ["sunday"]


def test_what_is_asked_with_the_choice_is_asked_in_its_place(visitor: Visitor) -> None:
    slots = waiting(*HOSPITALS)
    said = {"intent": "ask_contact", "text": "phone of the harbour one?", "attribute": "phone"}
    assert chosen(visitor, slots, **said) == ("ask_contact", "hospital-perto")


def test_another_question_is_no_answer(visitor: Visitor) -> None:
    slots = waiting(*HOSPITALS)
    said = {"intent": "find_hotel", "text": "hotels at the harbour", "kind": "hotel"}
    assert chosen(visitor, slots, **said) == ("find_hotel", None)


def test_what_fits_several_of_the_choices_chooses_none(visitor: Visitor) -> None:
    slots = waiting(*HOSPITALS)
    said = {"intent": "select_item", "text": "the hospital"}
    assert chosen(visitor, slots, **said) == ("select_item", None)


def test_the_places_that_are_offered_wait_with_the_question(visitor: Visitor) -> None:
    chapels = {"entity": "place", "value": CHAPELS[0], "linked": True, "candidates": [*CHAPELS]}
    action: TopicAction = ActionAskDirections()
    turn = visitor.turn(intent="ask_directions", entities=(chapels,))
    (reply,) = action.replies(turn, ())
    assert reply.slots["pending"]["choices"] == [*CHAPELS]
    assert reply.slots["pending"]["intent"] == "ask_directions"
