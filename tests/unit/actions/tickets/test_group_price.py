"""What a group pays."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from actions.interpretation.party import party_in
from actions.tickets.action import ActionAskTicket
from actions.tickets.seasons import is_in_season

from ..conftest import LANGUAGES, Visitor

CASTLE, MUSEUM, BEACH = "castelo-da-gaivota", "museu-do-sal", "praia-da-areia-azul"
WINTER_NOON = datetime(2026, 1, 20, 12)


def party(*values: str) -> tuple[dict[str, str], ...]:
    return tuple({"entity": "party", "value": value} for value in values)


def prices(visitor: Visitor, place: str, *values: str, **options) -> list[str]:
    options.setdefault("entities", party(*values))
    return visitor.ask(ActionAskTicket(), place=place, **options).text.split("\n")


def test_a_group_s_prices_are_summed_up_with_their_conditions(visitor: Visitor) -> None:
    assert prices(visitor, CASTLE, "adult:2", "child")[1] == (
        "- Castle and walls: 2 × adult €7.50 + 1 × child €3 = €18 – "
        "adult: Last admission 17:15, child: Aged 6 to 12"
    )


def test_a_family_ticket_is_told_beside_the_sum(visitor: Visitor) -> None:
    lines = prices(visitor, CASTLE, "adult:2", "child:3")
    assert "= €24" in lines[1]
    assert "family" in lines[2]
    assert "€18" in lines[2]


def test_no_family_ticket_is_told_to_adults_alone(visitor: Visitor) -> None:
    assert not any("family" in line for line in prices(visitor, CASTLE, "adult:2"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "I have no price of its own for: senior."),
        ("zh", "没有查到“老人”的单独票价"),
        ("ja", "「シニア」の料金は情報がない"),
        ("ko", "노인 요금은 정보가 없어"),
    ],
)
def test_who_has_no_price_is_counted_as_an_adult_and_that_is_said(
    visitor: Visitor, language: str, told: str
) -> None:
    lines = prices(visitor, CASTLE, "adult:1", "senior:2", language=language)
    assert "€22.50" in lines[1]
    assert lines[2].startswith(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_everyone_enters_free_so_does_the_group(visitor: Visitor, language: str) -> None:
    free = {"en": "free", "zh": "免费", "ja": "無料", "ko": "무료"}[language]
    assert prices(visitor, BEACH, "adult:2", "child:1", language=language)[1].endswith(free)


def test_the_sum_is_that_of_the_season(visitor: Visitor) -> None:
    assert (
        "2 × adult €1,250.50 + 1 × child €2 = €2,503"
        in prices(visitor, MUSEUM, "adult:2", "child")[1]
    )
    assert "(Nov–Mar): 2 × adult €4 = €8" in prices(visitor, MUSEUM, "adult:2", at=WINTER_NOON)[1]


def test_the_day_that_is_asked_about_tells_the_season(visitor: Visitor) -> None:
    entities = ({"entity": "time", "value": "month=12;day=10"},)
    lines = prices(visitor, MUSEUM, entities=entities)
    assert [line for line in lines if line.startswith("- ")] == ["- Museum (Nov–Mar): adult €4"]


def test_a_party_of_one_gets_the_list_of_its_prices(visitor: Visitor) -> None:
    entities = (*party("child"), {"entity": "audience", "value": "child"})
    assert prices(visitor, CASTLE, entities=entities)[1].startswith("- Castle and walls: child €3")


def test_people_of_whom_no_more_is_said_are_adults(visitor: Visitor) -> None:
    assert party_in(visitor.turn(people="4")) == {"adult": 4}
    assert party_in(visitor.turn(people="4", party="child:2")) == {"child": 2}
    assert party_in(visitor.turn()) == {}


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (BEACH, "Yes, it is free."),
        (CASTLE, "No, there is an entrance fee."),
    ],
)
def test_whether_it_is_free_is_answered_first(visitor: Visitor, place: str, answer: str) -> None:
    entities = ({"entity": "price", "value": "free"},)
    assert prices(visitor, place, entities=entities)[1] == answer


def test_the_cheapest_ticket_is_named(visitor: Visitor) -> None:
    entities = ({"entity": "price", "value": "cheap"},)
    assert prices(visitor, CASTLE, entities=entities)[1] == (
        "The cheapest that I know: Castle and walls, €3."
    )


def test_the_cheapest_tickets_of_no_place_are_a_list_of_sights(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskTicket(), price="cheap")
    assert len(reply.slots["shown_places"]) > 1


@pytest.mark.parametrize(
    ("season", "month", "is_in"),
    [
        (None, 1, True),
        ("May-Oct", 5, True),
        ("May-Oct", 10, True),
        ("May-Oct", 11, False),
        ("Nov-Apr", 1, True),
        ("Nov-Apr", 11, True),
        ("Nov-Apr", 5, False),
        ("Jul", 7, True),
        ("Jul", 8, False),
        ("low season", 8, True),
    ],
)
def test_a_season_may_go_past_the_new_year(season: str | None, month: int, is_in: bool) -> None:
    assert is_in_season(season, date(2026, month, 15)) is is_in
