"""Which place a message is about, and what to say when that is not clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.lists import lists_shown
from actions.dialogue.state import ARTICLE, FOCUS, RECENT, SHOWN
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.countries import countries_in, country_name
from actions.interpretation.description import (
    described,
    described_by,
    is_description,
    named_among,
    of_kind_said,
)
from actions.interpretation.offices import office_meant, office_of_number, offices_of
from actions.interpretation.place_lookup import listed_place, listed_places, one_line
from actions.interpretation.target_kind import kinds_sought
from actions.interpretation.unknown_names import not_known, spoken_of
from actions.wording.reply import Reply, button
from listings.models import Place
from listings.models.places import PLACE_KINDS
from listings.queries import (
    UnknownPlaceError,
    find_articles,
    find_attractions,
    find_places,
    find_services,
    get_place,
)
from semantics.intents import SEARCH_OF

# A word that the statistical extractor took for a place's name with less certainty is let go.
_MIN_CONFIDENCE = 0.5
_MAX_CHOICES = 6
# Roles of places that only say where something else is.
_ONLY_WHERE = ("near", "origin", "start", "finish")
_PERSON = "person"
# Characters between a number and the kind that it counts ("the second of the hotels").
_BETWEEN = 8
_LEAST_OF_NAME = 2
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class UnclearError(Exception):
    """The message does not say which place is meant; ``reply`` asks or explains."""

    reply: Reply

    def __post_init__(self) -> None:
        # Frozen, but what asks is marked so wherever it is made.
        object.__setattr__(self, "reply", replace(self.reply, asks=True))


def place_in(turn: Turn, *, default: Callable[[Turn], Place | None] | None = None) -> Place:
    """Return the place that the message names, else the one in focus, else ``default``.

    A place is named by its name, by its number in the last list, by what kind of office it is, or
    as the hotel, restaurant or sight that was last spoken of ("that hotel").

    Raises:
        UnclearError: It names several alike, one that the database does not have, or none.
    """
    named = (
        named_place(turn)
        or _numbered(turn)
        or item_of_list(turn)
        or offices_meant(turn)
        or _pointed_at(turn)
        or (place_of_article(turn) if _PERSON in turn.values("reference") else None)
    )
    if named is not None:
        return named
    of_list = _named_of_list(turn)
    if of_list is not None:
        return of_list
    focus = turn.slots.get(FOCUS)
    if focus:
        place = listed_place(turn, str(focus))
        if place is not None and not _is_another(turn, place):
            return place
    of_article = place_of_article(turn)
    if of_article is not None:
        return of_article
    fallback = default(turn) if default is not None and not turn.slots.get(SHOWN) else None
    if fallback is not None:
        return fallback
    raise UnclearError(_which_place(turn))


def _named_of_list(turn: Turn) -> Place | None:
    """Return the place of the last list of which the message says a piece of the name."""
    if any(map(turn.values, ("place", "ordinal", "reference", "office_kind", "area"))):
        return None
    lists = [listed_places(turn, one.places) for one in lists_shown(turn.slots)]
    if not lists:
        return None
    every = list({p.id: p for one in lists for p in one}.values())
    return named_among(turn, lists[0]) or (None if _fits_focus(turn) else of_kind_said(turn, every))


def _fits_focus(turn: Turn) -> bool:
    """Say whether the place in focus is of the kitchen or category that the message names."""
    focus = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    return focus is not None and of_kind_said(turn, [focus]) is not None


def place_of_article(turn: Turn) -> Place | None:
    """Return the place that bears the name of the article told last: "his house".

    None where no article was told, or no place bears its name.

    Raises:
        UnclearError: Several do.
    """
    told = turn.slots.get(ARTICLE)
    article = next((a for a in find_articles(turn.session) if a.id == told), None) if told else None
    if article is None:
        return None
    bearing = [
        place
        for place in find_attractions(turn.session)
        if any(
            title.casefold() in place.names.get(language, "").casefold()
            for language, title in article.titles.items()
        )
    ]
    if len(bearing) > 1:
        raise UnclearError(which_of(turn, bearing, question="select.several"))
    return next(iter(bearing), None)


def _which_place(turn: Turn) -> Reply:
    """Ask which place is meant, by the list just shown where there is one."""
    shown = listed_places(turn, turn.slots.get(SHOWN) or ())
    name = _name_beside_city(turn)
    if name is not None:
        text = turn.say("place.unknown", name=name, city=turn.city_name())
        return Reply(sentences(turn, text, call_office(turn)))
    if shown:
        return which_of(turn, shown, question="select.which")
    return Reply(turn.say("place.which"))


def _name_beside_city(turn: Turn) -> str | None:
    """Return what is sought in the city by a name that nothing knows: "a Disneyland in ...".

    None where the message does not name the city, or has no word of its own.
    """
    if turn.value("city") is None:
        return None
    sought = turn.value("property")
    if sought is not None:
        return sought
    letters = list(turn.text)
    for e in turn.entities:
        if e["entity"] != "language" and "start" in e:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    words = [w for w in _WORD.findall("".join(letters)) if len(w) >= _LEAST_OF_NAME]
    return max(words, key=len, default=None)


def _is_another(turn: Turn, place: Place) -> bool:
    """Say whether the message names some other place than the one in focus, though not which.

    A name of the city with a kind of place is a name that is not known: "the <city> <kind>".
    """
    kind = turn.value("category")
    named = turn.value("city") is not None and kind is not None and not turn.value("reference")
    return named and getattr(place, "category", None) != kind


def named_place(turn: Turn) -> Place | None:
    """Return the place that the message itself names, None when it names none.

    Raises:
        UnclearError: It names several alike, or one that the database does not have.
    """
    unknown: Entity | None = None
    for entity in turn.wanted:
        if entity["entity"] != "place":
            continue
        candidates = _distinct(turn, listed_places(turn, entity.get("candidates") or ()))
        listed = set(next((one.places for one in lists_shown(turn.slots)), ()))
        candidates = [p for p in candidates if p.id in listed] or _namesake(turn, candidates)
        if len(candidates) > 1:
            raise UnclearError(which_of(turn, candidates))
        linked = listed_place(turn, str(entity["value"])) if entity.get("linked", True) else None
        place = candidates[0] if candidates else linked
        if place is not None and _is_locator(turn, entity, place):
            continue
        if place is not None:
            return place
        if _is_common(turn, entity):
            continue
        meant = spoken_of(turn, entity)
        if len(meant) > 1:
            raise UnclearError(which_of(turn, meant, question="select.several"))
        if meant:
            return meant[0]
        if entity.get("confidence_entity", 1.0) >= _MIN_CONFIDENCE:
            unknown = unknown or entity
    office = office_of_number(turn) or _office_of_kind(turn)
    if office is not None:
        return office
    if unknown is not None:
        raise UnclearError(not_known(turn, _as_named(turn, unknown), unknown))
    return None


def _distinct(turn: Turn, places: Sequence[Place]) -> list[Place]:
    """Return the places that a visitor can tell apart, of those alike the first."""
    return list({one_line(turn, p): p for p in reversed(places)}.values())[::-1]


def _namesake(turn: Turn, places: list[Place]) -> list[Place]:
    """Return the one sight of the places, where no other kind is named: others are called after it.

    All of them where there is none, or several.
    """
    sights = [p for p in places if p.kind == "attraction"]
    is_alone = len(sights) == 1 and not kinds_sought(turn) - {"attraction"}
    return sights if is_alone else places


def _is_locator(turn: Turn, entity: Entity, place: Place) -> bool:
    """Say whether a sight only tells where the hotel or restaurant right behind it is."""
    if place.kind != "attraction" or "start" not in entity:
        return False
    for other in turn.wanted:
        if other["entity"] != "place" or other.get("start", -1) < entity["end"]:
            continue
        between = turn.text[entity["end"] : other["start"]]
        following = listed_place(turn, str(other["value"])) if not between.strip() else None
        if following is not None and following.kind in ("hotel", "restaurant"):
            return True
    return False


def places_named(turn: Turn) -> list[Place]:
    """Return all places that the message itself names for sure, in order, each once.

    Empty where it names none, or one that the database does not have; those of a role that says
    only where (from, near) are left out.
    """
    found = [
        listed_place(turn, str(e["value"]))
        for e in turn.wanted
        if e["entity"] == "place"
        and e.get("linked", True)
        and not e.get("candidates")
        and e.get("role") not in _ONLY_WHERE
    ]
    return list({p.id: p for p in found if p is not None}.values())


def place_of_role(turn: Turn, *roles: str) -> Place | None:
    """Return the first place that the message gives one of these roles, None without one.

    A kind of office stands for the only one of it ("from the airport"), and what is pointed at for
    the place of that kind last spoken of ("from that hotel").
    """
    for entity in turn.wanted:
        if entity.get("role") not in roles:
            continue
        if entity["entity"] == "place" and entity.get("linked", True):
            place = listed_place(turn, str(entity["value"]))
            if place is not None:
                return place
        if entity["entity"] == "office_kind":
            offices = find_services(turn.session, kind=str(entity["value"]))
            if len(offices) == 1:
                return offices[0]
        if entity["entity"] == "reference":
            return _last_of_kind(turn, str(entity["value"]))
    return None


def _is_common(turn: Turn, entity: Entity) -> bool:
    """Say whether what was taken for a name only points at a place, or is the word for its kind."""
    if "start" not in entity:
        return False
    start, end = entity["start"], entity["end"]
    return any(
        e["start"] < end and start < e["end"]
        if e["entity"] == "reference"
        else e["entity"] == "kind" and e["start"] <= start and end <= e["end"]
        for e in turn.entities
        if "start" in e
    )


def _numbered(turn: Turn) -> Place | None:
    """Return the place of a list whose number the message tells, None without either.

    That is the last list; "the second hotel" counts in the last one of hotels.

    Raises:
        UnclearError: The list is shorter, or that place is no longer listed.
    """
    ordinal, shown = turn.value("ordinal"), _list_counted(turn)
    if ordinal is None or not lists_shown(turn.slots):
        return None
    if not shown:
        raise UnclearError(Reply(turn.say("list.none_yet")))
    number = int(ordinal) if ordinal.lstrip("-").isdigit() else 0
    index = number - 1 if number > 0 else len(shown) + number
    if number == 0 or not 0 <= index < len(shown):
        raise UnclearError(Reply(turn.say_count("select.out_of_range", len(shown))))
    place = listed_place(turn, shown[index])
    if place is None:
        raise UnclearError(Reply(turn.say("select.gone")))
    return place


def _list_counted(turn: Turn) -> Sequence[str]:
    """Return the ids of the list in which the message counts, an empty list where none was shown.

    A kind that is named right behind the number says which list: of that kind one must be there.
    """
    lists = lists_shown(turn.slots)
    said = [e for e in turn.entities if e["entity"] == "ordinal" and "end" in e]
    kinds = {
        str(e["value"])
        for e in turn.entities
        for ordinal in said
        if e["entity"] in ("kind", "reference")
        and "start" in e
        and e["start"] - ordinal["end"] <= _BETWEEN
        and ordinal["start"] < e["end"]
    }
    of_kind = [one.places for one in lists if one.kind in kinds or not one.kind]
    if kinds & set(SEARCH_OF) and not of_kind:
        return ()
    return [*of_kind, *(one.places for one in lists), ()][0]


def item_of_list(turn: Turn) -> Place | None:
    """Return the place of the last lists that the message describes: "the dim sum one".

    None where it describes none.

    Raises:
        UnclearError: Several of a list fit.
    """
    if not is_description(turn):
        return None
    lists = [listed_places(turn, one.places) for one in lists_shown(turn.slots)]
    best = {p.id for p in described(turn, list({p.id: p for one in lists for p in one}.values()))}
    for one in lists:
        fitting = [p for p in one if p.id in best]
        if len(fitting) > 1:
            raise UnclearError(which_of(turn, fitting, question="select.several"))
        if fitting:
            return fitting[0]
    return _called(turn)


def _called(turn: Turn) -> Place | None:
    """Return the only place of which the description is a piece of the name, else None."""
    last = listed_place(turn, str(turn.slots.get(FOCUS) or ""))
    words = "".join(described_by(turn)).strip().casefold()
    if last is None or len(words) < _LEAST_OF_NAME:
        return None
    alike = find_places(turn.session, last.kind)
    found = [p for p in alike if any(words in name.casefold() for name in p.names.values())]
    return found[0] if len(found) == 1 else None


def _pointed_at(turn: Turn) -> Place | None:
    """Return the place of the kind that the message points at, None where it points at none.

    Raises:
        UnclearError: No such place was spoken of, nor is it the only one in the last list.
    """
    kind = turn.value("reference")
    if kind is None or kind not in PLACE_KINDS:
        return None
    last = _last_of_kind(turn, kind)
    if last is not None:
        return last
    shown = [p for p in listed_places(turn, turn.slots.get(SHOWN) or ()) if p.kind == kind]
    if len(shown) == 1:
        return shown[0]
    if shown:
        raise UnclearError(which_of(turn, shown, question="select.several"))
    raise UnclearError(_which_place(turn))


def _last_of_kind(turn: Turn, kind: str) -> Place | None:
    """Return the place of a kind last spoken of, None where none was."""
    last = [turn.slots.get(FOCUS), (turn.slots.get(RECENT) or {}).get(kind)]
    return next(
        (p for p in listed_places(turn, [str(i) for i in last if i]) if p.kind == kind), None
    )


def offices_meant(turn: Turn) -> Place | None:
    """Return None unless the message names a kind of office of which there is not just one.

    Raises:
        UnclearError: There are several, and the reply asks which, or none, and the reply says so.
            The way to the place in focus may start from one of them ("how do I get there from the
            station"), which needs no answer.
    """
    kind = turn.value("office_kind")
    if kind is None or (turn.intent == "ask_directions" and turn.slots.get(FOCUS)):
        return None
    offices = offices_of(turn, kind)
    if not offices:
        raise UnclearError(no_office(turn, kind))
    if len(offices) > 1:
        raise UnclearError(which_of(turn, offices, question="place.which_office"))
    return None


def no_office(turn: Turn, kind: str) -> Reply:
    """Say that the database has no office of ``kind``, of which country, and whom to call."""
    what, countries = turn.word("office-kind", kind), countries_in(turn)
    if countries:
        country = country_name(turn, countries[0])
        text = turn.say("offices.no_country", what=what, country=country)
    else:
        text = turn.say("list.none", what=what, city=turn.city_name())
    return Reply(sentences(turn, text, call_office(turn)))


def which_of(turn: Turn, places: Sequence[Place], *, question: str = "place.which_of") -> Reply:
    """Ask which of several places is meant, a button for each."""
    buttons = tuple(
        button(one_line(turn, p), turn.intent or "ask_details", place=p.id)
        for p in places[:_MAX_CHOICES]
    )
    lines = [turn.say(question), *(f"- {one_line(turn, p)}" for p in places[:_MAX_CHOICES])]
    return Reply(
        "\n".join(lines), buttons=buttons, choices=tuple(p.id for p in places[:_MAX_CHOICES])
    )


def visitor_office(turn: Turn) -> Place | None:
    """Return the office whom visitors call, None where the city names none."""
    return turn.office


def _as_named(turn: Turn, entity: Entity) -> str:
    """Return the name that the visitor used, else the name of the place that the id belongs to."""
    if "start" in entity and turn.text[entity["start"] : entity["end"]]:
        return turn.text[entity["start"] : entity["end"]]
    try:
        return turn.name(get_place(turn.session, str(entity["value"])))
    except UnknownPlaceError:
        return str(entity["value"])


def _office_of_kind(turn: Turn) -> Place | None:
    """Return the one office of the kind that the message names ("the visitor centre")."""
    kind = turn.value("office_kind") or _kind_of_unknown(turn)
    if kind is None:
        return None
    office = office_meant(turn, kind)
    if office is None and not turn.value("office_kind"):
        raise UnclearError(no_office(turn, kind))
    return office


def _kind_of_unknown(turn: Turn) -> str | None:
    """Return the kind of office that an unknown name with a country says: "American consulate"."""
    if not countries_in(turn):
        return None
    unknown = (e for e in turn.wanted if e["entity"] == "place" and not e.get("linked", True))
    return next((str(e["office_kind"]) for e in unknown if e.get("office_kind")), None)
