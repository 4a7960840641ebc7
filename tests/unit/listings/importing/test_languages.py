from __future__ import annotations

import pytest

from listings.importing.columns import Translated
from listings.importing.languages import in_order, is_language


@pytest.mark.parametrize("code", ["en", "zh", "pt-BR", "zh-Hant", "yue"])
def test_a_language_code_is_one(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "EN", "xx", "english", "per_person", "a", "en-"])
def test_anything_else_is_not(code: str) -> None:
    assert not is_language(code)


def test_the_assistants_own_languages_come_first() -> None:
    assert in_order(["pt", "ko", "de", "en", "pt", "ja", "zh"]) == [
        "en",
        "zh",
        "ja",
        "ko",
        "de",
        "pt",
    ]


def test_a_family_knows_its_columns() -> None:
    summary = Translated("summary", "summary")
    assert summary.language_of("summary_pt-BR") == "pt-BR"
    assert summary.language_of("summary") is None
    assert summary.language_of("summary_draft") is None
    assert summary.language_of("name_en") is None


def test_a_bare_column_is_english() -> None:
    ticket = Translated("ticket", "names", bare=True)
    assert (ticket.language_of("ticket"), ticket.language_of("ticket_en")) == ("en", "en")
    assert (ticket.header("en"), ticket.header("zh")) == ("ticket", "ticket_zh")
