"""Fitting the bounds under which the assistant asks back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.nlu.folds import NONSENSE, Guess
from benchmarks.nlu.goals import Goals, load_goals
from benchmarks.nlu.thresholds import fitted, is_refused, point


@pytest.fixture(scope="module")
def goals() -> Goals:
    return load_goals()


def guess(intent: str, first: str, confidence: float, suspicion: float) -> Guess:
    return Guess("en", "x", intent, first, confidence, suspicion)


@pytest.mark.parametrize(
    ("first", "confidence", "suspicion", "refused"),
    [
        ("find_hotel", 0.9, 0.05, False),
        ("find_hotel", 0.2, 0.05, True),
        ("find_hotel", 0.7, 0.2, True),
        ("out_of_scope", 0.9, 0.9, True),
        ("human", 0.9, 0.0, True),
    ],
)
def test_low_confidence_and_suspicion_refuse(
    goals: Goals, first: str, confidence: float, suspicion: float, refused: bool
) -> None:
    asked = guess("find_hotel", first, confidence, suspicion)
    assert is_refused(asked, 0.3, 0.1, goals) is refused


def test_the_fitted_pair_refuses_enough_and_no_more_than_it_must(goals: Goals) -> None:
    guesses = [
        *[guess("out_of_scope", "find_hotel", 0.6, 0.16)] * 9,
        guess("out_of_scope", "find_hotel", 0.9, 0.0),
        *[guess(NONSENSE, "thanks", 0.22, 0.0)] * 10,
        guess("find_hotel", "find_hotel", 0.28, 0.0),
        guess("find_hotel", "find_hotel", 0.8, 0.13),
        guess("find_hotel", "find_hotel", 0.8, 0.01),
    ]
    best = fitted(guesses, goals)
    assert best is not None
    assert (best.threshold, best.suspicion) == (0.25, 0.15)
    assert (best.recall, best.nonsense, best.refused) == (0.9, 1.0, 0.0)


def test_asking_back_is_better_than_a_wrong_answer_and_worse_than_a_right_one(
    goals: Goals,
) -> None:
    wrong = point([guess("find_hotel", "thanks", 0.4, 0.0)], 0.0, 1.01, goals)
    back = point([guess("find_hotel", "thanks", 0.4, 0.0)], 0.5, 1.01, goals)
    right = point([guess("find_hotel", "find_hotel", 0.4, 0.0)], 0.0, 1.01, goals)
    shares = [replace(p, recall=1.0, nonsense=1.0) for p in (right, back, wrong)]
    assert sorted(shares, key=lambda p: p.cost) == shares
    assert shares[0].cost == 0


def test_there_may_be_no_pair_that_refuses_enough(goals: Goals) -> None:
    guesses = [
        guess("out_of_scope", "find_hotel", 0.9, 0.0),
        guess(NONSENSE, "thanks", 0.9, 0.0),
        guess("find_hotel", "find_hotel", 0.9, 0.0),
    ]
    assert fitted(guesses, goals) is None


def test_a_right_guess_that_is_refused_is_not_accurate(goals: Goals) -> None:
    found = point([guess("find_hotel", "find_hotel", 0.2, 0.0)], 0.3, 0.1, goals)
    assert (found.refused, found.accuracy) == (1.0, 0.0)
