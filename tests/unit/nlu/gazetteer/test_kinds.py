from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
import yaml

from listings.queries.names import NameKind
from nlu.gazetteer.index import PRECEDENCE, Name, NameIndex
from nlu.gazetteer.linker import _ENTITY_OF_KIND


def test_every_kind_of_name_has_its_place_and_its_entity() -> None:
    assert set(PRECEDENCE) == set(get_args(NameKind))
    assert set(_ENTITY_OF_KIND) == set(get_args(NameKind))


def test_every_entity_of_a_name_is_in_the_domain() -> None:
    known = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))["entities"]
    assert set(_ENTITY_OF_KIND.values()) <= set(known)


@pytest.mark.parametrize("kind", get_args(NameKind))
def test_a_name_of_any_kind_is_found(kind: str) -> None:
    index = NameIndex([Name("Blue Harbour Line", kind, "x")])
    assert [m.ids for m in index.find("the Blue Harbour Line, please")] == [("x",)]


def test_a_station_called_after_a_place_leaves_it_the_name() -> None:
    names = [
        Name("Blue Beach Park", "place", "beach"),
        Name("Blue Beach", "station", "stop"),
        Name("Blue Beach Station", "station", "stop"),
        Name("park", "category", "park"),
    ]
    index = NameIndex(names)
    assert [m.ids for m in index.find("to Blue Beach")] == [("beach",)]
    assert [m.ids for m in index.find("to Blue Beach Station")] == [("stop",)]
