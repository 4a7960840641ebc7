"""The office's contact card: what a visitor needs when the assistant cannot answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_time
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from channels.words import say
from listings.database import create_engine_from, session_factory
from listings.hours import OpeningSchedule
from listings.models import City, Office
from listings.queries import NoCityError, closures_since, get_city
from listings.texts import local_language, pick
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

MAX_AGE_SECONDS = 60.0
READ_SECONDS = 2.0
WAIT_SECONDS = 0.3
"""How long an apology waits for the database: it is late already."""


@dataclass(frozen=True)
class ContactCard:
    """Whom to call, in one language; ``hours`` is a sentence about today, empty when not known."""

    id: str
    name: str
    phone: str
    hours: str

    @property
    def text(self) -> str:
        """The card as lines of text."""
        return "\n".join(line for line in (self.name, self.phone, self.hours) if line)


class Contact(Protocol):
    """Whoever knows the office's contact card."""

    async def card(self, language: str) -> ContactCard | None:
        """Return the card in ``language``, None where no office with a phone is known."""

    async def city(self, language: str) -> str:
        """Return the city's name in ``language``, empty where it is not known."""


class OfficeContact:
    """Reads the visitor office from the listings database, anew when a minute has passed.

    While the database does not answer, what was read last is told, without its hours: those are
    about the day on which they were read.
    """

    def __init__(
        self,
        database_url: str,
        *,
        clock: Callable[[ZoneInfo], datetime] = datetime.now,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = session_factory(create_engine_from(database_url))
        self._clock = clock
        self._timer = timer
        self._cards: dict[str, ContactCard] = {}
        self._cities: dict[str, str] = {}
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def card(self, language: str) -> ContactCard | None:
        """Return the card; see `Contact.card`."""
        is_fresh = await self._refresh()
        card = self._cards.get(language) or self._cards.get(LANGUAGES[0])
        return card if card is None or is_fresh else replace(card, hours="")

    async def city(self, language: str) -> str:
        """Return the city's name; see `Contact.city`."""
        await self._refresh()
        return self._cities.get(language, "")

    async def _refresh(self) -> bool:
        """Read the database if it is time to; say whether what is known is fresh."""
        if self._is_fresh():
            return True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._keep())
        wait = WAIT_SECONDS if self._cards else READ_SECONDS
        await asyncio.wait({self._reading}, timeout=wait)
        return self._is_fresh()

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._timer() - self._read_at < MAX_AGE_SECONDS

    async def _keep(self) -> None:
        started = self._timer()
        try:
            reading = asyncio.to_thread(self._read)
            self._cards, self._cities = await asyncio.wait_for(reading, READ_SECONDS)
            self._read_at = started
        except (SQLAlchemyError, NoCityError, asyncio.TimeoutError) as error:
            logger.error("the office's contact card cannot be read: %s", type(error).__name__)

    def _read(self) -> tuple[dict[str, ContactCard], dict[str, str]]:
        with self._sessions() as session:
            city = get_city(session)
            local = local_language(city.country)
            cities = {language: pick(city.names, language, local) or "" for language in LANGUAGES}
            office = city.visitor_office
            if office is None or not office.phone:
                return {}, cities
            cards = {
                language: ContactCard(
                    office.id,
                    pick(office.names, language, local) or office.id,
                    office.phone,
                    _hours_today(session, city, office, self._clock, language),
                )
                for language in LANGUAGES
            }
            return cards, cities


def _hours_today(
    session: Session,
    city: City,
    office: Office,
    clock: Callable[[ZoneInfo], datetime],
    language: str,
) -> str:
    """Say when the office is open today; an empty string where that is not certain."""
    today = clock(ZoneInfo(city.timezone)).date()
    closures = closures_since(session, today).get(office.id, ())
    day = OpeningSchedule(office.opening_hours, city.country, closures).day(today)
    if not day.certain or day.open_end:
        return ""
    if not day.spans:
        return say(language, "contact.closed_today")
    spans = ("–".join(format_time(t, "HH:mm", locale=language) for t in span) for span in day.spans)
    return say(language, "contact.open_today", hours=", ".join(spans))
