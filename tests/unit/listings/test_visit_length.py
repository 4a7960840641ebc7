"""The recommended length of a visit, read from its text."""

from __future__ import annotations

import pytest

from listings.visit_length import visit_minutes


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("en", "about 90 minutes", 90),
        ("en", "2-3 hours", 150),
        ("en", "1 hour 30 minutes", 90),
        ("en", "30 min", 30),
        ("en", "1.5 h", 90),
        ("zh", "约1.5小时", 90),
        ("zh", "2～3个小时", 150),
        ("zh", "90分钟", 90),
        ("ja", "約2時間", 120),
        ("ja", "1時間30分", 90),
        ("ko", "1~2시간", 90),
        ("ko", "40분", 40),
        ("pt", "cerca de 90 minutos", 90),
        ("pt-BR", "2,5 horas", 150),
    ],
)
def test_hours_and_minutes_are_read_in_the_language_of_the_text(
    language: str, text: str, minutes: int
) -> None:
    assert visit_minutes({language: text}) == minutes


@pytest.mark.parametrize(
    "texts", [{}, {"en": "half a day"}, {"en": "as long as you like"}, {"en": "400 hours"}]
)
def test_a_text_without_a_sensible_length_gives_none(texts: dict[str, str]) -> None:
    assert visit_minutes(texts) is None


def test_the_first_language_that_can_be_read_counts() -> None:
    assert visit_minutes({"en": "a while", "pt": "cerca de 45 minutos"}) == 45


def test_a_language_that_nobody_knows_is_read_as_english() -> None:
    assert visit_minutes({"xx": "2 hours"}) == 120
