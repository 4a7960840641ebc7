"""What a question asks of a place in words that need not be known."""

from __future__ import annotations

import pytest

from nlu.patterns.matcher import Patterns
from nlu.patterns.overlapping import without_names

from ..conftest import read_patterns


@pytest.fixture(scope="module")
def properties() -> Patterns:
    return read_patterns("properties")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is there a code for dress at @?", ["code for dress"]),
        ("Does @ have an interactive map in Korean?", ["interactive map in korean"]),
        ("can i fly a kite at @", ["fly a kite"]),
        ("is @ haunted?", ["haunted"]),
        ("are umbrellas allowed in @?", ["umbrellas"]),
        ("do I have to queue at @", ["queue"]),
        ("how steep is @", ["steep"]),
        ("can i get to @ by metro", []),
        ("is @ open @", []),
        ("is @ free?", []),
        ("what is the address of @", []),
        ("@有没有望远镜", ["望远镜"]),
        ("@能放风筝吗", ["放风筝"]),
        ("@台阶多不多", ["台阶多不多"]),
        ("@对身高有要求吗", ["身高"]),
        ("@开门吗", []),
        ("@免费吗", []),
        ("@に望遠鏡はありますか", ["望遠鏡"]),
        ("@で凧を揚げてもいいですか", ["凧を揚げてもいいですか"]),
        ("@は静かですか", ["静か"]),
        ("@は開いていますか", []),
        ("@はいくらですか", []),
        ("@에 망원경 있어요?", ["망원경"]),
        ("@에서 연을 날려도 돼요?", ["연을 날려도 돼요"]),
        ("@은 조용한가요?", ["조용한가요"]),
        ("@ 몇 시에 열어요?", []),
    ],
)
def test_a_property_is_told_from_what_is_known(
    properties: Patterns, text: str, asked: list[str]
) -> None:
    masked = text.replace("@", "\ue000")
    found = [q.value.lower() for q in properties.find(masked)]
    assert found == asked


def test_names_are_covered_over_their_whole_length() -> None:
    named = {"entity": "place", "value": "mill", "start": 3, "end": 11}
    assert without_names("is Big Mill open?", [named]) == f"is {chr(0xE000) * 8} open?"
