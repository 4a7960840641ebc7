"""Links that open a way in a map application."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from listings.models import City, Place
from listings.models.city import MapApp
from listings.queries.nearby import Point


def way_link(app: MapApp, to: Place, name: str, origin: Place | None = None) -> str | None:
    """Return a link that opens the way to a place in a map application, None without a position.

    ``name`` is what the place is called there. What the phone's own application is only the phone
    can tell: the link is OpenStreetMap's, and whoever draws it puts the phone's in its place.
    """
    if to.latitude is None or to.longitude is None:
        return None
    start = None
    if origin is not None and origin.latitude is not None and origin.longitude is not None:
        start = (origin.latitude, origin.longitude)
    return _LINKS[app]((to.latitude, to.longitude), quote(name, safe=""), start)


def map_app(city: City) -> MapApp:
    """Return the map application that a city chose.

    Without its word it is AMap in mainland China, where others are blocked or a street off, and
    elsewhere the phone's own.
    """
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
