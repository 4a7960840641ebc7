"""WeChat's settings, each an environment variable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from channels.settings import Setting, SettingsError, address, seconds
from channels.wechat.crypto import Cipher
from semantics.languages import LANGUAGES

Mode = Literal["plain", "compatible", "safe"]
MODES: tuple[Mode, ...] = ("plain", "compatible", "safe")
PATIENCE_SECONDS = 5.0
"""After this WeChat drops a request that has not been answered."""
_LONGEST_BUBBLE_SECONDS = 3.0


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(written: str) -> str:
        if written.lower() not in allowed:
            raise ValueError(f"{written!r} is none of {', '.join(a for a in allowed if a)}")
        return written.lower()

    return parse


def _is_yes(written: str) -> bool:
    return _one_of("yes", "no")(written) == "yes"


def _key(written: str) -> str:
    if written:
        Cipher("", written)
    return written


def _deadline(written: str) -> float:
    value = seconds(written)
    if not 1.5 <= value < PATIENCE_SECONDS:
        raise ValueError(f"{written!r} is no time from 1.5 to below 5: WeChat waits 5 seconds")
    return value


def _bubble(written: str) -> float:
    value = 0.0 if written.strip() == "0" else seconds(written)
    if not 0 <= value <= _LONGEST_BUBBLE_SECONDS:
        raise ValueError(f"{written!r} is no time from 0 to 3: the answer must come in time")
    return value


SETTINGS = (
    Setting("WECHAT_TOKEN", "", "the Token of the Official Account's server settings"),
    Setting("WECHAT_APP_ID", "", "the Official Account's AppID"),
    Setting("WECHAT_APP_SECRET", "", "its AppSecret: to push and to read a profile's language"),
    Setting("WECHAT_AES_KEY", "", "the EncodingAESKey: for compatible and safe mode", _key),
    Setting("WECHAT_PREVIOUS_AES_KEY", "", "the one before, while WeChat changes over", _key),
    Setting(
        "WECHAT_MODE",
        "",
        "plain, compatible or safe; when unset, safe with a key and plain without",
        _one_of("", *MODES),
    ),
    Setting("WECHAT_PUSH", "no", "yes: the account may send customer-service messages", _is_yes),
    Setting("WECHAT_TRANSFER", "no", "yes: staff answer in WeChat's own service desk", _is_yes),
    Setting(
        "WECHAT_LANGUAGE", "zh", "the language until a visitor shows theirs", _one_of(*LANGUAGES)
    ),
    Setting("WECHAT_API_URL", "https://api.weixin.qq.com", "where WeChat's interface is", address),
    Setting(
        "WECHAT_DEADLINE_SECONDS", "4.5", "when a callback is answered at the latest", _deadline
    ),
    Setting(
        "WECHAT_BUBBLE_SECONDS",
        "2",
        "how long a bubble that is no whole question waits for the next one; 0 for not at all",
        _bubble,
    ),
)
"""Every setting of WeChat; docs/wechat.md shows the same table."""


@dataclass(frozen=True)
class WeChatSettings:
    """One Official Account. ``aes_keys`` has the current key first, and is empty without one."""

    token: str = field(repr=False)
    app_id: str
    app_secret: str = field(default="", repr=False)
    aes_keys: tuple[str, ...] = field(default=(), repr=False)
    mode: Mode = "plain"
    can_push: bool = False
    can_transfer: bool = False
    language: str = "zh"
    api_url: str = "https://api.weixin.qq.com"
    deadline: float = 4.5
    bubble_seconds: float = 2.0

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> WeChatSettings | None:
        """Return the settings in ``env``, None when it lacks the token or the AppID.

        Raises:
            SettingsError: A setting cannot be used, or needs another one that is missing.
        """
        read: dict[str, Any] = {setting.name: setting.read(env) for setting in SETTINGS}
        if not (read["WECHAT_TOKEN"] and read["WECHAT_APP_ID"]):
            return None
        key, previous = read["WECHAT_AES_KEY"], read["WECHAT_PREVIOUS_AES_KEY"]
        mode: Mode = read["WECHAT_MODE"] or ("safe" if key else "plain")
        _demand("WECHAT_PREVIOUS_AES_KEY", "WECHAT_AES_KEY", bool(previous), key)
        _demand("WECHAT_MODE", "WECHAT_AES_KEY", mode != "plain", key)
        _demand("WECHAT_PUSH", "WECHAT_APP_SECRET", read["WECHAT_PUSH"], read["WECHAT_APP_SECRET"])
        return cls(
            token=read["WECHAT_TOKEN"],
            app_id=read["WECHAT_APP_ID"],
            app_secret=read["WECHAT_APP_SECRET"],
            aes_keys=tuple(k for k in (key, previous) if k),
            mode=mode,
            can_push=read["WECHAT_PUSH"],
            can_transfer=read["WECHAT_TRANSFER"],
            language=read["WECHAT_LANGUAGE"],
            api_url=read["WECHAT_API_URL"],
            deadline=read["WECHAT_DEADLINE_SECONDS"],
            bubble_seconds=read["WECHAT_BUBBLE_SECONDS"],
        )


def _demand(name: str, needed: str, is_used: bool, value: str) -> None:
    if is_used and not value:
        raise SettingsError(f"{name}: it needs {needed}")
