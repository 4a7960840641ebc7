from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from actions.interpretation.time_resolution import Asked, asked_times, is_unclear, resolve, span_of

WEDNESDAY = datetime(2026, 9, 23, 10, 0)
SATURDAY = datetime(2026, 9, 26, 10, 0)
SUNDAY = datetime(2026, 9, 27, 10, 0)
EVENING = datetime(2026, 9, 23, 21, 0)


def days(value: str, now: datetime = WEDNESDAY, country: str = "CN") -> list[str]:
    asked = resolve(value, now, country)
    assert asked is not None
    return [f"{day:%m-%d}" for day in asked.days]


def moment(value: str, now: datetime = WEDNESDAY) -> str:
    asked = resolve(value, now, "CN")
    assert asked is not None
    assert asked.begin is not None
    assert asked.end is None
    return f"{datetime.combine(asked.days[0], datetime.min.time()) + asked.begin:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("value", "now", "expected"),
    [
        ("tomorrow", WEDNESDAY, ["09-24"]),
        ("day_after_tomorrow", WEDNESDAY, ["09-25"]),
        ("offset=-1d", WEDNESDAY, ["09-22"]),
        ("wednesday", WEDNESDAY, ["09-23"]),
        ("tuesday", WEDNESDAY, ["09-29"]),
        ("saturday;week=0", SUNDAY, ["10-03"]),
        ("monday;week=1", WEDNESDAY, ["09-28"]),
        ("wednesday;week=1", WEDNESDAY, ["09-30"]),
        ("wednesday;week=2", WEDNESDAY, ["10-07"]),
        ("weekend", WEDNESDAY, ["09-26", "09-27"]),
        ("weekend", SATURDAY, ["09-26", "09-27"]),
        ("weekend", SUNDAY, ["09-27"]),
        ("weekend;week=1", WEDNESDAY, ["10-03", "10-04"]),
        ("days=week;week=0", WEDNESDAY, ["09-23", "09-24", "09-25", "09-26", "09-27"]),
        ("date=10-01", WEDNESDAY, ["10-01"]),
        ("date=09-22", WEDNESDAY, ["09-22"]),
        ("day=23", WEDNESDAY, ["09-23"]),
        ("day=22", WEDNESDAY, ["10-22"]),
        ("day=31", WEDNESDAY, ["10-31"]),
        ("day=3;next_month=1", WEDNESDAY, ["10-03"]),
        ("feast=national-day", WEDNESDAY, ["10-01"]),
        ("day=25;month=9;until=28", WEDNESDAY, ["09-25", "09-26", "09-27", "09-28"]),
        ("day=21;month=9;until=25", WEDNESDAY, ["09-23", "09-24", "09-25"]),
        ("day=1;month=9;until=2", WEDNESDAY, ["09-01", "09-02"]),
        ("lunar=8;lunar_day=15;until=17", WEDNESDAY, ["09-25", "09-26", "09-27"]),
        ("holiday", WEDNESDAY, ["09-25"]),
    ],
)
def test_words_of_days_mean_the_next_such_day(
    value: str, now: datetime, expected: list[str]
) -> None:
    assert days(value, now) == expected


def test_a_date_that_has_passed_is_of_the_next_year() -> None:
    asked = resolve("date=09-22", WEDNESDAY, "CN")
    assert asked is not None
    assert asked.days == (date(2027, 9, 22),)


def test_the_twenty_ninth_of_february_is_of_the_next_leap_year() -> None:
    asked = resolve("date=02-29", WEDNESDAY, "CN")
    assert asked is not None
    assert asked.days == (date(2028, 2, 29),)


def test_every_friday_means_an_ordinary_one() -> None:
    assert days("friday") == ["09-25"]  # Mid-Autumn
    assert days("friday;every") == ["10-09"]


def test_weekdays_are_those_of_a_week_without_holidays() -> None:
    assert days("weekday") == ["10-12", "10-13", "10-14", "10-15", "10-16"]


