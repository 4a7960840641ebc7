"""The metro's files in import, check, export and among the names."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from listings.exporting import export_city
from listings.importing import ImportErrors, check_city, import_city
from listings.queries import NameEntry, all_names, get_place, nearby


def spoil(folder: Path, file: str, old: str, new: str) -> list[str]:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ImportErrors) as caught:
        check_city(folder)
    return [str(error) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("metro_stations.csv", "linha-a:1,", "linha-x:1,", "column 'stops': value 'linha-x:1'"),
        ("metro_stations.csv", "linha-a:1,", "linha-a:2,", "column 'stops': value 'linha-a:2'"),
        ("metro_stations.csv", "linha-a:1,", "linha-a,", "column 'stops': value 'linha-a'"),
        ("metro_stations.csv", "castelo-da", "castle-da", "column 'places': value 'castle-da"),
        ("metro_stations.csv", "38.6931", "", "column 'latitude'"),
        ("metro_trains.csv", "estacao-salinas", "salinas", "column 'towards': value 'salinas'"),
        ("metro_trains.csv", "06:00", "6h", "column 'first': value '6h': not a time"),
        ("metro_trains.csv", "05:30;05:50", "05:30;25:50", "column 'departures'"),
        ("taxi_fares.csv", "3.50", "", "column 'flag_fall'"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    metro_folder: Path, file: str, old: str, new: str, error: str
) -> None:
    errors = spoil(metro_folder, file, old, new)
    assert any(line.startswith(f"{file}:") and error in line for line in errors)


def test_an_export_holds_the_metro_and_imports_as_nothing_new(
    metro_session: Session, tmp_path: Path
) -> None:
    export_city(metro_session, tmp_path / "out")
    stations = (tmp_path / "out" / "metro_stations.csv").read_text(encoding="utf-8")
    assert "linha-a:3;linha-b:3" in stations
    report = import_city(metro_session, tmp_path / "out")
    assert (report.added, report.changed, report.retired) == (0, 0, 0)


def test_stations_and_lines_are_among_the_names(metro_session: Session) -> None:
    names = all_names(metro_session)
    assert NameEntry("渡口", "zh", "station", "estacao-barco", False) in names
    assert NameEntry("Metro Line A", "en", "line", "linha-a", True) in names


def test_stations_are_near_a_place_only_when_asked_for(metro_session: Session) -> None:
    beach = get_place(metro_session, "praia-da-areia-azul")
    assert "station" not in {place.kind for place, _ in nearby(metro_session, beach)}
    stations = nearby(metro_session, beach, kind="station", radius_m=200)
    assert [place.id for place, _ in stations] == ["estacao-barco"]
