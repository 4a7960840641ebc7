"""The Official Account: visitors who write in WeChat."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping

import httpx
from starlette.routing import Route

from channels.services import Services
from channels.wechat.api import Api
from channels.wechat.callback import Callback
from channels.wechat.conversation import Conversation
from channels.wechat.delivery import Delivery
from channels.wechat.envelope import Envelope
from channels.wechat.push import Push
from channels.wechat.settings import WeChatSettings
from channels.wechat.tokens import AccessTokens

logger = logging.getLogger(__name__)

PATH = "/wechat"
_API_SECONDS = 5.0


def routes(
    services: Services,
    env: Mapping[str, str] = os.environ,
    *,
    http: httpx.AsyncClient | None = None,
) -> list[Route]:
    """Return the routes of the callback; without its secrets in ``env`` it does not exist.

    ``http`` reaches WeChat's interface, and is made from WECHAT_API_URL when it is not given.

    Raises:
        SettingsError: A setting in ``env`` cannot be used.
    """
    settings = WeChatSettings.from_env(env)
    if settings is None:
        logger.info("wechat: off, WECHAT_TOKEN and WECHAT_APP_ID are not both set")
        return []
    logger.info("wechat: on at %s, %s mode, push %s", PATH, settings.mode, settings.can_push)
    store, clock = services.store, services.clock
    api = None
    if settings.app_secret:
        http = http or httpx.AsyncClient(base_url=settings.api_url, timeout=_API_SECONDS)
        services.endings.append(http.aclose)
        api = Api(http, AccessTokens(settings, store, http, clock))
    push = Push(api, store, clock) if api and settings.can_push else None
    conversation = Conversation(services, settings, api)
    delivery = Delivery(conversation, settings, store, push)
    services.endings.append(delivery.close)
    callback = Callback(
        services, settings, Envelope(settings, store, clock), conversation, delivery
    )
    return [
        Route(PATH, callback.handshake, methods=["GET"]),
        Route(PATH, callback.receive, methods=["POST"]),
    ]
