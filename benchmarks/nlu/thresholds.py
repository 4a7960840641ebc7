"""Fit the bounds under which the assistant asks back, on our own held-out utterances.

    python -m benchmarks.nlu.thresholds [--save]

There are three: how sure the likeliest intent must be, by how much it must lead the next one, and
how likely ``out_of_scope`` may be behind it. What bounds cost visitors is a wrong answer counted as
one and a question back as half; most of what an office is asked is in scope. Of all bounds under
which enough of the out-of-scope utterances and of the nonsense are refused in every language, and
which cost no more than a standard error above the least, those are fitted that refuse the fewest
(the one-standard-error rule: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning,
7.10). The benchmark plays no part.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from benchmarks.nlu.examples import OUT_OF_SCOPE
from benchmarks.nlu.folds import NONSENSE, Guess, guesses_of_held_out
from benchmarks.nlu.goals import Goals, load_goals

THRESHOLDS = (0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
# Two meanings as close as the least of these are asked back in any case.
LEADS = (0.03, 0.06, 0.1, 0.15)
SUSPICIONS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 1.01)
# What is wanted in every language. Chinese characters at random look much like a sentence.
MIN_RECALL = 0.8
MIN_NONSENSE = 0.7
# A question back, where a wrong answer costs one and a right one nothing.
ASKED_BACK = 0.5
# Of how many messages in all an office's are taken to be out of scope, and to mean nothing.
SHARE_OUT_OF_SCOPE = 0.1
SHARE_NONSENSE = 0.02
RESULTS = Path(__file__).with_name("results")
FITTED = RESULTS / "thresholds.json"


@dataclass(frozen=True)
class Bounds:
    """Under which confidence or lead, and from which suspicion on, the assistant asks back."""

    threshold: float
    lead: float
    suspicion: float


@dataclass(frozen=True)
class Point:
    """What bounds do to the held-out utterances of one language, as shares."""

    bounds: Bounds
    recall: float
    nonsense: float
    refused: float
    accuracy: float
    inside: int

    @property
    def cost(self) -> float:
        """Return what a message costs a visitor on average: 0 is best, 1 a wrong answer to each."""
        inside = 1 - SHARE_OUT_OF_SCOPE - SHARE_NONSENSE
        wrong = 1 - self.accuracy - self.refused
        return (
            inside * (wrong + ASKED_BACK * self.refused)
            + SHARE_OUT_OF_SCOPE * (1 - self.recall)
            + SHARE_NONSENSE * (1 - self.nonsense)
        )

    @property
    def error(self) -> float:
        """Return the standard error of :attr:`cost`, of the in-scope utterances, which are most."""
        wrong = 1 - self.accuracy - self.refused
        mean = wrong + ASKED_BACK * self.refused
        variance = wrong + ASKED_BACK**2 * self.refused - mean**2
        share = 1 - SHARE_OUT_OF_SCOPE - SHARE_NONSENSE
        return share * math.sqrt(max(variance, 0.0) / max(self.inside, 1))


def is_refused(guess: Guess, bounds: Bounds, goals: Goals) -> bool:
    """Say whether the assistant would not answer by an intent of its own."""
    if guess.first in goals.refusals:
        return True
    unsure = guess.confidence < bounds.threshold or guess.lead < bounds.lead
    return unsure or guess.suspicion >= bounds.suspicion


def point(guesses: Sequence[Guess], bounds: Bounds, goals: Goals) -> Point:
    """Return the figures of some bounds."""
    rows: dict[str, list[bool]] = {OUT_OF_SCOPE: [], NONSENSE: [], "inside": []}
    right: list[bool] = []
    for guess in guesses:
        refused = is_refused(guess, bounds, goals)
        if guess.intent == NONSENSE:
            # Who is told that no such place is listed has not been misled either.
            rows[NONSENSE].append(refused or guess.is_name)
        elif guess.intent == OUT_OF_SCOPE:
            rows[OUT_OF_SCOPE].append(refused)
        elif guess.intent not in goals.refusals:
            rows["inside"].append(refused)
            right.append(guess.first == guess.intent and not refused)
    shares = [float(np.mean(row)) if row else float("nan") for row in (*rows.values(), right)]
    return Point(bounds, *shares, inside=len(right))


def fitted(guesses: Sequence[Guess], goals: Goals) -> Point | None:
    """Return the bounds that the module describes, None when none refuse enough."""
    own = by_language(guesses)
    found: list[Point] = []
    for bounds in itertools.starmap(Bounds, itertools.product(THRESHOLDS, LEADS, SUSPICIONS)):
        points = [point(rows, bounds, goals) for rows in own.values()]
        if all(p.recall >= MIN_RECALL and p.nonsense >= MIN_NONSENSE for p in points):
            found.append(point(guesses, bounds, goals))
    best = min(found, key=lambda p: p.cost, default=None)
    if best is None:
        return None
    near = [p for p in found if p.cost <= best.cost + best.error]
    return min(near, key=lambda p: (p.refused, p.cost))


def by_language(guesses: Sequence[Guess]) -> dict[str, list[Guess]]:
    """Return the guesses of each language, the languages in the order of the alphabet."""
    languages = sorted({g.language for g in guesses})
    return {name: [g for g in guesses if g.language == name] for name in languages}


def lines(guesses: Sequence[Guess], goals: Goals) -> Iterator[str]:
    """Yield the fitted bounds, and those around them for each language and for all together."""
    best = fitted(guesses, goals)
    if best is None:
        yield "No bounds refuse enough."
        return
    chosen = best.bounds
    yield (
        f"fitted: threshold {chosen.threshold}, lead {chosen.lead},"
        f" suspicion of out_of_scope {chosen.suspicion}"
    )
    around = {
        *(replace(chosen, threshold=t) for t in THRESHOLDS),
        *(replace(chosen, lead=a) for a in LEADS),
        *(replace(chosen, suspicion=s) for s in SUSPICIONS),
    }
    for name, rows in [*by_language(guesses).items(), ("all", guesses)]:
        yield f"\n{name}: {len(rows)} texts"
        yield "threshold  lead suspicion oos-recall nonsense refused accuracy cost"
        for bounds in sorted(around, key=lambda b: (b.threshold, b.lead, b.suspicion)):
            p = point(rows, bounds, goals)
            yield (
                f"     {bounds.threshold:.2f}  {bounds.lead:.2f}      {bounds.suspicion:.2f}"
                f"      {p.recall:.3f}    {p.nonsense:.3f}   {p.refused:.3f}    {p.accuracy:.3f}"
                f"  {p.cost:.4f}{' *' if bounds == chosen else ''}"
            )


def main() -> None:
    """Fit, and print what bounds around the fitted ones would do."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.thresholds")
    parser.add_argument("--save", action="store_true", help="write results/thresholds.json")
    arguments = parser.parse_args()
    guesses, goals = guesses_of_held_out(), load_goals()
    print("\n".join(lines(guesses, goals)))
    best = fitted(guesses, goals)
    if arguments.save and best is not None:
        RESULTS.mkdir(exist_ok=True)
        figures = {**asdict(best), "cost": best.cost}
        row = {"date": datetime.date.today().isoformat(), **figures.pop("bounds")}
        row |= {name: round(figure, 4) for name, figure in figures.items()}
        FITTED.write_text(json.dumps(row, indent=1) + "\n")


if __name__ == "__main__":
    main()
