"""Whether a question wants a yes: is it open, is it closed?"""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.patterns.matcher import Patterns
from nlu.patterns.overlapping import is_overlay

from ..conftest import DATA, LANGUAGES


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    training = TrainingData()
    for language in LANGUAGES:
        training = training.merge(load_data(str(DATA / language / "polarity.yml")))
    return Patterns([(r["name"], r["pattern"]) for r in training.regex_features], {})


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is the mill closed on mondays?", ["closed"]),
        ("hello, do you close on sundays", ["closed"]),
        ("closed mondays?", ["closed"]),
        ("are you open now?", ["open"]),
        ("is the mill open or closed on monday?", []),
        ("when is the mill closed?", []),
        ("do you close at five?", []),
        ("when do you open?", []),
        ("which museums are open", []),
        ("磨坊周一闭馆吗", ["closed"]),
        ("磨坊周一开门吗？", ["open"]),
        ("磨坊周一不开吗", ["closed"]),
        ("周一是不是休息", ["closed"]),
        ("几点关门？", []),
        ("磨坊几点开门", []),
        ("月曜日は休みですか", ["closed"]),
        ("今開いていますか？", ["open"]),
        ("休みはいつですか", []),
        ("何時に開きますか", []),
        ("월요일에 쉬나요?", ["closed"]),
        ("지금 영업하나요?", ["open"]),
        ("언제 쉬나요?", []),
        ("몇 시에 닫아요?", []),
    ],
)
def test_a_yes_or_no_question_is_told_from_the_others(
    patterns: Patterns, text: str, asked: list[str]
) -> None:
    assert [found.value for found in patterns.find(text)] == asked


def test_it_lies_over_the_other_entities() -> None:
    assert is_overlay("asks=open")