@pytest.mark.parametrize(
    ("value", "now", "expected"),
    [
        ("tomorrow;clock=20:00", WEDNESDAY, "09-24 20:00"),
        ("today;clock=24:00", WEDNESDAY, "09-24 00:00"),
        ("today;clock=25:00", WEDNESDAY, "09-24 01:00"),
        ("in=90m", WEDNESDAY, "09-23 11:30"),
        ("in=180m", EVENING, "09-24 00:00"),
        ("oclock=11:00", WEDNESDAY, "09-23 11:00"),
        ("oclock=8:00", WEDNESDAY, "09-23 20:00"),
        ("oclock=8:00", EVENING, "09-24 08:00"),
        ("tomorrow;oclock=8:00", WEDNESDAY, "09-24 08:00"),
        ("tomorrow;oclock=3:00", WEDNESDAY, "09-24 15:00"),
        ("tomorrow;oclock=12:30", WEDNESDAY, "09-24 12:30"),
        ("clock=09:00", WEDNESDAY, "09-24 09:00"),
        ("today;clock=09:00", WEDNESDAY, "09-23 09:00"),
    ],
)
def test_a_time_of_day_is_the_likely_one_and_to_come(
    value: str, now: datetime, expected: str
) -> None:
    assert moment(value, now) == expected


def test_a_part_of_the_day_that_has_begun_begins_now() -> None:
    evening = resolve("tonight", EVENING, "CN")
    assert evening == Asked(
        (EVENING.date(),), timedelta(hours=21), timedelta(hours=24), part="evening"
    )


def test_a_part_of_the_day_that_has_passed_is_tomorrows() -> None:
    assert days("part=morning", EVENING) == ["09-24"]


def test_a_day_and_a_time_that_stand_apart_belong_together() -> None:
    (asked,) = asked_times(["tomorrow", "clock=20:00"], WEDNESDAY, "CN")
    assert asked == resolve("tomorrow;clock=20:00", WEDNESDAY, "CN")


def test_two_times_of_one_day_are_two_questions() -> None:
    found = asked_times(["tomorrow;clock=10:00", "clock=20:00"], WEDNESDAY, "CN")
    assert [asked.days for asked in found] == [(date(2026, 9, 24),)] * 2
    assert [asked.begin for asked in found] == [timedelta(hours=10), timedelta(hours=20)]


def test_now_and_today_are_the_present() -> None:
    assert all(asked.is_now for asked in asked_times(["now", "today"], WEDNESDAY, "CN"))


def test_a_feast_that_nobody_knows_is_left_out() -> None:
    assert asked_times(["feast=no-such-feast"], WEDNESDAY, "PT") == []


@pytest.mark.parametrize(
    "values",
    [["unknown"], ["unknown", "clock=20:00"], ["tomorrow", "date=02-30"], ["feast=no-such-feast"]],
)
def test_a_day_that_nobody_knows_is_unclear(values: list[str]) -> None:
    assert is_unclear(values, WEDNESDAY, "CN")


@pytest.mark.parametrize("values", [[], ["now"], ["some time"], ["tomorrow", "clock=20:00"]])
def test_what_names_a_known_day_or_none_is_not_unclear(values: list[str]) -> None:
    assert not is_unclear(values, WEDNESDAY, "CN")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "some time",
        "date=2026-02-30",
        "date=x",
        "clock=99999999999:00",
        "offset=xd",
        "days=week;week=99999999",
        "month=13",
        "feast=",
    ],
)
def test_what_no_calendar_has_is_left_out(value: str) -> None:
    assert asked_times([value], WEDNESDAY, "CN") == []


def test_the_month_that_is_under_way_ends_with_its_last_day() -> None:
    late = datetime(2026, 11, 27, 10)
    first, last = span_of(["month=11"], late, "CN") or (late, late)
    assert (f"{first:%m-%d}", f"{last:%m-%d}") == ("11-27", "11-30")
