"""From the words of a message to a search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.state import LISTS, SEARCH, Order, Search, Topic
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.areas import districts_in, street_in
from actions.interpretation.references import place_of_role
from actions.interpretation.suitability import is_theme, suits_asked
from actions.interpretation.target_kind import is_facility_of, overlap
from actions.search.opening_wished import open_wished
from listings.models import Place
from listings.queries import find_places
from semantics.ranges import WORDS_OF_PRICE, bounds_of

_WORDS_FOR = {
    "attraction": ("free", "cheap"),
    "hotel": ("cheap", "moderate", "expensive"),
    "restaurant": ("cheap", "moderate", "expensive"),
}

# What no sight is left out by, unless it is called by it.
_EATEN = ("cuisine", "dish")
_ORDERS: tuple[Order, ...] = ("cheapest", "dearest", "best", "nearest")
# What an entity that is to be left out is, among the facts of a place.
_EXCLUDES = {
    "area": "district",
    "amenity": "amenity",
    "category": "category",
    "cuisine": "cuisine",
    "dish": "dish",
    "place": "place",
    "price": "price",
    "stars": "stars",
}
# What a visitor may be allergic to: a cuisine by which it is known, or none.
# "Not spicy" leaves out the cuisine that is known for it.
_WITHOUT = "without:"
# A wish that is no condition, and is answered for itself.
BOOKING = "book"
_ALLERGEN, _NO_CUISINE = "allergen", "other"


def from_message(turn: Turn, topic: Topic, *, near: Place | None = None) -> Search:
    """Return a new search for ``topic`` with the filters that the message names."""
    cuisine = _distinct(turn.values("cuisine")) if topic == "restaurant" else ()
    return Search(
        topic,
        district=districts_in(turn),
        category=_distinct(str(e["value"]) for e in _sorts(turn, topic)),
        cuisine=cuisine,
        dish=_dishes(turn) if topic == "restaurant" else (),
        stars=_stars_asked(turn) if topic == "hotel" else None,
        price=_price_asked(turn, topic),
        rating=_at_least(_normal(turn.value("rating"))),
        duration=_minutes_asked(turn) if topic == "attraction" else None,
        amenities=_distinct(turn.values("amenity")) if topic == "hotel" else (),
        suits=suits_asked(turn, topic),
        near=near.id if near is not None else street_in(turn),
        # A hotel is always open: a day is when somebody stays.
        open=open_wished(turn, topic) if topic != "hotel" else None,
        excluded=excluded_in(turn, topic),
        order=order_asked(turn),
        own_sort=_means_own_sort(turn, topic),
    )


def _means_own_sort(turn: Turn, topic: Topic) -> bool:
    """Say whether the word for the kind itself is meant as a sort of it.

    It is where the kind is told by another word too ("a place to stay, a hotel"), twice, or by the
    search before, which looked for any of the kind.
    """
    said = [e for e in _sorts(turn, topic) if e["value"] == topic]
    if not said:
        return False
    others = [
        e
        for e in turn.wanted
        if e["entity"] == "kind" and e["value"] == topic and not any(overlap(e, s) for s in said)
    ]
    last = Search.from_slot(turn.slots.get(SEARCH))
    is_narrowed = last is not None and last.topic == topic and topic not in last.category
    return bool(others) or len(said) > 1 or is_narrowed


def excluded_in(turn: Turn, topic: Topic) -> tuple[str, ...]:
    """Return what the message wants to be left out, as ``Search.excluded`` holds it."""
    left_out = [
        e
        for e in turn.denied
        if e["entity"] in _EXCLUDES
        and e.get("linked", True)
        and not _is_said_otherwise(turn, e)
        and turned_round(e) is None
    ]
    pairs: list[str] = []
    for e in left_out:
        bearing = _bearing(turn, e) if topic == "attraction" and e["entity"] in _EATEN else []
        own = f"{_EXCLUDES[e['entity']]}={e['value']}"
        pairs += [f"place={place_id}" for place_id in bearing] or [own]
    milder = [v for v in turn.values("quality") if v.startswith(_WITHOUT)]
    pairs += [f"cuisine={value.removeprefix(_WITHOUT)}" for value in milder]
    return _distinct([*pairs, *_allergens(turn)])


def _bearing(turn: Turn, denied: Entity) -> list[str]:
    """Return the sights that have a denied word of food in their names.

    Of museums "not the beer one" leaves no kitchen out, but the one that is called by it.
    """
    word = turn.text[denied["start"] : denied["end"]].casefold() if "start" in denied else ""
    if not word:
        return []
    sights = find_places(turn.session, "attraction")
    return [p.id for p in sights if any(word in name.casefold() for name in p.names.values())]


def turned_round(denied: Entity) -> str | None:
    """Return the bound that is meant by denying the other one: "nothing above 100" is up to 100.

    None for what has no bound, or two.
    """
    if denied["entity"] not in ("price", "stars"):
        return None
    low, high = bounds_of(str(denied["value"]))
    if (low is None) == (high is None):
        return None
    return f"-{low:g}" if low is not None else f"{high:g}-"


def _limits_denied(turn: Turn, name: str) -> list[str]:
    """Return the bounds of ``name`` (price, stars) that the message gives by denying others."""
    turned = (turned_round(e) for e in turn.denied if e["entity"] == name)
    return [bound for bound in turned if bound is not None]


def _allergens(turn: Turn) -> list[str]:
    """Return what the visitor cannot eat: cuisines, and the words for what no cuisine tells."""
    is_allergic = turn.value("allergy") is not None
    pairs: list[str] = []
    for e in turn.entities:
        if e["entity"] != _ALLERGEN or not (is_allergic or e in turn.denied):
            continue
        if e["value"] != _NO_CUISINE:
            pairs += [f"cuisine={e['value']}", f"{_ALLERGEN}={e['value']}"]
            continue
        words = turn.text[e["start"] : e["end"]] if "start" in e else ""
        pairs.append(f"{_ALLERGEN}={words}")
    if is_allergic and not pairs:
        pairs.append(f"{_ALLERGEN}=")
    return pairs


def order_asked(turn: Turn) -> Order | None:
    """Return the order that the message asks for ("the cheapest"), None for the usual one."""
    asked = next((order for order in _ORDERS if order in turn.values("order")), None)
    # Who names an amount that cannot be converted looks at the prices.
    return asked or ("cheapest" if turn.foreign_amounts else None)


def moved_to(
    turn: Turn, search: Search, topic: Topic, dropped: Collection[str] = frozenset()
) -> Search:
    """Return a search for ``topic`` as the message wants it, where ``search`` looked.

    The filters in ``dropped`` are given up.
    """
    wanted = from_message(turn, topic)
    district = () if "district" in dropped else wanted.district or search.district
    return replace(wanted, district=district, near=None if "near" in dropped else search.near)


def without(search: Search, name: str) -> Search:
    """Return the search without one of its filters.

    Where that was a limit to the price, the cheapest come first: they are the nearest to it.
    """
    price = search.price or ""
    was_a_limit = name == "price" and price != "expensive" and not price.endswith("-")
    order: Order | None = "cheapest" if was_a_limit else search.order
    return replace(given_up(search, [name]), order=order, offset=0)


def given_up(search: Search, names: Iterable[str]) -> Search:
    """Return the search without the filters ``names``."""
    empty: dict[str, Any] = {name: () if name in LISTS else None for name in names}
    return replace(search, **empty)


def with_exclusions(search: Search, excluded: Collection[str]) -> Search:
    """Return the search that leaves ``excluded`` out too; it asks for none of that any more."""
    kept: dict[str, Any] = {}
    for pair in excluded:
        field, _, value = pair.partition("=")
        name = "amenities" if field == "amenity" else field
        if name in LISTS:
            kept[name] = tuple(v for v in kept.get(name, getattr(search, name)) if v != value)
    return replace(search, excluded=_distinct([*search.excluded, *excluded]), **kept)


def wished_again(search: Search, added: Mapping[str, Any]) -> Search:
    """Return the search without the exclusions of what is asked for now: "barbecue then"."""
    wanted = {
        f"{'amenity' if name == 'amenities' else name}={value}"
        for name in LISTS
        for value in added.get(name) or ()
    }
    return replace(search, excluded=tuple(e for e in search.excluded if e not in wanted))


def unused_words(turn: Turn, topic: Topic) -> list[str]:
    """Return the visitor's words for wishes that no data know of: "quiet", "not spicy"."""
    known = [e for e in turn.entities if e["entity"] in ("amenity", "cuisine", "dish")]
    known += _sorts(turn, topic)
    # A word within the name of what is looked around is no wish for the like of it.
    known += [e for e in turn.wanted if e["entity"] == "place" and e.get("role") == "near"]
    wishes = [e for e in turn.wanted if e["entity"] == "quality" and e["value"] != BOOKING]
    pointed = [e for e in turn.wanted if e["entity"] == "reference"]
    wishes += [
        e
        for e in turn.wanted
        if e["entity"] == "category"
        and e.get("role") == "near"
        and not (any(overlap(e, p) for p in pointed) and place_of_role(turn, "near"))
    ]
    # In which language there is a menu or somebody to talk to is listed of offices alone.
    wishes += [e for e in turn.wanted if e["entity"] == "requested_language"]
    if topic == "hotel":
        # A day is when somebody would stay, and nothing says which rooms are free then.
        wishes += [e for e in turn.wanted if e["entity"] == "time" and e["value"] != "now"]
    wishes += [
        e for e in turn.wanted if e["entity"] == "price" and _normal(str(e["value"])) is None
    ]
    spans = sorted(
        (e["start"], e["end"])
        for e in wishes
        if "start" in e
        and not any(overlap(e, other) for other in known)
        and not (suits_asked(turn, topic) and is_theme(turn, e, topic))
    )
    return list(_distinct(turn.text[start:end] for start, end in spans))


