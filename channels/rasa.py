"""Asking Rasa through its REST channel: one message in, its replies out."""

from __future__ import annotations

from typing import Any, Protocol

import httpx

from logs import turn_id

Message = dict[str, Any]
"""One of Rasa's replies: ``text``, ``buttons``, ``custom``, ``image``, each where it has one."""

ANSWER_SECONDS = 30.0
CONNECT_SECONDS = 2.0


class RasaError(Exception):
    """Rasa gave no usable reply; ``reached`` says whether it may have taken the message in."""

    def __init__(self, reason: str, *, reached: bool) -> None:
        super().__init__(reason)
        self.reached = reached


class Rasa(Protocol):
    """Whoever answers the messages of visitors."""

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        """Return the replies to ``text``, in order; an empty list when Rasa says nothing.

        Raises:
            RasaError: Rasa is down, too slow, or replies with something else.
        """

    async def close(self) -> None:
        """Let go of the connections."""


class HttpRasa:
    """Rasa behind its REST channel at ``url``."""

    def __init__(self, url: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._webhook = f"{url}/webhooks/rest/webhook"
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS),
            # How many questions there are at once is for the line in front of us to say.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=50),
            # Rasa stands beside us: a proxy of the environment is for the world outside.
            trust_env=False,
        )

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        """Return the replies; see `Rasa.ask`."""
        turn = turn_id.current()
        told = {**metadata, turn_id.FIELD: turn} if turn else metadata
        body = {"sender": sender, "message": text, "input_channel": channel, "metadata": told}
        try:
            response = await self._client.post(self._webhook, json=body)
            replies = response.raise_for_status().json()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise RasaError(type(error).__name__, reached=False) from error
        except (httpx.HTTPError, ValueError) as error:
            raise RasaError(type(error).__name__, reached=True) from error
        if not isinstance(replies, list) or not all(isinstance(each, dict) for each in replies):
            raise RasaError("not a list of messages", reached=True)
        return [_without_sender(each) for each in replies]

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _without_sender(message: Message) -> Message:
    """Return the message without the sender id, which is nobody's business outside."""
    return {name: value for name, value in message.items() if name != "recipient_id"}
