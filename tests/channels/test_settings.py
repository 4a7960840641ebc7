from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import service.settings
from channels.settings import SETTINGS, Settings, SettingsError

ROOT = Path(__file__).resolve().parents[2]


def test_without_any_setting_the_defaults_hold() -> None:
    assert Settings.from_env({}) == Settings()


def test_settings_and_values_stand_in_the_same_order() -> None:
    names = [s.name.lower().removeprefix("channels_") for s in SETTINGS]
    assert names == [field.name for field in dataclasses.fields(Settings)]


def test_what_the_environment_says_is_read() -> None:
    settings = Settings.from_env(
        {
            "CHANNELS_PORT": "9000",
            "RASA_URL": "http://rasa:5005/",
            "ALLOWED_ORIGINS": "https://www.example.org, http://localhost:3000",
            "TRUSTED_PROXIES": "10.0.0.0/8,::1",
            "DEADLINE_SECONDS": "4.5",
            "MESSAGES_PER_MINUTE": " ",
        }
    )
    assert settings.port == 9000
    assert settings.rasa_url == ("http://rasa:5005",)
    assert settings.allowed_origins == ("https://www.example.org", "http://localhost:3000")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")
    assert settings.deadline_seconds == 4.5
    assert settings.messages_per_minute == 20


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("CHANNELS_PORT", "0"),
        ("CHANNELS_PORT", "http"),
        ("RASA_URL", "127.0.0.1:5005"),
        ("RASA_URL", "http://rasa:5005,rasa:5006"),
        ("RASA_URL", ","),
        ("RASA_URL", "ftp://host"),
        ("SESSION_SECRET", "short"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "https://*.example.org"),
        ("ALLOWED_ORIGINS", "example.org"),
        ("ALLOWED_ORIGINS", "https://example.org/page"),
        ("ALLOWED_ORIGINS", "https://example.org; script-src *"),
        ("ALLOWED_HOSTS", "https://example.org"),
        ("ALLOWED_HOSTS", "example.org:80"),
        ("TRACKER_URL", "mysql://localhost/x"),
        ("TRUSTED_PROXIES", "proxy"),
        ("REDIS_URL", "http://127.0.0.1"),
        ("DEADLINE_SECONDS", "0"),
        ("DEADLINE_SECONDS", "nan"),
        ("DEADLINE_SECONDS", "soon"),
        ("MESSAGES_PER_MINUTE", "-1"),
        ("REQUESTS_PER_MINUTE", "many"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(name: str, written: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Settings.from_env({name: written})


@pytest.mark.parametrize("name", ["SESSION_SECRET", "REDIS_URL", "TRACKER_URL"])
def test_what_may_hold_a_secret_is_not_quoted(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [s.name for s in SETTINGS if f"| `{s.name}` |" not in readme] == []


def test_the_supervisor_has_the_same_defaults() -> None:
    """It cannot import ours, and starts us on them."""
    ours = {s.name: s.default for s in SETTINGS}
    theirs = {s.name: s.default for s in service.settings.SETTINGS}
    for name in ("CHANNELS_HOST", "CHANNELS_PORT"):
        assert ours[name] == theirs[name]
    assert ours["RASA_URL"].endswith(f":{theirs['RASA_PORT']}")


@pytest.mark.parametrize("origin", ["https://例え.jp", "https://a.example 'unsafe-inline'"])
def test_an_origin_that_no_header_could_carry_is_refused(origin: str) -> None:
    with pytest.raises(SettingsError, match=r"^ALLOWED_ORIGINS: "):
        Settings.from_env({"ALLOWED_ORIGINS": origin})
