"""How much one conversation and one address may ask in a minute."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from collections.abc import Callable

from starlette.requests import Request

from channels.errors import Refusal
from channels.state import Store

WINDOW_SECONDS = 60


class Limits:
    """Counts in windows of a minute, shared by all processes through the store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def exceeded(self, kind: str, who: str, most: int) -> int | None:
        """Count one; return the seconds to wait when more than ``most`` came, None otherwise."""
        now = self._clock()
        window = math.floor(now / WINDOW_SECONDS)
        # Hashed: an address is nothing to keep, not even for a minute.
        mark = hashlib.sha256(who.encode()).hexdigest()[:32]
        count = await self._store.increment(f"limit:{kind}:{window}:{mark}", ttl=WINDOW_SECONDS)
        if count <= most:
            return None
        return max(1, math.ceil((window + 1) * WINDOW_SECONDS - now))

    async def check_address(self, request: Request, most: int, kind: str = "address") -> None:
        """Count a request of an address.

        Raises:
            Refusal: More than ``most`` came from there in this minute.
        """
        host = network_of(request.client.host) if request.client else ""
        wait = await self.exceeded(kind, host, most)
        if wait is not None:
            raise Refusal("too_many", headers={"Retry-After": str(wait)}, seconds=wait)


def network_of(host: str) -> str:
    """Return whom an address counts for: itself, and for IPv6 its /64, which one visitor has."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
