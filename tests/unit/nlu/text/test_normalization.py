"""Folding: spellings of one name become one, and spans still point into the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.normalization import compact_text, fold, fold_text, traditional


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("嶗山", "崂山"),
        ("棧橋", "栈桥"),
        ("ＡＢＣ１２", "abc12"),
        ("Café", "CAFE"),
        ("Straße", "STRASSE"),
        ("ﾋﾞｰﾙ", "ビール"),
        ("ビール", "ビール"),
        ("잔교", "잔교"),
        ("①", "1"),
        ("￥", "¥"),
    ],
)
def test_two_spellings_fold_to_one(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(("one", "other"), [("ハ", "バ"), ("は", "ば"), ("가", "각"), ("o", "0")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_white_space_of_any_kind_becomes_one_space() -> None:
    assert fold_text("  Lao\u3000 \tShan\n") == "lao shan"


@pytest.mark.parametrize("text", ["Lao Shan", "lao-shan", "LAOSHAN", "Lao·Shan", "Láoshān"])
def test_compact_text_keeps_letters_and_digits_alone(text: str) -> None:
    assert compact_text(text) == "laoshan"


def test_an_empty_text_folds_to_nothing() -> None:
    assert fold("").text == ""
    assert compact_text("-- !") == ""


def test_a_span_points_into_the_original() -> None:
    text = "去 ①號 ﾋﾞｰﾙ館"
    folded = fold(text, compact=True)
    start = folded.text.index("ビール")
    first, last = folded.span(start, start + 3)
    assert text[first:last] == "ﾋﾞｰﾙ"


def test_a_character_that_folds_to_several_is_covered_whole() -> None:
    folded = fold("㍿x")
    assert folded.text == "株式会社x"
    assert folded.span(1, 2) == (0, 1)
    assert folded.span(0, 5) == (0, 2)


@given(st.text())
def test_every_folded_character_knows_its_piece_of_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@given(st.text(alphabet="abcXYZ éÉ ｱｶﾞ ガ山嶗棧橋가각 12①　-", max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_simplified_characters_can_be_written_as_traditional_ones() -> None:
    assert traditional("营业时间 now") == "營業時間 now"


@given(st.text(st.characters(max_codepoint=127)))
def test_english_text_is_folded_the_short_way_as_character_by_character(text: str) -> None:
    letters = [fold(character) for character in text]
    assert fold(text).text == "".join(letter.text for letter in letters)
    assert [fold(text).span(i, i + 1) for i in range(len(text))] == [
        (i, i + 1) for i in range(len(text))
    ]


def test_a_combining_mark_folds_with_the_english_letter_before_it() -> None:
    assert fold("Cafe\u0301").span(3, 4) == (3, 5)
