"""Two hundred values as people write them: read right, or refused.

The plain ones are compared with opening-hours-py, an independent implementation, through the
weeks of a year. It knows no days off around a feast, takes a comment for open, an open end for
midnight, ``PH Su`` for either, and ends a night where the next day has a rule; values with these
have their states written here instead.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours
from opening_hours import State as Theirs

from listings.hours import NOWHERE, OpeningSchedule, parse_hours
from listings.hours.days import spans_of
from listings.hours.parsing import rules_of
from listings.hours.rules import State

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)

_DAYS = ("", "Mo-Su ", "Mo-Fr ", "Tu-Su ", "Mo,We-Su ", "Sa-Su ", "Fr-Mo ", "Mo,We,Fr ", "Sa,Su ")
_TIMES = (
    "09:00-17:00",
    "08:30-17:30",
    "10:00-22:00",
    "09:00-12:00,13:30-17:30",
    "11:00-14:00,17:00-21:00",
    "00:00-24:00",
    "6:00-9:30",
)
PLAIN = (
    *(f"{days}{times}" for days in _DAYS for times in _TIMES),
    *(f"{times}; We off" for times in _TIMES),
    *(f"Mo-Fr {times}; Sa 10:00-14:00" for times in _TIMES),
    *(f"Mo-Fr {times}, Sa 10:00-14:00" for times in _TIMES),
    *(f"Sep-Jun: Mo-Su {times}; Jul-Aug: Mo-Su 06:00-19:00" for times in _TIMES),
    *(f"Jul 01-Sep 25: Mo-Su {times}; Jul 15-Aug 15: Mo-Su 09:00-19:00" for times in _TIMES),
    *(f"Apr-Oct: Tu-Su {times}; Nov-Mar: Tu-Su 09:00-16:30" for times in _TIMES),
    *(f"{times}; Mo[1] off" for times in _TIMES),
    *(f"{times}; Su[-1] off" for times in _TIMES),
    *(f"{times}; Dec 24-Jan 02 off" for times in _TIMES),
    *(f"2026 Oct 01-07: {times}" for times in _TIMES),
    *(f"week 10-20 Mo-Fr {times}" for times in _TIMES),
    "24/7",
    "24/7; Mo off",
    "10:00-02:00",
    "Mo-Su 18:00-03:00",
    "20:00-28:00",
    "Fr-Sa 22:00-05:00",
    "Mo-Sa 09:00-18:00; Jan 01,Dec 25 off",
    "Mar Su[-1]-Oct Su[-1] 10:00-18:00",
    "Nov Fr[-1] 10:00-20:00",
    "easter -2 days off",
    "Mo-Fr 08:00-18:00; easter +1 day off",
    "Mo-Fr 09:00-17:00 || Sa 10:00-12:00",
    "Jan-Mar,Oct-Dec Mo-Fr 10:00-16:00",
    "2026-2027 Mo-Fr 10:00-16:00",
    "2027+ Mo-Fr 10:00-16:00",
    "2026 Dec 20-2027 Jan 05 10:00-16:00",
    "unknown",
    "off",
    "Mo-Fr 09:00-17:00; Sa unknown",
)

# Fri 2 and Sun 4 Oct 2026 are in China's National Day break; Sat 28 Nov is an ordinary day.
TRICKY = (
    ("Mo-Fr 09:00-17:00; PH off", "2026-10-02 10:00", "closed"),
    ("Mo-Fr 09:00-17:00", "2026-10-02 10:00", "unknown"),
    ("Mo-Su,PH 09:00-17:00", "2026-10-02 10:00", "open"),
    ("Tu-Su,PH 09:00-17:00", "2026-10-05 10:00", "open"),
    ("Tu-Su,PH 09:00-17:00", "2026-10-12 10:00", "closed"),
    ("PH,Sa 09:00-17:00", "2026-10-02 10:00", "open"),
    ("Mo-Su 09:00-17:00; PH 10:00-14:00", "2026-10-02 15:00", "closed"),
    ("Mo-Su 09:00-17:00; PH 10:00-14:00", "2026-11-28 15:00", "open"),
    ("Mo-Su 08:30-17:30; PH Su off", "2026-10-04 10:00", "closed"),
    ("Mo-Su 08:30-17:30; PH Su off", "2026-11-29 10:00", "open"),
    ("Mo-Su 08:30-17:30; PH Su off", "2026-10-02 10:00", "unknown"),
    ("Mo-Fr 09:00-17:00; PH Mo-Fr 10:00-12:00", "2026-10-02 11:00", "open"),
    ("Mo-Fr 09:00-17:00; PH Mo-Fr 10:00-12:00", "2026-10-02 13:00", "closed"),
    ("Mo-Fr 08:00-18:00; PH -1 day 08:00-14:00", "2026-09-30 15:00", "closed"),
    ("Mo-Fr 08:00-18:00; PH off; PH +1 day off", "2026-10-08 10:00", "closed"),
    ("Mo-Fr 08:00-18:00; PH off; PH +1 day off", "2026-10-09 10:00", "open"),
    ("24/7; PH off", "2026-10-02 10:00", "closed"),
    ("24/7", "2026-10-02 10:00", "open"),
    ("Mo-Su 09:00-17:00; Oct 01-07 10:00-12:00", "2026-10-02 11:00", "open"),
    ("Mo-Su 09:00-17:00; Oct 01-07 off", "2026-10-02 11:00", "closed"),
    ("Apr-Oct 09:00-17:00", "2026-10-02 11:00", "unknown"),
    ("PH,SH Mo-Su 10:00-17:00", "2026-10-02 11:00", "open"),
    ("PH,SH Mo-Su 10:00-17:00", "2026-11-28 11:00", "unknown"),
    ("Mo-Fr 10:00-17:00; SH Sa 10:00-17:00", "2026-11-27 11:00", "open"),
    ("SH 11:00+", "2026-11-28 12:00", "unknown"),
    ('Mo-Fr 09:00-16:00; Sa,Su "by appointment"', "2026-11-28 03:00", "unknown"),
    ('Mo-Fr 09:00-16:00; Sa,Su "by appointment"', "2026-11-27 10:00", "open"),
    ('Mo,We-Fr 10:00-16:00; Tu,Sa "by appointment"', "2026-11-29 10:00", "closed"),
    ('Mo-Th 09:00-18:00 || "by appointment"', "2026-11-27 10:00", "unknown"),
    ('Mo-Th 09:00-18:00 || "by appointment"', "2026-11-26 10:00", "open"),
    ('Su "nach Vereinbarung"', "2026-11-29 10:00", "unknown"),
    ('Su "nach Vereinbarung"', "2026-11-28 10:00", "closed"),
    ('24/7 open "ring the bell"', "2026-11-28 03:00", "open"),
    ('Mo-Su 10:00-18:00 open "last tour at five"', "2026-11-28 12:00", "open"),
    ('Sa 10:00-12:00 "members"; Su 10:00-12:00', "2026-11-28 11:00", "unknown"),
    ('Sa 10:00-12:00 "members"; Su 10:00-12:00', "2026-11-28 13:00", "closed"),
    ("Mo-Su 18:00+", "2026-11-28 17:00", "closed"),
    ("Mo-Su 18:00+", "2026-11-28 19:00", "unknown"),
    ("Mo-Su 18:00+", "2026-11-29 00:30", "unknown"),
    ("Mo-Su 18:00+", "2026-11-29 10:00", "closed"),
    ("Mo-Sa 08:30-17:00; Su 12:00+", "2026-11-29 15:00", "unknown"),
    ("Mo-Su 12:00-14:00+", "2026-11-28 13:00", "open"),
    ("Fr 22:00-04:00; Sa off", "2026-11-28 03:00", "open"),
    ("Fr 22:00-04:00; Sa 10:00-12:00", "2026-11-28 03:00", "open"),
    ("Fr 22:00-04:00; Sa 10:00-12:00", "2026-11-28 05:00", "closed"),
    ("Mo-Su 20:00-05:00; Su 03:00-12:00 off", "2026-11-29 04:00", "closed"),
    ("We-Su 19:00-01:00; PH off", "2026-10-01 00:30", "open"),
    ("sunrise-sunset", "2026-11-28 12:00", "unknown"),
    ("(sunrise+01:00)-18:00", "2026-11-28 12:00", "unknown"),
    ("Mo-Su 09:00-17:00; Mo[3] off", "2026-11-16 10:00", "closed"),
)

REFUSED = (
    "Mo-Fr PH 10:00-12:00",
    "10:00",
    "Mo, 10:00-12:00",
    "10:00-12:00/30",
    "Feb 30 off",
    "Oct 07-01 off,",
    "Mo[6] 10:00-12:00",
    "10:00-49:00",
    "10:60-12:00",
    "Mo-Fr 09:00-17:00;;",
    "Mo-Fr 9-17",
    "2027-2026 10:00-12:00",
    'Mo "never closed',
    "week 54 10:00-12:00",
    "daily 9 to 5",
)


def test_the_values_are_two_hundred_and_fifty_of_them_tricky() -> None:
    assert len({*PLAIN, *(hours for hours, *_ in TRICKY), *REFUSED}) >= 200
    assert len(TRICKY) >= 50


@pytest.mark.parametrize("hours", PLAIN)
def test_a_plain_value_is_read_as_another_implementation_reads_it(hours: str) -> None:
    theirs = OpeningHours(hours, auto_country=False, auto_timezone=False)
    rules = rules_of(hours)
    names = {Theirs.OPEN: State.OPEN, Theirs.CLOSED: State.CLOSED, Theirs.UNKNOWN: State.UNKNOWN}
    for first in (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 10), date(2026, 11, 20)):
        for day in (first + n * DAY for n in range(9)):
            midnight = datetime.combine(day, time())
            ours = {
                (span.start + timedelta(minutes=m)): span.state
                for span in spans_of(rules, day, NOWHERE)
                for m in range(0, int((span.end - span.start).total_seconds()) // 60, 15)
            }
            for start, end, state, _ in theirs.intervals(midnight, midnight + DAY):
                for moment, told in ours.items():
                    if start <= moment < end:
                        assert told is names[state], f"{moment}: {told}, theirs {state}"


@pytest.mark.parametrize(("hours", "moment", "state"), TRICKY)
def test_a_tricky_value_is_read_by_the_specification(hours: str, moment: str, state: str) -> None:
    status = OpeningSchedule(hours, "CN").now(datetime.fromisoformat(moment).replace(tzinfo=ZONE))
    assert status is not None
    told = "open" if status.is_open else "closed"
    assert (told if status.certain else "unknown") == state


@pytest.mark.parametrize("hours", REFUSED)
def test_what_would_be_read_wrongly_is_refused(hours: str) -> None:
    with pytest.raises(ValueError, match="is not OpenStreetMap opening hours"):
        parse_hours(hours)
