"""Which days and moments a visitor's words of time mean, seen from the city's now.

The words come as values that do not depend on today ("saturday;week=1;clock=20:00");
``semantics.time_terms`` lists the terms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from listings.hours import is_holiday, is_makeup_workday, next_feast, next_lunar
from semantics.time_terms import LATE, THROUGH, UNKNOWN

Terms = dict[str, str]

_DAY = timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY = _WEEKDAYS.index("saturday")
_DAYS_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1, "day_after_tomorrow": 2}
_WORDS = frozenset({*_WEEKDAYS, *_DAYS_AHEAD, "now", "weekday", "weekend", "holiday", UNKNOWN})
_DAY_KEYS = (
    "word",
    "date",
    "lunar",
    "day",
    "month",
    "season",
    "offset",
    "in",
    "feast",
    "days",
    "next_month",
)
_TIME_KEYS = ("part", "clock", "oclock")
# The month that stands for a season; the days of a year in which a feast or holiday is looked for.
_SEASONS = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10}
_YEAR = 366
_MONTHS_AHEAD = 36
# Hours from midnight on; after 24 the small hours of the next day.
_PARTS = {
    "dawn": (0, 6),
    "morning": (6, 12),
    "noon": (12, 13),
    "afternoon": (12, 18),
    "dusk": (16, 19),
    "evening": (18, 24),
    "night": (20, 26),
}
_FIRST_MORNING_HOUR = 7
# Who looks for something late wants it open through these hours, and until the small hours.
_LATE = (timedelta(hours=23), timedelta(hours=24))
_NIGHT_ENDS = timedelta(hours=5)
# No visitor stays longer than this.
_LONGEST_STAY = 100


@dataclass(frozen=True)
class Asked:
    """The time that a visitor asks about: ``days``, at least one, in order.

    ``begin`` and ``end`` count from midnight of each day: both None for whole days, ``end`` None
    for a moment. ``part`` is the part of the day that they stand for. ``is_now`` is True where only
    the present moment or today is meant, ``is_month`` where the days are the first of a month, and
    ``is_season`` where that is the middle one of a season. With ``is_through`` what is asked for
    must be open until ``begin``, or from ``begin`` to ``end``, and not only for a part of it.
    """

    days: tuple[date, ...]
    begin: timedelta | None = None
    end: timedelta | None = None
    part: str | None = None
    is_now: bool = False
    is_month: bool = False
    is_season: bool = False
    is_through: bool = False


def asked_times(values: Sequence[str], now: datetime, country: str) -> list[Asked]:
    """Return the times that the values of one message mean, in order.

    A day and a time of day that stand apart belong together ("Tomorrow, is it open at 8 pm?").
    What cannot be read, and a feast that nobody knows the day of, is left out.
    """
    found = [_understood(terms, now, country) for terms in _together(values)]
    return [asked for asked in found if asked is not None]


def is_unclear(values: Sequence[str], now: datetime, country: str) -> bool:
    """Say whether one of the values is a date of which the day is not known."""
    return any(_understood(terms, now, country) is None for terms in _together(values))


def day_named(value: str) -> bool:
    """Say whether a value names a day, and not only a time of day."""
    return any(key in _parsed(value) for key in _DAY_KEYS)


def _together(values: Sequence[str]) -> list[Terms]:
    together: list[Terms] = []
    for value in values:
        terms = _parsed(value)
        if not terms:
            continue
        last = together[-1] if together else {}
        if (
            not any(k in terms for k in _DAY_KEYS)
            and {"clock", "oclock"} & terms.keys()
            and "part" in last
        ):
            # "in the evening, at ten": the clock says more than the part of the day.
            last = {k: v for k, v in last.items() if k != "part"}
            together[-1] = last
        kinds = [keys for keys in (_DAY_KEYS, _TIME_KEYS) if any(k in terms for k in keys)]
        if together and not any(k in last for keys in kinds for k in keys):
            together[-1] = {**last, **terms}
        elif _DAY_KEYS not in kinds:
            together.append({**{k: v for k, v in last.items() if k not in _TIME_KEYS}, **terms})
        else:
            together.append(terms)
    return together


def _understood(terms: Terms, now: datetime, country: str) -> Asked | None:
    try:
        return _resolved(terms, now, country)
    except (ValueError, OverflowError):
        return None  # no calendar has it


def resolve(value: str, now: datetime, country: str) -> Asked | None:
    """Return what one value means, None where it cannot be read."""
    return next(iter(asked_times([value], now, country)), None)


def span_of(values: Sequence[str], now: datetime, country: str) -> tuple[date, date] | None:
    """Return the first and the last day of which a message speaks, None where it names no day.

    A month or a season is meant as a whole, from today on where it is under way.
    """
    days: list[date] = []
    for terms in _together(values):
        asked = _understood(terms, now, country)
        if asked is None:
            continue
        # Of a month the last day is its own, not that of the week that is told of it.
        days += [asked.days[0], *([] if asked.is_month else asked.days[-1:])]
        if asked.is_month and "season" in terms and "month" not in terms:
            middle = asked.days[0].replace(day=1)
            first = (middle - _DAY).replace(day=1)
            last = _month_after(_month_after(middle)) - _DAY
            days += [max(first, now.date()), last]
        elif asked.is_month:
            days.append(month_end(asked.days[0]))
    return (min(days), max(days)) if days else None


def _parsed(value: str) -> Terms:
    terms: Terms = {}
    for term in value.split(";"):
        name, equals, said = term.partition("=")
        if equals and said:
            terms[name] = said
        elif name in _WORDS:
            terms["word"] = name
        elif name in ("every", THROUGH, LATE):
            terms[name] = name
        else:
            return {}
    return terms


def _resolved(terms: Terms, now: datetime, country: str) -> Asked | None:
    today = now.date()
    if terms.get("word") == "now" or terms == {"word": "today"}:
        return Asked((today,), is_now=True)
    if "in" in terms:
        moment = now + timedelta(minutes=_number(terms["in"]))
        return Asked((moment.date(),), begin=_since_midnight(moment))
    days = _days(terms, today, country)
    if days == ():
        return None
    if days and "until" in terms and "lunar" in terms:
        return Asked(_moons(days[0], int(terms["until"]) - int(terms["lunar_day"])))
    if days and "until" in terms:
        return Asked(_run(days[0], _until(terms["until"], days[0])))
    if LATE in terms:
        return Asked(days or (today,), *_LATE, part="night", is_through=True)
    part = "evening" if terms.get("word") == "tonight" else terms.get("part")
    if part in _PARTS:
        return _in_part(part, days or (today,), now, is_fixed=bool(days))
    if "clock" in terms or "oclock" in terms:
        asked = _at_clock(terms, days or (today,), now, is_fixed=bool(days))
        return _through(asked, now) if THROUGH in terms else asked
    if days is None:
        return None
    is_season = "season" in terms and "month" not in terms
    return Asked(days, is_month=_is_whole_month(terms), is_season=is_season)


def _days(terms: Mapping[str, str], today: date, country: str) -> tuple[date, ...] | None:
    """Return the days; none where no such day is known, None where the terms name no day."""
    word = terms.get("word", "")
    if word == UNKNOWN:
        return ()
    if word in _DAYS_AHEAD:
        return (today + _DAYS_AHEAD[word] * _DAY,)
    if "offset" in terms:
        return (today + _number(terms["offset"]) * _DAY,)
    if "date" in terms:
        return (_date(terms["date"], today),)
    if "lunar" in terms:
        moon = next_lunar(int(terms["lunar"]), int(terms["lunar_day"]), today)
        return () if moon is None else (moon,)
    if "nth" in terms:
        return (_nth_of_month(terms, today),)
    if "day" in terms or "month" in terms or "season" in terms or "next_month" in terms:
        return _in_month(terms, today)
    if "feast" in terms:
        feast = next_feast(terms["feast"], today, country)
        return () if feast is None else (feast,)
    if word == "holiday":
        ahead = (today + n * _DAY for n in range(_YEAR))
        return tuple(day for day in ahead if is_holiday(day, country))[:1]
    return _in_week(terms, today, country)


def _in_week(terms: Mapping[str, str], today: date, country: str) -> tuple[date, ...] | None:
    word = terms.get("word", "")
    monday = today - today.weekday() * _DAY
    week = int(terms.get("week", "0"))
    if word == "weekday":
        weeks = [tuple(monday + (7 * n + d) * _DAY for d in range(5)) for n in range(1, 9)]
        ordinary = [days for days in weeks if not any(is_holiday(d, country) for d in days)]
        return (ordinary or weeks)[0]
    if "days" in terms:
        first = max(today, monday) if week == 0 else monday + 7 * week * _DAY
        return _run(first, monday + (7 * week + 6) * _DAY)
    if word == "weekend":
        sunday = monday + (7 * week + 6) * _DAY
        return _run(max(today, sunday - _DAY), sunday)
    if word not in _WEEKDAYS:
        return None
    number = _WEEKDAYS.index(word)
    if week:
        return (monday + (7 * week + number) * _DAY,)
    day = today + ((number - today.weekday()) % 7) * _DAY
    while "every" in terms and (is_holiday(day, country) or is_makeup_workday(day, country)):
        day += 7 * _DAY
    return (day,)


def _in_month(terms: Mapping[str, str], today: date) -> tuple[date, ...]:
    month = int(terms["month"]) if "month" in terms else _SEASONS.get(terms.get("season", ""))
    if "day" in terms and month == today.month and _is_under_way(terms, today):
        return (today,)
    if "day" in terms:
        return (_day_of_month(int(terms["day"]), today, month, "next_month" in terms),)
    if month is None:
        first = _month_after(today)
    elif month == today.month:
        first = today
    else:
        first = date(today.year + (month < today.month), month, 1)
    return _run(first, first + 6 * _DAY)


def _is_under_way(terms: Mapping[str, str], today: date) -> bool:
    """Say whether today is in a run of days of its month: "late November", said on the 27th."""
    last = terms.get("until", "")
    return last.isdigit() and int(terms["day"]) <= today.day <= int(last)


def _day_of_month(number: int, today: date, month: int | None, is_next: bool) -> date:
    if month is not None:
        return _date(f"{month:02}-{number:02}", today)
    first = _month_after(today) if is_next else today.replace(day=1)
    for _ in range(12):
        try:
            day = first.replace(day=number)
        except ValueError:
            day = date.min
        if day >= today:
            return day
        first = _month_after(first)
    raise ValueError(number)


def _until(text: str, first: date) -> date:
    """Return the last day of a run that begins on ``first``.

    Raises:
        ValueError: It is too far from the first to be one.
    """
    last = _date(text, first) if "-" in text else _day_of_month(int(text), first, None, False)
    if (last - first).days > _LONGEST_STAY:
        raise ValueError(text)
    return last


def _moons(first: date, more: int) -> tuple[date, ...]:
    """Return the days of one month of the moon, ``first`` and so many after it.

    Raises:
        ValueError: The last is before the first.
    """
    if more < 0:
        raise ValueError(more)
    return _run(first, first + more * _DAY)


def _nth_of_month(terms: Mapping[str, str], today: date) -> date:
    """Return the next "third Sunday of December", or of this month or the one after."""
    number, weekday = int(terms["nth"]), _WEEKDAYS.index(terms["word"])
    first = _month_after(today) if "next_month" in terms else today.replace(day=1)
    for _ in range(_MONTHS_AHEAD):
        if terms.get("month", str(first.month)) == str(first.month):
            days = [d for d in _run(first, _month_after(first) - _DAY) if d.weekday() == weekday]
            index = number if number < 0 else number - 1
            if index < len(days) and days[index] >= today:
                return days[index]
        first = _month_after(first)
    raise ValueError(number)


def _month_after(day: date) -> date:
    return (day.replace(day=1) + 31 * _DAY).replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month that ``day`` is in."""
    return _month_after(day) - _DAY


