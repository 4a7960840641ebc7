"""A place for programs: JSON-LD in schema.org's words, and a row of the open data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.hours import OpeningSchedule
from listings.kinds import KINDS, categories_of
from listings.models import City, Hotel, Picture, Place, Ticket
from listings.queries import (
    get_city,
    names_by_source,
    picture_path,
    pictures_by_place,
    source_names,
)
from listings.queries.nearby import Point

# https://schema.org/Place and what is beneath it.
_TYPES = {
    "attraction": "TouristAttraction",
    "hotel": "Hotel",
    "restaurant": "Restaurant",
    "office": "LocalBusiness",
    "facility": "Place",
    "shop": "Store",
    # A schema.org Event has one date; ours come again.
    "event": "Place",
    "station": "SubwayStation",
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_data(
    city: City,
    place: Place,
    schedule: OpeningSchedule,
    tickets: Sequence[Ticket],
    position: Point | None,
    today: date,
) -> dict[str, Any]:
    """Return a place in JSON-LD without its address on the web; what is not known is left out."""
    names = [{"@language": code, "@value": name} for code, name in sorted(place.names.items())]
    address = {
        "@type": "PostalAddress",
        "streetAddress": _texts(place.address),
        "postalCode": place.postcode,
        "addressLocality": _texts(city.names),
        "addressCountry": city.country,
    }
    linked = {
        "@context": "https://schema.org",
        "@type": _TYPES[place.kind],
        "identifier": place.id,
        "name": names,
        "description": _texts(place.summary),
        "address": _known(address) if place.address else None,
        "geo": _geo(position),
        "telephone": place.phone,
        "email": place.email,
        "sameAs": place.website,
        "openingHoursSpecification": _hours(schedule, today),
        "isAccessibleForFree": _is_free(tickets),
        "starRating": _stars(place),
        "license": city.data_licence_url or city.data_licence,
    }
    return _known(linked)


def open_data(session: Session) -> dict[str, Any]:
    """Return every place with its facts, their dates and sources, and the terms of their use.

    The facts are those of the city folder, under its names; empty ones are left out.
    """
    city = get_city(session)
    statement = select(Place).where(Place.retired_at.is_(None)).order_by(Place.kind, Place.position)
    places = list(session.execute(statement).scalars())
    known = names_by_source(session)
    pictures = pictures_by_place(session)
    dates = [place.as_of for place in places if place.as_of]
    return {
        "city": {"id": city.id, "names": city.names, "country": city.country},
        "licence": {"name": city.data_licence, "url": city.data_licence_url},
        "date": max(dates, default=None),
        "currency": city.currency,
        "places": [_row(place, known, pictures.get(place.id, ())) for place in places],
    }


def _row(
    place: Place, known: Mapping[str, dict[str, str]], pictures: Sequence[Picture]
) -> dict[str, Any]:
    kind = KINDS[place.kind]
    own = {name: getattr(place, name) for name in kind.facts}
    row = {
        "id": place.id,
        "kind": place.kind,
        "names": place.names,
        "categories": list(categories_of(place)),
        "district": place.district_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "postcode": place.postcode,
        "email": place.email,
        **own,
        "step_free": place.step_free,
        "pictures": [
            {
                "path": picture_path(picture, "large"),
                "alt": picture.alt,
                "credit": picture.credit,
                "licence": picture.licence,
            }
            for picture in pictures
        ],
        "sources": [
            names.get("en") or next(iter(names.values())) for names in _cited(place, known)
        ],
        "as_of": place.as_of,
    }
    return {name: _plain(value) for name, value in row.items() if value not in (None, "", [], {})}


def _cited(place: Place, known: Mapping[str, dict[str, str]]) -> list[dict[str, str]]:
    return [names for names in source_names(known, [place.source]) if names]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: an amount of money as a number."""
    return float(value) if hasattr(value, "as_tuple") else value


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _texts(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in sorted(texts.items()) if text]


def _geo(position: Point | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}


def _hours(schedule: OpeningSchedule, today: date) -> list[dict[str, str]]:
    """Return the certain hours of this week; a day that is not told is not certain or closed."""
    if not schedule.is_known:
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[day.day.weekday()]}",
            "opens": f"{first:%H:%M}",
            "closes": f"{last:%H:%M}",
        }
        for day in schedule.regular.week(today)
        if day.certain and not day.open_end
        for first, last in day.spans
    ]


def _is_free(tickets: Sequence[Ticket]) -> bool | None:
    prices = [t.price for t in tickets if t.audience in ("adult", "all")]
    return max(prices) == 0 if prices else None


def _stars(place: Place) -> dict[str, Any] | None:
    if not isinstance(place, Hotel) or place.stars is None:
        return None
    return {"@type": "Rating", "ratingValue": place.stars}
