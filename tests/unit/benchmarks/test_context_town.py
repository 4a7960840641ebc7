"""The town in which the benchmark's dialogues refer to places."""

from __future__ import annotations

from benchmarks.context.town import town


def test_names_that_differ_in_capitals_and_spaces_are_one_place() -> None:
    names = {"en": ["Golden Wok", "golden  wok", "Silver Inn"]}
    with town(names, {"Silver Inn": "hotel"}) as ids:
        assert ids["Golden Wok"] == ids["golden  wok"]
        assert ids["Silver Inn"] != ids["Golden Wok"]
