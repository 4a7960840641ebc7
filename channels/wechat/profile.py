"""The language that a subscriber has set WeChat to.

https://developers.weixin.qq.com/doc/offiaccount/User_Management/Get_users_basic_information_UnionID.html
"""

from __future__ import annotations

import asyncio
import logging

from channels.wechat.api import Api
from channels.wechat.errors import ApiError, UnsureError
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

_SECONDS = 2.0


async def find_language(api: Api, visitor: str) -> str | None:
    """Return the language of the visitor's profile, None where WeChat does not tell it in time."""
    try:
        asked = api.call("/cgi-bin/user/info", openid=visitor, lang="en")
        profile = await asyncio.wait_for(asked, _SECONDS)
    except (ApiError, UnsureError, asyncio.TimeoutError) as error:
        logger.info("wechat: no profile language: %s", type(error).__name__)
        return None
    language = str(profile.get("language") or "").split("_")[0].lower()
    return language if language in LANGUAGES else None
