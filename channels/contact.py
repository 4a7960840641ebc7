"""The office's contact card: what a visitor needs when the assistant cannot answer."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_time
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from channels.words import say
from listings.database import create_engine_from, session_factory
from listings.hours import OpeningSchedule
from listings.models import City, Office
from listings.queries import NoCityError, closures_since, find_offices, get_city
from listings.texts import is_emergency_number, local_language, pick
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


@dataclass(frozen=True)
class Snapshot:
    """What the database said on ``date``, by language."""

    cards: dict[str, ContactCard] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    emergency: dict[str, list[str]] = field(default_factory=dict)
    date: str = ""


class Contact(Protocol):
    """Whoever knows the office's contact card."""

    async def card(self, language: str) -> ContactCard | None:
        """Return the card in ``language``, None where no office with a phone is known."""

    async def city(self, language: str) -> str:
        """Return the city's name in ``language``, empty where it is not known."""

    async def emergency(self, language: str) -> list[str]:
        """Return a line for each emergency number, without waiting; empty where none is known."""


class OfficeContact:
    """Reads the visitor office from the listings database, anew when a minute has passed.

    While the database does not answer, what was read last is told, without its hours: those are
    about the day on which they were read. It is kept in ``file`` too, for a start without the
    database; the emergency numbers then come with the day on which they were read.
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
        self._known = _load(file)
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def card(self, language: str) -> ContactCard | None:
        """Return the card; see `Contact.card`."""
        is_fresh = await self._refresh()
        card = self._known.cards.get(language) or self._known.cards.get(LANGUAGES[0])
        return card if card is None or is_fresh else replace(card, hours="")

    async def city(self, language: str) -> str:
        """Return the city's name; see `Contact.city`."""
        await self._refresh()
        return self._known.cities.get(language, "")

    async def emergency(self, language: str) -> list[str]:
        """Return the emergency numbers; see `Contact.emergency`."""
        lines = self._known.emergency.get(language, [])
        if not lines or self._is_fresh():
            return list(lines)
        return [*lines, say(language, "emergency.as_of", date=self._known.date)]

    def _keep_file(self, known: Snapshot) -> Snapshot:
        if self._file is not None:
            try:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                aside = self._file.with_suffix(".new")
                aside.touch(mode=0o600)
                aside.write_text(json.dumps(asdict(known), ensure_ascii=False), encoding="utf-8")
                aside.replace(self._file)
            except OSError as error:
                logger.error("what the database says cannot be kept: %s", error.strerror)
        return known

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

    def _read(self) -> Snapshot:
        with self._sessions() as session:
            city = get_city(session)
            local = local_language(city.country)
            cities = {language: pick(city.names, language, local) or "" for language in LANGUAGES}
            numbers = {code: _numbers(session, code, local) for code in LANGUAGES}
            today = self._clock(ZoneInfo(city.timezone)).date().isoformat()
            office = city.visitor_office
            if office is None or not office.phone:
                cards: dict[str, ContactCard] = {}
                return self._keep_file(Snapshot(cards, cities, numbers, today))
            cards = {
                language: ContactCard(
                    office.id,
                    pick(office.names, language, local) or office.id,
                    office.phone,
                    _hours_today(session, city, office, self._clock, language),
                )
                for language in LANGUAGES
            }
            return self._keep_file(Snapshot(cards, cities, numbers, today))


def _load(file: Path | None) -> Snapshot:
    """Return what was kept in ``file``, nothing where there is none that can be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file is not None else {}
        cards = {code: ContactCard(**card) for code, card in kept.pop("cards", {}).items()}
        return Snapshot(cards=cards, **kept)
    except FileNotFoundError:
        return Snapshot()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        logger.error("what was kept of the database cannot be read: %s", type(error).__name__)
        return Snapshot()


def _numbers(session: Session, language: str, local: str) -> list[str]:
    """Return the emergency numbers with their names, as the office's staff gave them."""
    lines = [office for office in find_offices(session) if is_emergency_number(office.phone)]
    return [f"{pick(o.names, language, local) or o.id}: {o.phone}" for o in lines]


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
