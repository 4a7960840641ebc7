from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.environment import (
    channels_environment,
    child_environment,
    endpoints_file,
    keep_private,
)


def test_the_children_see_our_settings_and_listen_on_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CITY_DIR", "/elsewhere/mycity")
    monkeypatch.delenv("SANIC_HOST", raising=False)
    environment = child_environment()
    assert environment["CITY_DIR"] == "/elsewhere/mycity"
    assert environment["SANIC_HOST"] == "127.0.0.1"


def test_the_default_port_needs_no_file_of_its_own(tmp_path: Path) -> None:
    assert endpoints_file(5055, root=tmp_path) == tmp_path / "endpoints.yml"


def test_another_port_changes_the_address_and_nothing_else(tmp_path: Path) -> None:
    own = 'action_endpoint:\n  url: "http://127.0.0.1:{}/webhook"\nother: 5055\n'
    (tmp_path / "endpoints.yml").write_text(own.format(5055))
    copy = endpoints_file(6055, root=tmp_path)
    assert copy.parent == tmp_path / "var"
    assert copy.read_text() == own.format(6055)


def test_each_instance_has_an_endpoints_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("http://127.0.0.1:5055/")
    first, second = endpoints_file(6055, root=tmp_path), endpoints_file(7055, root=tmp_path)
    assert first.read_text() == "http://127.0.0.1:6055/"
    assert second.read_text() == "http://127.0.0.1:7055/"


def test_the_secrets_of_the_public_process_are_no_other_childs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secrets = ("SESSION_SECRET", "REDIS_URL", "WECHAT_TOKEN", "WECHAT_AES_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "hush")
    assert not set(secrets) & set(child_environment())
    assert set(secrets) <= set(channels_environment())


def test_what_is_written_is_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    (folder / "old.sqlite3").touch(mode=0o644)
    before = os.umask(0o022)
    try:
        keep_private(folder)
        (folder / "new.sqlite3").touch()
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_endpoints_without_the_default_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("action_endpoint:\n  url: http://elsewhere/\n")
    with pytest.raises(ValueError, match=r"endpoints\.yml"):
        endpoints_file(6055, root=tmp_path)
