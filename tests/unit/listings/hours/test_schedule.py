from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.hours import DayHours, OpeningSchedule, OpeningStatus

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
    found = OpeningSchedule(hours, "CN", closures).now(at(moment))
    assert found is not None
    return found


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
    schedule = OpeningSchedule("24/7; Su 03:00-12:00 off", "PT")
    now = schedule.now(at("2026-03-28 23:00", LISBON))
    assert now is not None
    assert now.closes_at == at("2026-03-29 03:00", LISBON)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        OpeningSchedule(OFFICE, "CN").now(datetime(2026, 11, 23, 10))


def test_hours_that_cannot_be_read_are_not_known_and_hurt_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    schedule = OpeningSchedule("nine to five", "CN")
    assert schedule.now(at("2026-11-23 10:00")) is None
    assert schedule.day(date(2026, 11, 23)) == DayHours(date(2026, 11, 23), certain=False)
    assert not schedule.is_known
    assert "'nine to five'" in caplog.text


def test_a_closure_is_told_of_a_place_without_hours_too() -> None:
    closed = Closed(date(2026, 11, 23), date(2026, 11, 24))
    now = OpeningSchedule(None, "CN", (closed,)).now(at("2026-11-23 10:00"))
    assert now == OpeningStatus(is_open=False, certain=True, closure=closed)


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
    schedule = OpeningSchedule(hours, "CN")
    now = schedule.now(moment)
    assert now is not None
    change = now.closes_at or now.opens_at
    assert change is not None
    assert change > moment
    then = schedule.now(change)
    assert then is not None
    assert then.is_open is not now.is_open


def test_a_holiday_rule_with_weekdays_is_for_such_holidays_alone() -> None:
    hours = "Mo-Su 08:30-17:30; PH Su off"
    assert status(hours, "2026-11-29 10:00").is_open  # an ordinary Sunday
    assert not status(hours, "2026-10-04 10:00").is_open
    assert status(hours, "2026-10-04 10:00").certain
    assert not status(hours, "2026-10-05 10:00").certain  # a Monday, of which it says nothing


def test_a_holiday_rule_with_an_offset_is_for_the_days_beside() -> None:
    hours = "Mo-Fr 08:00-18:00; PH -1 day 08:00-14:00; PH off"
    assert not status(hours, "2026-09-30 15:00").is_open
    assert status(hours, "2026-09-30 13:00").is_open
    assert not status(hours, "2026-10-02 10:00").is_open
    assert status(hours, "2026-09-29 15:00").is_open


def test_the_day_after_a_holiday_may_be_closed_instead() -> None:
    schedule = OpeningSchedule("Mo-Su 09:00-17:00; PH 09:00-17:00; PH +1 day off", "JP")
    assert schedule.day(date(2026, 7, 20)).spans  # Marine Day
    assert not schedule.day(date(2026, 7, 21)).spans


def test_a_rule_for_school_holidays_is_not_certain_where_it_would_matter() -> None:
    hours = "PH,SH Mo-Su 10:00-17:00"
    assert not status(hours, "2026-11-23 12:00").certain
    assert status(hours, "2026-10-01 12:00").certain
    assert status("Mo-Su 09:00-17:00; SH Sa off", "2026-11-23 12:00").certain


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        ('Mo-Fr 09:00-16:00; Sa,Su "by appointment"', "2026-11-29 03:00"),
        ('Mo-Fr 09:00-16:00 || "by appointment"', "2026-11-23 18:00"),
        ('Mo 09:00-16:00 "by appointment"', "2026-11-23 10:00"),
    ],
)
def test_a_comment_alone_is_neither_open_nor_closed(hours: str, moment: str) -> None:
    now = status(hours, moment)
    assert (now.is_open, now.certain, now.comment) == (False, False, "by appointment")


def test_a_comment_after_the_word_open_leaves_the_place_open() -> None:
    now = status('24/7 open "ring the bell"', "2026-10-01 03:00")
    assert (now.is_open, now.certain, now.comment) == (True, True, "ring the bell")


