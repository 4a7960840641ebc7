from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from listings.exporting import ExportError, export_city
from listings.importing import import_city
from listings.models import Closure, Hotel
from listings.queries import NoCityError, data_version, get_place

SEED = Path(__file__).resolve().parents[3] / "listings" / "seed" / "qingdao"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_importing_an_export_changes_nothing(session: Session, tmp_path: Path) -> None:
    session.add(
        Closure(
            place_id="castelo-da-gaivota",
            first_day=datetime(2026, 5, 1).date(),
            last_day=datetime(2026, 5, 3).date(),
            reason={"pt": "Filmagens"},
        )
    )
    session.commit()
    export_city(session, tmp_path / "out")
    before = data_version(session)
    report = import_city(session, tmp_path / "out")
    assert (report.added, report.changed, report.retired) == (0, 0, 0)
    assert data_version(session) == before


@pytest.mark.parametrize("city", ["velamar", "qingdao"])
def test_an_export_fills_an_empty_database_with_the_same_bytes(
    empty_engine: Engine, velamar: Path, tmp_path: Path, city: str
) -> None:
    import_city(empty_engine, SEED if city == "qingdao" else velamar)
    with Session(empty_engine, future=True) as filled:
        export_city(filled, tmp_path / "first")
        import_city(filled, tmp_path / "first")
        export_city(filled, tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")


def test_what_is_written_is_what_was_read(session: Session, velamar: Path, tmp_path: Path) -> None:
    export_city(session, tmp_path / "out")
    tickets = (tmp_path / "out" / "tickets.csv").read_text(encoding="utf-8").splitlines()
    assert tickets[0] == (
        "attraction_id,ticket,ticket_pt,audience,price,season,note_en,note_pt,source,as_of,as_of_note"
    )
    assert tickets[1] == (velamar / "tickets.csv").read_text(encoding="utf-8").splitlines()[
        1
    ].replace("7.50", "7.5")
    for name in ("culture.json", "transport.json", "city.json"):
        exported = json.loads((tmp_path / "out" / name).read_text(encoding="utf-8"))
        assert exported == json.loads((velamar / name).read_text(encoding="utf-8"))


def test_what_is_retired_is_left_out(session: Session, tmp_path: Path) -> None:
    get_place(session, "pensao-maresia").retired_at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    session.commit()
    export_city(session, tmp_path / "out")
    assert len((tmp_path / "out" / "hotels.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_any_text_survives(session: Session, tmp_path: Path) -> None:
    summary = 'A\rB, he said "go, now";\nthen, after a while,\n"stop". 栈桥'
    session.add(Hotel(id="odd", names={"en": 'Odd, or "even"'}, summary={"en": summary}))
    session.commit()
    export_city(session, tmp_path / "out")
    report = import_city(session, tmp_path / "out")
    assert report.changed == 0
    assert get_place(session, "odd").summary == {"en": summary}


def test_a_folder_that_holds_something_is_refused(session: Session, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is not empty"):
        export_city(session, tmp_path)
    assert not (tmp_path / "city.json").exists()


def test_a_file_in_the_way_is_refused(session: Session, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError):
        export_city(session, tmp_path / "out")


def test_an_empty_database_cannot_be_exported(empty_session: Session, tmp_path: Path) -> None:
    with pytest.raises(NoCityError):
        export_city(empty_session, tmp_path / "out")
    assert not (tmp_path / "out").exists()
