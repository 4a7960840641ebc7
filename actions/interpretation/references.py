"""Which place a message points at: by its number, its kind, what is said of it, or as "it"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.lists import lists_shown
from actions.dialogue.state import ARTICLE, FOCUS, PLAN, RECENT, SHOWN, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.description import (
    described,
    described_by,
    is_description,
    named_among,
    of_kind_said,
)
from actions.interpretation.kind_names import named_by_kind
from actions.interpretation.named_places import named_place, offices_meant
from actions.interpretation.place_lookup import listed_place, listed_places
from actions.interpretation.unclear import UnclearError, which_of
from actions.wording.reply import Reply
from listings.models import Place
from listings.models.places import PLACE_KINDS
from listings.queries import find_articles, find_attractions, find_places, find_services
from listings.sorts import all_categories_of
from semantics.intents import SEARCH_OF

_PERSON = "person"
# Characters between a number and the kind that it counts ("the second of the hotels").
_BETWEEN = 8
_LEAST_OF_NAME = 2
# Numbers that are also said of no list.
_FIRSTS = ("1", "-1")
# So many places of a sort that is named are meant, whatever was spoken of before.
_FEW = 3
_WORD = re.compile(r"[^\W\d_]+")
# Lists that leave the place in focus around which they are.
_SERVICES = ("find_facility", "find_shop")
_LEADS = ("ask_directions", "ask_way")


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
    listed = services_listed(turn)
    if listed and turn.intent in _LEADS:
        # The nearest one comes first.
        return listed[0]
    if len(listed) > 1:
        raise UnclearError(which_of(turn, listed[:_FEW], question="select.which"))
    focus = turn.slots.get(FOCUS)
    by_kind = [] if _fits_focus(turn) else named_by_kind(turn)
    if len(by_kind) == 1:
        return by_kind[0]
    if by_kind and (len(by_kind) <= _FEW or not (focus or turn.slots.get(SHOWN))):
        raise UnclearError(which_of(turn, by_kind, question="place.which_office"))
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


def services_listed(turn: Turn) -> Sequence[Place]:
    """Return the facilities or shops that were listed last, which is what is spoken of then.

    The place around which they were looked for is in focus, and nothing is asked of that. Empty
    where another answer came since, or where the message says which place it means.
    """
    is_last = turn.slots.get(TOPIC) in _SERVICES
    if not is_last or any(map(turn.values, ("place", "office_kind", "area", "near"))):
        return ()
    around = {str(turn.slots.get(FOCUS) or "")}
    shown = [str(i) for i in turn.slots.get(SHOWN) or ()]
    return () if around & {*shown} else listed_places(turn, shown)


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
    told = turn.value("article") or turn.slots.get(ARTICLE)
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
    return named and kind not in all_categories_of(place)


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


def _numbered(turn: Turn) -> Place | None:
    """Return the place of a list whose number the message tells, None without a number.

    That is the last list; "the second hotel" counts in the last one of hotels.

    Raises:
        UnclearError: No list was shown, it is shorter, or that place is no longer listed.
    """
    ordinal, shown = turn.value("ordinal"), _list_counted(turn)
    if ordinal is None:
        return None
    if not lists_shown(turn.slots):
        if ordinal in _FIRSTS or turn.slots.get(PLAN):
            # "It is my first time": one of no list.
            return None
        raise UnclearError(Reply(turn.say("list.none_yet")))
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
    by_kind = named_by_kind(turn)
    if len(by_kind) > 1:
        raise UnclearError(which_of(turn, by_kind, question="place.which_office"))
    if by_kind:
        return by_kind[0]
    raise UnclearError(
        Reply(turn.say("place.which_hotel")) if kind == "hotel" else _which_place(turn)
    )


def _last_of_kind(turn: Turn, kind: str) -> Place | None:
    """Return the place of a kind last spoken of, None where none was."""
    last = [turn.slots.get(FOCUS), (turn.slots.get(RECENT) or {}).get(kind)]
    return next(
        (p for p in listed_places(turn, [str(i) for i in last if i]) if p.kind == kind), None
    )
