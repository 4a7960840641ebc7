"""Language codes at the end of column names: ``name_en``, ``summary_zh``, ``body_pt-BR``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

_CODE = re.compile(r"([a-z]{2,3})(-[A-Za-z0-9]{2,8})*")
_FIRST = ("en", "zh", "ja", "ko")


@cache
def is_language(code: str) -> bool:
    """Say whether ``code`` is a language code whose language Unicode CLDR knows."""
    match = _CODE.fullmatch(code)
    return match is not None and match[1] in Locale("en").languages


def in_order(codes: Iterable[str]) -> list[str]:
    """Return the codes once each: the assistant's own languages first, then by alphabet."""
    return sorted(set(codes), key=lambda code: (_rank(code), code))


def _rank(code: str) -> int:
    return _FIRST.index(code) if code in _FIRST else len(_FIRST)
