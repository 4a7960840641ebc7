"""Scripts of characters."""

from __future__ import annotations

import pytest

from nlu.text.scripts import han_language, script_of


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


@pytest.mark.parametrize(
    ("characters", "language"),
    [("営桟気駅図", "ja"), ("业桥驿图们", "zh"), ("山人電門時", None), ("あa1가", None)],
)
def test_some_forms_of_characters_belong_to_one_language(
    characters: str, language: str | None
) -> None:
    assert {c: han_language(c) for c in characters} == dict.fromkeys(characters, language)
