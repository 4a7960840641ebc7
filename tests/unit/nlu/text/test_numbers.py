"""Numbers in words, digits and both."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from nlu.text.alternatives import alternatives
from nlu.text.numbers import NumberWords, written
from nlu.text.regexes import compile_pattern

WORDS = NumberWords(
    {"two": "2", "five": "5", "twenty": "20", "fifty": "50", "零": "0", "三": "3", "五": "5"},
    {"hundred": "100", "hundred and": "100", "k": "1000", "十": "10", "百": "100", "万": "10000"}
    | {"천": "1000", "만": "10000"},
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1,200", "1200"),
        ("4.5", "4.5"),
        ("two", "2"),
        ("twenty-five", "25"),
        ("two hundred", "200"),
        ("hundred and fifty", "150"),
        ("2k", "2000"),
        ("三十五", "35"),
        ("五百三十", "530"),
        ("五百零三", "503"),
        ("十五", "15"),
        ("三万五", "30005"),
        ("2万", "20000"),
        ("1.5万", "15000"),
        ("5천", "5000"),
        ("만", "10000"),
        ("2만 5천", "25000"),
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert WORDS.value(text) == Decimal(number)


SHORT = NumberWords(
    {"零": "0", "一": "1", "二": "2", "三": "3", "五": "5", "八": "8"},
    {"十": "10", "百": "100", "千": "1000", "万": "10000", "백": "100"},
    ["百", "千", "万"],
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二百五", "250"),
        ("一百二十", "120"),
        ("一百二十五", "125"),
        ("三千八", "3800"),
        ("一万二", "12000"),
        ("一千二百五", "1250"),
        ("五百零三", "503"),
        ("2百5", "250"),
        ("三백五", "305"),
        ("十五", "15"),
        ("百五十", "150"),
    ],
)
def test_a_digit_behind_a_short_unit_counts_the_next_lower_one(text: str, number: str) -> None:
    assert SHORT.value(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "many", "three", "two five", "三五"])
def test_what_says_no_number_or_several_is_none(text: str) -> None:
    assert WORDS.value(text) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("from 1,200 to 3k", ["1,200", "3k"]),
        ("三百五十元", ["三百五十"]),
        ("twenty two hundred", ["twenty two hundred"]),
        ("at 10:30 on 1.2.3", []),
        ("often five", ["five"]),
        ("5천원", ["5천"]),
        ("두만강", []),
        ("two hundred and fifty or fifty", ["two hundred and fifty", "fifty"]),
        ("two hundred and a bit", ["two hundred and"]),
    ],
)
def test_numbers_are_found_whole(text: str, pieces: list[str]) -> None:
    regex = compile_pattern("number", "{number}", {"number": WORDS.regex}).regex
    assert [m.group() for m in regex.finditer(text)] == pieces


def test_the_unit_at_the_end_is_known() -> None:
    assert WORDS.last_unit("五百") == 100
    assert WORDS.last_unit("五") is None


def test_a_word_that_stands_for_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="'a few' is not a number"):
        NumberWords({"some": "a few"}, {})


@pytest.mark.parametrize(("number", "text"), [("100", "100"), ("1E+6", "1000000"), ("4.50", "4.5")])
def test_a_number_is_written_plainly(number: str, text: str) -> None:
    assert written(Decimal(number)) == text


def test_alternatives_of_no_words_match_nothing() -> None:
    assert re.search(alternatives([]), "anything at all") is None


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["web", "webサイト"], "webサイト", ["webサイト"]),
        (["five", "fifteen", "fifty"], "fiftyfive fifty five", ["fifty", "five"]),
        (["2号", "2号线", "号"], "12号线 2号线2号", ["号", "2号线", "2号"]),
        (["a.m.", "am"], "a.m. am aXm", ["a.m.", "am"]),
        (["-", "]", "^", "\\"], "^]-\\x", ["^", "]", "-", "\\"]),
    ],
)
def test_words_stand_alone_where_their_script_parts_words(
    words: list[str], text: str, found: list[str]
) -> None:
    assert re.findall(alternatives(words), text) == found


def test_the_longest_alternative_is_taken() -> None:
    found = re.findall(alternatives(["euro", "euro cents", "元", "元钱"]), "euro cents 元钱 euros")
    assert found == ["euro cents", "元钱"]
