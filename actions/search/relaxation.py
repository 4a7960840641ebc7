"""What a search that finds nothing finds when some of its conditions are left out.

The conditions stay wished for: the search keeps their names as ``relaxed``, and the next message
that changes it is looked for with all of them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue.state import Search
from actions.dialogue.turn import Turn
from actions.search import matching, query
from actions.search.price_words import WORDS
from actions.search.told import CALLED
from listings.models import Place

_FACILITIES = "amenities"


@dataclass(frozen=True)
class Relaxed:
    """Conditions to leave out together, the search without them and the places that it finds."""

    names: tuple[str, ...]
    search: Search
    places: Sequence[Place]


def applied(search: Search) -> Search:
    """Return the search as its last list shows it: without the conditions left out for that."""
    return replace(_without_all(search, search.relaxed), relaxed=(), offset=search.offset)


def relaxations(turn: Turn, search: Search, said: Mapping[str, Any] | None = None) -> list[Relaxed]:
    """Return what leaving out conditions of ``search`` finds, the one to be shown first.

    First comes what was left out before, where that is still enough; then each condition alone,
    those that this message did not say (``said``, its filters) before the others, and what is
    vague ("cheap") before what is hard. What was just said stays as long as leaving out the older
    conditions together is enough; where no condition alone is enough, the fewest together. Of
    several facilities each is a condition. Empty where even the search without any finds nothing.
    """
    told = set(_names(said or {}))
    filters = search.filters()
    # What goes by the word asked for is what is looked for: others are none of it.
    sought = ("told",) if any(t.startswith(CALLED) for t in search.told) else ()
    named = [name for name in _names(filters) if name not in sought] or _names(filters)
    names = sorted(named, key=lambda name: (name in told, not _is_vague(filters, name)))
    kept = tuple(n for n in search.relaxed if n in names and n not in told)
    found = [_relaxed(turn, search, kept)] if kept else []
    found += [_relaxed(turn, search, (name,)) for name in names if (name,) != kept]
    able = [each for each in found if each.places]
    older = [name for name in names if name not in told]
    if able and (set(able[0].names).isdisjoint(told) or not older):
        return able
    fewest = _fewest(turn, search, older) or _fewest(turn, search, names)
    together = [fewest] if fewest is not None and len(fewest.names) > 1 else []
    return [*together, *able]


def value_of(search: Search, name: str) -> Any:
    """Return what a condition by its name asks for: of one facility that one."""
    field, is_one, value = name.partition("=")
    return (value,) if is_one else search.filters()[field]


def _is_vague(filters: Mapping[str, Any], name: str) -> bool:
    """Say whether a condition is a word without a measure: "cheap"."""
    return name == "price" and filters.get(name) in WORDS


def _names(filters: Mapping[str, Any]) -> list[str]:
    """Return the names of conditions; of several facilities one each ("amenities=pool")."""
    names: list[str] = []
    for name, value in filters.items():
        names += [f"{name}={one}" for one in value] if name == _FACILITIES else [name]
    return names


def _relaxed(turn: Turn, search: Search, names: tuple[str, ...]) -> Relaxed:
    wider = _without_all(search, names)
    return Relaxed(names, wider, matching.matches(turn, wider))


def _fewest(turn: Turn, search: Search, names: Sequence[str]) -> Relaxed | None:
    """Return the fewest conditions to leave out together.

    They are left out in their order until something matches, and those that need not be are taken
    back.
    """
    left_out: list[str] = []
    for name in names:
        left_out.append(name)
        if matching.matches(turn, _without_all(search, left_out)):
            break
    else:
        return None
    for name in left_out[:-1]:
        fewer = [other for other in left_out if other != name]
        if matching.matches(turn, _without_all(search, fewer)):
            left_out = fewer
    return _relaxed(turn, search, tuple(left_out))


def _without_all(search: Search, names: Sequence[str]) -> Search:
    for name in names:
        field, is_one, value = name.partition("=")
        if is_one:
            left = tuple(one for one in search.amenities if one != value)
            search = replace(search, amenities=left, offset=0)
        else:
            search = query.without(search, field)
    return search
