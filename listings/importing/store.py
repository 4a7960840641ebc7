"""Making the database equal to the records of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from listings.importing.columns import Record
from listings.models import City, Closure, Picture, Place, Ticket

Key = Any


@dataclass
class ImportReport:
    """How many rows an import added, changed, retired and left as they were."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0
    warnings: list[str] = field(default_factory=list)


class Store:
    """One import into one session; ``on_row`` is called once a record."""

    def __init__(self, session: Session, on_row: Callable[[], None]) -> None:
        self.report = ImportReport()
        self._session = session
        self._on_row = on_row

    def sync_city(self, record: Record) -> None:
        """Add or change the city itself."""
        city = self._session.execute(select(City)).scalars().first()
        self._put(City, city, record.values)

    def sync(self, model: Any, key: Sequence[str], records: Sequence[Record]) -> None:
        """Add, change and revive rows of ``model`` as the records say, and retire all others.

        ``key`` names the attributes that tell rows apart. A row's position in its file is kept,
        but a row that only moved counts as unchanged.
        """
        rows = self._session.execute(select(model)).scalars()
        left = {tuple(getattr(row, name) for name in key): row for row in rows}
        for record, values in _positioned(records):
            row = left.pop(tuple(values[name] for name in key), None)
            if row is not None and not isinstance(row, record.table.model):
                self._remove(row)
                row = None
            self._put(record.table.model, row, {**values, "retired_at": None})
        now = datetime.now(timezone.utc)
        for row in left.values():
            if row.retired_at is None:
                row.retired_at = now
                self.report.retired += 1
        self._session.flush()

    def _put(self, model: Any, row: Any, values: dict[str, Any]) -> None:
        if row is None:
            self._session.add(model(**values))
            self.report.added += 1
        else:
            differing = {name: v for name, v in values.items() if getattr(row, name) != v}
            for name, value in differing.items():
                setattr(row, name, value)
            if differing.keys() - {"position"}:
                self.report.changed += 1
            else:
                self.report.unchanged += 1
        self._on_row()

    def _remove(self, place: Place) -> None:
        """Delete a place that has become another kind, and what hangs on it, to add it anew."""
        for city in self._session.execute(select(City)).scalars():
            if city.visitor_office_id == place.id:
                city.visitor_office_id = None
        for statement in (
            delete(Ticket).where(Ticket.attraction_id == place.id),
            delete(Closure).where(Closure.place_id == place.id),
            delete(Picture).where(Picture.place_id == place.id),
        ):
            self._session.execute(statement, execution_options={"synchronize_session": False})
        self._session.delete(place)
        self._session.flush()


def _positioned(records: Sequence[Record]) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Yield each record with its values, its position in its file among them."""
    counts: dict[str, int] = {}
    for record in records:
        position = counts.get(record.file, 0)
        counts[record.file] = position + 1
        yield record, {**record.values, "position": position}
