"""Visitors' questions about a time, asked on fixed days: open or closed, and the time told.

The expected values of ``hours_table.csv`` come from the calendar, the hours and, for China in
2026, the State Council's notice of public holidays. ``said`` is the closing time where it is open,
the next opening where it is closed. ``closed`` has the first and last day of a one-off closure,
``admitted_until`` the last admission of the day, where ``last_admission`` gives one.
"""

from __future__ import annotations

import csv
import functools
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from actions.hours.action import hours_reply
from actions.hours.verdicts import verdicts
from actions.interpretation.time_resolution import asked_times
from listings.hours import OpeningSchedule
from listings.models import Closure
from listings.queries import get_place
from nlu.times.phrases import TimePhrases
from tests.unit.actions.conftest import Visitor
from tests.unit.time_words import LANGUAGES, time_phrases

TABLE = Path(__file__).with_name("hours_table.csv")
PLACE = "museu-do-sal"
PHONE = "+351 210 000 105"
CLOSED = {
    "en": ("Closed", "closed.", "closed ("),
    "zh": ("不开放", "没开", "暂停开放", "休息。", "不在开放季"),
    "ja": ("閉まって", "休業して", "休みです", "シーズン外"),
    "ko": ("운영하지 않", "휴무입니다", "시즌이 아닙니다"),
}
UNCONFIRMED = {
    "en": ("confirmed",),
    "zh": ("未经确认",),
    "ja": ("確認できて",),
    "ko": ("확인되지",),
}


class Case(NamedTuple):
    """One row of the table."""

    language: str
    message: str
    now: str
    opening_hours: str
    country: str
    closed: str
    last_admission: str
    state: str
    said: str
    admitted_until: str

    def __str__(self) -> str:
        return f"{self.message}@{self.now}/{self.country}{self.closed}{self.last_admission}"

    @property
    def closures(self) -> list[Closure]:
        """The one-off closure, if any."""
        if not self.closed:
            return []
        first, last = map(date.fromisoformat, self.closed.split("/"))
        return [
            Closure(place_id=PLACE, first_day=first, last_day=last, reason={}, source="the office")
        ]


def cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Case(**row) for row in csv.DictReader(file)]


@functools.cache
def phrases(country: str) -> TimePhrases:
    return time_phrases(country)


def values_of(case: Case) -> list[str]:
    return [found.value for found in phrases(case.country).find(case.message)]


def test_the_table_is_long_and_even() -> None:
    table = cases()
    languages = Counter(case.language for case in table)
    assert len(set(table)) >= 300
    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 75


@pytest.mark.parametrize(
    "case", cases(), ids=lambda c: f"{c.message}@{c.now}/{c.country}{c.closed}"
)
def test_the_verdict_is_that_of_the_calendar(case: Case) -> None:
    now = datetime.fromisoformat(case.now)
    found = asked_times(values_of(case), now, case.country)
    assert found, "no time understood"
    aware = now.astimezone()
    told = verdicts(
        OpeningSchedule(case.opening_hours, case.country, case.closures), found[0], aware
    )
    assert {verdict.state for verdict in told} == {case.state}
    if case.state == "closed":
        opening = told[-1].opens_at
        assert opening is not None
        assert f"{opening:%Y-%m-%d %H:%M}" == case.said


@pytest.mark.parametrize(
    "case", cases(), ids=lambda c: f"{c.message}@{c.now}/{c.country}{c.closed}"
)
def test_the_answer_says_so(case: Case, visitor: Visitor) -> None:
    entities = tuple({"entity": "time", "value": value} for value in values_of(case))
    turn = visitor.turn(
        language=case.language, at=datetime.fromisoformat(case.now), entities=entities
    )
    place = get_place(turn.session, PLACE)
    place.opening_hours = case.opening_hours
    place.last_admission = case.last_admission or None
    turn.city.country = case.country
    turn.session.add_all(case.closures)
    lines = hours_reply(turn, place).text.splitlines()
    assert is_any_in(CLOSED[case.language], lines[0]) == (case.state == "closed")
    assert is_any_in(UNCONFIRMED[case.language], lines[0]) == is_doubtful(case)
    assert any(case.said[-5:] in line for line in lines[:2])
    assert case.admitted_until in "\n".join(lines)
    if case.state == "unconfirmed":
        assert any(PHONE in line for line in lines)


def is_doubtful(case: Case) -> bool:
    """Whether the answer or the next opening that it tells is not confirmed."""
    return case.state == "unconfirmed" or case.said == "2026-09-25 09:00"


def is_any_in(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)
