"""What is asked of a place in words that are no column of the data."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.place_facts.known_sentences import sentence_about
from listings.models import Restaurant, Ticket

from ..conftest import Visitor


def test_a_dish_is_told_by_a_word_of_its_name(visitor: Visitor) -> None:
    every = visitor.session.execute(select(Restaurant)).scalars()
    place = next(p for p in every if p.signature_dishes.get("en"))
    dish = place.signature_dishes["en"][0]
    word = max(dish.split(), key=len)
    assert sentence_about(visitor.turn(), place, f"really drink {word}")


def test_a_ticket_is_told_with_its_price(visitor: Visitor) -> None:
    ticket = visitor.session.execute(select(Ticket)).scalars().first()
    assert ticket is not None
    word = max(ticket.names["en"].split(), key=len)
    told = sentence_about(visitor.turn(), ticket.attraction, f"zzz {word} extra")
    assert ticket.names["en"] in told or word.casefold() in told.casefold()


@pytest.mark.parametrize("subject", ["a dress code", "quiet rooms upstairs", "xyz"])
def test_what_nothing_tells_is_not_told(visitor: Visitor, subject: str) -> None:
    place = visitor.session.execute(select(Restaurant)).scalars().first()
    assert place is not None
    assert sentence_about(visitor.turn(), place, subject) == ""
