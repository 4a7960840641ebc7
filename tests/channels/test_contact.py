"""The contact card, read from a database with the invented city Velamar."""

from __future__ import annotations

import shutil
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from channels.contact import OfficeContact
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.models import Notice
from semantics.languages import LANGUAGES

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


@pytest.mark.parametrize(
    ("language", "monday"),
    [
        ("en", "Closed today (as of 2026-05-19)"),
        ("zh", "（截至2026-05-19）"),
        ("ja", "（2026-05-19 時点）"),
        ("ko", "(2026-05-19 기준)"),
    ],
)
async def test_without_the_database_the_day_is_told_with_the_date_of_what_is_known(
    imported: Path, tmp_path: Path, language: str, monday: str
) -> None:
    file = tmp_path / "contact.json"
    before = await contact_at(imported, file=file).card(language)
    nowhere, sunday = tmp_path / "nowhere" / "city.sqlite3", datetime(2026, 5, 24, 12, 0)
    after = await contact_at(nowhere, sunday, file=file).card(language)
    assert before is not None
    assert after is not None
    assert (after.name, after.phone) == (before.name, before.phone)
    assert after.hours.endswith(monday)
    late = await contact_at(nowhere, datetime(2026, 7, 1), file=file).card(language)
    assert late is not None
    assert late.hours == ""


async def test_notices_for_everybody_are_told_while_they_hold(
    imported: Path, tmp_path: Path
) -> None:
    path, file = tmp_path / "city.sqlite3", tmp_path / "contact.json"
    shutil.copy(imported, path)
    engine = create_engine_from(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        for hours, kinds, words in ((12, [], "storm"), (3, [], "over"), (12, ["hotel"], "hotels")):
            begins = TUESDAY.replace(hour=8, tzinfo=timezone.utc)
            session.add(
                Notice(
                    begins_at=begins,
                    ends_at=begins.replace(hour=8 + hours),
                    place_ids=[],
                    kinds=kinds,
                    texts={"en": f"The {words}", "zh": "台风"},
                )
            )
        session.commit()
    engine.dispose()
    contact = contact_at(path, file=file)
    await contact.card("en")
    assert await contact.notices("en") == ["The storm"]
    later = contact_at(tmp_path / "nowhere" / "x.sqlite3", TUESDAY.replace(hour=14), file=file)
    assert await later.notices("zh") == ["台风", "截至2026-05-19"]
    assert await contact_at(tmp_path / "x", TUESDAY.replace(hour=23), file=file).notices("en") == []


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
