"""How often a piece was met outside of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.text.word_counts import Familiarity


@pytest.fixture
def familiar() -> Familiarity:
    return Familiarity.of([["the", "the", "of"], ["the", "of"], ["the"], ["the"], []])


def test_a_piece_is_the_more_familiar_the_more_utterances_had_it(familiar: Familiarity) -> None:
    assert familiar.grades(["the", "of", "zorblat"]) == ["3", "2", "0"]


def test_an_utterance_does_not_count_for_itself(familiar: Familiarity) -> None:
    own = frozenset(["of", "the"])
    assert familiar.grades(["of", "the", "zorblat"], own) == ["1", "3", "0"]


def test_nothing_has_no_grades(familiar: Familiarity) -> None:
    assert familiar.grades([]) == []


def test_what_is_saved_grades_the_same(familiar: Familiarity, tmp_path: Path) -> None:
    familiar.save(tmp_path)
    pieces = ["the", "of", "zorblat"]
    assert Familiarity.load(tmp_path).grades(pieces) == familiar.grades(pieces)