def _date(text: str, today: date) -> date:
    """Return a date, the next one of its kind where no year is given."""
    if text.count("-") == 2:
        return date.fromisoformat(text)
    for year in range(today.year, today.year + 9):
        try:
            day = date.fromisoformat(f"{year}-{text}")
        except ValueError:
            continue  # 29 February
        if day >= today:
            return day
    raise ValueError(text)


def _in_part(part: str, days: tuple[date, ...], now: datetime, *, is_fixed: bool) -> Asked:
    begin, end = (timedelta(hours=hours) for hours in _PARTS[part])
    passed = _since_midnight(now)
    if days[0] == now.date() and passed > begin:
        if not is_fixed and passed >= end:
            days = (days[0] + _DAY,)
        elif passed < end:
            begin = passed
    return Asked(days, begin, end, part)


def _at_clock(terms: Terms, days: tuple[date, ...], now: datetime, *, is_fixed: bool) -> Asked:
    hour, minute = map(int, terms.get("clock", terms.get("oclock", "")).split(":"))
    passed = _since_midnight(now)
    is_today = days[0] == now.date()
    clock = timedelta(hours=hour, minutes=minute)
    if "oclock" in terms:
        morning = clock if hour < 12 else clock - timedelta(hours=12)
        evening = morning + timedelta(hours=12)
        clock = morning if _FIRST_MORNING_HOUR <= hour < 12 else evening
        if is_today and clock < passed <= evening:
            clock = evening
    if is_today and not is_fixed and clock < passed:
        days = (days[0] + _DAY,)
        if "oclock" in terms and clock >= timedelta(hours=12 + _FIRST_MORNING_HOUR):
            clock -= timedelta(hours=12)
    return Asked(days, begin=clock)


def _through(asked: Asked, now: datetime) -> Asked:
    """Return the moment until which something is open; one in the small hours ends the night."""
    begin, days = asked.begin or timedelta(), asked.days
    is_night_now = _since_midnight(now) < _NIGHT_ENDS
    if begin < _NIGHT_ENDS and not is_night_now:
        # "Until three" tonight is three of the day after.
        begin += _DAY
        days = tuple(d - _DAY for d in days) if days[0] > now.date() else days
    return replace(asked, days=days, begin=begin, is_through=True)


def _is_whole_month(terms: Mapping[str, str]) -> bool:
    is_one_day = "day" in terms or "nth" in terms
    return not is_one_day and bool({"month", "season", "next_month"} & set(terms))


def _run(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + n * _DAY for n in range((last - first).days + 1))


def _since_midnight(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def _number(text: str) -> int:
    return int(text[:-1])
