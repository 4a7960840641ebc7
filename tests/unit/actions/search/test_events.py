from __future__ import annotations

from datetime import datetime

import pytest

from actions.hours.action import ActionAskHours
from actions.place_facts.details import ActionAskDetails
from actions.search.events import ActionFindEvent
from listings.models import Event
from listings.queries import find_places

from ..conftest import LANGUAGES, Visitor


def told(desk: Visitor, *times: str, kind: str = "any", language: str = "en") -> str:
    entities = tuple({"entity": "time", "value": time} for time in times)
    turn = {"intent": "find_event", "event_kind": kind, "language": language}
    return desk.ask(ActionFindEvent(), entities=entities, **turn).text


def test_published_dates_are_told_as_they_are(desk: Visitor) -> None:
    text = told(desk, "date=05-30")
    assert "1. Fado Night" in text
    assert "May 30, 2026. Hours: 20:00–23:00." in text


def test_dates_of_another_year_are_no_promise(desk: Visitor) -> None:
    text = told(desk, "month=7")
    assert "Last time it was Jul 11 – 21, 2025." in text
    assert "The dates for 2026 are not on my list yet" in text


def test_rough_months_are_told_as_usual(desk: Visitor) -> None:
    assert "Usually: September. I have no dates for 2026." in told(desk, "month=9")


def test_a_fixed_rule_gives_the_day_and_an_old_source_is_said_to_be_old(desk: Visitor) -> None:
    text = told(desk, "date=05-22;until=05-24")
    assert "By the calendar: May 23, 2026." in text
    assert "My source is from May 2019" in text


def test_days_without_an_event_name_the_next_ones(desk: Visitor) -> None:
    text = told(desk, "date=06-02")
    assert "I have no event on my list for Tue, Jun 2." in text
    assert "Next on my list:\n1. Boat Festival" in text


def test_several_days_are_one_stay(desk: Visitor) -> None:
    text = told(desk, "date=05-22", "date=05-31")
    assert "May Fair" in text
    assert "Fado Night" in text


def test_a_day_that_is_not_understood_is_asked_for(desk: Visitor) -> None:
    assert "From which day" in told(desk, "unknown")


def test_a_kind_beside_what_is_on_is_not_left_out(desk: Visitor) -> None:
    assert "Fado Night" not in told(desk, "month=7", kind="festival")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_of_old_dates_is_told_in_each_language(desk: Visitor, language: str) -> None:
    text = told(desk, "month=7", language=language)
    assert "2025" in text
    assert "2026" in text


def test_an_event_is_told_with_its_days(desk: Visitor) -> None:
    for action in (ActionAskHours(), ActionAskDetails()):
        text = desk.ask(action, place="festa-do-barco", at=datetime(2026, 6, 1, 12)).text
        assert "Last time it was Jul 11 – 21, 2025." in text


@pytest.mark.parametrize(
    ("language", "no"),
    [("en", "Not then"), ("zh", "没有"), ("ja", "ございません"), ("ko", "열리지 않습니다")],
)
def test_a_month_without_an_event_is_said_to_be_so(desk: Visitor, language: str, no: str) -> None:
    options = {"place": "festa-do-barco", "language": language}
    for time in ("month=1", "season=winter", "today"):
        assert no in desk.ask(ActionAskHours(), time=time, **options).text
    for time in ("month=7", "season=summer"):
        assert no not in desk.ask(ActionAskHours(), time=time, **options).text.split("2025")[0]


def test_the_day_in_the_name_of_an_event_is_none_that_is_asked_for(desk: Visitor) -> None:
    name = {"entity": "place", "value": "festa-do-barco", "start": 0, "end": 14}
    feast = {"entity": "time", "value": "feast=new-year", "start": 0, "end": 8}
    assert "Not then" not in desk.ask(ActionAskHours(), entities=(name, feast)).text


def test_when_and_what_an_event_is_are_told_with_where_it_is_held(desk: Visitor) -> None:
    for action in (ActionAskHours(), ActionAskDetails()):
        text = desk.ask(action, place="festa-do-barco").text
        assert "Address: Seagull Castle" in text


def test_an_event_without_a_place_says_so_where_it_is_asked_for(desk: Visitor) -> None:
    homeless = next(
        event
        for event in find_places(desk.session, "event")
        if isinstance(event, Event) and not (event.venue_id or event.address or event.district)
    )
    asked = desk.ask(ActionAskHours(), place=homeless.id, attribute="address").text
    assert "I don't have the address" in asked
    assert "address" not in desk.ask(ActionAskHours(), place=homeless.id).text
