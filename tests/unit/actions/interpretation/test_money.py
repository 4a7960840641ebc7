"""Amounts in a currency that is not the city's."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation.out_of_scope import ActionOutOfScope
from actions.dialogue.currency import foreign_amounts
from actions.search.find import ActionFindHotels
from actions.tickets.action import ActionAskTicket

from ..conftest import LANGUAGES, Visitor


def said(text: str, amount: str, code: str, value: str | None = None) -> tuple[dict[str, Any], ...]:
    """Return the entities of an amount in a message, with the price that it is read as."""
    where = {"start": text.index(amount), "end": text.index(amount) + len(amount)}
    price = ({"entity": "price", "value": value, **where},) if value else ()
    return ({"entity": "currency", "value": code, **where}, *price)


@pytest.mark.parametrize(
    ("value", "currency", "language", "code"),
    [
        ("EUR", "EUR", "en", None),
        ("USD", "EUR", "en", "USD"),
        # A sign is the visitor's own country's, the city's, or the first.
        ("CNY/JPY", "CNY", "en", None),
        ("CNY/JPY", "CNY", "ja", "JPY"),
        ("USD/HKD/AUD", "AUD", "ko", None),
        ("USD/HKD/AUD", "CNY", "zh", "USD"),
    ],
)
def test_an_amount_is_foreign_where_its_currency_is_not_the_citys(
    value: str, currency: str, language: str, code: str | None
) -> None:
    entity = {"entity": "currency", "value": value, "start": 0, "end": 4}
    found = [a.code for a in foreign_amounts([entity], currency, language)]
    assert found == ([code] if code else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_foreign_amount_is_no_limit_and_that_is_said(visitor: Visitor, language: str) -> None:
    text = "hotels under $40"
    entities = said(text, "$40", "USD", "-40")
    reply = visitor.ask(ActionFindHotels(), text=text, entities=entities, language=language)
    first, second = reply.text.split("\n")[:2]
    assert "$40" in first
    assert "30" in first  # the cheapest room that is known
    assert "40" not in second
    assert reply.slots["search"]["price"] is None
    assert reply.slots["search"]["order"] == "cheapest"


def test_an_amount_in_the_citys_currency_is_a_limit(visitor: Visitor) -> None:
    text = "hotels under €40"
    reply = visitor.ask(ActionFindHotels(), text=text, entities=said(text, "€40", "EUR", "-40"))
    assert reply.slots["search"]["price"] == "-40"


def test_prices_asked_for_in_another_currency_are_told_in_the_citys(visitor: Visitor) -> None:
    text = "how much is that in dollars"
    reply = visitor.ask(
        ActionAskTicket(),
        text=text,
        entities=said(text, "dollars", "USD"),
        place="castelo-da-gaivota",
    )
    assert "no exchange rate for “dollars”" in reply.text


def test_who_asks_for_a_rate_alone_hears_that_there_is_none(visitor: Visitor) -> None:
    text = "what are 100 dollars worth"
    reply = visitor.ask(ActionOutOfScope(), text=text, entities=said(text, "100 dollars", "USD"))
    assert reply.text.startswith("Prices here are in euros")
