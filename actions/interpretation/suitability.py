"""What a sight suits, by the kind of sight that it is: children, or weather to stay indoors."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from listings.models import Attraction, Place
from listings.traits import traits_of

CHILDREN, INDOOR = "children", "indoor"
_YOUNG = frozenset({"child", "infant", "youth", "family"})


def is_with_children(turn: Turn) -> bool:
    """Say whether the message tells that children come along."""
    return bool(_YOUNG & set(turn.values("audience"))) or CHILDREN in turn.values("wish")


def suits_asked(turn: Turn) -> tuple[str, ...]:
    """Return what the sights asked for are to suit; nothing where the message does not say."""
    asked = {CHILDREN: is_with_children(turn), INDOOR: INDOOR in turn.values("wish")}
    return tuple(name for name, is_asked in asked.items() if is_asked)


def is_suited(place: Place, suits: tuple[str, ...]) -> bool:
    """Say whether a sight usually suits all of ``suits``; everything suits nothing asked for."""
    traits = traits_of(place.category if isinstance(place, Attraction) else None)
    if CHILDREN in suits and not traits.children:
        return False
    return INDOOR not in suits or traits.indoor == "yes"
