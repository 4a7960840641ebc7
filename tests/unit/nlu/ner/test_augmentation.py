"""Utterances with other names in them."""

from __future__ import annotations

import random

import pytest

from nlu.ner.augmentation import crossed, has_names, invented, listed_names, with_exchanged_names

TEXTS = [
    ("where is Elm House", [{"entity": "place", "start": 9, "end": 18}]),
    ("Oak Tower please", [{"entity": "place", "start": 0, "end": 9}]),
    ("thanks", []),
]


def test_another_name_stands_where_a_name_stood_and_is_annotated() -> None:
    for seed in range(20):
        for text, entities in with_exchanged_names(TEXTS, seed=seed):
            (name,) = entities
            written = text[name["start"] : name["end"]]
            assert text.lower() in (f"where is {written.lower()}", f"{written.lower()} please")


def test_a_text_without_names_is_left_out() -> None:
    assert len(with_exchanged_names(TEXTS, seed=0)) == 2


def test_the_same_seed_gives_the_same_texts() -> None:
    assert with_exchanged_names(TEXTS, seed=3) == with_exchanged_names(TEXTS, seed=3)


def test_listed_names_are_taken_where_the_script_has_any() -> None:
    listed = {("latin", "place"): ["Zanzibar"], ("han", "place"): ["听雨楼"]}
    texts = [t for s in range(20) for t, _ in with_exchanged_names(TEXTS, seed=s, listed=listed)]
    assert any("zanzibar" in text.lower() for text in texts)
    assert not any("听" in text for text in texts)


def test_lookup_tables_of_names_are_known_by_script_and_kind() -> None:
    tables = [
        {"name": "latin_place", "elements": ["A", "B"]},
        {"name": "latin_place", "elements": ["C"]},
        {"name": "currency", "elements": ["yuan"]},
    ]
    assert listed_names(tables) == {("latin", "place"): ["A", "B", "C"]}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("Elm House", "Oak Tower", "Elm Tower"),
        ("听雨楼", "半岛渔港", "听雨渔港"),
        ("Zanzibar", "Lumen", "Zanzmen"),
        ("海月(站前店)", "听雨楼", "海月(站前店)"),
    ],
)
def test_two_names_make_a_third(one: str, other: str, both: str) -> None:
    assert crossed(one, other) == both


def test_an_invented_name_is_made_of_snippets_and_keeps_the_last_word_or_nothing_of_it() -> None:
    names = ["Elm House", "Oak Tower", "Lumen", "Zanzibar", "Birch Museum"]
    made = {invented(names, random.Random(seed)) for seed in range(40)}
    assert not made & set(names)
    assert {"Museum"} == {name.partition(" ")[2] for name in made if " " in name}
    assert any(" " not in name for name in made)


@pytest.mark.parametrize(
    "names",
    [
        ["听雨楼", "半岛渔港", "海月", "云峰寺", "石老人"],
        ["경복궁", "남산타워", "해운대", "롯데월드", "광안대교"],
        ["カモメの城", "桜坂", "みなと公園", "青葉通り", "灯台"],
    ],
)
def test_an_invented_name_has_characters_of_the_names_alone(names: list[str]) -> None:
    for seed in range(20):
        name = invented(names, random.Random(seed))
        assert set(name) <= set("".join(names))
        assert len(name) >= 2


def test_an_invented_name_of_digits_and_marks_does_not_fail() -> None:
    assert isinstance(invented(["798", "7", "-", "1", "42"], random.Random(0)), str)


def test_what_can_be_exchanged_is_a_name() -> None:
    assert [has_names(example) for example in TEXTS] == [True, True, False]
    assert not has_names(("on Sunday", [{"entity": "time", "start": 0, "end": 9}]))