def test_an_open_end_is_known_to_begin_and_not_to_end() -> None:
    before = status("Mo-Su 18:00+", "2026-11-23 17:00")
    assert (before.is_open, before.opens_at) == (False, at("2026-11-23 18:00"))
    for moment in ("2026-11-23 19:00", "2026-11-24 00:30"):
        now = status("Mo-Su 18:00+", moment)
        assert (now.certain, now.opened_at) == (False, at("2026-11-23 18:00"))
    assert status("Mo-Su 18:00+", "2026-11-24 10:00").certain
    day = OpeningSchedule("Mo-Su 18:00+", "CN").day(date(2026, 11, 23))
    assert (day.spans, day.open_end) == ([(time(18), time(0))], True)


def test_an_open_end_after_known_hours_is_open_until_then_at_least() -> None:
    assert status("12:00-14:00+", "2026-11-23 13:00").certain
    now = status("12:00-14:00+", "2026-11-23 15:00")
    assert (now.certain, now.opened_at) == (False, at("2026-11-23 12:00"))


@pytest.mark.parametrize("next_day", ["Sa off", "Sa 10:00-12:00", "Nov 28 off", "PH off"])
def test_a_night_runs_to_its_end_whatever_the_next_day_says(next_day: str) -> None:
    now = status(f"Fr 22:00-04:00; {next_day}", "2026-11-28 03:00")
    assert now.is_open
    assert now.closes_at == at("2026-11-28 04:00")


def test_hours_of_the_next_day_that_are_called_closed_end_a_night() -> None:
    now = status("Mo-Su 20:00-05:00; Su 03:00-12:00 off", "2026-11-28 23:00")
    assert now.closes_at == at("2026-11-29 03:00")


@pytest.mark.parametrize("hours", ["Mo-Su 09:00-17:00; Oct 01-07 off", "09:00-17:00; Oct 01 off"])
def test_a_holiday_that_is_named_by_its_date_is_certain(hours: str) -> None:
    assert status(hours, "2026-10-01 10:00").certain
    assert not status("Apr-Oct 09:00-17:00", "2026-10-01 10:00").certain


def test_phases_tell_the_year_and_a_season_runs_over_them() -> None:
    beach = OpeningSchedule("Jul 01-Sep 25: 09:00-18:00; Jul 15-Aug 15: 09:00-21:00", "CN")
    phases = beach.phases(date(2026, 6, 1), 150)
    assert [(p.first, p.is_closed) for p in phases] == [
        (date(2026, 6, 1), True),
        (date(2026, 7, 1), False),
        (date(2026, 7, 15), False),
        (date(2026, 8, 16), False),
        (date(2026, 9, 26), True),
    ]
    assert phases[2].week[0].spans == [(time(9), time(21))]
    season = (date(2026, 7, 1), date(2026, 9, 25))
    assert beach.season(date(2026, 7, 20)) == beach.season(date(2026, 3, 1)) == season
    assert beach.season(date(2026, 11, 27)) == (date(2027, 7, 1), date(2027, 9, 25))
    assert OpeningSchedule(OFFICE, "CN").season(date(2026, 7, 20)) is None
    two = "Sep-Jun: 07:00-17:00; Jul-Aug: 06:00-19:00"
    assert OpeningSchedule(two, "CN").season(date(2026, 7, 20)) is None


def test_late_round_the_clock_and_closing_are_told_of_a_day() -> None:
    bar, shop = OpeningSchedule("10:00-02:00", "ZZ"), OpeningSchedule("10:00-22:00", "ZZ")
    day = date(2026, 11, 23)
    assert bar.open_late(day)
    assert shop.open_late(day)
    assert not OpeningSchedule("10:00-21:30", "ZZ").open_late(day)
    assert bar.closing(day) == (time(10), time(2))
    assert OpeningSchedule("24/7", "CN").open_24h(day)
    assert not bar.open_24h(day)
    assert OpeningSchedule('"ask"', "CN").open_24h(day) is None
