from __future__ import annotations

import pytest

from nlu.gazetteer.english_forms import english_forms
from nlu.gazetteer.index import Name, NameIndex


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("college", "colleges"),
        ("boat", "boating"),
        ("boats", "boat"),
        ("church", "churches"),
        ("gallery", "galleries"),
        ("galleries", "gallery"),
        ("concert hall", "concert halls"),
        ("cruise", "cruising"),
    ],
)
def test_a_word_has_its_other_forms(word: str, form: str) -> None:
    assert form in english_forms(word)


@pytest.mark.parametrize("word", ["博物馆", "b&b", "4x4", "spa", "bus"])
def test_no_form_is_the_word_itself_and_none_is_made_of_what_is_no_english(word: str) -> None:
    forms = english_forms(word)
    assert word not in forms
    assert word.isascii() or not forms


def test_a_category_of_the_data_is_found_in_its_other_forms() -> None:
    index = NameIndex([Name("college", "category", "college"), Name("boat", "category", "boat")])
    found = [match.ids for match in index.find("colleges, or somewhere to go boating")]
    assert found == [("college",), ("boat",)]


def test_a_form_that_is_another_word_stays_that_word() -> None:
    index = NameIndex([Name("park", "category", "park"), Name("parking", "amenity", "parking")])
    (match,) = index.find("is there parking?")
    assert (match.kind, match.ids) == ("amenity", ("parking",))


def test_a_cuisine_is_said_without_its_head_too() -> None:
    names = ["Korean food", "Korean cuisine", "Korean restaurant"]
    others = [f"{word} {head}" for word in "abcdefg" for head in ("food", "cuisine", "restaurant")]
    index = NameIndex(
        [
            *(Name(name, "cuisine", "korean") for name in names),
            *(Name(name, "cuisine", name[0]) for name in others),
        ]
    )
    assert index.headed("Korean") == "korean"
    assert index.exact("korean", "cuisine") == "korean"
    assert index.headed("Korean pagoda") is None
