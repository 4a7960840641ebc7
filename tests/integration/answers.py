"""What every answer must look like, whatever it says."""

from __future__ import annotations

import re

LANGUAGES = ("en", "zh", "ja", "ko")
_SOURCE = {"en": "Source: ", "zh": "来源：", "ja": "出典：", "ko": "출처: "}
_DATE = {
    "en": r"\(.*(as of .*\d{4}|undated).*\)$",
    "zh": r"（.*(\d{4}年|日期未注明).*）$",
    "ja": r"（.*(\d{4}年.*時点|日付不明).*）$",
    "ko": r"\(.*(\d{4}년.*기준|날짜 미상).*\)$",
}


def source_of(text: str, language: str) -> str | None:
    """Return the line that names the source, None where there is none."""
    label = _SOURCE[language]
    return next((line for line in text.splitlines() if line.startswith(label)), None)


def is_dated(text: str, language: str) -> bool:
    """Say whether an answer names a source and its date, or that it has none."""
    line = source_of(text, language)
    return line is not None and re.search(_DATE[language], line) is not None


def is_factual(text: str) -> bool:
    """Say whether an answer states a fact of the database."""
    return any(source_of(text, language) for language in LANGUAGES)
