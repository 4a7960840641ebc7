"""Signs with codes, by the command that staff use."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import segno

from listings.__main__ import main

CASTLE = "castelo-da-gaivota"
URL = "https://assistant.example"
VELAMAR = Path(__file__).resolve().parents[2] / "cities" / "velamar"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_database: Path) -> Path:
    """A file to write to, beside the database of a city."""
    shutil.copy(empty_database, tmp_path / "city.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/city.sqlite3")
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    assert main(["import", str(VELAMAR)]) == 0
    return tmp_path / "signs.html"


def test_a_sign_has_the_names_and_a_code_that_opens_the_chat_there(file: Path) -> None:
    assert main(["signs", str(file), "--url", URL, "--place", CASTLE]) == 0
    page = file.read_text(encoding="utf-8")
    for name in ("Seagull Castle", "Castelo da Gaivota", "海鸥城堡", "カモメの城", "갈매기 성"):
        assert name in page
    code = segno.make(f"{URL}/widget?at={CASTLE}", error="q", micro=False)
    drawn = re.search(r'class="qrline"[^>]* d="([^"]+)"', code.svg_inline(border=2, omitsize=True))
    assert drawn
    assert drawn.group(1) in page
    assert "“How long is this open?”" in page
    assert "“这里开到几点？”" in page


def test_signs_are_of_all_sights_unless_others_are_asked_for(file: Path) -> None:
    main(["signs", str(file), "--url", URL])
    assert file.read_text(encoding="utf-8").count('<section class="sign') == 2
    main(["signs", str(file), "--url", f"{URL}/", "--kind", "hotel"])
    page = file.read_text(encoding="utf-8")
    assert "Pensão Maresia" in page
    assert "Seagull" not in page
    assert "assistant.example/place/pensao-maresia" in page


def test_a_page_of_signs_needs_nothing_else(file: Path) -> None:
    main(["signs", str(file), "--url", URL])
    page = file.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", page)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--place", CASTLE], "PUBLIC_URL: '' is no address"),
        (["--url", "assistant.example"], "is no address"),
        (["--url", "javascript:alert(1)"], "is no address"),
        (["--url", URL, "--place", "atlantis"], "'atlantis'"),
        (["--url", URL, "--kind", "event"], "no place of the kinds: event"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_line(
    file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["signs", str(file), *arguments]) == 1
    assert said in capsys.readouterr().err
    assert not file.exists()


def test_the_public_address_stands_for_the_option(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    assert main(["signs", str(file), "--place", CASTLE]) == 0
