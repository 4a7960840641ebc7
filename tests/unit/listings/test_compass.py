from __future__ import annotations

import pytest

from listings.compass import other_words
from listings.cuisine_families import SHIPPED, members_of


@pytest.mark.parametrize(
    ("name", "language", "word"),
    [
        ("East", "en", "eastern part"),
        ("centre", "en", "centrally located"),
        ("north", "zh", "北部"),
        ("west", "ja", "西側"),
        ("south", "ko", "남쪽"),
    ],
)
def test_a_district_called_after_its_side_has_the_words_for_it(
    name: str, language: str, word: str
) -> None:
    assert word in other_words([name])[language]


def test_a_district_of_another_name_has_none() -> None:
    assert not other_words(["Ribeira Velha", "老河岸区"])


def test_a_family_has_members_and_a_cuisine_of_its_own_has_none() -> None:
    assert SHIPPED.is_file()
    assert "italian" in members_of("european")
    assert "european" not in members_of("european")
    assert members_of("korean") == ()
