"""The listings, read for pages that anybody may ask for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from channels.errors import Refusal
from listings.database import create_engine_from, session_factory
from listings.queries import NoCityError

logger = logging.getLogger(__name__)

READ_SECONDS = 2.0
KEPT_SECONDS = 60.0
MOST_KEPT = 300

T = TypeVar("T")


class Database:
    """Asks the listings in a thread; each answer is kept for a minute.

    So a page that many open at once costs the database one reading, and one that is changed is seen
    a minute later.
    """

    def __init__(self, url: str, timer: Callable[[], float] = time.monotonic) -> None:
        self._sessions = session_factory(create_engine_from(url))
        self._timer = timer
        self._kept: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()

    async def read(self, key: Hashable, ask: Callable[[Session], T]) -> T:
        """Return what ``ask`` says, or what it said under the same ``key`` within the last minute.

        Without a key nothing is kept.

        Raises:
            Refusal: The database does not answer in time, or holds no city.
        """
        now = self._timer()
        kept = self._kept.get(key) if key is not None else None
        if kept is not None and now - kept[0] < KEPT_SECONDS:
            return cast(T, kept[1])
        try:
            said = await asyncio.wait_for(asyncio.to_thread(self._ask, ask), READ_SECONDS)
        except (SQLAlchemyError, NoCityError, asyncio.TimeoutError) as error:
            logger.error("a page cannot be read from the listings: %s", type(error).__name__)
            raise Refusal("unavailable") from None
        if key is None:
            return said
        self._kept[key] = (now, said)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return said

    def _ask(self, ask: Callable[[Session], T]) -> T:
        with self._sessions() as session:
            return ask(session)
