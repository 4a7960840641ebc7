"""What is refused before visitors of a real office come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from channels.production import check
from channels.settings import Settings, SettingsError

GOOD = "uQ3vT8wZ1rK6yN0pL5dXb7GmJ2sC9fHe-AaRk4Wt_Yo"
SAFE: dict[str, Any] = {
    "production": True,
    "allowed_hosts": ("chat.office.example",),
    "session_secret": GOOD,
}


@pytest.mark.parametrize(
    ("change", "secret", "words"),
    [
        ({"allowed_hosts": ()}, GOOD, "ALLOWED_HOSTS: unset"),
        (
            {"allowed_hosts": ("chat.office.example", "localhost")},
            GOOD,
            "ALLOWED_HOSTS: 'localhost'",
        ),
        ({"allowed_origins": ("http://office.example",)}, GOOD, "ALLOWED_ORIGINS: "),
        ({}, "changeme" * 4, "SESSION_SECRET: it can be guessed"),
        ({"session_secret": ""}, GOOD, "SESSION_SECRET: others can read"),
    ],
)
def test_in_production_what_is_unsafe_is_refused_in_one_line(
    tmp_path: Path, change: dict[str, Any], secret: str, words: str
) -> None:
    file = tmp_path / "session-secret"
    file.write_text(GOOD)
    file.chmod(0o644)
    with pytest.raises(SettingsError) as caught:
        check(Settings(**{**SAFE, **change}), secret, file)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert secret not in str(caught.value)


def test_what_is_safe_passes_and_a_developers_machine_is_asked_nothing(tmp_path: Path) -> None:
    file = tmp_path / "session-secret"
    check(Settings(**SAFE), GOOD, file)
    file.write_text(GOOD)
    file.chmod(0o600)
    check(Settings(**{**SAFE, "session_secret": ""}), GOOD, file)
    check(Settings(), "changeme" * 4, file)


@pytest.mark.parametrize("name", ["DATABASE_URL", "TRACKER_URL", "PARTNER_KEYS_FILE"])
def test_in_production_a_file_that_others_can_read_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "file"
    file.write_text("what visitors said")
    file.chmod(0o640)
    given: dict[str, Any] = {"databases": {name: f"sqlite:///{file}"}}
    if name == "PARTNER_KEYS_FILE":
        given = {"keys": file}
    secret = tmp_path / "session-secret"
    with pytest.raises(SettingsError) as caught:
        check(Settings(**SAFE), GOOD, secret, **given)
    assert str(caught.value) == f"{name}: others can read {file}: chmod 600 it"
    check(Settings(), GOOD, secret, **given)
    file.chmod(0o600)
    check(Settings(**SAFE), GOOD, secret, **given)


def test_in_production_a_database_that_anybody_can_open_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "session-secret"
    for password, is_refused in (("postgres", True), ("Visitor", True), (GOOD, False)):
        databases = {"TRACKER_URL": f"postgresql://visitor:{password}@db.office.example/visitor"}
        if not is_refused:
            check(Settings(**SAFE), GOOD, secret, databases=databases)
            continue
        with pytest.raises(SettingsError) as caught:
            check(Settings(**SAFE), GOOD, secret, databases=databases)
        assert str(caught.value).startswith("TRACKER_URL: its password")
        assert password not in str(caught.value)


def test_in_production_the_public_address_is_https(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^PUBLIC_URL: not https"):
        check(Settings(**SAFE, public_url="http://chat.office.example"), GOOD, tmp_path / "none")
