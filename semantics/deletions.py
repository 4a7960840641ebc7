"""By what a deleted conversation is known afterwards: hashes of an id that nobody can guess."""

from __future__ import annotations

import hashlib

_SHOWN = 12
_GROUP = 4


def mark(conversation: str) -> str:
    """Return the hash under which a conversation is remembered as deleted."""
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).hexdigest()


def receipt(conversation: str) -> str:
    """Return what its visitor is given as a proof, such as ``D-1a2b-3c4d-5e6f``."""
    shown = mark(conversation)[:_SHOWN]
    return "-".join(["D", *(shown[i : i + _GROUP] for i in range(0, _SHOWN, _GROUP))])


def start_of_mark(written: str) -> str | None:
    """Return what the mark of a receipt begins with, however it was typed; None for none."""
    kind, *groups = written.strip().lower().split("-")
    digits = "".join(groups)
    is_one = kind == "d" and len(digits) == _SHOWN and not set(digits) - set("0123456789abcdef")
    return digits if is_one else None
