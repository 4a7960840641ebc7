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
