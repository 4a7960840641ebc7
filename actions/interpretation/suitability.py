"""Whom or what a place is to suit: children, weather to stay indoors, what visitors like to see."""

from __future__ import annotations

from actions.dialogue.state import Topic
from actions.dialogue.turn import Entity, Turn, is_wanted
from actions.interpretation.target_kind import overlap

CHILDREN, INDOOR, FLAT, SEA = "children", "indoor", "flat", "sea"
# What sights have by listings/themes.csv; other places may be by the sea.
THEMES = (SEA, "old", "nature", "art", "view", "sunset", "night_view", "live_music", "rooftop")
# What any place may have by its name or description.
DESCRIBED = ("sunset", "night_view", "live_music", "rooftop")
_LITTLE_WALKING = frozenset({FLAT, "easy"})
_YOUNG = frozenset({"child", "infant", "youth", "family"})
# Words that say more exactly what they also are a theme of: a beach, the old town, a gallery.
_SORT = "category"
_EXACT = ("place", "area", "topic", "article", "dish", "office_kind", "shop_kind")
_ADULT = 18


def is_with_children(turn: Turn) -> bool:
    """Say whether the message tells that children come along, by a word or by their age."""
    told = (value.rpartition(":")[2] for value in turn.values("age"))
    ages = (value for value in told if value.isdigit())
    is_said = bool(_YOUNG & set(turn.values("audience"))) or CHILDREN in turn.values("wish")
    return is_said or any(int(age) < _ADULT for age in ages)


def suits_asked(turn: Turn, topic: Topic = "attraction") -> tuple[str, ...]:
    """Return what the places asked for are to suit; nothing where the message does not say."""
    themes = {str(e["value"]) for e in _trips(turn, topic)}
    if topic != "attraction":
        # A word for a facility of hotels is that.
        facilities = [e for e in turn.wanted if e["entity"] == "amenity"]
        sea = (e for e in _trips(turn, topic) if e["value"] == SEA)
        is_sea = any(not any(overlap(e, f) for f in facilities) for e in sea)
        linked = [e for e in facilities if e.get("linked") and topic == "hotel"]
        told = {
            str(e["value"])
            for e in _trips(turn, topic)
            if not any(overlap(e, facility) for facility in linked)
        }
        return ((SEA,) if is_sea else ()) + tuple(t for t in DESCRIBED if t in told)
    asked = {
        CHILDREN: is_with_children(turn),
        INDOOR: INDOOR in turn.values("wish"),
        FLAT: bool(_LITTLE_WALKING & set(turn.values("trip"))),
        **{theme: theme in themes for theme in THEMES},
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def is_theme(turn: Turn, entity: Entity, topic: Topic) -> bool:
    """Say whether a piece of the message is read as a theme: "with a view of the sea"."""
    return any(overlap(entity, trip) for trip in _trips(turn, topic))


def _trips(turn: Turn, topic: Topic) -> list[Entity]:
    """Return the words for themes that no more exact word of what is looked for covers."""
    sort = (_SORT,) if topic == "attraction" else ()
    exact = [e for e in turn.entities if e["entity"] in (*_EXACT, *sort) and e.get("linked", True)]
    exact += [e for e in turn.entities if e["entity"] == "amenity" and not is_wanted(e)]
    found: list[Entity] = []
    for e in turn.wanted:
        is_theme = e["entity"] == "trip" and e["value"] in THEMES
        # "A sea view" is one wish.
        if is_theme and not any(overlap(e, x) for x in (*exact, *found)):
            found.append(e)
    return found
