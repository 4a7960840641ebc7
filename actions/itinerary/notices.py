"""What a plan says of the wishes that it follows, and of those that it does not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name, unknown_area
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.target_kind import overlap
from actions.itinerary.breaks import kitchens_of
from actions.itinerary.candidates import windows_on
from actions.itinerary.hours_wished import is_of_several_days
from actions.itinerary.interests import fitting
from actions.itinerary.wish import Wish
from actions.wording import formats
from listings.models import Attraction, Place, Restaurant
from listings.queries import find_attractions, is_by_the_sea, shore
from listings.sorts import all_categories_of
from listings.themes import has_theme

# What a message may say that no plan goes by.
_NOT_PLANNED = ("price", "rating", "stars", "amenity", "dish")

_READ = ("trip", "wish", "meal", "cuisine", "category", "place", "time")


def traits_told(turn: Turn, wish: Wish, places: Sequence[Place]) -> list[str]:
    """Return what the plan with these stops follows, for its heading."""
    there = {c for p in places if isinstance(p, Attraction) for c in all_categories_of(p)}
    told = [area_name(turn, wish.district)] if wish.district else []
    told += [turn.word("category", k) for k in wish.kinds if k in there]
    lacking = themes_missing(wish, places)
    told += [turn.say(f"plan.theme_{theme}") for theme in wish.themes if theme not in lacking]
    told += wish.interests if not wish.themes else ()
    flags = {
        "indoor": wish.indoor,
        "children": wish.children,
        "on_foot": wish.on_foot,
        "easy": wish.easy,
        "flat": wish.flat and not wish.easy,
        "no_lunch": "lunch" in wish.no_meals,
        "no_dinner": "dinner" in wish.no_meals,
    }
    told += [turn.say(f"plan.{name}") for name, is_so in flags.items() if is_so]
    told += [turn.say("plan.without", what=turn.word("category", k)) for k in wish.without]
    told += [turn.say("plan.without", what=turn.word("cuisine", food)) for food in wish.no_foods]
    for key, place_id in (("plan.from", wish.start), ("plan.to", wish.finish)):
        place = listed_place(turn, place_id) if place_id else None
        if place is not None:
            told.append(turn.say(key, place=turn.name(place)))
    return told


def themes_missing(wish: Wish, places: Sequence[Place]) -> list[str]:
    """Return what is liked of which no stop has anything; a place to eat is food and drink."""
    sights = [p for p in places if isinstance(p, Attraction)]
    kitchens = {c for p in places if isinstance(p, Restaurant) for c in p.cuisines}
    return [
        theme
        for theme in wish.themes
        if not any(has_theme(p, theme) for p in sights)
        and theme not in kitchens
        and not (theme == "food" and kitchens)
    ]


def notice(
    turn: Turn,
    wish: Wish,
    places: Sequence[Place],
    meals: Collection[str],
    before: Sequence[str],
    unfit: Sequence[str],
) -> str:
    """Say what of the message the plan does not follow; an empty string where it follows all.

    ``places`` are its stops, ``meals`` the names of its meals, ``before`` those of the
    plan that it changes, ``unfit`` what was asked for earlier and is ruled out now.
    """
    area = unknown_area(turn)
    said = []
    if area and not wish.district:
        said.append(turn.say("area.unknown", area=area, city=turn.city_name()))
    if wish.is_moved:
        said.append(turn.say("plan.moved"))
    said.append(_of_days(turn, wish))
    said.append(_start_unknown(turn, wish))
    said.append(_missing(turn, wish, places))
    said.append(_fell_out(turn, wish, places, before, unfit))
    said.append(_kinds_missing(turn, wish, places))
    said.append(_unknown_interests(turn, wish))
    said.append(_meals_missing(turn, wish, places, meals))
    said.append(_breaks_missing(turn, wish, places))
    if wish.easy or wish.flat:
        said.append(turn.say("plan.steps_unknown"))
    if wish.no_foods:
        said.append(turn.say("list.allergens"))
    said.append(_not_planned(turn))
    return sentences(turn, *said)


def _of_days(turn: Turn, wish: Wish) -> str:
    later = date.fromisoformat(wish.later.partition(" ")[0]) if wish.later else None
    if later is None and is_of_several_days(turn):
        later = wish.date + timedelta(days=1)
    if later is None or later <= wish.date:
        return ""
    return turn.say("plan.one_day", day=formats.day(later, turn.now.date(), turn.language))


def _start_unknown(turn: Turn, wish: Wish) -> str:
    """Say that the start that the message names is not known well enough: "from the station"."""
    named = [e for e in turn.wanted if e.get("role") == "start" and e["entity"] != "time"]
    if not named or wish.start is not None or "start" not in named[0]:
        return ""
    words = turn.text[int(named[0]["start"]) : int(named[0]["end"])]
    return turn.say("plan.start_unknown", place=words)


def _missing(turn: Turn, wish: Wish, places: Sequence[Place]) -> str:
    """Say which of the places asked for are not in the plan, and why."""
    there = {p.id for p in places}
    left = [p for p in listed_places(turn, wish.asked_for) if p.id not in there]
    closed = [p for p in left if windows_on(turn, p, wish.date) == ()]
    others = [p for p in left if p not in closed and isinstance(p, (Attraction, Restaurant))]
    told = [turn.say("plan.closed", places=_row(turn, closed))] if closed else []
    if others:
        key = "plan.too_far" if wish.on_foot else "plan.no_time"
        told.append(turn.say(key, places=_row(turn, others)))
    return sentences(turn, *told)


def _fell_out(
    turn: Turn, wish: Wish, places: Sequence[Place], before: Sequence[str], unfit: Sequence[str]
) -> str:
    """Say which stops of before nobody put aside and are gone, and those ruled out now."""
    there = {p.id for p in places}
    gone = [
        p
        for p in listed_places(turn, before)
        if p.id not in there
        and p.id not in (*unfit, *wish.asked_for)
        and isinstance(p, Attraction)
        and not set(wish.without).intersection(all_categories_of(p))
    ]
    told = [turn.say("plan.made_room", places=_row(turn, gone))] if gone else []
    if unfit:
        told.append(turn.say("plan.unfit", places=_row(turn, listed_places(turn, unfit))))
    return sentences(turn, *told)


def _is_in_name(turn: Turn, theme: str) -> bool:
    """Say whether the word for what is liked is the name of a place: "the old town"."""
    names = [e for e in turn.wanted if e["entity"] == "place"]
    said = [e for e in turn.wanted if e["entity"] == "trip" and e["value"] == theme]
    return bool(said) and all(any(overlap(e, name) for name in names) for e in said)


def _kinds_missing(turn: Turn, wish: Wish, places: Sequence[Place]) -> str:
    """Say which of the wanted kinds of sights no stop is of."""
    there = {c for p in places if isinstance(p, Attraction) for c in all_categories_of(p)}
    missing = [turn.word("category", k) for k in wish.kinds if k not in there]
    lacking = [theme for theme in themes_missing(wish, places) if not _is_in_name(turn, theme)]
    missing += [turn.say(f"plan.theme_{theme}") for theme in lacking]
    if not missing:
        return ""
    return turn.say("plan.no_such_kind", what=formats.row(missing, turn.language))


def _unknown_interests(turn: Turn, wish: Wish) -> str:
    if not wish.interests:
        return ""
    found = fitting(turn, wish.interests, find_attractions(turn.session, limit=None))
    unknown = [interest for interest, ids in found.items() if not ids]
    if not unknown:
        return ""
    return turn.say("plan.unknown_interest", what=formats.row(unknown, turn.language))


def _meals_missing(turn: Turn, wish: Wish, places: Sequence[Place], meals: Collection[str]) -> str:
    """Say which wishes about the meals the plan has no time or no restaurant for."""
    eating = [p for p in places if isinstance(p, Restaurant)]
    wanted = dict(m.partition("=")[::2] for m in wish.meals)
    asked = {str(e["value"]) for e in turn.wanted if e["entity"] == "meal"}
    late = sorted(asked - set(meals))
    told = [turn.say(f"plan.late_{meal}") for meal in late]
    for meal, cuisine in wanted.items():
        is_due = meal in meals if meal else bool(meals)
        if is_due and not any(cuisine in p.cuisines for p in eating):
            word = turn.word("cuisine", cuisine)
            told.append(turn.say("plan.no_such_meal", what=word))
    if any(meal in meals for meal in wish.sea_meals):
        points = shore(turn.session)
        if not any(is_by_the_sea(p, points) for p in eating):
            told.append(turn.say("plan.no_such_meal", what=turn.say("plan.theme_sea")))
    return sentences(turn, *told)


def _breaks_missing(turn: Turn, wish: Wish, places: Sequence[Place]) -> str:
    """Say for which breaks, a coffee for example, no stop is in the plan."""
    eating = [p for p in places if isinstance(p, Restaurant)]
    missing = [
        turn.word("cuisine", name)
        for name in wish.breaks
        if not any(set(kitchens_of(name)) & set(p.cuisines) for p in eating)
    ]
    if not missing:
        return ""
    return turn.say("plan.no_break", what=formats.row(missing, turn.language))


def _not_planned(turn: Turn) -> str:
    """Say which words of the message no plan can follow."""
    read = [e for e in turn.entities if e["entity"] in _READ]
    words = [
        turn.text[int(e["start"]) : int(e["end"])]
        for e in turn.entities
        if e["entity"] in _NOT_PLANNED
        and "start" in e
        and not any(e is not t and overlap(e, t) for t in read)
    ]
    words = list(dict.fromkeys(w for w in words if w))
    if not words:
        return ""
    told = turn.say("plan.not_planned", what=formats.row(words, turn.language))
    return sentences(turn, told, call_office(turn))


def _row(turn: Turn, places: Sequence[Place]) -> str:
    return formats.row([turn.name(p) for p in places], turn.language)
