"""Names in Latin letters."""

from __future__ import annotations

import pytest

from nlu.gazetteer.romanization import romanized, sound_of
from nlu.text.normalization import compact_text


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("五四广场", ["wusiguangchang"]),
        ("ジャンチャオ", ["janchao"]),
        ("チェンヤン", ["chenyan"]),
        ("ファンタ", ["fanta"]),
        ("ビール", ["biiru", "biru"]),
        ("がっこう", ["gakkou"]),
        ("きょうと", ["kyouto"]),
        ("잔교", ["jangyo"]),
        ("팔대관", ["paldaegwan"]),
        ("ビール博物館", []),
        ("Pier", []),
        ("", []),
    ],
)
def test_a_name_of_one_script_is_written_in_latin_letters(name: str, letters: list[str]) -> None:
    assert list(romanized(compact_text(name))) == letters


def test_chinese_names_that_sound_alike_have_one_sound() -> None:
    assert sound_of("劈材院") == sound_of("劈柴院")
    assert sound_of("中山陵") != sound_of("中山路")
    assert sound_of("잔교") is None
