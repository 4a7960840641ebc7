"""WeChat's signatures: what shows that a request comes from WeChat, and is no old one."""

from __future__ import annotations

import hashlib
import hmac

MAX_AGE_SECONDS = 300


def signature(token: str, *parts: str) -> str:
    """Return the hexadecimal SHA-1 of ``token`` and ``parts``, sorted and joined, as WeChat does.

    The parts are the timestamp and the nonce, and for an encrypted message its ciphertext too.
    """
    joined = "".join(sorted((token, *parts)))
    return hashlib.sha1(joined.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def is_authentic(given: str, token: str, *parts: str) -> bool:
    """Say whether ``given`` is the signature of ``parts``, in a time that tells nothing of it."""
    right = signature(token, *parts).encode()
    return hmac.compare_digest(right, given.encode("utf-8", "surrogatepass"))


def is_fresh(timestamp: str, now: float) -> bool:
    """Say whether ``timestamp``, in seconds, is at most ``MAX_AGE_SECONDS`` from ``now``.

    A timestamp from the future is as suspect as an old one; the two clocks may differ a little.
    """
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(now - int(timestamp)) <= MAX_AGE_SECONDS
