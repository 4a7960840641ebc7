"""Pictures of places: checked, imported, made small, exported."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.exporting import export_city
from listings.importing import ImportErrors, check_city, import_city, is_current
from listings.importing.pictures import resized
from listings.models import Picture
from listings.queries import picture_bytes, pictures_by_place

CASTLE = "castelo-da-gaivota"
PICTURES = Path(__file__).resolve().parents[3] / "cities" / "velamar-pictures"


@pytest.fixture
def pictured(folder: Path) -> Path:
    """A city folder with a picture."""
    shutil.copytree(PICTURES, folder, dirs_exist_ok=True)
    (folder / "README.md").unlink()
    return folder


def drawn(width: int, height: int, kind: str = "PNG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), "red").save(file, kind)
    return file.getvalue()


def one(session: Session) -> Picture:
    (picture,) = pictures_by_place(session)[CASTLE]
    return picture


def test_a_picture_is_imported_with_whose_it_is(session: Session, pictured: Path) -> None:
    assert import_city(session, pictured).added == 1
    picture = one(session)
    assert picture.alt["en"] == "A castle with two towers above the sea, drawn"
    assert (picture.credit, picture.licence) == ("drawn for the tests", "CC0 1.0")
    assert import_city(session, pictured).added == 0


def test_it_is_kept_in_the_sizes_that_are_shown(session: Session, pictured: Path) -> None:
    import_city(session, pictured)
    digest = one(session).digest
    small = Image.open(io.BytesIO(picture_bytes(session, digest, "small") or b""))
    large = Image.open(io.BytesIO(picture_bytes(session, digest, "large") or b""))
    assert (small.format, small.size) == ("JPEG", (640, 448))
    assert large.size == (1000, 700), "none is made larger than it is"
    assert picture_bytes(session, "nobodys", "small") is None


def test_a_picture_of_another_content_is_made_anew(session: Session, pictured: Path) -> None:
    import_city(session, pictured)
    before = one(session).digest
    (pictured / "pictures" / "castelo.jpg").write_bytes(drawn(640, 480, "JPEG"))
    assert not is_current(session, pictured)
    assert import_city(session, pictured).changed == 1
    assert one(session).digest != before


def test_an_export_has_the_same_files(session: Session, pictured: Path, tmp_path: Path) -> None:
    import_city(session, pictured)
    export_city(session, tmp_path / "out")
    for name in ("pictures.csv", "pictures/castelo.jpg"):
        assert (tmp_path / "out" / name).read_bytes() == (pictured / name).read_bytes(), name
    assert import_city(session, tmp_path / "out").changed == 0


def test_a_picture_that_left_the_folder_is_no_longer_shown(
    session: Session, pictured: Path
) -> None:
    import_city(session, pictured)
    digest = one(session).digest
    (pictured / "pictures.csv").unlink()
    assert import_city(session, pictured).retired == 1
    assert pictures_by_place(session) == {}
    assert picture_bytes(session, digest, "small") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file in pictures/"),
        (b"GIF89a", "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that can be read"),
        (drawn(640, 480, "GIF"), "not a picture that can be read"),
        (drawn(640, 480)[:200], "not a picture that can be read"),
        (drawn(200, 200), "only 200 pixels wide"),
        (b"x" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
        (drawn(8000, 6000, mode="1"), "million pixels"),
    ],
    ids=["missing", "cut", "svg", "gif", "half", "small", "heavy", "vast"],
)
def test_a_file_that_cannot_be_shown_is_refused(
    pictured: Path, content: bytes | None, said: str
) -> None:
    file = pictured / "pictures" / "castelo.jpg"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ImportErrors, match=said) as refused:
        check_city(pictured)
    assert "pictures.csv:2: column 'file': value 'castelo.jpg'" in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("castelo.jpg", "../city.json", "not a file in pictures/"),
        ("castelo.jpg", ".hidden.jpg", "not a file in pictures/"),
        ("castelo.jpg", "castelo.svg", "not a file in pictures/"),
        ("drawn for the tests", "", "credit"),
        ("CC0 1.0", "", "licence"),
        (CASTLE, "atlantis", "no row of"),
    ],
)
def test_a_row_says_whose_picture_it_is_and_of_what(
    pictured: Path, edit: Callable[[str, str, str], None], old: str, new: str, said: str
) -> None:
    edit("pictures.csv", old, new)
    with pytest.raises(ImportErrors, match=said):
        check_city(pictured)


def test_a_file_that_no_row_names_is_warned_of(pictured: Path) -> None:
    (pictured / "pictures" / "other.jpg").write_bytes(drawn(640, 480, "JPEG"))
    warnings = check_city(pictured).warnings
    assert any("pictures/other.jpg" in warning for warning in warnings)


def test_what_a_camera_notes_is_not_passed_on() -> None:
    file = io.BytesIO()
    noted = Image.Exif()
    noted[0x0112] = 6  # it was held upright
    noted[0x010E] = "taken at home"
    Image.new("RGB", (640, 480), "red").save(file, "JPEG", exif=noted)
    shown = resized(file.getvalue(), (320, 320))
    assert b"taken at home" not in shown
    assert Image.open(io.BytesIO(shown)).size == (240, 320)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_every_kind_of_colours_is_shown(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (640, 480)).save(file, "PNG")
    assert Image.open(io.BytesIO(resized(file.getvalue(), (100, 100)))).size == (100, 75)


def test_rows_are_read_without_their_bytes(session: Session, pictured: Path) -> None:
    import_city(session, pictured)
    session.expire_all()
    picture = session.execute(select(Picture)).scalar_one()
    assert "content" not in picture.__dict__
    assert "large" not in picture.__dict__
