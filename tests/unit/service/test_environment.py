from __future__ import annotations

from pathlib import Path

import pytest

from service.environment import child_environment, endpoints_file


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


def test_endpoints_without_the_default_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("action_endpoint:\n  url: http://elsewhere/\n")
    with pytest.raises(ValueError, match=r"endpoints\.yml"):
        endpoints_file(6055, root=tmp_path)
