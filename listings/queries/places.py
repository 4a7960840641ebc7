"""Finding places by what visitors ask for.

Every ``find_…`` returns all matches unless ``limit`` is given, and an empty list where nothing
matches. A place whose value is unknown never matches a filter on that value. Districts, categories,
cuisines, amenities and kinds are ids as the city's data write them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from listings.kinds import KINDS
from listings.models import (
    Attraction,
    City,
    Facility,
    Hotel,
    Office,
    Place,
    PlaceKind,
    Restaurant,
    Ticket,
)
from listings.models.types import Json
from listings.queries.conditions import how_many_known, list_has
from listings.sorts import all_categories_of, joints_of

Amount = int | float | Decimal
Order = Literal["best", "cheapest"]
# One value, or several of which one is enough; None and an empty sequence ask for nothing.
OneOf = str | Sequence[str] | None

_FACTS = ("phone", "opening_hours", "latitude", "website")


class UnknownPlaceError(LookupError):
    """No place has this id."""


def get_place(session: Session, place_id: str) -> Place:
    """Return a place of any kind, retired ones too: ``retired_at`` says so.

    Raises:
        UnknownPlaceError: there is no place with this id.
    """
    place = session.get(Place, place_id)
    if place is None:
        raise UnknownPlaceError(f"no place has the id {place_id!r}")
    return place


def find_attractions(
    session: Session,
    *,
    district: OneOf = None,
    category: OneOf = None,
    min_price: Amount | None = None,
    max_price: Amount | None = None,
    min_rating: float | None = None,
    min_rating_a: int | None = None,
    free: bool | None = None,
    order: Order = "best",
    limit: int | None = None,
) -> list[Attraction]:
    """Return sights: highest A grade first, then visitors' rating, then most complete data.

    The price is the cheapest ticket that any adult may buy; ``free`` asks for price 0 (or, when
    False, above it). ``order="cheapest"`` puts the price before everything else. Sights that are
    equal stand in the order of the file, which is for nobody to see: answers turn them by the day,
    see :mod:`listings.fair_order`.
    """
    price = _adult_prices().subquery()
    statement = select(Attraction).outerjoin(price, price.c.attraction_id == Attraction.id)
    statement = _located(statement, Attraction, district)
    joints = _joints(category)
    if category:
        statement = statement.where(Attraction.category.in_([*_several(category), *joints]))
    statement = _priced(statement, price.c.price, min_price, max_price)
    if free is not None:
        statement = statement.where(price.c.price == 0 if free else price.c.price > 0)
    if min_rating is not None:
        statement = statement.where(Attraction.rating >= min_rating)
    if min_rating_a is not None:
        statement = statement.where(Attraction.rating_a >= min_rating_a)
    best = (Attraction.rating_a.desc().nulls_last(), Attraction.rating.desc().nulls_last())
    most = None if joints else limit
    found = _ordered(session, statement, Attraction, best, price.c.price, order, most)
    return _of_sorts(found, category, joints)[:limit]


def find_hotels(
    session: Session,
    *,
    district: OneOf = None,
    category: OneOf = None,
    min_stars: int | None = None,
    stars: int | None = None,
    min_price: Amount | None = None,
    max_price: Amount | None = None,
    min_rating: float | None = None,
    amenities: Sequence[str] = (),
    order: Order = "best",
    limit: int | None = None,
) -> list[Hotel]:
    """Return hotels: most stars first, then visitors' rating, then most complete data.

    Hotels without stars come last. ``amenities`` must all be there. The price is the lowest a
    night; ``order="cheapest"`` puts it before everything else.
    """
    statement = _located(select(Hotel), Hotel, district)
    statement = _priced(statement, Hotel.price_from, min_price, max_price)
    if category:
        statement = statement.where(Hotel.category.in_(_several(category)))
    if stars is not None:
        statement = statement.where(Hotel.stars == stars)
    if min_stars is not None:
        statement = statement.where(Hotel.stars >= min_stars)
    if min_rating is not None:
        statement = statement.where(Hotel.rating >= min_rating)
    for amenity in amenities:
        statement = statement.where(list_has(Hotel.amenities, amenity))
    best = (Hotel.stars.desc().nulls_last(), Hotel.rating.desc().nulls_last())
    return _ordered(session, statement, Hotel, best, Hotel.price_from, order, limit)


def find_restaurants(
    session: Session,
    *,
    district: OneOf = None,
    cuisine: OneOf = None,
    price_level: int | None = None,
    min_price: Amount | None = None,
    max_price: Amount | None = None,
    min_rating: float | None = None,
    order: Order = "best",
    limit: int | None = None,
) -> list[Restaurant]:
    """Return restaurants and food streets: best visitors' rating first, then most complete data.

    The price is for one person; ``order="cheapest"`` puts it before everything else.
    """
    statement = _located(select(Restaurant), Restaurant, district)
    statement = _priced(statement, Restaurant.price_per_person, min_price, max_price)
    if cuisine:
        has_one = [list_has(Restaurant.cuisines, c) for c in _several(cuisine)]
        statement = statement.where(or_(*has_one))
    if price_level is not None:
        statement = statement.where(Restaurant.price_level == price_level)
    if min_rating is not None:
        statement = statement.where(Restaurant.rating >= min_rating)
    best = (Restaurant.rating.desc().nulls_last(),)
    return _ordered(session, statement, Restaurant, best, Restaurant.price_per_person, order, limit)


def find_places(
    session: Session,
    kind: PlaceKind,
    *,
    district: OneOf = None,
    category: OneOf = None,
    limit: int | None = None,
) -> list[Place]:
    """Return the places of any one kind, in the order of the file.

    ``category`` is what sort of its kind is wanted: values of the kind's vocabulary.
    """
    row = KINDS[kind]
    model: Any = row.model
    joints: set[str] = set()
    statement = _located(select(model), model, district)
    if category:
        if row.category is None:
            return []
        sort = getattr(model, row.category)
        joints = _joints(category)
        wanted = [*_several(category), *joints]
        is_list = isinstance(sort.type, Json)
        statement = statement.where(
            or_(*(list_has(sort, one) for one in wanted)) if is_list else sort.in_(wanted)
        )
    most = None if joints else limit
    statement = statement.order_by(model.position, model.id).limit(most)
    found = session.execute(statement).scalars().all()
    return _of_sorts(found, category, joints)[:limit]


def find_services(
    session: Session, *, kind: str, limit: int | None = None
) -> list[Office | Facility]:
    """Return the offices of a kind, and the facilities that go by the same word, offices first."""
    found: list[Any] = find_offices(session, kind=kind)
    found += find_places(session, "facility", category=kind)
    return found[:limit]


def find_offices(
    session: Session,
    *,
    kind: str | None = None,
    district: OneOf = None,
    limit: int | None = None,
) -> list[Office]:
    """Return offices: the city's visitor office first, then in the order of the file."""
    statement = _located(select(Office), Office, district)
    if kind is not None:
        statement = statement.where(Office.office_kind == kind)
    visitor_office = select(City.visitor_office_id).where(City.visitor_office_id == Office.id)
    statement = statement.order_by(
        visitor_office.exists().desc(), Office.position, Office.id
    ).limit(limit)
    return session.execute(statement).scalars().all()


