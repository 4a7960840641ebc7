"""How long a visitor's message may be."""

from __future__ import annotations

MOST_CHARACTERS = 1000
"""The public process refuses a longer message; what reads texts behind it reads no more of one."""
