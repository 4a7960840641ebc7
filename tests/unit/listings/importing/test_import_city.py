from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from listings.importing import (
    ImportErrors,
    ImportReport,
    OtherCityError,
    check_city,
    import_city,
    is_current,
    workbook,
)
from listings.models import Attraction, Closure, Hotel, Place
from listings.queries import (
    closures_since,
    data_version,
    find_articles,
    find_hotels,
    get_city,
    get_place,
    list_districts,
    prices_of,
)

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 2)
ROWS = 25


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.retired, report.unchanged


def test_a_city_is_added_whole(empty_engine: Engine, velamar: Path) -> None:
    assert counts(import_city(empty_engine, velamar)) == (ROWS, 0, 0, 0)
    with Session(empty_engine, future=True) as session:
        assert get_city(session).id == "velamar"
        castle = get_place(session, "castelo-da-gaivota")
        assert isinstance(castle, Attraction)
        assert castle.names["ja"] == "カモメの城"
        assert castle.station == {"en": "Farol tram stop", "pt": "paragem de elétrico Farol"}
        assert (castle.latitude, castle.step_free, castle.rating) == (38.7012, "partly", 4.6)
        assert get_place(session, "pensao-maresia").email == "ola@maresia.example"


def test_the_same_folder_again_changes_nothing(session: Session, velamar: Path) -> None:
    before = data_version(session)
    assert counts(import_city(session, velamar)) == (0, 0, 0, ROWS)
    assert data_version(session) == before


def test_a_changed_row_is_updated(session: Session, folder: Path, edit: Edit) -> None:
    before = data_version(session)
    edit("hotels.csv", "64.50", "70")
    edit("tickets.csv", ",7.50,", ",8,")
    edit("city.json", '"currency": "EUR"', '"currency": "USD"')
    assert counts(import_city(session, folder)) == (0, 3, 0, ROWS - 3)
    assert find_hotels(session)[0].price_from == Decimal(70)
    assert prices_of(session, "castelo-da-gaivota")[0].price == Decimal(8)
    assert get_city(session).currency == "USD"
    assert data_version(session) != before


def test_a_cleared_cell_is_cleared(session: Session, folder: Path, edit: Edit) -> None:
    edit("hotels.csv", "+351 210 000 114", "")
    edit("hotels.csv", "breakfast;wifi;sea-view", "")
    import_city(session, folder)
    hotel = find_hotels(session)[0]
    assert (hotel.phone, hotel.amenities) == (None, [])


def test_a_removed_row_is_retired_and_revived_when_it_is_back(
    session: Session, folder: Path, velamar: Path
) -> None:
    (folder / "hotels.csv").unlink()
    (folder / "culture.json").unlink()
    assert counts(import_city(session, folder)) == (0, 0, 2, ROWS - 2)
    assert find_hotels(session) == []
    assert find_articles(session, group="culture") == []
    assert get_place(session, "pensao-maresia").retired_at is not None
    assert counts(import_city(session, folder)) == (0, 0, 0, ROWS - 2)
    assert counts(import_city(session, velamar)) == (0, 2, 0, ROWS - 2)
    assert get_place(session, "pensao-maresia").retired_at is None


def test_a_removed_district_is_retired(session: Session, folder: Path, edit: Edit) -> None:
    edit("attractions.csv", "castle,alto-do-farol", "castle,")
    text = (folder / "city.json").read_text(encoding="utf-8")
    cut = text[: text.index(',\n  {"id": "alto-do-farol"')] + "\n ]\n}\n"
    (folder / "city.json").write_text(cut, encoding="utf-8")
    import_city(session, folder)
    assert [district.id for district in list_districts(session)] == ["ribeira-velha"]


def test_rows_that_only_moved_are_unchanged_but_stand_in_their_new_order(
    session: Session, folder: Path
) -> None:
    header, *rows = (folder / "tickets.csv").read_text(encoding="utf-8").splitlines()
    (folder / "tickets.csv").write_text("\n".join([header, *rows[::-1]]), encoding="utf-8")
    assert counts(import_city(session, folder)) == (0, 0, 0, ROWS)
    assert [p.audience for p in prices_of(session, "castelo-da-gaivota")] == [
        "adult",
        "family",
        "child",
    ]


def test_nothing_is_written_when_anything_is_wrong(
    session: Session, folder: Path, edit: Edit
) -> None:
    before = data_version(session)
    edit("hotels.csv", "Maresia Guesthouse", "Maresia Palace")
    edit("tickets.csv", ",7.50,", ",seven,")
    with pytest.raises(ImportErrors):
        import_city(session, folder)
    assert data_version(session) == before
    assert find_hotels(session)[0].names["en"] == "Maresia Guesthouse"


def test_another_city_is_refused(session: Session, folder: Path, edit: Edit) -> None:
    edit("city.json", '"id": "velamar"', '"id": "elsewhere"')
    with pytest.raises(OtherCityError, match=r"'velamar'.*'elsewhere'.*a database of its own"):
        import_city(session, folder)


