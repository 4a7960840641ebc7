"""What the database said of the office and the city, kept for when it does not answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_time
from sqlalchemy.orm import Session

from channels.words import say
from listings.hours import OpeningSchedule
from listings.models import City, Notice, Office
from listings.queries import closures_since, coming_notices, find_offices, get_city
from listings.texts import is_emergency_number, local_language, pick
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

DAYS = 14
"""For how many days from its own on a snapshot knows when the office is open."""


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
class KeptNotice:
    """A notice for everybody in one language; it holds between two moments in Unix time."""

    begins: float
    ends: float
    text: str


@dataclass(frozen=True)
class Snapshot:
    """What the database said on ``date``, the city's, by language.

    ``hours`` has a sentence for each day from ``date`` on, under its date, an empty one where the
    day is not certain. ``notices`` has those that concern everybody or the office, the newest
    first, also those that are still to begin.
    """

    cards: dict[str, ContactCard] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    emergency: dict[str, list[str]] = field(default_factory=dict)
    hours: dict[str, dict[str, str]] = field(default_factory=dict)
    notices: dict[str, list[KeptNotice]] = field(default_factory=dict)
    date: str = ""
    timezone: str = "UTC"


def take(session: Session, clock: Callable[[ZoneInfo], datetime]) -> Snapshot:
    """Return what the database says now.

    Raises:
        NoCityError: It holds no city.
    """
    city = get_city(session)
    local = local_language(city.country)
    now = clock(ZoneInfo(city.timezone))
    office = city.visitor_office
    if office is not None and not office.phone:
        office = None
    cards = {
        language: ContactCard(
            office.id, pick(office.names, language, local) or office.id, office.phone or "", ""
        )
        for language in LANGUAGES
        if office is not None
    }
    return Snapshot(
        cards=cards,
        cities={code: pick(city.names, code, local) or "" for code in LANGUAGES},
        emergency={code: _numbers(session, code, local) for code in LANGUAGES},
        hours=_hours(session, city, office, now.date()) if office is not None else {},
        notices=_notices(session, office, now, local),
        date=now.date().isoformat(),
        timezone=city.timezone,
    )


def load(file: Path | None) -> Snapshot:
    """Return what was kept in ``file``, nothing where there is none that can be read."""
    try:
        kept: dict[str, Any] = {} if file is None else json.loads(file.read_text(encoding="utf-8"))
        kept["cards"] = {code: ContactCard(**c) for code, c in kept.pop("cards", {}).items()}
        kept["notices"] = {
            code: [KeptNotice(**notice) for notice in notices]
            for code, notices in kept.pop("notices", {}).items()
        }
        return Snapshot(**kept)
    except FileNotFoundError:
        return Snapshot()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        logger.error("what was kept of the database cannot be read: %s", type(error).__name__)
        return Snapshot()


def keep(snapshot: Snapshot, file: Path) -> None:
    """Write ``snapshot`` to ``file``, which only this user can read; a failure is logged."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = file.with_suffix(".new")
        aside.touch(mode=0o600)
        aside.write_text(json.dumps(asdict(snapshot), ensure_ascii=False), encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        logger.error("what the database says cannot be kept: %s", error.strerror)


def _numbers(session: Session, language: str, local: str) -> list[str]:
    """Return the emergency numbers with their names, as the office's staff gave them."""
    lines = [office for office in find_offices(session) if is_emergency_number(office.phone)]
    return [f"{pick(o.names, language, local) or o.id}: {o.phone}" for o in lines]


def _hours(session: Session, city: City, office: Office, today: date) -> dict[str, dict[str, str]]:
    closures = closures_since(session, today).get(office.id, ())
    schedule = OpeningSchedule(office.opening_hours, city.country, closures)
    days = [today + timedelta(days=n) for n in range(DAYS)]
    return {
        code: {day.isoformat(): _hours_of(schedule, day, code) for day in days}
        for code in LANGUAGES
    }


def _hours_of(schedule: OpeningSchedule, today: date, language: str) -> str:
    """Say when the office is open ``today``; an empty string where that is not certain."""
    day = schedule.day(today)
    if not day.certain or day.open_end:
        return ""
    if not day.spans:
        return say(language, "contact.closed_today")
    spans = ("–".join(format_time(t, "HH:mm", locale=language) for t in span) for span in day.spans)
    return say(language, "contact.open_today", hours=", ".join(spans))


def _notices(
    session: Session, office: Office | None, now: datetime, local: str
) -> dict[str, list[KeptNotice]]:
    told = [n for n in coming_notices(session, now) if _is_for_all(n, office)]
    return {
        code: [
            KeptNotice(n.begins_at.timestamp(), n.ends_at.timestamp(), text)
            for n in told
            if (text := pick(n.texts, code, local))
        ]
        for code in LANGUAGES
    }


def _is_for_all(notice: Notice, office: Office | None) -> bool:
    if office is not None and office.id in notice.place_ids:
        return True
    return not notice.place_ids and not notice.kinds
