"""Quotes and brackets say where a name ends."""

from __future__ import annotations

import pytest

from nlu.gazetteer.span_ends import whole_name


@pytest.mark.parametrize(
    ("text", "guess", "name"),
    [
        ("「星空タワー 東」の住所", "星空タワー", "星空タワー 東"),
        ("「星空タワー」の住所", "「星空タワー", "星空タワー"),
        ("星空タワー」の住所", "星空タワー」", "星空タワー"),
        ("《梦幻古堡》门票", "古堡", "梦幻古堡"),
        ('the "Whistling Kettle" please', "Kettle", "Whistling Kettle"),
        ("the Copper Beech's number", "Copper Beech's", "Copper Beech"),
        ("听涛殿（书画馆）几点开门", "听涛殿（书画馆", "听涛殿（书画馆）"),
        ("河西店)的电话", "河西店)", "河西店"),
        ("Old Mill (North) closes", "Old Mill (North", "Old Mill (North)"),
        ("Old Mill (", "Old Mill (", "Old Mill"),
        ("Old Mill closes", "Old Mill", "Old Mill"),
    ],
)
def test_a_name_goes_to_its_quotes_and_closes_its_brackets(
    text: str, guess: str, name: str
) -> None:
    start = text.index(guess)
    first, last = whole_name(text, start, start + len(guess))
    assert text[first:last] == name


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("「閉まってる。」Old Mill「え」", "Old Mill"),
        ('"yes" at Old Mill he said "no"', "Old Mill"),
        ("“Is Old Mill open? I hope so”", "Old Mill"),
    ],
)
def test_quotes_around_something_else_change_nothing(text: str, guess: str) -> None:
    start = text.index(guess)
    assert whole_name(text, start, start + len(guess)) == (start, start + len(guess))


def test_a_guess_of_nothing_but_quotes_stays_as_it_is() -> None:
    assert whole_name("「」", 0, 2) == (0, 2)
