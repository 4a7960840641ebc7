"""What a message asks by, whatever courtesy stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nlu.entities import Entity

ASKING = (
    *("allergy", "attribute", "category", "cuisine", "dish", "event_kind", "facility_kind"),
    *("figure", "near", "office_kind", "order", "price", "shop_kind", "stars", "train"),
)
# Where somebody is, or comes from, is told and not asked.
_TOLD = ("origin", "at", "stay", "home")


def asks(entities: Iterable[Entity], asking: Collection[str] = ASKING) -> bool:
    """Say whether one of the entities is of a kind in ``asking``, and no place that is told."""
    return any(e["entity"] in asking and e.get("role") not in _TOLD for e in entities)
