"""The office's contact card: what a visitor needs when the assistant cannot answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from channels import snapshot
from channels.snapshot import ContactCard
from channels.words import say
from listings.database import create_engine_from, session_factory
from listings.queries import NoCityError
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

MAX_AGE_SECONDS = 60.0
READ_SECONDS = 2.0
WAIT_SECONDS = 0.3
"""How long an apology waits for the database: it is late already."""


class Contact(Protocol):
    """Whoever knows the office's contact card."""

    async def card(self, language: str) -> ContactCard | None:
        """Return the card in ``language``, None where no office with a phone is known."""

    async def city(self, language: str) -> str:
        """Return the city's name in ``language``, empty where it is not known."""

    async def emergency(self, language: str) -> list[str]:
        """Return a line for each emergency number, without waiting; empty where none is known."""

    async def notices(self, language: str) -> list[str]:
        """Return what staff tell everybody now, without waiting; empty where there is nothing."""


class OfficeContact:
    """Reads the visitor office from the listings database, anew when a minute has passed.

    While the database does not answer, what was read last is told, with the day on which it was.
    It is kept in ``file`` too, for a start without the database.
    """

    def __init__(
        self,
        database_url: str,
        *,
        file: Path | None = None,
        clock: Callable[[ZoneInfo], datetime] = datetime.now,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = session_factory(create_engine_from(database_url))
        self._clock = clock
        self._timer = timer
        self._file = file
        self._known = snapshot.load(file)
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def card(self, language: str) -> ContactCard | None:
        """Return the card; see `Contact.card`."""
        is_fresh = await self._refresh()
        card = self._known.cards.get(language) or self._known.cards.get(LANGUAGES[0])
        if card is None:
            return None
        days = self._known.hours.get(language, {})
        hours = days.get(self._now().date().isoformat(), "")
        if hours and not is_fresh:
            hours = say(language, "contact.as_of", what=hours, date=self._known.date)
        return replace(card, hours=hours)

    async def city(self, language: str) -> str:
        """Return the city's name; see `Contact.city`."""
        await self._refresh()
        return self._known.cities.get(language, "")

    async def emergency(self, language: str) -> list[str]:
        """Return the emergency numbers; see `Contact.emergency`."""
        return self._dated(self._known.emergency.get(language, []), language)

    async def notices(self, language: str) -> list[str]:
        """Return the notices; see `Contact.notices`."""
        now = self._now().timestamp()
        known = self._known.notices.get(language, [])
        return self._dated([n.text for n in known if n.begins <= now < n.ends], language)

    def _dated(self, lines: list[str], language: str) -> list[str]:
        if not lines or self._is_fresh():
            return list(lines)
        return [*lines, say(language, "emergency.as_of", date=self._known.date)]

    def _now(self) -> datetime:
        return self._clock(ZoneInfo(self._known.timezone))

    async def _refresh(self) -> bool:
        """Read the database if it is time to; say whether what is known is fresh."""
        if self._is_fresh():
            return True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._keep())
        wait = WAIT_SECONDS if self._known.cards else READ_SECONDS
        await asyncio.wait({self._reading}, timeout=wait)
        return self._is_fresh()

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._timer() - self._read_at < MAX_AGE_SECONDS

    async def _keep(self) -> None:
        started = self._timer()
        try:
            reading = asyncio.to_thread(self._read)
            self._known = await asyncio.wait_for(reading, READ_SECONDS)
            self._read_at = started
        except (SQLAlchemyError, NoCityError, asyncio.TimeoutError) as error:
            logger.error("the office's contact card cannot be read: %s", type(error).__name__)

    def _read(self) -> snapshot.Snapshot:
        with self._sessions() as session:
            taken = snapshot.take(session, self._clock)
        if self._file is not None:
            snapshot.keep(taken, self._file)
        return taken
