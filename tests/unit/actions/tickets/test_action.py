"""Ticket prices: audiences, concessions, seasons, free entrance, other kinds of places."""

from __future__ import annotations

import pytest

from actions.tickets.action import ActionAskTicket

from ..conftest import LANGUAGES, Visitor

CASTLE, MUSEUM, BEACH = "castelo-da-gaivota", "museu-do-sal", "praia-da-areia-azul"


def prices(visitor: Visitor, place: str, **options) -> list[str]:
    return visitor.ask(ActionAskTicket(), place=place, **options).text.split("\n")


def test_notes_stand_with_the_price_that_they_are_about(visitor: Visitor) -> None:
    assert prices(visitor, CASTLE)[1] == (
        "- Castle and walls: adult €7.50 (Last admission 17:15), child €3 (Aged 6 to 12), "
        "family €18 (Two adults and up to three children)"
    )


def test_only_the_audience_asked_for_is_told(visitor: Visitor) -> None:
    lines = prices(visitor, CASTLE, audience="child")
    assert lines[1] == "- Castle and walls: child €3 – Aged 6 to 12"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "I have no information on a price for: senior."),
        ("zh", "资料里没有“老人”票价的信息。"),
        ("ja", "「シニア」の料金の情報はございません。"),
        ("ko", "노인 요금에 대한 정보는 없습니다."),
    ],
)
def test_an_audience_without_a_price_of_its_own_gets_that_of_adults(
    visitor: Visitor, language: str, told: str
) -> None:
    lines = prices(visitor, CASTLE, language=language, audience="senior")
    assert lines[1].startswith(told)
    assert "€7.50" in lines[2]
    assert "€18" not in lines[2]


def test_one_audience_with_a_price_and_one_without(visitor: Visitor) -> None:
    entities = tuple({"entity": "audience", "value": v} for v in ("child", "senior"))
    lines = prices(visitor, CASTLE, entities=entities)
    assert lines[1].startswith("I have no information on a price for: senior.")
    assert "adult €7.50" in lines[2]
    assert "child €3" in lines[2]


def test_who_enters_free_with_everyone_needs_no_concession(visitor: Visitor) -> None:
    lines = prices(visitor, BEACH, audience="senior")
    assert lines[1:2] == ["- Beach: free"]


@pytest.mark.parametrize(
    ("language", "summer", "winter"),
    [
        ("en", "Museum (Apr–Oct): adult €1,250.50, child €2", "Museum (Nov–Mar): adult €4"),
        ("zh", "Museum（4月至10月）：成人 €1,250.50、儿童 €2", "Museum（11月至3月）：成人 €4"),
        ("ja", "Museum（4月～10月）：大人 €1,250.50、子ども €2", "Museum（11月～3月）：大人 €4"),
        ("ko", "Museum(4월~10월): 성인 €1,250.50, 어린이 €2", "Museum(11월~3월): 성인 €4"),
    ],
)
def test_each_season_has_a_line(visitor: Visitor, language: str, summer: str, winter: str) -> None:
    assert prices(visitor, MUSEUM, language=language)[1:3] == [f"- {summer}", f"- {winter}"]


@pytest.mark.parametrize(
    ("language", "free"), [("en", "free"), ("zh", "免费"), ("ja", "無料"), ("ko", "무료")]
)
def test_a_price_of_nothing_is_free(visitor: Visitor, language: str, free: str) -> None:
    assert prices(visitor, BEACH, language=language)[1].endswith(free)


def test_a_sight_without_prices_is_not_called_free(visitor: Visitor) -> None:
    text = "\n".join(prices(visitor, "casa-vazia"))
    assert text.startswith("I don't have the ticket prices of Casa Vazia.")
    assert "free" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_hotel_or_restaurant_the_room_or_meal_is_told(visitor: Visitor, language: str) -> None:
    assert "€64.50" in prices(visitor, "pensao-maresia", language=language)[0]
    assert "€22" in prices(visitor, "tasca-do-polvo", language=language)[0]


def test_a_hotel_or_restaurant_without_prices_says_so(visitor: Visitor) -> None:
    assert prices(visitor, "grande-hotel")[0].startswith("I don't have the prices of Grand Hotel.")
    assert "+351 210 000 133" in prices(visitor, "cafe-da-noite")[0]


def test_an_office_sells_no_tickets_that_are_known(visitor: Visitor) -> None:
    assert prices(visitor, "consulado")[0].startswith("I don't have the ticket prices of")


def test_the_structured_prices_are_exact(visitor: Visitor) -> None:
    custom = visitor.ask(ActionAskTicket(), place=MUSEUM).custom
    assert custom is not None
    assert custom["currency"] == "EUR"
    assert custom["prices"][0] == {
        "ticket": "Museum",
        "audience": "adult",
        "price": "1250.5",
        "season": "Apr-Oct",
        "label": "Museum (Apr–Oct)",
        "who": "adult",
        "told": "€1,250.50",
        "note": None,
    }
