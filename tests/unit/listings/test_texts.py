from __future__ import annotations

import pytest

from listings.texts import local_language, pick


def test_the_visitors_language_comes_first() -> None:
    assert pick({"pt": "cais", "en": "quay", "ja": "埠頭"}, "ja", "pt") == "埠頭"


def test_then_the_local_language_then_english_then_any() -> None:
    assert pick({"pt": "cais", "en": "quay"}, "ja", "pt") == "cais"
    assert pick({"en": "quay", "fr": "quai"}, "ja", "pt") == "quay"
    assert pick({"fr": "quai"}, "ja", "pt") == "quai"


def test_an_empty_text_counts_as_missing() -> None:
    assert pick({"ja": "", "pt": "cais"}, "ja", "pt") == "cais"


def test_no_text_gives_none() -> None:
    assert pick({}, "ja", "pt") is None


@pytest.mark.parametrize(
    ("country", "language"),
    [
        ("CN", "zh"),
        ("PT", "pt"),
        ("JP", "ja"),
        ("KR", "ko"),
        ("GB", "en"),
        ("pt", "pt"),
        ("ZZ", "en"),
    ],
)
def test_the_local_language_is_the_countrys(country: str, language: str) -> None:
    assert local_language(country) == language