def untold_amenities(turn: Turn, topic: Topic) -> list[str]:
    """Return the facilities that the message asks for and that only hotels are listed with."""
    if topic == "hotel" or turn.value("dropped") is not None:
        return []
    amenities = (e for e in turn.wanted if e["entity"] == "amenity")
    is_told = bool(suits_asked(turn, topic))
    return [
        str(e["value"])
        for e in amenities
        if is_facility_of(turn, e, topic) and not (is_told and is_theme(turn, e, topic))
    ]


def _sorts(turn: Turn, topic: Topic) -> list[Entity]:
    """Return the mentions of sorts of ``topic`` that the message wants."""
    if topic == "restaurant":
        return []
    sorts = (e for e in turn.wanted if e["entity"] == "category" and e.get("role") != "near")
    return [e for e in sorts if topic in e.get("of", (topic,)) or not e.get("of", (topic,))]


def _is_said_otherwise(turn: Turn, denied: Entity) -> bool:
    """Say whether a word tells a cuisine before a dish, or a sort before a price."""
    before = [e for e in turn.entities if e["entity"] == "cuisine"]
    is_dish = denied["entity"] == "dish" and any(overlap(e, denied) for e in before)
    return is_dish or _is_said_by_a_sort(turn, denied)


def _is_said_by_a_sort(turn: Turn, price: Entity) -> bool:
    """Say whether a word of price is part of a word for a sort of hotel: "luxury hotel"."""
    return price["entity"] == "price" and any(
        e["entity"] == "category" and overlap(e, price) for e in turn.entities
    )


