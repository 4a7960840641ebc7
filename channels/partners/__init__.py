"""Partners whose own programs ask the assistant, in the shape of Rasa's REST channel."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping

from starlette.routing import Route

from channels.partners.keys import KeyFile
from channels.partners.rest import PartnerRest
from channels.partners.settings import PartnerSettings
from channels.services import Services

logger = logging.getLogger(__name__)

PATH = "/webhooks/rest/webhook"


def routes(services: Services, env: Mapping[str, str] = os.environ) -> list[Route]:
    """Return the partners' route; without a key it refuses everyone.

    Raises:
        SettingsError: A setting in ``env`` cannot be used.
    """
    settings = PartnerSettings.from_env(env)
    endpoint = PartnerRest(services, settings, KeyFile(settings.keys_file))
    return [Route(PATH, endpoint.receive, methods=["POST"])]
