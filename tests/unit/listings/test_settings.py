from __future__ import annotations

from pathlib import Path

import pytest

from listings import settings
from listings.settings import SettingsError, city_dir, database_url


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CITY_DIR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path)


def make_city(folder: Path, content: str = '{"id": "somewhere"}') -> Path:
    folder.mkdir(parents=True)
    (folder / "city.json").write_text(content, encoding="utf-8")
    return folder


def test_the_default_city_is_the_seed() -> None:
    assert city_dir() == settings.DEFAULT_CITY_DIR


def test_city_dir_is_relative_to_the_projects_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_city(tmp_path / "cities" / "somewhere")
    monkeypatch.setenv("CITY_DIR", "cities/somewhere")
    assert city_dir() == tmp_path / "cities" / "somewhere"


def test_a_folder_without_city_json_is_refused_by_the_settings_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CITY_DIR", str(tmp_path))
    with pytest.raises(SettingsError, match=r"^CITY_DIR: .* has no city.json$"):
        city_dir()


def test_the_default_database_is_named_after_the_city() -> None:
    assert database_url() == f"sqlite:///{settings.ROOT}/var/qingdao.sqlite3"
    assert (settings.ROOT / "var").is_dir()


def test_two_folders_of_one_city_do_not_share_a_database(tmp_path: Path) -> None:
    one, other = make_city(tmp_path / "one"), make_city(tmp_path / "other")
    assert database_url(one) == database_url(one)
    assert "/somewhere-" in database_url(one)
    assert database_url(one) != database_url(other)


@pytest.mark.parametrize("content", ["not JSON", "[]", "{}", '{"id": "../../etc"}', '{"id": 7}'])
def test_a_damaged_city_json_still_gives_a_file_under_var(tmp_path: Path, content: str) -> None:
    url = database_url(make_city(tmp_path / "damaged", content))
    assert Path(url.removeprefix("sqlite:///")).parent == settings.ROOT / "var"


def test_database_url_is_taken_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://office:secret@db.example/visitors")
    assert database_url() == "postgresql://office:secret@db.example/visitors"


@pytest.mark.parametrize(
    "url", ["no url secret", "mysql://u:secret@h/n", "postgresql+nodriver://u:secret@h/n"]
)
def test_a_broken_database_url_is_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError) as caught:
        database_url()
    message = str(caught.value)
    assert message.startswith("DATABASE_URL: ")
    assert "secret" not in message
    assert "\n" not in message
