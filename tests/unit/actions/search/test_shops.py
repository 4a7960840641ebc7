from __future__ import annotations

from actions.search.shops import ActionFindShop

from ..conftest import Visitor


def told(desk: Visitor, kind: str, text: str = "") -> str:
    return desk.ask(ActionFindShop(), intent="find_shop", shop_kind=kind, text=text).text


def test_what_is_typical_is_told_with_where_it_is_sold(desk: Visitor) -> None:
    text = told(desk, "guide")
    assert text.startswith("What visitors take home: salt and tiles. Salt keeps for years.")
    assert "1. Tile Shop" in text
    assert "Supermarket" not in text


def test_shops_of_a_kind_are_listed_alone(desk: Visitor) -> None:
    text = told(desk, "supermarket")
    assert "1. Quay Supermarket" in text
    assert "Tile Shop" not in text


def test_who_sells_what_is_named_comes_first(desk: Visitor) -> None:
    assert told(desk, "any", "any shops with painted tiles?").splitlines()[1].startswith("1. Tile")


def test_a_kind_without_rows_is_said_to_be_missing_from_the_list(desk: Visitor) -> None:
    assert told(desk, "bakery").startswith("My list has no bakery.")


def test_a_city_without_shops_says_so(visitor: Visitor) -> None:
    assert told(visitor, "any").startswith("My list has no shops.")


def goods(desk: Visitor, text: str, words: str) -> str:
    start = text.index(words)
    asked = {"entity": "shop_kind", "value": "goods", "start": start, "end": start + len(words)}
    return desk.ask(ActionFindShop(), intent="find_shop", text=text, entities=(asked,)).text


def test_only_those_that_sell_what_is_named_are_listed(desk: Visitor) -> None:
    text = goods(desk, "where can I buy painted tiles", "painted tiles")
    assert text.startswith("Sells “painted tiles”, as far as I know:\n1. Tile Shop")
    assert "2. " not in text


def test_who_sells_what_no_row_tells_is_said_not_to_be_known(desk: Visitor) -> None:
    text = goods(desk, "where can I buy pearls", "pearls")
    assert text.startswith("I don't know which shop sells “pearls”.")