def _dishes(turn: Turn) -> tuple[str, ...]:
    """Return the dishes that the message names by no word for a cuisine."""
    cuisines = [e for e in turn.entities if e["entity"] == "cuisine"]
    return _distinct(
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == "dish" and not any(overlap(e, c) for c in cuisines)
    )


def _minutes_asked(turn: Turn) -> str | None:
    """Return how long a visit may take, as a range of minutes."""
    for name, unit in (("visit_hours", 60), ("visit_minutes", 1)):
        low, high = bounds_of(turn.value(name))
        if low is not None or high is not None:
            return "-".join("" if b is None else f"{b * unit:g}" for b in (low, high))
    return None


def _stars_asked(turn: Turn) -> str | None:
    return turn.value("stars") or next(iter(_limits_denied(turn, "stars")), None)


def _at_least(value: str | None) -> str | None:
    """Read a rating without a bound as the least that is good enough."""
    return f"{value}-" if value and "-" not in value else value


def _price_asked(turn: Turn, topic: str) -> str | None:
    """Return the price filter of the message, where it says something about ``topic``.

    A number counts more than a word beside it, and a lower and an upper bound count together.
    """
    said = [
        _normal(str(e["value"]))
        for e in turn.wanted
        if e["entity"] == "price" and not (topic == "hotel" and _is_said_by_a_sort(turn, e))
    ]
    prices = [*(p for p in said if p is not None), *_limits_denied(turn, "price")]
    numbers = [p for p in prices if p not in WORDS_OF_PRICE]
    if numbers:
        return _both_bounds(numbers)
    price = next(iter(prices), None)
    if price in WORDS_OF_PRICE and order_asked(turn) in ("cheapest", "dearest"):
        # "The cheapest" of all, not one of the cheap ones.
        return None
    if price in WORDS_OF_PRICE and price not in _WORDS_FOR[topic]:
        return None
    return price


def _both_bounds(ranges: Sequence[str]) -> str:
    bounds = [bounds_of(r) for r in ranges]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    if len(ranges) == 1 or not lows or not highs or max(lows) > min(highs):
        return ranges[0]
    return f"{max(lows):g}-{min(highs):g}"


def _normal(value: str | None) -> str | None:
    """Let go of a value that no pattern normalised."""
    if value is None or value in WORDS_OF_PRICE:
        return value
    return value if any(bound is not None for bound in bounds_of(value)) else None


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
