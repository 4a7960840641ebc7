"""Lists of attractions, hotels and restaurants that match what the visitor asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, SEARCH, SHOWN, Search, Topic, after_list
from actions.dialogue.turn import Turn
from actions.hours.asked import is_day_unclear
from actions.interpretation.areas import area_name, district_in, street_in, unknown_area
from actions.interpretation.money import no_rate
from actions.interpretation.named_places import named_place
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.references import place_in, place_of_role
from actions.interpretation.suitability import DESCRIBED, FLAT, THEMES
from actions.interpretation.target_kind import overlap
from actions.interpretation.unclear import UnclearError
from actions.interpretation.visitor_position import position_of
from actions.place_facts.cards import category, places_payload, price
from actions.place_facts.details import describe_place
from actions.search import filter_words, matching, query
from actions.search.allergies import with_allergies
from actions.search.carrying import kept_from
from actions.search.descriptions import described, is_used
from actions.search.nearby import around_visitor, distance_words, is_about_visitor
from actions.search.opening import open_words
from actions.search.price_words import WORDS, is_by_sort
from actions.search.relaxation import applied, relaxations, value_of
from actions.search.surroundings import districts_around, is_located, name_of
from actions.search.told import CALLED
from actions.search.unlocated import unlocated_note
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Button, Reply, button
from actions.wording.sources import source_line
from listings.models import Attraction, Hotel, Place, Restaurant, VocabularyKind
from listings.queries import get_place

PAGE = 5
_NARROW = {
    "attraction": "list.narrow.attraction",
    "hotel": "list.narrow.hotel",
    "restaurant": "list.narrow.restaurant",
}
# What is left out by whom an allergy may have made ask.
_ALLERGEN = "allergen="
# Cuisines of places where there are several to eat at.
_STREETS = frozenset({"street-food", "market"})


class ActionFindAttractions(TopicAction):
    """Lists sights."""

    intent = "find_attraction"

    def name(self) -> str:
        return "action_find_attractions"

    def answer(self, turn: Turn) -> Reply:
        return find(turn, "attraction")


class ActionFindHotels(TopicAction):
    """Lists places to stay."""

    intent = "find_hotel"

    def name(self) -> str:
        return "action_find_hotels"

    def answer(self, turn: Turn) -> Reply:
        return find(turn, "hotel")


class ActionFindDining(TopicAction):
    """Lists restaurants and food streets."""

    intent = "find_dining"

    def name(self) -> str:
        return "action_find_dining"

    def answer(self, turn: Turn) -> Reply:
        return find(turn, "restaurant")


def find(turn: Turn, topic: Topic) -> Reply:
    """Answer a new search for places of ``topic``."""
    if "me" in turn.values("near"):
        return around_visitor(turn, kind=topic)
    if topic != "hotel" and is_day_unclear(turn):
        # Never those that are open today instead.
        search = query.from_message(turn, topic)
        slots: dict[str, Any] = {SEARCH: replace(search, open=None).to_slot()}
        return Reply(turn.say("hours.which_day"), slots=slots, asks=True)
    try:
        carried = kept_from(turn)
        is_area = district_in(turn) or street_in(turn)
        if carried or (is_area and not _is_place_beside_area(turn)):
            near = None
        elif turn.value("near"):
            if position_of(turn) is not None and is_about_visitor(turn):
                return around_visitor(turn, kind=topic)
            near = _first_shown(turn, topic) or place_in(turn)
        else:
            # "Near the square", of which was spoken.
            near = named_place(turn) or place_of_role(turn, "near")
        if near is not None and _is_sought_itself(turn, near, topic):
            return describe_place(turn, near)
    except UnclearError as unclear:
        # What was looked for is kept, so that "then anywhere" has something to go on with.
        search = query.from_message(turn, topic)
        return replace(unclear.reply, slots={**unclear.reply.slots, SEARCH: search.to_slot()})
    search = replace(query.from_message(turn, topic, near=near), **carried)
    return show(turn, described(turn, with_allergies(turn, search)))


def _first_shown(turn: Turn, topic: Topic) -> Place | None:
    """Return the first place of a list of another kind: "nearby" of no place that is in focus."""
    if turn.slots.get(FOCUS) or any(map(turn.values, ("place", "ordinal", "reference"))):
        return None
    shown = listed_places(turn, [str(i) for i in turn.slots.get(SHOWN) or ()][:1])
    return next((p for p in shown if p.kind != topic and p.latitude is not None), None)


def _is_place_beside_area(turn: Turn) -> bool:
    """Say whether the message names a place by other words than those for a district."""
    areas = [e for e in turn.wanted if e["entity"] == "area"]
    places = [e for e in turn.wanted if e["entity"] == "place" and e.get("linked", True)]
    return any(not any(overlap(p, a) for a in areas) for p in places)


def _is_sought_itself(turn: Turn, place: Place, topic: Topic) -> bool:
    """Say whether a place that a search names is itself looked for, not what lies around it."""
    says_where = turn.value("near") or turn.value("order")
    roles = {e.get("role") for e in turn.wanted if e.get("value") == place.id}
    is_street = isinstance(place, Restaurant) and not _STREETS.isdisjoint(place.cuisines)
    return place.kind == topic and not says_where and roles <= {None} and not is_street


def show_more(turn: Turn, search: Search) -> Reply:
    """Answer with the next page of the last list, without what was left out for it."""
    if not search.relaxed:
        return show(turn, search)
    shown = applied(search)
    matches = matching.matches(turn, shown)
    page = matches[shown.offset : shown.offset + PAGE]
    if not page:
        return Reply(turn.say("list.no_more"))
    return _list(turn, shown, page, len(matches), _heading(turn, shown, len(matches)), search)


def show(turn: Turn, search: Search) -> Reply:
    """Answer with the next page of ``search``, or with the nearest thing where nothing matches.

    Around what has no known position that is a search in its district, which the reply says.
    """
    near = search.near
    if near is None or matching.matches(turn, search):
        return _shown(turn, search)
    if is_located(turn, near):
        return _somewhere_there(turn, search, near) or _shown(turn, search)
    districts = districts_around(turn, near)[:1]
    name = name_of(turn, near)
    if not districts:
        slots: dict[str, Any] = {FOCUS: near, SEARCH: replace(search, near=None).to_slot()}
        told = turn.say("lack.position", name=name)
        return Reply(sentences(turn, told, call_office(turn)), slots=slots)
    reply = _shown(turn, replace(search, near=None, district=districts))
    district = area_name(turn, districts[0])
    told = turn.say("list.by_district", name=name, district=district)
    return replace(reply, text=f"{told}\n{reply.text}")


def _somewhere_there(turn: Turn, search: Search, near: str) -> Reply | None:
    """Return those of the district around ``near`` of which nobody knows where exactly they are.

    None where no such place fits.
    """
    districts = districts_around(turn, near)[:1]
    without = {p.id for p in matching.unlocated(turn, search) if p.district_id in districts}
    if not without:
        return None
    wider = replace(search, near=None, district=districts)
    found = [p for p in matching.matches(turn, wider) if p.id in without]
    if not found:
        return None
    page = found[wider.offset : wider.offset + PAGE]
    district = area_name(turn, districts[0])
    told = turn.say("list.near_unlocated", name=name_of(turn, near), district=district)
    heading = f"{told}\n{_heading(turn, wider, len(found))}"
    return _list(turn, wider, page, len(found), heading, search)


def _shown(turn: Turn, search: Search) -> Reply:
    unused = query.unused_words(turn, search.topic)
    if unused and not (search.filters() or search.excluded or search.order or search.offset):
        return _not_by(turn, search, unused)
    matches = matching.matches(turn, search)
    if not matches:
        return _nothing(turn, search)
    search = replace(search, relaxed=())
    page = matches[search.offset : search.offset + PAGE]
    if not page:
        return Reply(turn.say("list.no_more"))
    return _list(turn, search, page, len(matches), _heading(turn, search, len(matches)))


def _is_for_allergic(search: Search) -> bool:
    return search.topic == "restaurant" and any(e.startswith(_ALLERGEN) for e in search.excluded)


def _not_by(turn: Turn, search: Search, words: Sequence[str]) -> Reply:
    """Say that nothing tells which places are as wished; the whole list was not asked for."""
    said = turn.say("list.unused_alone", words=_quoted(turn, words))
    text = sentences(turn, said, turn.say(_NARROW[search.topic]))
    slots: dict[str, Any] = {SEARCH: search.to_slot(), SHOWN: []}
    offer = Button(turn.say("button.more"), "/more_results")
    return Reply("\n".join([text, turn.say("list.offer")]), (offer,), slots=slots)


def _quoted(turn: Turn, words: Sequence[str]) -> str:
    return formats.alternatives([turn.say("quoted", text=w) for w in words], turn.language)


def _list(
    turn: Turn,
    search: Search,
    page: Sequence[Place],
    total: int,
    heading: str,
    kept: Search | None = None,
) -> Reply:
    """Return a page of what ``search`` finds; ``kept`` is what the visitor wishes, if more."""
    shown = search.offset + len(page)
    if query.BOOKING in (*turn.ranking[:1], *turn.values("quality")):
        heading = f"{turn.say('book.search')}\n{heading}"
    away = matching.metres_away(turn, search)
    lines = [heading]
    lines += [f"{i}. {line(turn, p, away.get(p.id))}" for i, p in enumerate(page, start=1)]
    if any(away.get(p.id) for p in page):
        lines.append(turn.say("nearby.estimate"))
    buttons = [button(turn.name(p), "ask_details", place=p.id) for p in page]
    if shown < total:
        lines.append(turn.say("list.more", count=total - shown))
        buttons.append(Button(turn.say("button.more"), "/more_results"))
    if shown < total and not search.offset and not (search.filters() or search.excluded):
        lines.append(turn.say(_NARROW[search.topic]))
    if {*search.suits} - {*DESCRIBED} or (search.price in WORDS and any(map(is_by_sort, page))):
        lines.append(turn.say("suits.note"))
    if not search.offset:
        lines += unlocated_note(turn, search)
    lines.append(source_line(page, turn.language, turn.sources))
    following = replace(kept or search, offset=shown)
    slots = after_list([p.id for p in page], following)
    return Reply("\n".join(lines), tuple(buttons), places_payload(turn, page), slots)


def _nothing(turn: Turn, search: Search) -> Reply:
    """Say that nothing matches and what leaving out each condition finds; show the first of it."""
    wanted = turn.say("list.none", what=describe(turn, search), city=turn.city_name())
    unknown = unknown_area(turn)
    if unknown and not search.district:
        said_where = turn.say("area.unknown", area=unknown, city=turn.city_name())
        wanted = f"{said_where}\n{wanted}"
    if _is_for_allergic(search):
        wanted = f"{wanted}\n{turn.say('list.allergens')}"
    said = query.from_message(turn, search.topic).filters()
    able = relaxations(turn, search, said)
    if not able:
        # It is kept all the same, so that the next message can change it.
        slots = {SEARCH: replace(search, relaxed=()).to_slot()}
        return Reply(sentences(turn, wanted, call_office(turn)), slots=slots)
    told = [
        turn.say(
            "list.without",
            filter=formats.row(
                [
                    word
                    for name in each.names
                    for word in _words(turn, name.partition("=")[0], value_of(search, name))
                ],
                turn.language,
            ),
            count=len(each.places),
        )
        for each in able
    ]
    first = able[0]
    kept = replace(search, relaxed=first.names)
    if not (first.search.filters() or first.search.order) and len(first.places) > PAGE:
        # The whole list was not asked for.
        waiting: dict[str, Any] = {SEARCH: kept.to_slot(), SHOWN: []}
        offer = Button(turn.say("button.more"), "/more_results")
        lines = [wanted, *told, turn.say("list.offer")]
        return Reply("\n".join(lines), (offer,), slots=waiting)
    instead = turn.say("list.instead", what=describe(turn, first.search))
    heading = "\n".join([wanted, *told, instead])
    return _list(turn, first.search, first.places[:PAGE], len(first.places), heading, kept)


def _heading(turn: Turn, search: Search, total: int) -> str:
    unknown = unknown_area(turn)
    untold = query.untold_amenities(turn, search.topic)
    heading = _count_sentence(turn, search, total)
    if _is_unrated(turn, search):
        has_grades = any(matching.grade_of(p) for p in matching.matches(turn, search))
        told = turn.say("list.by_grade" if has_grades else "list.no_ratings")
        heading = f"{told}\n{heading}"
    if _is_for_allergic(search):
        heading = f"{heading}\n{turn.say('list.allergens')}"
    if untold:
        amenities = formats.row([turn.word("amenity", a) for a in untold], turn.language)
        heading = f"{turn.say('list.untold', amenities=amenities)}\n{heading}"
    unused = [w for w in query.unused_words(turn, search.topic) if not is_used(search, w)]
    if unused:
        heading = f"{turn.say('list.unused', words=_quoted(turn, unused))}\n{heading}"
    if total and search.near and not search.offset and _is_far(turn, search):
        name = name_of(turn, search.near)
        heading = f"{heading}\n{turn.say('nearby.wider', name=name)}"
    money = no_rate(turn, _known_prices(turn, search))
    if money:
        heading = f"{money}\n{heading}"
    if unknown and not search.district:
        return f"{turn.say('area.unknown', area=unknown, city=turn.city_name())}\n{heading}"
    return heading


def _known_prices(turn: Turn, search: Search) -> Iterator[Decimal]:
    """Yield the prices of the places that match, without those that are not known."""
    for place in matching.matches(turn, search):
        amount = matching.amount_of(turn, place)
        if amount is not None:
            yield amount


def _count_sentence(turn: Turn, search: Search, total: int) -> str:
    """Say how many places match which conditions: those that were applied and no others."""
    topic = turn.say(f"topic.{search.topic}")
    conditions = formats.row(_conditions(turn, search), turn.language)
    key = "list.next" if search.offset else "list.heading"
    what = turn.say("list.what", topic=topic, conditions=conditions) if conditions else topic
    return turn.say_count(key, total, what=what, city=turn.city_name())


def _conditions(turn: Turn, search: Search) -> list[str]:
    """Return the conditions of a search in words, what is left out and the order too."""
    words: list[str] = []
    for name, value in reversed(search.filters().items()):
        words += _words(turn, name, value)
    left_out = [pair for pair in search.excluded if not pair.startswith(_ALLERGEN)]
    words += dict.fromkeys(_without_words(turn, pair) for pair in left_out)
    if search.order and not _is_unrated(turn, search):
        words.append(turn.say(f"order.{search.order}"))
    return words


def _is_unrated(turn: Turn, search: Search) -> bool:
    """Say whether the best are asked for and visitors have rated none of those found."""
    return search.order == "best" and not any(p.rating for p in matching.matches(turn, search))


def _without_words(turn: Turn, pair: str) -> str:
    field, _, value = pair.partition("=")
    if field == "place":
        word = turn.name(get_place(turn.session, value))
    elif field in ("price", "stars"):
        word = _words(turn, field, value)[0]
    else:
        word = _words(turn, field if field != "amenity" else "amenities", (value,))[0]
    return turn.say("filter.without", what=word)


def _is_far(turn: Turn, search: Search) -> bool:
    """Say whether nothing that matches is in walking distance of the search's centre."""
    away = matching.metres_away(turn, search)
    return all(away[p.id] > matching.reach(search) for p in matching.matches(turn, search))


