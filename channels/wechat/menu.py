"""The account's menu, from our own words: `python -m channels.wechat menu` puts it up."""

from __future__ import annotations

from typing import Any

from channels.wechat.api import Api
from channels.words import say

CREATE = "/cgi-bin/menu/create"
# Three buttons at the bottom, the last one with more behind it; WeChat allows three and five.
_FIRST = ("attractions", "food")
_BEHIND = ("tickets", "hours", "message", "person")


def menu_of(language: str) -> dict[str, Any]:
    """Return the menu in the account's language; a tap asks the question in its key.

    See https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html
    """
    more = {
        "name": say(language, "wechat.menu.more"),
        "sub_button": [_button(language, each) for each in _BEHIND],
    }
    return {"button": [*(_button(language, each) for each in _FIRST), more]}


async def put_up(api: Api, language: str) -> None:
    """Put the menu up in place of the account's present one.

    Raises:
        ApiError: WeChat refused.
        UnsureError: WeChat may have done it, or not.
    """
    await api.call(CREATE, body=menu_of(language))


def _button(language: str, name: str) -> dict[str, str]:
    title, _, question = say(language, f"wechat.menu.{name}").partition("|")
    return {"type": "click", "name": title, "key": question}
