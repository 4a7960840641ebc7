"""What WeChat's own interface refuses, or leaves open."""

from __future__ import annotations


class ApiError(Exception):
    """WeChat refused a call; nothing has happened.

    Args:
        code: WeChat's errcode.
        reason: Its errmsg, for the log.
    """

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"WeChat refused: {code} {reason}".rstrip())
        self.code = code


class UnsureError(Exception):
    """A call got no readable answer: it may have happened or not."""
