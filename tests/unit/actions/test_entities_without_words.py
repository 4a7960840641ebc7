"""Entities of a button or of an earlier message have no words in this one; no act falls over it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy.orm import Session

from actions import topic_action
from actions.dialogue.turn import Turn

from .conftest import LANGUAGES
from .staff.forms import own_session

__all__ = ["own_session"]

PIECES: tuple[tuple[str, str], ...] = (
    *(("place", "castelo-da-gaivota"), ("place", "grande-hotel"), ("area", "ribeira-velha")),
    *(("kind", "hotel"), ("kind", "attraction"), ("category", "castle"), ("cuisine", "seafood")),
    *(("price", "cheap"), ("stars", "5"), ("amenity", "wifi"), ("dish", "soup"), ("meal", "lunch")),
    *(("time", "saturday"), ("time", "clock=15:00"), ("attribute", "hours"), ("asks", "open")),
    *(("attribute", "distance"), ("dropped", "mentioned"), ("ordinal", "2"), ("near", "focus")),
    *(("reference", "both"), ("reference", "lodging"), ("reference", "here"), ("adds", "and")),
    *(("edit", "drop"), ("edit", "move"), ("trip", "include"), ("trip", "plan"), ("age", "6")),
    *(("party", "adult:2"), ("people", "3"), ("relative", "mother"), ("audience", "child")),
    *(("property", "dress code"), ("interest", "wurst"), ("travel", "taxi"), ("travel", "back")),
    *(("train", "last"), ("repair", "no"), ("comparison", "better"), ("order", "cheapest")),
    *(("need", "passport"), ("country", "KR"), ("office_kind", "hospital"), ("currency", "EUR")),
    *(("allergen", "peanut"), ("allergy", "yes"), ("facility_kind", "toilet"), ("break", "cafe")),
)
ROLES = ("origin", "destination", "near", "compared", "start", "finish", "stay", "given_up", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_act_falls_over_entities_without_words(own_session: Session, language: str) -> None:
    chosen = random.Random(language)
    slots: dict[str, Any] = {}
    answered = 0
    for _ in range(150):
        entities = [
            {"entity": kind, "value": value, "role": chosen.choice(ROLES)}
            for kind, value in chosen.sample(PIECES, chosen.randint(1, 4))
        ]
        act = chosen.choice(sorted(topic_action._BY_INTENT))
        turn = Turn(own_session, language, "and by taxi?", act, tuple(entities), slots)
        try:
            replies = topic_action._BY_INTENT[act]().replies(turn, ())
        except ActionExecutionRejection:
            continue
        answered += 1
        for reply in replies:
            slots = {**slots, **reply.slots}
    assert answered > 100
