"""What of many regular expressions can match at all, found in one pass over the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.alternatives import alternatives
from nlu.text.prefilter import Expression, Prefilter


@pytest.mark.parametrize(
    ("regex", "pieces"),
    [
        ("near", {"near"}),
        ("(?:from|to) the", {"from the", "to the"}),
        (r"no\s{0,3}(?:fish|meat)", {"fish", "meat"}),
        (r"(?<![a-z])(?:bus|tram)s?(?![a-z])", {"bus", "buss", "tram", "trams"}),
        (r"(?=(?P<a>café))(?P=a)x", {"x"}),
        ("[海山]边?", {"海", "海边", "山", "山边"}),
        (r"(?:ab)+c{2}", {"ab"}),
    ],
)
def test_of_these_pieces_each_match_holds_one(regex: str, pieces: set[str]) -> None:
    assert Expression.of(regex).needed == frozenset(pieces)


@pytest.mark.parametrize("regex", ["x*", ".+", r"\d{2}", "[^a]", "(?i)near", "(?:a|b?)"])
def test_what_holds_no_certain_piece_is_always_tried(regex: str) -> None:
    assert Expression.of(regex).needed is None
    assert Prefilter([Expression.of(regex)]).candidates("zzz") == [0]


def test_the_candidates_come_in_the_order_of_the_expressions() -> None:
    regexes = [Expression.of(r) for r in ("late", "o.", "early", r"\d", "l(?:at|ov)e")]
    assert Prefilter(regexes).candidates("not too late") == [0, 1, 3, 4]
    assert Prefilter([]).candidates("anything") == []


WORDS = st.text("abc ", min_size=1, max_size=4)
REGEXES = st.recursive(
    WORDS.map(re.escape)
    | st.sampled_from(["[ab]", ".", r"\s", "^", "$", r"\b", "(?!a)", "(?<=b)"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "{0,2}", "{1,2}", "{2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.lists(WORDS, min_size=1, max_size=3).map(alternatives),
    ),
    max_leaves=8,
)


@given(REGEXES, st.text("abc ", max_size=12))
def test_nothing_that_matches_is_passed_over(regex: str, text: str) -> None:
    expression = Expression.of(regex)
    found = re.compile(regex).search(text)
    assert (found and found.span()) == ((m := expression.regex.search(text)) and m.span())
    if found:
        assert Prefilter([expression]).candidates(text) == [0]
