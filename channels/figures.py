"""What is looked up when somebody asks for the figures: the parts that we need, and what waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from channels.database import Database
from channels.errors import Refusal
from channels.health import Memory
from channels.metrics import Metrics
from channels.state import Store, StoreError
from listings.models import Enquiry
from semantics.files import LAST_BACKUP

LOOK_SECONDS = 1.0
"""How long each part may take to answer; who asks for the figures gets them by then."""


class Figures:
    """The gauges of what is around the public process; `look` sets them anew."""

    def __init__(
        self,
        metrics: Metrics,
        database: Database,
        store: Store,
        memory: Memory | None,
        rasa_urls: tuple[str, ...],
        clock: Callable[[], float] = time.time,
        backup: Path = LAST_BACKUP,
    ) -> None:
        self._database, self._store, self._memory = database, store, memory
        self._rasa_urls, self._clock, self._backup = rasa_urls, clock, backup
        self._up = metrics.gauge("visitor_part_up", "1 when the part answers, else 0.", "part")
        self._seconds = metrics.gauge(
            "visitor_database_seconds", "Time of a reading of the city's database just now."
        )
        self._oldest = metrics.gauge(
            "visitor_oldest_enquiry_seconds", "Age of the oldest message to the staff still open."
        )
        self._age = metrics.gauge(
            "visitor_backup_age_seconds", "Age of the last backup; infinite without one."
        )

    async def look(self) -> None:
        """Ask every part at once, and set the gauges."""
        parts: dict[str, Callable[[], Awaitable[bool]]] = {
            "database": self._read_database,
            "state": self._read_state,
        }
        if self._memory is not None:
            parts["conversations"] = self._memory.is_there
        for place, url in enumerate(self._rasa_urls, 1):
            parts[f"rasa {place}"] = lambda url=url: _is_listening(url)  # type: ignore[misc]
        ups = await asyncio.gather(*(_in_time(ask) for ask in parts.values()))
        for part, is_up in zip(parts, ups, strict=True):
            self._up.labels(part).set(is_up)
        self._age.set(self._backup_age())

    async def _read_database(self) -> bool:
        started = time.perf_counter()
        try:
            oldest = await self._database.read(None, _oldest_open)
        except Refusal:
            return False
        finally:
            self._seconds.set(time.perf_counter() - started)
        self._oldest.set(0.0 if oldest is None else max(0.0, self._clock() - oldest))
        return True

    async def _read_state(self) -> bool:
        try:
            await self._store.get("figures")
        except StoreError:
            return False
        return True

    def _backup_age(self) -> float:
        try:
            return max(0.0, self._clock() - self._backup.stat().st_mtime)
        except OSError:
            return float("inf")


def _oldest_open(session: Session) -> float | None:
    statement = select(func.min(Enquiry.created_at)).where(Enquiry.answered_at.is_(None))
    found = session.execute(statement).scalar()
    return None if found is None else float(found.timestamp())


async def _is_listening(url: str) -> bool:
    parts = urlsplit(url)
    try:
        _, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    except OSError:
        return False
    writer.close()
    return True


async def _in_time(ask: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await asyncio.wait_for(ask(), LOOK_SECONDS)
    except (asyncio.TimeoutError, SQLAlchemyError):
        return False
