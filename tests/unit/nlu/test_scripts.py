"""Scripts of characters."""

from __future__ import annotations

import pytest

from nlu.scripts import script_of


@pytest.mark.parametrize(
    ("characters", "script"),
    [
        ("山栈橋々〇𠮷", "han"),
        ("あアーｱゞ", "kana"),
        ("가힣ㄱᄀ", "hangul"),
        ("aZéßＡ", "latin"),
        ("жאπ", "other"),
        ("1٣?。 \t😀·・", "none"),
    ],
)
def test_each_character_has_its_script(characters: str, script: str) -> None:
    assert {c: script_of(c) for c in characters} == dict.fromkeys(characters, script)
