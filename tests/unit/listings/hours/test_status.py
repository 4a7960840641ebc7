from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.hours import OpeningStatus, opening_status

SHANGHAI = ZoneInfo("Asia/Shanghai")
LISBON = ZoneInfo("Europe/Lisbon")
OFFICE = "Mo-Fr 09:00-17:00"


@dataclass(frozen=True)
class Closed:
    first_day: date
    last_day: date


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def status(hours: str, moment: str, *closures: Closed) -> OpeningStatus:
    return opening_status(hours, at(moment), country="CN", closures=closures)


def test_an_open_place_says_until_when() -> None:
    now = status(OFFICE, "2026-11-23 10:00")
    assert (now.is_open, now.certain, now.opens_at) == (True, True, None)
    assert now.closes_at == at("2026-11-23 17:00")


def test_a_closed_place_says_when_it_opens_next() -> None:
    now = status(OFFICE, "2026-11-20 18:00")
    assert (now.is_open, now.certain, now.closes_at) == (False, True, None)
    assert now.opens_at == at("2026-11-23 09:00")
    assert now.opens_at_certain


def test_it_opens_at_the_minute_and_closes_at_the_minute() -> None:
    assert not status(OFFICE, "2026-11-23 08:59").is_open
    assert status(OFFICE, "2026-11-23 09:00").is_open
    assert status(OFFICE, "2026-11-23 16:59").is_open
    assert not status(OFFICE, "2026-11-23 17:00").is_open


def test_a_lunch_break_is_closed() -> None:
    now = status("Mo-Fr 09:00-12:00,13:30-17:30", "2026-11-23 12:30")
    assert not now.is_open
    assert now.opens_at == at("2026-11-23 13:30")


def test_a_bar_is_open_past_midnight() -> None:
    now = status("10:00-02:00", "2026-11-23 23:30")
    assert now.closes_at == at("2026-11-24 02:00")
    assert status("10:00-02:00", "2026-11-24 01:59").is_open
    assert not status("10:00-02:00", "2026-11-24 02:00").is_open


def test_round_the_clock_never_closes_and_is_certain_on_holidays() -> None:
    assert status("24/7", "2026-10-01 03:00") == OpeningStatus(is_open=True, certain=True)


def test_a_holiday_that_the_hours_do_not_mention_is_not_certain() -> None:
    now = status(OFFICE, "2026-10-01 10:00")
    assert now.is_open
    assert not now.certain


def test_a_holiday_that_the_hours_mention_is_certain() -> None:
    now = status(f"{OFFICE}; PH off", "2026-10-01 10:00")
    assert (now.is_open, now.certain) == (False, True)
    assert now.opens_at == at("2026-10-08 09:00")


def test_longer_hours_on_holidays_hold_through_the_whole_feast() -> None:
    hours = "Mo-Fr 09:00-21:30; Sa-Su,PH 09:00-22:00"
    assert status(hours, "2026-10-06 21:45").is_open
    assert not status(hours, "2026-10-08 21:45").is_open


def test_a_holiday_word_in_a_comment_is_no_rule() -> None:
    assert not status('Mo-Fr 09:00-17:00 "closed on PH"', "2026-10-01 10:00").certain


def test_opening_next_on_a_holiday_is_not_certain() -> None:
    now = status(OFFICE, "2026-09-30 18:00")
    assert now.certain
    assert now.opens_at == at("2026-10-01 09:00")
    assert not now.opens_at_certain


def test_a_makeup_workday_on_which_an_office_would_be_closed_is_not_certain() -> None:
    assert not status(OFFICE, "2026-10-10 10:00").certain
    assert status("Mo-Su 09:00-17:00", "2026-10-10 10:00").certain


def test_a_place_closed_for_the_season_is_certain_on_a_makeup_workday() -> None:
    assert status("Jul-Sep: Mo-Su 09:00-18:00", "2026-10-10 10:00").certain


@pytest.mark.parametrize("hours", ["unknown", "sunrise-sunset", "Mo-Fr 09:00-17:00; SH off"])
def test_what_the_hours_leave_open_is_not_certain(hours: str) -> None:
    assert not status(hours, "2026-11-23 10:00").certain


def test_a_place_that_never_opens_has_no_next_time() -> None:
    assert status("off", "2026-11-23 10:00") == OpeningStatus(is_open=False, certain=True)


def test_a_season_that_is_months_away_is_found() -> None:
    assert status("Jul-Aug: 09:00-19:00", "2026-09-05 10:00").opens_at == at("2027-07-01 09:00")


def test_a_closure_closes_whatever_the_hours_say_and_is_certain() -> None:
    closed = Closed(date(2026, 11, 23), date(2026, 11, 24))
    now = status(OFFICE, "2026-11-23 10:00", closed)
    assert (now.is_open, now.certain, now.closure) == (False, True, closed)
    assert now.opens_at == at("2026-11-25 09:00")


def test_the_evening_before_a_closure_runs_to_its_end() -> None:
    closed = Closed(date(2026, 11, 24), date(2026, 11, 24))
    assert status("10:00-02:00", "2026-11-24 01:00", closed).is_open
    assert not status("10:00-02:00", "2026-11-24 22:00", closed).is_open
    assert not status("10:00-02:00", "2026-11-25 01:00", closed).is_open


def test_a_closure_tomorrow_moves_the_next_opening() -> None:
    closed = Closed(date(2026, 11, 24), date(2026, 11, 24))
    now = status(OFFICE, "2026-11-23 18:00", closed)
    assert now.closure is None
    assert now.opens_at == at("2026-11-25 09:00")


def test_local_times_hold_across_a_change_of_the_clocks() -> None:
    now = opening_status("24/7; Su 03:00-12:00 off", at("2026-03-28 23:00", LISBON), country="PT")
    assert now.closes_at == at("2026-03-29 03:00", LISBON)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        opening_status(OFFICE, datetime(2026, 11, 23, 10), country="CN")


def test_hours_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(ValueError, match="'nine to five'"):
        status("nine to five", "2026-11-23 10:00")


@given(
    st.sampled_from(
        [
            "10:00-02:00",
            OFFICE,
            f"{OFFICE}; PH off",
            "Tu-Su 09:00-11:30,13:00-16:00",
            "Fr 20:00-30:00",
        ]
    ),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
)
def test_the_state_changes_exactly_at_the_time_told(hours: str, naive: datetime) -> None:
    moment = naive.replace(microsecond=0, tzinfo=SHANGHAI)
    now = opening_status(hours, moment, country="CN")
    change = now.closes_at or now.opens_at
    assert change is not None
    assert change > moment
    assert opening_status(hours, change, country="CN").is_open is not now.is_open