def adult_prices(session: Session) -> dict[str, Decimal]:
    """Return the cheapest price of each attraction that any adult may buy, by its id.

    Attractions without such a price are not in it.
    """
    return {row.attraction_id: row.price for row in session.execute(_adult_prices())}


def known_facts(place: Place, price: Amount | None) -> int:
    """Count the facts that put one of two equal places first: the one that we know more of."""
    facts = (*(getattr(place, name) for name in _FACTS), price)
    return sum(fact is not None for fact in facts)


def _adult_prices() -> Select:
    """Select the cheapest price of each attraction that any adult may buy."""
    return (
        select(Ticket.attraction_id, func.min(Ticket.price).label("price"))
        .where(Ticket.retired_at.is_(None), Ticket.audience.in_(("adult", "all")))
        .group_by(Ticket.attraction_id)
    )


def _located(statement: Select, model: Any, district: OneOf) -> Select:
    statement = statement.where(model.retired_at.is_(None))
    return statement.where(model.district_id.in_(_several(district))) if district else statement


def _joints(category: OneOf) -> set[str]:
    """Return the joint categories among whose places are those of the sorts asked for."""
    wanted = _several(category) if category else ()
    return {joint for c in wanted for joint in joints_of(c)} - set(wanted)


def _of_sorts(places: list[Any], category: OneOf, joints: set[str]) -> list[Any]:
    """Return those of ``places`` that are of the sorts asked for, of a joint category too."""
    if not category or not joints:
        return places
    wanted = set(_several(category))
    return [p for p in places if wanted.intersection(all_categories_of(p))]


def _several(values: str | Sequence[str]) -> Sequence[str]:
    return [values] if isinstance(values, str) else values


def _priced(statement: Select, price: Any, low: Amount | None, high: Amount | None) -> Select:
    if low is not None:
        statement = statement.where(price >= low)
    return statement if high is None else statement.where(price <= high)


def _ordered(
    session: Session,
    statement: Select,
    model: Any,
    best: tuple[Any, ...],
    price: Any,
    order: Order,
    limit: int | None,
) -> list[Any]:
    complete = how_many_known(*(getattr(model, name) for name in _FACTS), price)
    ranks = (*best, complete.desc(), model.position, model.id)
    if order == "cheapest":
        ranks = (price.asc().nulls_last(), *ranks)
    return session.execute(statement.order_by(*ranks).limit(limit)).scalars().all()
