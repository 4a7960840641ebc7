"""Links to a map, and to the way in a map application."""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import quote

from listings.models import City, Place
from listings.models.city import MapApp
from listings.queries.nearby import Point

# OpenStreetMap takes WGS84 coordinates, as the listings have them.
DEFAULT_MAP_URL = (
    "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
)
DEFAULT_SEARCH_URL = "https://www.openstreetmap.org/search?query={query}"


def map_link(place: Place, local_language: str) -> str | None:
    """Return a link that shows ``place`` on a map, by its position or else by its local address.

    None when neither is known. MAP_URL, with ``{latitude}`` and ``{longitude}``, chooses another
    map for positions.
    """
    if place.latitude is not None and place.longitude is not None:
        template = os.environ.get("MAP_URL", DEFAULT_MAP_URL)
        return template.format(latitude=place.latitude, longitude=place.longitude)
    address = place.address.get(local_language) or next(iter(place.address.values()), None)
    return DEFAULT_SEARCH_URL.format(query=quote(address)) if address else None


def way_link(city: City, to: Place, name: str, origin: Place | None = None) -> str | None:
    """Return a link that opens the way to a place in a map application, None without a position.

    ``name`` is what the place is called there. Which application it is the city says
    (``map_app``); without its word it is AMap in mainland China, where others are blocked or a
    street off, and elsewhere the phone's own. Which that is only the phone can tell, so the link is
    OpenStreetMap's, and whoever draws it puts the phone's in its place.
    """
    if to.latitude is None or to.longitude is None:
        return None
    start = None
    if origin is not None and origin.latitude is not None and origin.longitude is not None:
        start = (origin.latitude, origin.longitude)
    return _LINKS[map_app(city)]((to.latitude, to.longitude), quote(name, safe=""), start)


def map_app(city: City) -> MapApp:
    """Return the map application of a city."""
    return city.map_app or ("amap" if city.country == "CN" else "phone")


def _amap(to: Point, name: str, start: Point | None) -> str:
    # https://lbs.amap.com/api/uri-api/guide/travel/route: longitude first.
    begin = f"from={start[1]},{start[0]}&" if start else ""
    there = f"to={to[1]},{to[0]},{name}"
    return f"https://uri.amap.com/navigation?{begin}{there}&coordinate=wgs84&callnative=1"


def _apple(to: Point, _name: str, start: Point | None) -> str:
    begin = f"saddr={start[0]},{start[1]}&" if start else ""
    return f"https://maps.apple.com/?{begin}daddr={to[0]},{to[1]}"


def _google(to: Point, _name: str, start: Point | None) -> str:
    # https://developers.google.com/maps/documentation/urls/get-started#directions-action
    begin = f"&origin={start[0]},{start[1]}" if start else ""
    return f"https://www.google.com/maps/dir/?api=1{begin}&destination={to[0]},{to[1]}"


def _osm(to: Point, _name: str, start: Point | None) -> str:
    begin = f"from={start[0]},{start[1]}&" if start else ""
    return f"https://www.openstreetmap.org/directions?{begin}to={to[0]},{to[1]}"


def _geo(to: Point, name: str, _start: Point | None) -> str:
    # RFC 5870; the query is how phones show a name at the point.
    return f"geo:{to[0]},{to[1]}?q={to[0]},{to[1]}({name})"


_LINKS: dict[MapApp, Callable[[Point, str, Point | None], str]] = {
    "phone": _osm,
    "amap": _amap,
    "apple": _apple,
    "geo": _geo,
    "google": _google,
    "osm": _osm,
}
