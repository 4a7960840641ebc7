"""Links that open the way in a map application."""

from __future__ import annotations

import pytest

from listings.map_apps import map_app, way_link
from listings.models import Attraction, City
from listings.models.city import MapApp

PIER = Attraction(id="pier", names={"zh": "栈桥"}, latitude=36.06, longitude=120.31)
STATION = Attraction(id="station", names={"zh": "站"}, latitude=36.07, longitude=120.3)


def city(app: str | None = None, country: str = "PT") -> City:
    return City(id="city", country=country, map_app=app)


@pytest.mark.parametrize(
    ("app", "link"),
    [
        ("phone", "https://www.openstreetmap.org/directions?from=36.07,120.3&to=36.06,120.31"),
        ("osm", "https://www.openstreetmap.org/directions?from=36.07,120.3&to=36.06,120.31"),
        ("apple", "https://maps.apple.com/?saddr=36.07,120.3&daddr=36.06,120.31"),
        (
            "google",
            "https://www.google.com/maps/dir/?api=1&origin=36.07,120.3&destination=36.06,120.31",
        ),
        (
            "amap",
            "https://uri.amap.com/navigation?from=120.3,36.07&to=120.31,36.06,%E6%A0%88%E6%A1%A5"
            "&coordinate=wgs84&callnative=1",
        ),
        ("geo", "geo:36.06,120.31?q=36.06,120.31(%E6%A0%88%E6%A1%A5)"),
    ],
)
def test_each_application_gets_its_own_link(app: MapApp, link: str) -> None:
    assert way_link(app, PIER, "栈桥", STATION) == link


def test_who_says_nothing_gets_what_is_usual_in_the_country() -> None:
    assert map_app(city(country="CN")) == "amap"
    assert map_app(city(country="PT")) == "phone"
    assert map_app(city("google", country="CN")) == "google"


def test_a_name_cannot_end_the_link() -> None:
    assert "&x=1" not in (way_link("amap", PIER, "a&x=1,/?#") or "")


def test_without_a_position_there_is_no_link() -> None:
    assert way_link("phone", Attraction(id="lost"), "lost") is None


def test_a_way_from_nowhere_is_one_to_the_place() -> None:
    assert "from" not in (way_link("osm", PIER, "", Attraction(id="lost")) or "from")
