from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.settings import SETTINGS, SettingsError, channels_host, ports

ROOT = Path(__file__).resolve().parents[3]
READ = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']|getenv\(["']([A-Z_]+)["']""")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)


def test_the_ports_have_their_usual_defaults() -> None:
    assert (ports().rasa, ports().actions, ports().channels) == (5005, 5055, 8080)


def test_the_ports_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_PORT", "6005")
    assert ports().rasa == 6005


@pytest.mark.parametrize("written", ["http", "0", "65536", "-1", "5005.0", "٥"])
def test_a_port_that_is_none_is_refused_by_name(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONS_PORT", written)
    with pytest.raises(SettingsError, match=rf"^ACTIONS_PORT: '{re.escape(written)}'"):
        ports()


@pytest.mark.parametrize("name", ["ACTIONS_PORT", "CHANNELS_PORT"])
def test_two_ports_the_same_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "5005")
    with pytest.raises(SettingsError, match=f"RASA_PORT and {name} are both 5005: they must"):
        ports()


@pytest.mark.parametrize(
    ("written", "reached"),
    [("", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("192.0.2.1", "192.0.2.1")],
)
def test_the_public_process_is_reached_where_it_listens(
    written: str, reached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANNELS_HOST", written)
    assert channels_host() == reached


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [s.name for s in SETTINGS if f"| `{s.name}` |" not in readme]
    assert missing == []


def test_every_variable_that_the_code_reads_is_declared() -> None:
    folders = ("actions", "listings", "logs", "nlu", "service")
    read = {
        name
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for match in READ.finditer(path.read_text(encoding="utf-8"))
        for name in match.groups()
        if name
    }
    assert read - {setting.name for setting in SETTINGS} == set()


def test_several_rasa_processes_take_the_ports_after_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RASA_PROCESSES", "3")
    assert ports().all_rasa == (5005, 5006, 5007)
    monkeypatch.setenv("ACTIONS_PORT", "5007")
    with pytest.raises(SettingsError, match=r"RASA_PORT \+ 2 and ACTIONS_PORT are both 5007"):
        ports()


@pytest.mark.parametrize("written", ["0", "-1", "two", "33"])
def test_a_number_of_rasa_processes_that_is_none_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_PROCESSES", written)
    with pytest.raises(SettingsError, match="RASA_PROCESSES"):
        ports()
