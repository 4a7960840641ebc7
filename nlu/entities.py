"""Entities as Rasa passes them on, and how those of several extractors become one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Entity = dict[str, Any]


def entity(kind: str, value: str, start: int, end: int, extractor: str, **extra: Any) -> Entity:
    """Return an entity in Rasa's shape; ``start`` and ``end`` count characters of the message."""
    return {
        "entity": kind,
        "value": value,
        "start": start,
        "end": end,
        "extractor": extractor,
        **extra,
    }


def overlaps(one: Entity, other: Entity) -> bool:
    """Say whether two entities share a character."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def merged(*layers: Sequence[Entity]) -> list[Entity]:
    """Return the entities of all layers in text order, earlier layers first in rank.

    An entity that overlaps one of an earlier layer is left out; within a layer they may overlap
    (one name can mean a place and a district).
    """
    kept: list[Entity] = []
    for layer in layers:
        kept += [e for e in layer if not any(overlaps(e, k) for k in kept)]
    return sorted(kept, key=lambda e: (e["start"], e["end"]))