def test_a_place_may_become_another_kind(session: Session, folder: Path) -> None:
    session.add(Closure(place_id="castelo-da-gaivota", first_day=DAY, last_day=DAY))
    session.commit()
    (folder / "attractions.csv").write_text("id,name_en,source\n", encoding="utf-8")
    (folder / "tickets.csv").unlink()
    (folder / "offices.csv").write_text(
        "id,name_en,kind,source\ncastelo-da-gaivota,Castle Office,visitor-centre,x\n"
        "posto-de-turismo-da-ribeira,Tourist Office,visitor-centre,x\n",
        encoding="utf-8",
    )
    import_city(session, folder, drop_columns=True)
    place = get_place(session, "castelo-da-gaivota")
    assert (place.kind, place.names) == ("office", {"en": "Castle Office"})
    assert prices_of(session, "castelo-da-gaivota") == []


def test_the_visitor_office_may_become_another_kind(session: Session, folder: Path) -> None:
    text = (folder / "city.json").read_text(encoding="utf-8")
    line = ' "visitor_office": "posto-de-turismo-da-ribeira",\n'
    (folder / "city.json").write_text(text.replace(line, ""), encoding="utf-8")
    (folder / "offices.csv").unlink()
    with (folder / "hotels.csv").open("a", encoding="utf-8") as file:
        file.write("posto-de-turismo-da-ribeira,Old Office Inn" + "," * 23 + "\n")
    import_city(session, folder)
    assert isinstance(get_place(session, "posto-de-turismo-da-ribeira"), Hotel)
    assert get_city(session).visitor_office is None


def test_closures_come_from_the_file_or_stay_with_staff(session: Session, folder: Path) -> None:
    staff = Closure(place_id="pensao-maresia", first_day=DAY, last_day=DAY, reason={"en": "Paint"})
    session.add(staff)
    session.commit()
    import_city(session, folder)
    assert closures_since(session, DAY) == {"pensao-maresia": [staff]}
    (folder / "closures.csv").write_text(
        "place_id,first_day,last_day,reason_en,reason_pt,source\n"
        "castelo-da-gaivota,2026-05-01,2026-05-03,Film shooting,Filmagens,town hall\n",
        encoding="utf-8",
    )
    import_city(session, folder)
    assert "pensao-maresia" not in closures_since(session, DAY)
    assert closures_since(session, DAY)["castelo-da-gaivota"][0].reason == {
        "en": "Film shooting",
        "pt": "Filmagens",
    }


def test_progress_is_told_row_by_row(empty_engine: Engine, velamar: Path) -> None:
    told: list[tuple[int, int]] = []
    import_city(empty_engine, velamar, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(n, ROWS) for n in range(1, ROWS + 1)]


def test_a_folder_is_current_until_a_byte_changes(
    session: Session, folder: Path, edit: Edit
) -> None:
    assert is_current(session, folder)
    edit("hotels.csv", "64.50", "64.5")
    assert not is_current(session, folder)
    import_city(session, folder)
    assert is_current(session, folder)
    (folder / "culture.json").unlink()
    assert not is_current(session, folder)


def test_an_empty_database_and_a_missing_folder_are_never_current(
    empty_session: Session, session: Session, tmp_path: Path, velamar: Path
) -> None:
    assert not is_current(empty_session, velamar)
    assert not is_current(session, tmp_path / "nowhere")


def test_every_fact_keeps_its_source_and_date(session: Session) -> None:
    for place in session.execute(select(Place)).scalars():
        assert place.source
        assert place.as_of


def test_a_column_that_the_file_has_lost_is_refused_unless_said(
    session: Session, folder: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("hotels.csv", "amenities", "Amenitys")
    with pytest.raises(ImportErrors) as caught:
        import_city(session, folder)
    assert [str(error) for error in caught.value.errors] == [
        "hotels.csv:1: column 'amenities': the database has values in this column,"
        " the file has not the column; is it 'Amenitys'?"
    ]
    report = import_city(session, folder, drop_columns=True)
    assert report.changed
    assert "did you mean 'amenities'?" in "\n".join(report.warnings)


def test_a_workbook_stands_for_its_csv(session: Session, folder: Path) -> None:
    book = Workbook()
    with (folder / "hotels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(folder / "hotels.xlsx")
    (folder / "hotels.csv").unlink()
    assert import_city(session, folder).changed == 0
    assert is_current(session, folder)
    (folder / "hotels.csv").write_text("id", encoding="utf-8")
    with pytest.raises(ImportErrors, match=r"stands beside hotels\.xlsx"):
        check_city(folder)


def test_a_workbook_that_unpacks_too_large_is_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook().save(folder / "hotels.xlsx")
    (folder / "hotels.csv").unlink()
    monkeypatch.setattr(workbook, "MOST_BYTES", 10)
    with pytest.raises(ImportErrors, match=r"hotels\.xlsx: unpacked it has"):
        check_city(folder)
