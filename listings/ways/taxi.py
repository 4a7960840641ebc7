"""What a taxi costs by the meter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import TaxiFare

ROAD_FACTOR = 1.4
"""How much longer the road is than the straight line.

Ratios measured in cities lie between 1.2 and 1.6 (H. Ballou, H. Rahardja and N. Sakai, "Selected
country circuity factors for road travel distance estimation", 2002).
"""


@dataclass(frozen=True)
class TaxiEstimate:
    """A fare in whole units of the city's currency, for the estimated kilometres of road.

    ``night_fare`` is the fare from ``night_from`` on, both None where nights cost no more or it is
    not known. ``source`` and ``as_of`` are those of the fare rule.
    """

    road_km: float
    fare: int
    night_fare: int | None
    night_from: str | None
    source: str | None
    as_of: str | None


@dataclass(frozen=True)
class FareRule:
    """A row of the city's taxi fares, free of the session."""

    flag_fall: Decimal
    included_km: float
    per_km: Decimal
    night_surcharge: int
    night_from: str | None
    source: str | None
    as_of: str | None


def read_fare(session: Session) -> FareRule | None:
    """Return the first fare rule of the city, None for a city without one."""
    statement = select(TaxiFare).where(TaxiFare.retired_at.is_(None))
    row = session.execute(statement.order_by(TaxiFare.position, TaxiFare.id)).scalars().first()
    if row is None:
        return None
    return FareRule(
        row.flag_fall,
        row.included_km,
        row.per_km,
        row.night_surcharge or 0,
        row.night_from,
        row.source,
        row.as_of,
    )


def taxi_estimate(rule: FareRule, metres: float) -> TaxiEstimate:
    """Return what a taxi takes for ``metres`` of straight line."""
    road_km = metres * ROAD_FACTOR / 1000
    further = Decimal(repr(max(0.0, road_km - rule.included_km)))
    fare = rule.flag_fall + further * rule.per_km
    has_night = bool(rule.night_surcharge and rule.night_from)
    night = fare * (100 + rule.night_surcharge) / 100
    return TaxiEstimate(
        road_km=round(road_km, 1),
        fare=_whole(fare),
        night_fare=_whole(night) if has_night else None,
        night_from=rule.night_from if has_night else None,
        source=rule.source,
        as_of=rule.as_of,
    )


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
