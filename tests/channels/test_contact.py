"""The contact card, read from a database with the invented city Velamar."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from channels.contact import MAX_AGE_SECONDS, OfficeContact
from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from semantics.languages import LANGUAGES
from tests.channels.fakes import FakeClock

VELAMAR = Path(__file__).resolve().parents[1] / "cities" / "velamar"
TUESDAY = datetime(2026, 5, 19, 12, 0)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("velamar") / "city.sqlite3"
    upgrade(f"sqlite:///{path}")
    engine = create_engine_from(f"sqlite:///{path}")
    import_city(engine, VELAMAR)
    engine.dispose()
    return path


def contact_at(path: Path, moment: datetime = TUESDAY, **options: object) -> OfficeContact:
    def clock(zone: ZoneInfo) -> datetime:
        return moment.replace(tzinfo=zone)

    return OfficeContact(f"sqlite:///{path}", clock=clock, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_card_is_the_visitor_offices(imported: Path, language: str) -> None:
    card = await contact_at(imported).card(language)
    assert card is not None
    assert card.name
    assert card.phone.startswith("+351")
    assert card.phone in card.text


async def test_the_city_has_its_name(imported: Path) -> None:
    assert await contact_at(imported).city("en") == "Porto Velho do Mar"


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (TUESDAY, "Open today 09:30–18:30"),
        (datetime(2026, 5, 24, 12, 0), "Closed today"),
        # A public holiday, for which the hours say something of their own.
        (datetime(2026, 6, 10, 12, 0), "Open today 10:00–13:00"),
    ],
)
async def test_the_card_tells_todays_hours(imported: Path, moment: datetime, hours: str) -> None:
    card = await contact_at(imported, moment).card("en")
    assert card is not None
    assert card.hours == hours


async def test_without_a_city_there_is_no_card(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/empty.sqlite3")
    contact = contact_at(tmp_path / "empty.sqlite3")
    assert await contact.card("en") is None
    assert await contact.city("en") == ""


async def test_a_lost_database_leaves_the_card_without_its_hours(
    imported: Path, tmp_path: Path
) -> None:
    path = tmp_path / "city.sqlite3"
    shutil.copy(imported, path)
    timer = FakeClock()
    contact = contact_at(path, timer=timer)
    before = await contact.card("en")
    assert before is not None
    path.unlink()
    path.mkdir()
    timer.now += MAX_AGE_SECONDS + 1
    after = await contact.card("en")
    assert after is not None
    assert (after.name, after.phone, after.hours) == (before.name, before.phone, "")


async def test_what_was_read_is_known_after_a_start_without_the_database(
    imported: Path, tmp_path: Path
) -> None:
    path, file = tmp_path / "city.sqlite3", tmp_path / "var" / "contact.json"
    shutil.copy(imported, path)
    engine = create_engine_from(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE place SET phone = '112' WHERE kind = 'office'"))
    engine.dispose()
    fresh = contact_at(path, file=file)
    card = await fresh.card("en")
    numbers = await fresh.emergency("en")
    assert numbers
    assert all(line.endswith(": 112") for line in numbers)
    assert file.stat().st_mode & 0o777 == 0o600
    without = contact_at(tmp_path / "nowhere" / "city.sqlite3", file=file)
    assert await without.emergency("en") == [*numbers, "As of 2026-05-19"]
    kept = await without.card("en")
    assert card is not None
    assert kept is not None
    assert kept.phone == card.phone
