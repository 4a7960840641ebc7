"""Numbers that pick."""

from __future__ import annotations

import pytest

from channels.wechat.choices import Choices, number_of

LIST = Choices().shown("abc", ["/one", "/two", "/three"])


@pytest.mark.parametrize(
    "text",
    ["2", "２", " 2. ", "②", "二", "第二个", "第2个", "2号", "选2", "the second", "Second one",
     "no. 2", "2番", "二つ目", "２番目", "두 번째", "두번째", "2번", "2번이요"],
)  # fmt: skip
def test_a_number_picks_in_every_language(text: str) -> None:
    assert number_of(text) == 2
    assert LIST.pick(text) == "/two"


@pytest.mark.parametrize("text", ["", "2 tickets", "2020", "0", "4", "-1", "hello", "二日", "1/2"])
def test_anything_else_picks_nothing(text: str) -> None:
    assert LIST.pick(text) is None


def test_a_number_after_a_bubble_without_choices_picks_nothing() -> None:
    assert LIST.shown("def", []).pick("1") is None


def test_a_tap_picks_from_the_list_that_it_was_shown_in() -> None:
    later = LIST.shown("def", ["/other"]).shown("ghi", [])
    assert later.pick("1", "abc.3") == "/three"
    assert later.pick("1", "def.1") == "/other"
    assert later.pick("1", "unknown.1") is None


def test_old_lists_are_dropped() -> None:
    choices = LIST
    for number in range(5):
        choices = choices.shown(str(number), ["/x"])
    assert choices.pick("1", "abc.1") is None


def test_choices_survive_being_kept() -> None:
    assert Choices.from_json(LIST.to_json()).pick("3") == "/three"
    assert Choices.from_json(None).pick("1") is None
