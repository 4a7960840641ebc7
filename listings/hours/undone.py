"""Rules that later rules leave nothing to say."""

from __future__ import annotations

from datetime import date

from listings.hours.days import pieces_of
from listings.hours.parsing import rules_of
from listings.hours.rules import Join, Rules
from listings.hours.selectors import DAY, Calendar

_DAYS = 366


def undone_rules(hours: str, country: str, first_day: date) -> list[int]:
    """Return the numbers, from 1, of the rules without which a year from ``first_day`` is the same.

    "Mo-Fr 09:00-12:00; Mo-Fr 14:00-18:00" loses its mornings: the first rule is undone. Rules that
    may be for a single year or for school holidays are let be.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    rules = rules_of(hours)
    if len(rules.rules) == 1 or rules.asks_school:
        return []
    left = {
        number: Rules(rules.rules[:number] + rules.rules[number + 1 :])
        for number, rule in enumerate(rules.rules)
        if not rule.days.years
        and not any(p.first.year for p in rule.days.periods)
        and rule.join is not Join.ELSE
    }
    for calendar in (Calendar(country), Calendar("ZZ")):
        for day in (first_day + n * DAY for n in range(_DAYS)):
            if not left:
                return []
            told = pieces_of(rules, day, calendar)
            for number in [n for n, rest in left.items() if pieces_of(rest, day, calendar) != told]:
                del left[number]
    return [number + 1 for number in left]
