"""The figures of the benchmark, on a few invented examples."""

from __future__ import annotations

import pytest

from benchmarks.nlu.examples import Example
from benchmarks.nlu.goals import Goals, load_goals
from benchmarks.nlu.measures import (
    Pair,
    calibration,
    confusions,
    entity_scores,
    measure,
)
from benchmarks.nlu.understanding import Understanding

TEXT = "a quiet hotel near the Old Harbour"


@pytest.fixture(scope="module")
def goals() -> Goals:
    return load_goals()


def asked(*right: str, spans: tuple[tuple[str, int, int], ...] | None = ()) -> Example:
    entities = None if spans is None else frozenset((k, TEXT[a:b]) for k, a, b in spans)
    return Example("1", "en", TEXT, frozenset(right), entities)


def understood(
    intent: str, confidence: float = 0.9, spans: tuple[tuple[str, int, int], ...] = ()
) -> Understanding:
    return Understanding(
        intent,
        intent,
        confidence,
        "en",
        frozenset((kind, TEXT[a:b]) for kind, a, b in spans),
        1.0,
        tuple({"entity": kind, "start": a, "end": b} for kind, a, b in spans),
    )


def test_a_fallback_is_wrong_in_scope_and_right_out_of_scope(goals: Goals) -> None:
    pairs: list[Pair] = [
        (asked("find_hotel"), understood("find_hotel")),
        (asked("find_hotel"), understood("nlu_fallback")),
        (asked("out_of_scope"), understood("nlu_fallback")),
        (asked("out_of_scope"), understood("find_hotel")),
    ]
    figures = measure(pairs, goals)
    assert (figures["accuracy"], figures["in_scope_refused"]) == (0.5, 0.5)
    assert (figures["out_of_scope_recall"], figures["false_accept_rate"]) == (0.5, 0.5)


def test_one_of_several_right_goals_is_enough(goals: Goals) -> None:
    pairs = [(asked("ask_phone", "ask_address"), understood("ask_address"))]
    assert measure(pairs, goals)["accuracy"] == 1.0


def test_an_entity_is_right_by_type_and_text_without_a_leading_article(goals: Goals) -> None:
    pairs = [
        (
            asked("find_hotel", spans=(("place_name", 19, 34),)),
            understood("find_hotel", spans=(("place", 23, 34),)),
        )
    ]
    assert entity_scores(pairs, goals)["place_name"]["f1"] == 1.0
    pairs[0] = (pairs[0][0], understood("find_hotel", spans=(("area", 23, 34),)))
    assert entity_scores(pairs, goals)["place_name"]["f1"] == 0.0


def test_texts_without_annotation_do_not_count_for_entities(goals: Goals) -> None:
    pairs = [(asked("thanks", spans=None), understood("thanks", spans=(("place", 2, 7),)))]
    assert entity_scores(pairs, goals) == {}


def test_confidence_is_shown_by_band(goals: Goals) -> None:
    pairs = [
        (asked("thanks"), understood("thanks", 0.95)),
        (asked("thanks"), understood("goodbye", 0.95)),
        (asked("thanks"), understood("thanks", 0.3)),
    ]
    bands = {row["from"]: (row["items"], row["accuracy"]) for row in calibration(pairs, goals)}
    assert bands == {0.9: (2, 0.5), 0.2: (1, 1.0)}


def test_confusions_name_goals_and_hold_no_text(goals: Goals) -> None:
    pairs = [(asked("thanks"), understood("goodbye"))]
    assert confusions(pairs, goals) == {("thanks", "goodbye"): 1}
    assert TEXT not in str(measure(pairs, goals))
