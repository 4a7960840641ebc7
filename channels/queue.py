"""The line in front of Rasa: it works on a few questions at once, the others wait in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WAIT_SECONDS = 180.0
"""How long a question waits for its turn: a busy machine answers some hundreds in that time."""


class QueueTimeout(Exception):  # noqa: N818 - named like asyncio's own timeout
    """A question's turn did not come in time; Rasa has not seen it."""


class Queue:
    """Gives out ``places`` to work at once, in the order in which they are asked for.

    Rasa is one process with one event loop: more questions at once make none of them faster, and
    beyond some hundred it no longer takes connections. A conversation has at most one question
    in line, so none of them can hold up the others.
    """

    def __init__(self, places: int, *, wait: float = WAIT_SECONDS) -> None:
        self._places = asyncio.Semaphore(places)
        self._wait = wait
        self.waiting = 0
        """How many stand in line just now."""

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place inside ``async with``.

        Raises:
            QueueTimeout: None was free in time.
        """
        self.waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self._wait)
        except asyncio.TimeoutError:
            raise QueueTimeout from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._places.release()
