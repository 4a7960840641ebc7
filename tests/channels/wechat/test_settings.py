"""The settings of the Official Account."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.settings import SettingsError
from channels.wechat.settings import SETTINGS, WeChatSettings
from tests.channels.wechat.other_side import APP_ID, KEY, SECRET, TOKEN

BASE = {"WECHAT_TOKEN": TOKEN, "WECHAT_APP_ID": APP_ID}
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "wechat.md"


@pytest.mark.parametrize("missing", ["WECHAT_TOKEN", "WECHAT_APP_ID"])
def test_without_its_secrets_there_is_no_account(missing: str) -> None:
    assert WeChatSettings.from_env({**BASE, missing: " "}) is None


@pytest.mark.parametrize(
    ("env", "mode"),
    [({}, "plain"), ({"WECHAT_AES_KEY": KEY}, "safe"),
     ({"WECHAT_AES_KEY": KEY, "WECHAT_MODE": "Compatible"}, "compatible")],
)  # fmt: skip
def test_the_mode_follows_the_key_unless_it_is_set(env: dict[str, str], mode: str) -> None:
    settings = WeChatSettings.from_env({**BASE, **env})
    assert settings is not None
    assert settings.mode == mode


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("WECHAT_MODE", "secret"),
        ("WECHAT_MODE", "safe"),
        ("WECHAT_AES_KEY", "short"),
        ("WECHAT_PREVIOUS_AES_KEY", KEY),
        ("WECHAT_PUSH", "maybe"),
        ("WECHAT_PUSH", "yes"),
        ("WECHAT_LANGUAGE", "fr"),
        ("WECHAT_API_URL", "api.weixin.qq.com"),
        ("WECHAT_DEADLINE_SECONDS", "5"),
        ("WECHAT_DEADLINE_SECONDS", "1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, written: str) -> None:
    with pytest.raises(SettingsError, match=name):
        WeChatSettings.from_env({**BASE, name: written})


def test_no_secret_is_told_by_what_is_logged_or_refused() -> None:
    env = {**BASE, "WECHAT_APP_SECRET": SECRET, "WECHAT_AES_KEY": KEY}
    shown = repr(WeChatSettings.from_env(env))
    assert not any(secret in shown for secret in (TOKEN, SECRET, KEY))
    with pytest.raises(SettingsError) as error:
        WeChatSettings.from_env({**env, "WECHAT_AES_KEY": KEY[:-1]})
    assert KEY[:-1] not in str(error.value)


def test_every_setting_is_documented_with_its_default() -> None:
    rows = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if "|" in line]
    for setting in SETTINGS:
        (row,) = [row for row in rows if row.startswith(f"| `{setting.name}` |")]
        assert setting.default in row
