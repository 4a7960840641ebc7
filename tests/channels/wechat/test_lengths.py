"""Cutting a text to bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.wechat.lengths import MAX_BYTES, cut, size

text = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n漢😀 "), max_size=300)


@settings(deadline=None)
@given(text, st.integers(20, 200))
def test_a_part_fits_and_no_character_is_lost(whole: str, limit: int) -> None:
    parts, rest = [], whole
    while rest:
        part, rest = cut(rest, limit)
        assert size(part) <= limit
        parts.append(part)
    assert "".join("".join(parts).split()) == "".join(whole.split())


def test_what_fits_is_whole() -> None:
    assert cut("漢" * 682 + "ab") == ("漢" * 682 + "ab", "")
    assert size(cut("漢" * 683)[0]) == MAX_BYTES - 2


def test_the_cut_is_at_the_end_of_a_line() -> None:
    assert cut("one line\nanother line", 15) == ("one line", "another line")


def test_a_link_is_never_cut() -> None:
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=1&msgmenuid=a.1">1. A place</a>'
    assert cut("Look here: " + link, 60) == ("Look here:", link)


def test_an_emoji_of_several_characters_is_never_cut() -> None:
    family = "👨‍👩‍👧"
    assert cut("ab" + family, 10) == ("ab", family)
