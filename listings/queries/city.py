"""The city, its districts, and which content the database holds."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from listings.models import City, DataState, District


class NoCityError(LookupError):
    """No city folder has been imported yet."""


def get_city(session: Session) -> City:
    """Return the city of this database, its visitor office with it.

    Raises:
        NoCityError: the database is empty.
    """
    statement = select(City).options(joinedload(City.visitor_office))
    city = session.execute(statement).scalars().first()
    if city is None:
        raise NoCityError("the database holds no city: import a city folder first")
    return city


def list_districts(session: Session) -> list[District]:
    """Return the districts in the order of city.json; a city without any gives an empty list."""
    statement = select(District).where(District.retired_at.is_(None))
    return session.execute(statement.order_by(District.position, District.id)).scalars().all()


def data_version(session: Session) -> str:
    """Return a token that is equal for equal content; it has no order.

    It changes with every import that changed something and every edit. Reads one row.
    """
    return session.execute(select(DataState.version)).scalar_one()
