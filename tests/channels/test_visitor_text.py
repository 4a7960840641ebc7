from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.visitor_text import LIMIT, Empty, TooLong, clean


@pytest.mark.parametrize(
    "text",
    [
        "When are you open?",
        "10/11 or 11/11?",
        "门票多少钱？",
        "家族👨‍👩‍👧‍👦で",
        "두 줄\n입니다",
        "¿dónde?",
        "１／２",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/restart", "restart"),
        ("／restart", "restart"),
        (" \t/ ／ //restart ", "restart"),
        ("\u200b\u2060/restart", "restart"),
        ("\u3000／\u3000restart", "restart"),
        ("\u00ad/restart", "restart"),
        ("\u0301/restart", "restart"),
        ("\ufe0f/restart", "restart"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\ud800b", "ab"),
        ("a\u202eb", "ab"),
    ],
)
def test_what_could_harm_goes(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize("text", ["", " ", "/", "／/", "\u200b", "\x00", "\u3000\n"])
def test_nothing_is_told_as_empty(text: str) -> None:
    with pytest.raises(Empty):
        clean(text)


def test_the_limit_is_a_thousand_characters() -> None:
    assert clean("中" * LIMIT) == "中" * LIMIT
    assert clean(f"  {'a' * LIMIT}\n") == "a" * LIMIT
    with pytest.raises(TooLong):
        clean("a" * (LIMIT + 1))


@given(st.text(alphabet=st.characters(), max_size=40), st.text(max_size=20))
def test_nothing_typed_becomes_a_command(start: str, rest: str) -> None:
    try:
        kept = clean(f"{start}/{rest}")
    except Empty:
        return
    plain = unicodedata.normalize("NFKC", kept).strip()
    assert not plain.startswith("/")
    kept.encode()
    assert clean(kept) == kept
