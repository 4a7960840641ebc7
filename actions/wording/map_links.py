"""Links to a map."""

from __future__ import annotations

import os
from urllib.parse import quote

from listings.models import Place

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
