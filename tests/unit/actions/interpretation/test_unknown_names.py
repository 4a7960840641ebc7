"""What is said of a name that the database lacks, and when it means a place spoken of."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interpretation.unknown_names import unlisted_beside
from actions.place_facts.contact import ActionAskContact
from actions.place_facts.details import ActionAskDetails
from actions.tickets.action import ActionAskTicket

from ..conftest import LANGUAGES, Visitor

CASTLE, SALT = "castelo-da-gaivota", "museu-do-sal"


def named(text: str, piece: str, **extra: Any) -> dict[str, Any]:
    start = text.index(piece)
    return {
        "entity": "place",
        "value": piece,
        "start": start,
        "end": start + len(piece),
        "linked": False,
        "confidence_entity": 0.9,
        **extra,
    }


def kind(text: str, piece: str, value: str) -> dict[str, Any]:
    start = text.index(piece)
    return {"entity": "kind", "value": value, "start": start, "end": start + len(piece)}


def buttons_of(reply: Any) -> list[str]:
    return [b.payload.partition('"place": "')[2].partition('"')[0] for b in reply.buttons]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_name_is_said_back_with_the_places_that_it_is_like(
    visitor: Visitor, language: str
) -> None:
    text = "Seagul Castel"
    entities = (named(text, text, closest=[CASTLE]),)
    reply = visitor.ask(
        ActionAskDetails(), text=text, entities=entities, intent="ask_details", language=language
    )
    assert "Seagul Castel" in reply.text
    assert buttons_of(reply) == [CASTLE]
    assert all(b.title in reply.text for b in reply.buttons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_like_no_other_is_answered_with_whom_to_call_and_no_other_place(
    visitor: Visitor, language: str
) -> None:
    text = "Zorblat Hotel"
    entities = (named(text, text, category="hotel"), kind(text, "Hotel", "hotel"))
    reply = visitor.ask(
        ActionAskContact(), text=text, entities=entities, intent="ask_contact", language=language
    )
    assert visitor.turn().office.phone in reply.text
    assert reply.buttons == ()


def test_a_hospital_that_is_not_known_gets_the_hospitals_that_are(visitor: Visitor) -> None:
    text = "Zorblat Hospital"
    entities = (named(text, text, office_kind="hospital"),)
    reply = visitor.ask(ActionAskContact(), text=text, entities=entities, intent="ask_contact")
    assert set(buttons_of(reply)) == {"hospital-longe", "hospital-perto"}


@pytest.mark.parametrize(
    ("text", "piece", "word", "place"),
    [
        ("how much is the salt gallery", "salt gallery", "gallery", SALT),
        ("盐仓的门票", "盐仓", "仓", None),
        ("海鸥楼的门票", "海鸥楼", "楼", CASTLE),
        ("カモメ館はいくら", "カモメ館", "館", CASTLE),
        ("소금관 얼마예요", "소금관", "관", SALT),
    ],
)
def test_a_name_that_shares_a_telling_word_with_a_place_of_the_list_means_it(
    visitor: Visitor, text: str, piece: str, word: str, place: str | None
) -> None:
    entities = (named(text, piece), kind(text, word, "attraction"))
    slots = {"shown_places": [CASTLE, SALT]}
    reply = visitor.ask(
        ActionAskTicket(), text=text, entities=entities, intent="ask_ticket", slots=slots
    )
    assert reply.slots.get("focus_place") == place


def test_a_word_that_only_says_the_kind_tells_no_place_of_the_list(visitor: Visitor) -> None:
    text = "how much is the Zorblat Castle"
    entities = (named(text, "Zorblat Castle"), kind(text, "Castle", "attraction"))
    slots = {"shown_places": [CASTLE], "focus_place": CASTLE}
    reply = visitor.ask(
        ActionAskTicket(), text=text, entities=entities, intent="ask_ticket", slots=slots
    )
    assert "focus_place" not in reply.slots
    assert "Zorblat Castle" in reply.text


def test_a_name_that_several_of_the_list_share_is_asked_back(visitor: Visitor) -> None:
    text = "phone of the chapel of the bells please"
    entities = (named(text, "chapel of the bells"),)
    slots = {"shown_places": ["capela-de-cima", "capela-de-baixo"]}
    reply = visitor.ask(
        ActionAskContact(), text=text, entities=entities, intent="ask_contact", slots=slots
    )
    assert len(reply.buttons) == 2


def test_an_unknown_name_beside_a_known_one_is_said_not_to_be_listed(visitor: Visitor) -> None:
    known = {"entity": "place", "value": "museu-do-sal", "linked": True, "role": "compared"}
    other = {"entity": "place", "value": "Moon Tower", "linked": False, "role": "compared"}
    told = unlisted_beside(visitor.turn(entities=(known, other)))
    assert len(told) == 1
    assert "Moon Tower" in told[0]
    assert unlisted_beside(visitor.turn(entities=(other,))) == []
