"""Several Rasa processes: each conversation goes to one, and elsewhere when that is down."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from channels.queue import Queue
from channels.rasa import Message, Rasa, RasaError

logger = logging.getLogger(__name__)

DOWN_SECONDS = 5.0
"""How long a process that could not be reached is asked last."""


class InLine:
    """A Rasa process behind a line of its own, so that a slow one holds up no other's visitors."""

    def __init__(self, rasa: Rasa, queue: Queue) -> None:
        self._rasa = rasa
        self._queue = queue

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        """Return the replies; see `Rasa.ask`.

        Raises:
            QueueTimeout: No place in the line came free in time.
        """
        async with self._queue.place():
            return await self._rasa.ask(sender, text, channel=channel, metadata=metadata)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._rasa.close()


class RoutedRasa:
    """One of several Rasa processes for each conversation, by rendezvous hashing of its id.

    Every public process chooses alike without asking another, and of the conversations only those
    of a process that is down move, each to its own second choice. A message is given to the next
    process only where the one before was not reached, so that none is taken in twice. The processes
    share the database of the conversations.
    """

    def __init__(
        self, processes: Mapping[str, Rasa], timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._processes = processes
        self._timer = timer
        self._down_until: dict[str, float] = {}

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        """Return the replies of the first process that is reached; see `Rasa.ask`."""
        *before, last = self._choices(sender)
        for name in before:
            try:
                return await self._processes[name].ask(
                    sender, text, channel=channel, metadata=metadata
                )
            except RasaError as error:
                if error.reached:
                    raise
                self._down_until[name] = self._timer() + DOWN_SECONDS
                logger.warning("Rasa at %s is not reached: %s", name, error)
        return await self._processes[last].ask(sender, text, channel=channel, metadata=metadata)

    async def close(self) -> None:
        """Let go of the connections."""
        for process in self._processes.values():
            await process.close()

    def _choices(self, sender: str) -> list[str]:
        """Return the processes in the order in which ``sender`` tries them."""
        now = self._timer()
        return sorted(
            self._processes,
            key=lambda name: (self._down_until.get(name, 0.0) > now, _weight(name, sender)),
        )


def _weight(name: str, sender: str) -> bytes:
    return hashlib.blake2b(f"{name}\0{sender}".encode(), digest_size=8).digest()
