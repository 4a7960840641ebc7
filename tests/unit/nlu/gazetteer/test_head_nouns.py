"""Words that only say of what kind a name is."""

from __future__ import annotations

from nlu.gazetteer.head_nouns import stems
from nlu.gazetteer.index import Name, NameIndex

COUNTRIES = ("korean", "italian", "french", "german", "spanish", "greek")
NAMES = [
    *((i, f"{i.title()} food") for i in COUNTRIES),
    *((i, f"{i.title()} restaurant") for i in COUNTRIES),
    ("street-food", "street food"),
    ("street-food", "street stalls"),
    ("italian", "이탈리아 요리"),
]


def test_a_word_before_several_heads_is_a_name_of_its_own() -> None:
    assert stems(NAMES)["koreanrestaurant"] == len("korean")


def test_a_name_that_has_one_head_alone_stays_whole() -> None:
    assert "streetfood" not in stems(NAMES)


def test_without_names_nothing_is_cut() -> None:
    assert stems([]) == {}


def test_a_cuisine_covers_its_word_alone_and_keeps_its_id() -> None:
    index = NameIndex(Name(text, "cuisine", i) for i, text in NAMES)
    text = "any Korean  Restaurants? a korean restaurant, or street food"
    found = [(text[m.start : m.end], m.ids) for m in index.find(text)]
    assert found == [("korean", ("korean",)), ("street food", ("street-food",))]
