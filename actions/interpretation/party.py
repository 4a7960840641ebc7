"""Who comes along: "two adults and a child", "my father is 72", "a boy of 1.30 m"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from actions.dialogue.turn import Entity, Turn
from actions.interpretation.suitability import is_with_children
from actions.interpretation.target_kind import overlap

ADULT, CHILD, AGED = "adult", "child", "aged"
# Relatives: grown up, of an age that may be told; and grandparents. Nobody pays as one.
GROWN, GRAND, _SENIOR = "grown", "grand", "senior"
RELATIVES = frozenset({GROWN, GRAND})
# An age that all of a group have: "both 68".
_EACH = "each:"
# Words by which somebody of the party stays behind.
_STAYS = "minus"
# The ages of whom a word speaks; a rule of thumb that only joins a number to a word.
_AGES_OF = {
    "infant": (0, 4),
    CHILD: (0, 17),
    "youth": (6, 25),
    "student": (6, 35),
    "senior": (50, 120),
    ADULT: (18, 59),
    AGED: (0, 120),
    GROWN: (18, 120),
    GRAND: (40, 120),
}
# Of these a number may stand anywhere in the message, of the others beside the word.
_ANYWHERE = (CHILD, "infant", "senior", GROWN, GRAND)
_BESIDE = 3
_COUPLE = 2


@dataclass(frozen=True)
class People:
    """Some of a party who are alike.

    ``audience`` is what they were called, None where only their age (in years) or height (in
    centimetres) was told.
    """

    audience: str | None
    count: int
    age: int | None = None
    height: int | None = None

    def to_slot(self) -> dict[str, Any]:
        """Return them as JSON-able values."""
        return asdict(self)


def people_in(turn: Turn) -> tuple[People, ...]:
    """Return the people of whom the message speaks, in its order; empty for none.

    Ages and heights are conditions: each belongs to somebody counted, or is somebody on their own.
    People of whom it says no more ("for four people") are taken for adults; where it counts them
    all besides, whoever is missing is one.
    """
    groups, told = _counted(turn), _conditions(turn)
    rest: list[People] = []
    for entity in told:
        index = _whose(groups, entity)
        if index is None:
            rest = _joined(rest, entity)
            continue
        group, span = groups[index]
        if group.count == 1 or group.audience == AGED or str(entity["value"]).startswith(_EACH):
            groups[index] = (_with(group, entity), span)
            continue
        one = _with(replace(group, count=1), entity)
        groups[index] = (replace(group, count=group.count - 1), span)
        groups.insert(index, (one, None))
    # Somebody only said to be of an age that is not told is nobody.
    people = [group for group, _ in groups if group.audience != AGED or group.age is not None]
    people = [_as_paying(p) for p in people]
    people += rest
    return _alike(_with_all(turn, people))


def _as_paying(people: People) -> People:
    """Return relatives, and who is only of an age, as whom they pay."""
    if people.audience == AGED or (people.audience == GROWN and people.age is not None):
        return replace(people, audience=None)
    named = {GROWN: ADULT, GRAND: _SENIOR}
    return replace(people, audience=named.get(people.audience or "", people.audience))


def stay_behind(turn: Turn) -> bool:
    """Say whether the people of the message do not come along: "what if grandma stays here?"."""
    return _STAYS in turn.values("adds")


def without(before: Sequence[People], gone: Sequence[People]) -> tuple[People, ...]:
    """Return a party without some who stay behind; who is not of it changes nothing."""
    left = list(before)
    for each in gone:
        for _ in range(each.count):
            index = _found(left, each)
            if index is not None:
                left[index] = replace(left[index], count=left[index].count - 1)
                left = [p for p in left if p.count > 0]
    return tuple(left)


def _found(people: Sequence[People], one: People) -> int | None:
    same = (i for i, p in enumerate(people) if p.audience == one.audience)
    low, high = _AGES_OF.get(one.audience or "", (0, 120))
    by_age = (i for i, p in enumerate(people) if p.age is not None and low <= p.age <= high)
    return next(same, next(by_age, None))


def party_in(turn: Turn) -> Mapping[str, int]:
    """Return how many of each audience the message names, in its order; empty for none."""
    found: Counter[str] = Counter()
    for people in people_in(turn):
        found[people.audience or ADULT] += people.count
    return dict(found)


def corrected(before: Sequence[People], now: Sequence[People], *, adds: bool) -> tuple[People, ...]:
    """Return a party as a later message corrects it: with more, or with another number of some.

    A message that counts several kinds of people, or others than before, counts all of them.
    """
    if adds:
        return _alike([*before, *now])
    kinds = {p.audience for p in now}
    if len(kinds) > 1 or not kinds & {p.audience for p in before}:
        return tuple(now)
    named = {p.audience for p in now}
    ages = {p.age for p in now if p.age is not None}
    kept = [p for p in before if p.audience not in named and (p.age is None or p.age not in ages)]
    return _alike([*now, *kept])


def _counted(turn: Turn) -> list[tuple[People, Entity | None]]:
    """Return the people who are counted, each with the entity that counts them."""
    found: list[tuple[People, Entity | None]] = []
    for entity in turn.wanted:
        if entity["entity"] != "party":
            continue
        audience, _, count = str(entity["value"]).partition(":")
        number = int(count) if count.isdigit() else 1
        if any(str(e["value"]) == count and overlap(e, entity) for e in _conditions(turn)):
            # One who is sixty-five, not sixty-five of them.
            number = 1
        if number > 0:
            found.append((People(audience, number), entity))
    return found


def is_kin(entity: Entity) -> bool:
    """Say whether somebody is only spoken of as a relative, and may be no part of a sum."""
    return entity["entity"] == "party" and str(entity["value"]).partition(":")[0] in RELATIVES


def _conditions(turn: Turn) -> list[Entity]:
    return [e for e in turn.wanted if e["entity"] in ("age", "height") and _value(e) is not None]


def _value(entity: Entity) -> int | None:
    """Return years, or centimetres: "1.3" is 130, "1-5" (one metre five) is 150."""
    text = str(entity["value"])
    if entity["entity"] == "age":
        text = text.removeprefix(_EACH)
        return int(text) if text.isdigit() and int(text) <= _AGES_OF[AGED][1] else None
    metres, dash, rest = text.partition("-")
    if dash:
        return int(metres) * 100 + int(rest.ljust(2, "0")[:2]) if rest.isdigit() else None
    try:
        number = float(text)
    except ValueError:
        return None
    return round(number * 100 if number < _COUPLE + 1 else number)


def _whose(groups: Sequence[tuple[People, Entity | None]], entity: Entity) -> int | None:
    """Return which of the groups a condition is about, None for somebody of whom no more is said.

    The nearest whose word fits the age; a height belongs to the children.
    """
    key, value = str(entity["entity"]), _value(entity)
    fitting: list[tuple[int, int]] = []
    for index, (group, span) in enumerate(groups):
        if getattr(group, key) is not None:
            continue
        low, high = _AGES_OF.get(group.audience or "", (0, 120))
        if key == "age" and value is not None and not low <= value <= high:
            continue
        if key == "height" and group.audience == ADULT:
            continue
        gap = _gap(span, entity) if span is not None else 0
        if gap <= _BESIDE or group.audience in _ANYWHERE or span is None:
            fitting.append((gap, index))
    return min(fitting)[1] if fitting else None


def _gap(one: Entity, other: Entity) -> int:
    if "start" not in one or "start" not in other:
        return 0
    return max(0, int(other["start"]) - int(one["end"]), int(one["start"]) - int(other["end"]))


def _joined(people: list[People], entity: Entity) -> list[People]:
    """Return the people with one more, or with the height of the one whose age was just told."""
    if people and getattr(people[-1], str(entity["entity"])) is None:
        return [*people[:-1], _with(people[-1], entity)]
    return [*people, _with(People(None, 1), entity)]


def _with(people: People, condition: Entity) -> People:
    if condition["entity"] == "age":
        return replace(people, age=_value(condition))
    return replace(people, height=_value(condition))


def _with_all(turn: Turn, people: list[People]) -> list[People]:
    """Return the people with those who are only counted among all of them."""
    everybody = _everybody(turn)
    if everybody is None:
        return people
    counted = sum(p.count for p in people)
    if not people:
        return [People(ADULT, everybody)]
    if counted == 1 and everybody == _COUPLE and people[0].audience in _ANYWHERE:
        # "We two and a child."
        return [People(ADULT, everybody), *people]
    missing = everybody - counted
    if missing <= 0:
        return people
    young = missing == 1 and is_with_children(turn) and not any(p.audience == CHILD for p in people)
    return [*people, People(CHILD if young else ADULT, missing)]


def _everybody(turn: Turn) -> int | None:
    counting = [e for e in turn.wanted if e["entity"] == "party"]
    for entity in turn.wanted:
        if entity["entity"] != "people" or not str(entity["value"]).isdigit():
            continue
        if not any("start" in e and "start" in entity and _touch(e, entity) for e in counting):
            return int(entity["value"])
    return None


def _touch(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _alike(people: Sequence[People]) -> tuple[People, ...]:
    """Return the people with those who are alike counted together."""
    found: dict[People, int] = {}
    for each in people:
        key = replace(each, count=1)
        found[key] = found.get(key, 0) + each.count
    return tuple(replace(key, count=count) for key, count in found.items() if count > 0)
