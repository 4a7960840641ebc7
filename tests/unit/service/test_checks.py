from __future__ import annotations

import socket
from pathlib import Path

import pytest

from service.checks import check_city, check_database, check_log, check_ports, check_tracker
from service.settings import Ports, SettingsError


def test_a_busy_port_is_named_with_its_setting() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(SettingsError, match=f"^ACTIONS_PORT: port {port} is in use"):
            check_ports(Ports(rasa=_free_port(), actions=port, channels=_free_port()))


def test_free_ports_pass() -> None:
    check_ports(Ports(_free_port(), _free_port(), _free_port()))


def test_a_missing_city_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(SettingsError, match=r"^CITY_DIR: .*nowhere"):
        check_city()


@pytest.mark.parametrize("written", ["0", "-1", "a year", "1.5"])
def test_a_number_of_days_that_is_none_is_named(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENQUIRY_DAYS", written)
    with pytest.raises(SettingsError, match=r"^ENQUIRY_DAYS: "):
        check_city()


def test_a_form_of_the_log_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(SettingsError, match=r"^LOG_FORMAT: 'xml'"):
        check_log()


def test_a_database_that_answers_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'city.sqlite3'}")
    check_database()


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "mysql://a:secret@127.0.0.1/x",
        "sqlite:////nowhere/at/all.sqlite3",
        "postgresql://a:secret@127.0.0.1:1/x",
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_line_without_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError, match=r"^DATABASE_URL: ") as raised:
        check_database()
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "mysql://a:secret@127.0.0.1/x",
        "sqlite:////nowhere/at/all.sqlite3",
        "postgresql://a:secret@127.0.0.1:1/x",
    ],
)
def test_conversations_that_could_not_be_kept_are_told_before_the_start(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_URL", url)
    with pytest.raises(SettingsError, match=r"^TRACKER_URL: ") as raised:
        check_tracker()
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_database_for_the_conversations_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_URL", f"sqlite:///{tmp_path / 'talk.sqlite3'}")
    check_tracker()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