def describe(turn: Turn, search: Search) -> str:
    """Say a search back: "hotels (Shinan, 5-star)"."""
    topic = turn.say(f"topic.{search.topic}")
    conditions = formats.row(_conditions(turn, search), turn.language)
    return turn.say("list.what", topic=topic, conditions=conditions) if conditions else topic


def _words(turn: Turn, name: str, value: Any) -> list[str]:
    """Return a filter in words: one for each amenity, one for any other filter."""
    if name == "district":
        names = [area_name(turn, v) for v in value]
        return [formats.alternatives(names, turn.language)]
    if name == "open":
        return [open_words(turn, value)]
    if name == "near":
        return [turn.say("filter.near", place=name_of(turn, value))]
    if name == "amenities":
        return [turn.word("amenity", a) for a in value]
    if name == "suits":
        return [_suits_words(turn, s) for s in value]
    if name in ("category", "cuisine"):
        kind: VocabularyKind = "category" if name == "category" else "cuisine"
        return [formats.alternatives([turn.word(kind, v) for v in value], turn.language)]
    if name == "told":
        is_name = value[0].startswith(CALLED)
        key = "filter.called" if is_name else "filter.told"
        return [turn.say(key, word=value[0].removeprefix(CALLED))]
    if name == "dish":
        return [formats.alternatives(list(value), turn.language)]
    if name == "duration":
        return [filter_words.duration_words(turn, value)]
    if name == "price":
        return [filter_words.price_words(turn, value)]
    if name == "stars":
        return [filter_words.stars_words(turn, value)]
    return [turn.say(f"filter.{name}", value=filter_words.range_words(turn, value))]


def _suits_words(turn: Turn, suits: str) -> str:
    if suits == FLAT:
        return turn.say("plan.flat")
    return turn.say(f"plan.theme_{suits}" if suits in THEMES else f"suits.{suits}")


def line(turn: Turn, place: Place, metres: int | None = None) -> str:
    """Return a place in one line: name, kind, stars, price, district, how far it is."""
    parts = [category(turn, place)]
    if isinstance(place, Hotel) and place.stars is not None:
        parts.append(turn.say("filter.stars", value=place.stars))
    if isinstance(place, Attraction) and place.rating_a:
        parts.append(f"{place.rating_a}A")
    parts.append(price(turn, place))
    parts.append(turn.pick(place.district.names) if place.district else None)
    parts.append(distance_words(turn, metres) if metres else None)
    parts.append(turn.say("nearby.inside") if metres == 0 else None)
    details = " · ".join(p for p in parts if p)
    return f"{turn.title(place)} – {details}" if details else turn.title(place)
