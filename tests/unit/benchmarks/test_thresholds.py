"""Fitting the bounds under which the assistant asks back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml

from benchmarks.nlu.folds import NONSENSE, Guess
from benchmarks.nlu.goals import Goals, load_goals
from benchmarks.nlu.thresholds import FITTED, Bounds, fitted, is_refused, point
from benchmarks.nlu.understanding import ROOT


@pytest.fixture(scope="module")
def goals() -> Goals:
    return load_goals()


def guess(intent: str, first: str, confidence: float, suspicion: float, lead: float = 1.0) -> Guess:
    return Guess("en", "x", intent, first, confidence, suspicion, lead)


@pytest.mark.parametrize(
    ("first", "confidence", "suspicion", "lead", "refused"),
    [
        ("find_hotel", 0.9, 0.05, 0.8, False),
        ("find_hotel", 0.2, 0.05, 0.8, True),
        ("find_hotel", 0.7, 0.2, 0.8, True),
        ("find_hotel", 0.4, 0.05, 0.01, True),
        ("out_of_scope", 0.9, 0.9, 0.8, True),
        ("human", 0.9, 0.0, 0.8, True),
    ],
)
def test_low_confidence_a_short_lead_and_suspicion_refuse(
    goals: Goals, first: str, confidence: float, suspicion: float, lead: float, refused: bool
) -> None:
    asked = guess("find_hotel", first, confidence, suspicion, lead)
    assert is_refused(asked, Bounds(0.3, 0.05, 0.1), goals) is refused


def test_the_fitted_bounds_refuse_enough_and_no_more_than_they_must(goals: Goals) -> None:
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
    assert (best.bounds.threshold, best.bounds.lead, best.bounds.suspicion) == (0.25, 0.03, 0.15)
    assert (best.recall, best.nonsense, best.refused) == (0.9, 1.0, 0.0)


def test_asking_back_is_better_than_a_wrong_answer_and_worse_than_a_right_one(
    goals: Goals,
) -> None:
    wrong = point([guess("find_hotel", "thanks", 0.4, 0.0)], Bounds(0.0, 0.0, 1.01), goals)
    back = point([guess("find_hotel", "thanks", 0.4, 0.0)], Bounds(0.5, 0.0, 1.01), goals)
    right = point([guess("find_hotel", "find_hotel", 0.4, 0.0)], Bounds(0.0, 0.0, 1.01), goals)
    shares = [replace(p, recall=1.0, nonsense=1.0) for p in (right, back, wrong)]
    assert sorted(shares, key=lambda p: p.cost) == shares
    assert shares[0].cost == 0


def test_there_may_be_no_bounds_that_refuse_enough(goals: Goals) -> None:
    guesses = [
        guess("out_of_scope", "find_hotel", 0.9, 0.0),
        guess(NONSENSE, "thanks", 0.9, 0.0),
        guess("find_hotel", "find_hotel", 0.9, 0.0),
    ]
    assert fitted(guesses, goals) is None


def test_a_right_guess_that_is_refused_is_not_accurate(goals: Goals) -> None:
    found = point([guess("find_hotel", "find_hotel", 0.2, 0.0)], Bounds(0.3, 0.0, 0.1), goals)
    assert (found.refused, found.accuracy) == (1.0, 0.0)


def test_the_assistant_asks_back_under_the_bounds_that_were_fitted() -> None:
    saved = json.loads(FITTED.read_text(encoding="utf-8"))
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    (doubt,) = [c for c in config["pipeline"] if c["name"].endswith("IntentFallbackClassifier")]
    used = (doubt["threshold"], doubt["ambiguity_threshold"], doubt["suspicions"]["out_of_scope"])
    assert used == (saved["threshold"], saved["lead"], saved["suspicion"])
