"""What a message asks of a plan, new or running."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from actions.dialogue.state import FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.areas import district_in
from actions.interpretation.clauses import is_one_clause
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.references import place_of_role
from actions.interpretation.running_answer import given_up
from actions.interpretation.suitability import is_with_children
from actions.interpretation.target_kind import overlap
from actions.itinerary.breaks import is_break
from actions.itinerary.hours_wished import (
    WHOLE_DAY,
    WITH_DINNER,
    WITH_LUNCH,
    adds_something,
    in_time,
    timed,
)
from actions.itinerary.interests import interests_told
from actions.itinerary.moves import hours_of_meals, meal_times, with_moves
from actions.itinerary.things import cruise_port
from actions.itinerary.verbs import IN, OUT, says, verb_of
from actions.itinerary.wish import Wish
from listings.models import Place
from listings.themes import is_theme

THEMES = ("sea", "old", "nature", "food", "art", "shopping", "view", "beer")
_OWN = frozenset({*THEMES, "easy", "flat", "after-dark", "on-foot"})
LUNCH, DINNER, ANY_MEAL = "lunch", "dinner", ""
LAST_LUNCH, LUNCH_MINUTES = 13 * 60, 90
_FEW = 3
# Words no further apart than this many characters belong together: "dinner by the sea".
_BESIDE = 12
_SENIOR = "senior"
_FOOD = "cuisine"
_THERE = "there"


def new_wish(turn: Turn) -> Wish:
    """Return what the message asks of a new plan."""
    today = turn.now.date().isoformat()
    wish = in_time(turn, changed(turn, Wish(today, *WHOLE_DAY)))
    wants_lunch = any(e["entity"] == "meal" and e["value"] == LUNCH for e in turn.wanted)
    if wants_lunch and wish.day == today and wish.begin > LAST_LUNCH:
        tomorrow = wish.date + timedelta(days=1)
        usual = changed(turn, Wish(tomorrow.isoformat(), *WHOLE_DAY))
        return replace(usual, day=tomorrow.isoformat(), is_moved=True)
    return wish


def changed(turn: Turn, wish: Wish) -> Wish:
    """Return ``wish`` as the message changes it; the same where it says nothing about a plan."""
    said, trip = set(turn.values("wish")), set(turn.values("trip"))
    moved = with_moves(turn, wish)
    # The hour to which a stop is moved is not when the plan begins.
    is_move = moved.at != wish.at and not adds_something(turn)
    wish = moved if is_move else timed(turn, moved, hours_of_meals(turn))
    wish = _with_meals(turn, meal_times(turn, wish))
    wish = _with_kinds(turn, wish, said)
    with_seniors = _SENIOR in turn.values("audience")
    easy = "easy" in trip or wish.easy
    slow = "slow" in said or "easy" in trip or with_seniors
    # "It is outdoors, so leave it out" wants nothing outdoors.
    outdoor = "outdoor" in said and not any(e["entity"] == "place" for e in turn.denied)
    start, finish = _end_of(turn, "start", "origin", "near"), _end_of(turn, "finish", "destination")
    start_id = start.id if start is not None else wish.start
    finish_id = finish.id if finish is not None else wish.finish
    port = cruise_port(turn)
    if port is not None:
        # Who must be back on board has come from there.
        start_id, finish_id = start_id or port, finish_id or port
    return replace(
        wish,
        district=district_in(turn) or wish.district,
        indoor="indoor" in said or (wish.indoor and not outdoor),
        children=(is_with_children(turn) and not _without_others(turn, said)) or wish.children,
        easy=easy,
        flat="flat" in trip or easy or wish.flat,
        after_dark="after-dark" in trip or wish.after_dark,
        on_foot="on-foot" in trip or wish.on_foot,
        interests=tuple(dict.fromkeys((*wish.interests, *interests_told(turn)))),
        most=min(wish.most, _FEW) if slow else wish.most,
        start=start_id,
        finish=finish_id,
    )


def _end_of(turn: Turn, *roles: str) -> Place | None:
    """Return where the plan starts or ends, None where the message does not say.

    What is pointed at ("from there") is the place spoken of last.
    """
    place = place_of_role(turn, *roles)
    if place is not None:
        return place
    is_there = any(
        e["entity"] == "reference" and e["value"] == _THERE and e.get("role") in roles
        for e in turn.wanted
    )
    return listed_place(turn, str(turn.slots.get(FOCUS) or "")) if is_there else None


def _without_others(turn: Turn, said: set[str]) -> bool:
    """Say whether a "without" is about those who come along: nothing else is there to leave out."""
    things = ("category", "place", "cuisine", "meal", "kind")
    return "without" in said and not any(e["entity"] in things for e in turn.entities)


def _with_kinds(turn: Turn, wish: Wish, said: set[str]) -> Wish:
    """Return the wish with the categories and themes that the message wants or does not."""
    # A name holds the word for a kind, and "the seaside" is no bathing beach.
    others = [
        e
        for e in turn.entities
        if e["entity"] in ("place", "topic") or (e["entity"] == "trip" and e["value"] in _OWN)
    ]
    kinds = tuple(
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == "category" and not any(overlap(e, other) for other in others)
    )
    denied = tuple(str(e["value"]) for e in turn.denied if e["entity"] == "category")
    if says(turn, OUT) and says(turn, IN):
        # "Drop the museum and put a park in": each verb has its own object.
        of_out = {str(e["value"]) for e in turn.wanted if verb_of(turn, e) == OUT}
        denied += tuple(k for k in kinds if k in of_out and k not in denied)
        kinds = tuple(k for k in kinds if k not in of_out)
    elif (
        not denied and kinds and ("without" in said or turn.value("dropped")) and not says(turn, IN)
    ):
        denied, kinds = kinds, ()
    if says(turn, IN):
        kinds = tuple(dict.fromkeys((*wish.kinds, *kinds))) if kinds else ()
    if denied:
        gone = tuple(k for k in denied if k not in wish.without)
        wish = replace(wish, without=wish.without + gone)
    if kinds:
        left = tuple(k for k in wish.without if k not in kinds)
        wish = replace(wish, kinds=kinds, without=left)
    wish = replace(wish, kinds=tuple(k for k in wish.kinds if k not in wish.without))
    by_the_sea = [e for e in turn.wanted if e["entity"] == "trip" and e["value"] in THEMES]
    liked = [str(e["value"]) for e in by_the_sea if _meal_beside(turn, e) is None]
    # Who likes beer or art may see it as well as taste it.
    liked += [v for v in turn.values("cuisine") if is_theme(v)]
    return replace(wish, themes=tuple(dict.fromkeys((*wish.themes, *liked))))


def _with_meals(turn: Turn, wish: Wish) -> Wish:
    """Return the wish with the meals that the message wants, and what of them, or does not."""
    no_foods = [e for e in turn.denied if e["entity"] == _FOOD]
    # "No seafood for lunch" leaves out the seafood, and not the lunch.
    denied = {
        str(e["value"])
        for e in turn.denied
        if e["entity"] == "meal" and not any(_is_beside(turn, e, food) for food in no_foods)
    }
    denied |= {str(e["value"]) for e in given_up(turn) if e["entity"] == "meal"}
    wanted = [e for e in turn.wanted if e["entity"] == "meal"]
    no_meals = {*wish.no_meals, *denied} - {str(e["value"]) for e in wanted}
    meals = dict(m.partition("=")[::2] for m in wish.meals)
    away = {str(e["value"]) for e in (*turn.denied, *given_up(turn))}
    away |= {str(e["value"]) for e in turn.wanted if verb_of(turn, e) == OUT}
    breaks = [b for b in wish.breaks if b not in away]
    breaks += [str(e["value"]) for e in turn.wanted if e["entity"] == "break"]
    themes = [e for e in turn.wanted if e["entity"] == "trip" and e["value"] in THEMES]
    for entity in turn.wanted:
        # "German buildings" are nothing to eat, and fish for lunch is no allergy.
        is_food = entity["entity"] == "cuisine" and not any(overlap(entity, t) for t in themes)
        is_food = is_food or (entity["entity"] == "allergen" and bool(_meal_beside(turn, entity)))
        is_food = is_food and str(entity["value"]) not in away
        if is_food and is_break(str(entity["value"])) and _meal_beside(turn, entity) is None:
            breaks.append(str(entity["value"]))
        elif is_food and (not is_theme(str(entity["value"])) or _meal_beside(turn, entity)):
            meals[_meal_beside(turn, entity) or ANY_MEAL] = str(entity["value"])
    sea = [
        _meal_beside(turn, e)
        for e in turn.wanted
        if e["entity"] == "trip" and e["value"] == "sea" and _meal_beside(turn, e) is not None
    ]
    ends = {DINNER: WITH_DINNER}
    if wish.begin < LAST_LUNCH:
        ends[LUNCH] = WITH_LUNCH
        if wish.end < WITH_LUNCH:
            # It takes nothing from the time for the sights.
            ends[LUNCH] = max(WITH_LUNCH, wish.end + LUNCH_MINUTES)
    latest = [ends.get(str(e["value"]), 0) for e in wanted if not wish.is_fixed]
    return replace(
        wish,
        end=max([wish.end, *latest]),
        no_meals=tuple(sorted(no_meals)),
        no_foods=tuple(
            food
            for food in dict.fromkeys((*wish.no_foods, *(str(e["value"]) for e in no_foods)))
            if food not in meals.values()
        ),
        meals=tuple(f"{meal}={cuisine}" for meal, cuisine in meals.items()),
        sea_meals=tuple(dict.fromkeys((*wish.sea_meals, *(m for m in sea if m)))),
        breaks=tuple(dict.fromkeys(breaks)),
    )


def _is_beside(turn: Turn, meal: Entity, food: Entity) -> bool:
    return "start" in meal and "start" in food and is_one_clause(turn.text, meal, food)


def _meal_beside(turn: Turn, entity: Entity) -> str | None:
    """Return the meal of which a word beside it speaks, None without one."""
    if "start" not in entity:
        return None
    near: list[tuple[int, str]] = []
    for meal in turn.wanted:
        if meal["entity"] == "meal" and "start" in meal:
            gap = max(meal["start"] - entity["end"], entity["start"] - meal["end"])
            if gap <= _BESIDE and is_one_clause(turn.text, meal, entity):
                near.append((gap, str(meal["value"])))
    return min(near)[1] if near else None
