"""Reading OpenStreetMap's ``opening_hours`` strings.

What is read is the part of the specification that ``docs/data-format.md`` names; all else is
refused, so that nothing is read otherwise than its writer meant it.
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

from functools import lru_cache

from listings.hours.day_reading import days
from listings.hours.rules import Join, Rule, Rules, State, TimeSpan
from listings.hours.selectors import Days
from listings.hours.time_reading import spans
from listings.hours.tokens import Tokens, UnreadableError

_STATES = {
    "open": State.OPEN,
    "closed": State.CLOSED,
    "off": State.CLOSED,
    "unknown": State.UNKNOWN,
}


def parse_hours(text: str) -> str:
    """Return the string as it is when it can be evaluated.

    Raises:
        ValueError: it cannot; the text is quoted.
    """
    rules_of(text)
    return text


def is_always_open(hours: str) -> bool:
    """Say whether a place never closes, not even on holidays: ``24/7`` and nothing else.

    Raises:
        ValueError: ``hours`` cannot be read.
    """
    return rules_of(hours).is_always_open


@lru_cache(maxsize=4096)
def rules_of(hours: str) -> Rules:
    """Return the rules of the string.

    Raises:
        ValueError: the string cannot be read; it is quoted, with the piece where reading ends.
    """
    try:
        return _rules(Tokens(hours))
    except UnreadableError as error:
        raise ValueError(
            f"{hours!r} is not OpenStreetMap opening hours ({error}):"
            " write them like Mo-Fr 09:00-17:00"
        ) from None


def _rules(tokens: Tokens) -> Rules:
    found = [_rule(tokens, Join.INSTEAD)]
    while tokens.at < len(tokens.words):
        join = next((join for join in Join if tokens.took(join.value)), None)
        if join is None:
            tokens.refuse()
        if join is Join.INSTEAD and tokens.at == len(tokens.words):
            break
        if join is Join.AS_WELL and _is_bare(tokens, found[-1]):
            tokens.refuse(-1)  # "Mo, 10:00-12:00" would be all of Monday, and each day from ten
        found.append(_rule(tokens, join))
    return Rules(tuple(found))


def _is_bare(tokens: Tokens, rule: Rule) -> bool:
    """Say whether days alone stand before the comma just taken."""
    said = tokens.words[tokens.at - 2].lower() in (*_STATES, "7") or rule.comment
    return rule.is_whole_day and not said


def _rule(tokens: Tokens, join: Join) -> Rule:
    begin = tokens.at
    comment = _comment(tokens)
    named = Days()
    times: tuple[TimeSpan, ...] = ()
    if tokens.words[tokens.at : tokens.at + 3] == ["24", "/", "7"]:
        tokens.at += 3
    else:
        named = days(tokens)
        times = spans(tokens)
    word = tokens.peek().lower()
    state = _STATES.get(word)
    if state is not None:
        tokens.at += 1
    comment = comment or _comment(tokens)
    if tokens.at == begin:
        tokens.refuse()
    if state is None:
        state = State.UNKNOWN if comment else State.OPEN
    return Rule(join, named, times, state, comment)


def _comment(tokens: Tokens) -> str:
    return tokens.take().strip('"').strip() if tokens.peek().startswith('"') else ""
