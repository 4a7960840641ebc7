"""The last few lists that were shown: "the second hotel" after a list of restaurants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import LISTS_SHOWN, SHOWN

_MOST = 4


@dataclass(frozen=True)
class ShownList:
    """A list: the kind of its places, and their ids in its order."""

    kind: str
    places: tuple[str, ...]


def lists_shown(slots: Mapping[str, Any]) -> list[ShownList]:
    """Return the last lists, newest first; an empty list where none was shown.

    One that was shown before its kind was kept has the kind "".
    """
    kept = slots.get(LISTS_SHOWN)
    found = [
        ShownList(str(one["kind"]), tuple(map(str, one["places"])))
        for one in (kept if isinstance(kept, list) else ())
        if isinstance(one, Mapping) and one.get("places")
    ]
    shown = tuple(map(str, slots.get(SHOWN) or ()))
    if shown and (not found or found[0].places != shown):
        found.insert(0, ShownList("", shown))
    return found


def with_list(slots: Mapping[str, Any], kind: str, places: Sequence[str]) -> dict[str, Any]:
    """Return the slot that keeps a new list, which stands for an older one of the same places."""
    new = ShownList(kind, tuple(places))
    others = [one for one in lists_shown(slots) if one.places != new.places]
    kept = [new, *others][:_MOST]
    return {LISTS_SHOWN: [{"kind": one.kind, "places": list(one.places)} for one in kept]}
