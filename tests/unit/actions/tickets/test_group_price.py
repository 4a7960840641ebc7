"""What a group pays."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from actions.interpretation.party import People, corrected, party_in, people_in
from actions.tickets.action import ActionAskTicket
from actions.tickets.seasons import is_in_season
from listings.ticket_rules import Rule, rule_of

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
        ("en", "I have no price of its own for senior"),
        ("zh", "资料里没有“老人”的单独票价"),
        ("ja", "「シニア」の料金は情報がない"),
        ("ko", "노인 요금 정보는 자료에 없어"),
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
    assert party_in(visitor.turn(people="4", party="child:2")) == {"child": 2, "adult": 2}
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


def test_an_age_is_a_condition_and_never_a_number_of_people(visitor: Visitor) -> None:
    turn = visitor.turn(entities=({"entity": "age", "value": "65"},))
    assert people_in(turn) == (People(None, 1, age=65),)


def test_who_is_told_by_an_age_stays_in_the_sum(visitor: Visitor) -> None:
    entities = (*party("adult:2"), {"entity": "age", "value": "70", "start": 40, "end": 42})
    lines = prices(visitor, CASTLE, entities=entities)
    assert "2 × adult €7.50 + 1 × senior €7.50 = €22.50" in lines[1]


def test_an_age_beside_children_is_theirs(visitor: Visitor) -> None:
    entities = (*party("adult:2", "child:2"), {"entity": "age", "value": "5"})
    assert people_in(visitor.turn(entities=entities)) == (
        People("adult", 2),
        People("child", 1, age=5),
        People("child", 1),
    )


@pytest.mark.parametrize(("age", "told"), [("8", "child €3"), ("40", "adult €7.50")])
def test_a_rule_of_the_data_tells_who_pays_what(visitor: Visitor, age: str, told: str) -> None:
    lines = prices(visitor, CASTLE, entities=({"entity": "age", "value": age},))
    assert told in lines[1]
    assert not any("not in my data" in line for line in lines)


def test_a_child_to_whom_the_rule_does_not_apply_is_said_to_be_counted_as_an_adult(
    visitor: Visitor,
) -> None:
    lines = prices(visitor, CASTLE, entities=({"entity": "age", "value": "4"},))
    assert "child €7.50" in lines[1]
    assert lines[2].startswith("I have no price of its own for child")


@pytest.mark.parametrize(("value", "centimetres"), [("1.2", 120), ("155", 155), ("1-5", 150)])
def test_heights_are_read_as_centimetres(visitor: Visitor, value: str, centimetres: int) -> None:
    turn = visitor.turn(entities=({"entity": "height", "value": value},))
    assert people_in(turn) == (People(None, 1, height=centimetres),)


def test_a_correction_counts_the_others_as_before() -> None:
    before = (People("adult", 2), People(None, 1, age=70))
    assert corrected(before, (People("adult", 3),), adds=False) == (
        People("adult", 3),
        People(None, 1, age=70),
    )
    assert corrected(before, (People("child", 1),), adds=True)[-1] == People("child", 1)
    new = (People("adult", 1), People("child", 2))
    assert corrected(before, new, adds=False) == new


def test_a_correction_repeats_the_last_question_about_prices(visitor: Visitor) -> None:
    first = visitor.ask(ActionAskTicket(), place=CASTLE, entities=party("adult:2"))
    slots = {**first.slots, "topic": "ask_ticket"}
    again = visitor.ask(ActionAskTicket(), entities=party("adult:3"), slots=slots)
    assert "3 × adult €7.50 = €22.50" in again.text


def test_several_places_are_added_up(visitor: Visitor) -> None:
    places = tuple({"entity": "place", "value": p, "linked": True} for p in (CASTLE, BEACH))
    text = visitor.ask(ActionAskTicket(), entities=(*places, *party("adult:2"))).text
    assert "In total: €15" in text


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        ("Aged 6 to 12", Rule(low_age=6, high_age=12)),
        ("Half price over 1.4 m and under 18", Rule(low_cm=140, high_age=17)),
        ("Under 1.2 m", Rule(high_cm=120)),
        ("60 and over", Rule(low_age=60)),
        ("Last admission 17:15", Rule()),
        ("Valid from 1 May", Rule()),
    ],
)
def test_the_note_of_a_price_says_for_whom_it_is(note: str, rule: Rule) -> None:
    assert rule_of({"en": note}) == rule
