"""The account's menu, and what a tap on it asks."""

from __future__ import annotations

import pytest

from channels.state.memory import MemoryStore
from channels.wechat.api import Api
from channels.wechat.menu import menu_of, put_up
from channels.wechat.settings import WeChatSettings
from channels.wechat.simulator.interface import Interface
from channels.wechat.tokens import AccessTokens
from semantics.languages import LANGUAGES
from tests.channels.conftest import client_of
from tests.channels.fakes import FakeClock
from tests.channels.wechat.conftest import Account
from tests.channels.wechat.other_side import APP_ID, SECRET, TOKEN, message


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_keeps_within_what_wechat_shows(language: str) -> None:
    top = menu_of(language)["button"]
    below = [each for button in top for each in button.get("sub_button", [])]
    assert len(top) <= 3
    assert len(below) <= 5
    assert all(len(button["name"].encode()) <= 16 for button in top)
    leaves = [button for button in (*top, *below) if "sub_button" not in button]
    assert all(0 < len(button["name"].encode()) <= 60 for button in leaves)
    assert all(0 < len(button["key"].encode()) <= 128 for button in leaves)
    assert len({button["key"] for button in leaves}) == len(leaves)


async def test_the_menu_is_put_up_in_the_language_of_the_account() -> None:
    interface = Interface(lambda *_: None)
    settings = WeChatSettings(token=TOKEN, app_id=APP_ID, app_secret=SECRET, language="ko")
    async with client_of(interface.app()) as http:
        tokens = AccessTokens(settings, MemoryStore(), http, FakeClock())
        await put_up(Api(http, tokens), settings.language)
    assert interface.menu == menu_of("ko")


async def test_a_tap_asks_the_question_behind_it(account: Account) -> None:
    first = menu_of("zh")["button"][0]
    await account.wechat().send(message(MsgType="event", Event="CLICK", EventKey=first["key"]))
    assert account.rasa.texts == [first["key"]]
