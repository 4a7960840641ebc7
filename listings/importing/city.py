"""Checking and importing a city folder as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timezone
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from listings.database import session_factory
from listings.hours import NOWHERE, undone_rules
from listings.importing.checks import check_folder
from listings.importing.errors import ImportErrors, OtherCityError
from listings.importing.fingerprint import fingerprint
from listings.importing.folder import Folder, read_folder
from listings.importing.lost_columns import lost_columns
from listings.importing.pictures import read_pictures, unnamed_files, with_sizes
from listings.importing.positions import far_positions
from listings.importing.store import ImportReport, Store
from listings.importing.tables import (
    ARTICLES,
    CLOSURES,
    DISTRICTS,
    LINES,
    PICTURES,
    PLACES,
    SOURCES,
    TAXI_FARES,
    TICKETS,
    TRAINS,
    VOCABULARY,
)
from listings.models import Article, City, DataState, Place

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all)."""


def check_city(path: Path) -> Folder:
    """Return the folder's content and warnings when it can be imported; writes nothing.

    Raises:
        ImportErrors: with everything wrong in the folder, in the order of its files and lines.
    """
    folder = read_folder(path)
    errors = [*folder.errors, *check_folder(folder), *read_pictures(path, folder)]
    if errors:
        files = list(dict.fromkeys(error.file for error in errors))
        raise ImportErrors(sorted(errors, key=lambda e: (files.index(e.file), e.row or 0)))
    folder.warnings.extend(unnamed_files(path, folder))
    folder.warnings.extend(far_positions(folder.rows_of(*PLACES)))
    folder.warnings.extend(_undone_hours(folder))
    return folder


def import_city(
    target: Session | Engine,
    path: Path,
    *,
    on_progress: Progress | None = None,
    drop_columns: bool = False,
) -> ImportReport:
    """Make the database equal to a city folder, in one transaction; the schema must be there.

    The same folder again changes nothing. A changed row is updated, one that is gone is retired,
    one that is back is revived. Without a closures.csv the closures stay as they are, because
    staff may keep them in the database alone. A column that the database has values in and its
    file no longer has is emptied only with ``drop_columns``. A session is committed; an engine
    gets one of its own.

    Raises:
        ImportErrors: the folder has errors or has lost a column; nothing is written.
        OtherCityError: the database holds another city; nothing is written.
    """
    mark = _mark(path)
    folder = check_city(path)
    assert folder.city is not None  # else check_city raises
    with _session(target) as session:
        _refuse_other_city(session, folder.city.values["id"])
        lost = [] if drop_columns else lost_columns(session, folder)
        if lost:
            raise ImportErrors(lost)
        store = Store(session, _counter(folder, on_progress))
        with session.no_autoflush:
            _store_all(store, folder)
            pictures = with_sizes(session, folder.rows_of(PICTURES))
            store.sync(PICTURES.model, PICTURES.key, pictures)
        state = session.execute(select(DataState)).scalar_one()
        state.fingerprint = mark
        state.imported_at = datetime.now(timezone.utc)
        session.commit()
    store.report.warnings = folder.warnings
    return store.report


def _undone_hours(folder: Folder) -> Iterator[str]:
    """Warn of rules of opening hours that later ones leave no day, each text looked at once."""
    country = folder.city.values["country"] if folder.city else NOWHERE
    seen: dict[str, list[int]] = {}
    for record in folder.rows_of(*PLACES):
        hours = record.values.get("opening_hours")
        if not hours:
            continue
        if hours not in seen:
            seen[hours] = undone_rules(hours, country, date.today())
        for number in seen[hours]:
            where = f"{record.file}:{record.row}: column 'opening_hours'"
            yield f"{where}: value {hours!r}: rule {number} is undone by a later one"


def is_current(session: Session, path: Path) -> bool:
    """Say whether the last import was of this folder with the very same bytes."""
    state = session.execute(select(DataState)).scalar_one_or_none()
    return state is not None and state.fingerprint is not None and state.fingerprint == _mark(path)


def _store_all(store: Store, folder: Folder) -> None:
    """Store the tables in the order in which they refer to each other."""
    assert folder.city is not None
    store.sync(SOURCES.model, SOURCES.key, folder.rows_of(SOURCES))
    store.sync(DISTRICTS.model, DISTRICTS.key, folder.districts)
    store.sync(Place, ("id",), folder.rows_of(*PLACES))
    store.sync_city(folder.city)
    for table in (LINES, TRAINS, TAXI_FARES):
        store.sync(table.model, table.key, folder.rows_of(table))
    store.sync(TICKETS.model, TICKETS.key, folder.rows_of(TICKETS))
    store.sync(Article, ("id",), folder.rows_of(*ARTICLES))
    if CLOSURES.file not in folder.missing:
        store.sync(CLOSURES.model, CLOSURES.key, folder.rows_of(CLOSURES))
    store.sync(VOCABULARY.model, VOCABULARY.key, folder.rows_of(VOCABULARY))


def _refuse_other_city(session: Session, wanted: str) -> None:
    held = session.execute(select(City.id)).scalars().first()
    if held is not None and held != wanted:
        raise OtherCityError(held, wanted)


def _mark(path: Path) -> str | None:
    try:
        return fingerprint(path)
    except OSError:
        return None  # reading the folder says which file and why


def _counter(folder: Folder, on_progress: Progress | None) -> Callable[[], None]:
    total = 1 + len(folder.districts) + sum(map(len, folder.records.values()))
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if on_progress is not None:
            on_progress(done, total)

    return count


@contextmanager
def _session(target: Session | Engine) -> Iterator[Session]:
    """Yield a session that is rolled back when an error leaves the block."""
    if isinstance(target, Engine):
        with session_factory(target)() as session:
            yield session
        return
    try:
        yield target
    except BaseException:
        target.rollback()
        raise
