"""Streets among the areas of a message: written "street=" and the id of the street."""

from __future__ import annotations

_STREET = "street="


def street_area(street_id: str) -> str:
    """Return the value of an area that is a street of the data."""
    return f"{_STREET}{street_id}"


def street_of(area: str | None) -> str | None:
    """Return the id of the street that an area is, None for a district or nothing."""
    return area.removeprefix(_STREET) if area and area.startswith(_STREET) else None
