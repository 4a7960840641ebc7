"""`python -m channels.wechat menu`: what staff do with the Official Account."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time

import httpx

from channels.settings import SettingsError
from channels.state.memory import MemoryStore
from channels.wechat.api import Api
from channels.wechat.errors import ApiError, UnsureError
from channels.wechat.menu import put_up
from channels.wechat.settings import WeChatSettings
from channels.wechat.tokens import AccessTokens

_API_SECONDS = 10.0


def main() -> int:
    """Put the menu up; return 1 and say why where that fails."""
    parser = argparse.ArgumentParser(prog="python -m channels.wechat", description=__doc__)
    parser.add_argument("command", choices=("menu",), help="puts up the account's menu")
    parser.parse_args()
    try:
        settings = WeChatSettings.from_env(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    if settings is None or not settings.app_secret:
        needed = "WECHAT_TOKEN, WECHAT_APP_ID and WECHAT_APP_SECRET"
        print(f"The menu needs {needed}.", file=sys.stderr)
        return 1
    try:
        asyncio.run(_put_up(settings))
    except (ApiError, UnsureError) as error:
        print(f"WeChat did not take the menu: {error}", file=sys.stderr)
        return 1
    print("The menu is up; WeChat shows it within five minutes, at once to who subscribes anew.")
    return 0


async def _put_up(settings: WeChatSettings) -> None:
    async with httpx.AsyncClient(base_url=settings.api_url, timeout=_API_SECONDS) as http:
        tokens = AccessTokens(settings, MemoryStore(), http, time.time)
        await put_up(Api(http, tokens), settings.language)


if __name__ == "__main__":
    sys.exit(main())
