"""Generated opening hours beside an evaluation of their own, minute by minute.

The reference knows the rules as they were generated and never sees the string. It covers weekdays,
months, holidays with weekdays and offsets, nights, times that are called closed, and additional and
fallback rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from listings.hours import OpeningSchedule, is_holiday
from listings.hours.tokens import MONTHS, WEEKDAYS

ZONE = ZoneInfo("Asia/Shanghai")
COUNTRY = "CN"
DAY = timedelta(days=1)
MINUTES = 24 * 60


@dataclass(frozen=True)
class Made:
    """A generated rule: what it is for, and what it says."""

    join: str
    months: tuple[int, int] | None
    weekdays: frozenset[int]
    holidays: bool
    offset: int
    times: tuple[tuple[int, int], ...]
    state: str

    @property
    def text(self) -> str:
        """The rule as OpenStreetMap writes it."""
        parts = []
        if self.months:
            parts.append("-".join(MONTHS[month - 1] for month in self.months))
        days = ",".join(WEEKDAYS[day] for day in sorted(self.weekdays))
        offset = f" {self.offset:+} day" if self.offset else ""
        parts += [f"PH{offset}"] if self.holidays else []
        parts += [days] if days else []
        parts += [",".join(f"{clock(a)}-{clock(b)}" for a, b in self.times)] if self.times else []
        return " ".join((*parts, self.state))

    def is_for(self, day: date) -> bool:
        """Whether the rule is for the day."""
        if self.months:
            first, last = self.months
            inside = first <= day.month <= last
            if first > last:
                inside = day.month >= first or day.month <= last
            if not inside:
                return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        return not self.holidays or is_holiday(day - self.offset * DAY, COUNTRY)

    def covers(self, minute: int) -> bool:
        """Whether its times hold the minute, counted from the midnight of its day."""
        if not self.times:
            return minute < MINUTES
        return any(a <= minute < (b if b > a else b + MINUTES) for a, b in self.times)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def text_of(rules: Sequence[Made]) -> str:
    text = rules[0].text
    for rule in rules[1:]:
        text += {";": "; ", ",": ", ", "||": " || "}[rule.join] + rule.text
    return text


def told_of(rules: Sequence[Made], day: date, minute: int) -> str:
    """What the rules of one day say of a minute of it, or of the night after it."""
    state = ""
    for rule in rules:
        if not rule.is_for(day):
            continue
        cuts = rule.state == "off" and bool(rule.times)
        if rule.join == "||":
            if state in ("", "off") and rule.covers(minute):
                state = rule.state
        elif rule.join == ";" and not cuts:
            state = rule.state if rule.covers(minute) else ""
        elif rule.covers(minute):
            state = rule.state
    return state


def expected(rules: Sequence[Made], moment: datetime) -> str:
    minute = moment.hour * 60 + moment.minute
    own = told_of(rules, moment.date(), minute)
    cut = any(
        rule.state == "off" and rule.times and rule.is_for(moment.date()) and rule.covers(minute)
        for rule in rules
    )
    if own in ("", "off") and not cut:
        own = told_of(rules, moment.date() - DAY, minute + MINUTES)
    return {"": "closed", "off": "closed"}.get(own, own)


minutes = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def made(draw: st.DrawFn) -> Made:
    months = draw(st.none() | st.tuples(st.integers(1, 12), st.integers(1, 12)))
    times = draw(st.lists(st.tuples(minutes, minutes), max_size=2))
    holidays = draw(st.booleans())
    return Made(
        draw(st.sampled_from([";", ";", ";", "||"])),
        months,
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays,
        draw(st.sampled_from([0, 0, -1, 1])) if holidays else 0,
        tuple(times),
        draw(st.sampled_from(["open", "open", "open", "off", "unknown"])),
    )


@settings(max_examples=100, deadline=None)
@given(
    st.lists(made(), min_size=1, max_size=4),
    st.lists(st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30)), min_size=1, max_size=20),
)
def test_generated_hours_are_evaluated_as_the_reference_does(
    rules: list[Made], moments: list[datetime]
) -> None:
    schedule = OpeningSchedule(text_of(rules), COUNTRY)
    assert schedule.is_known
    for naive in moments:
        moment = naive.replace(second=0, microsecond=0)
        status = schedule.now(moment.replace(tzinfo=ZONE))
        assert status is not None
        state = expected(rules, moment)
        if state == "unknown":
            assert not status.certain
        else:
            assert status.is_open == (state == "open"), f"{schedule.hours} at {moment}"


@settings(max_examples=100, deadline=None)
@given(st.lists(made(), min_size=1, max_size=4), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_hours_of_a_day_are_those_of_the_reference_in_order(
    rules: list[Made], day: date
) -> None:
    heard: list[int] = []
    for first, until in OpeningSchedule(text_of(rules), COUNTRY).day(day).spans:
        start, end = first.hour * 60 + first.minute, until.hour * 60 + until.minute
        # What begins before the last one ended is of the night after.
        start += MINUTES if heard and start <= heard[-1] else 0
        end += MINUTES if end <= start % MINUTES or start >= MINUTES else 0
        heard += range(start, end, 15)
    assert heard == [at for at in range(0, 2 * MINUTES, 15) if told_of(rules, day, at) == "open"]
