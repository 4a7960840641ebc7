"""Fit the bounds under which the assistant asks back, on held-out folds of our own data.

    python -m benchmarks.nlu.thresholds [--folds 3] [--save]

Of all pairs of bounds under which enough of the out-of-scope utterances and of the nonsense are
refused in every language, the pair that refuses the fewest in-scope utterances is the fitted one.
What a pair costs visitors is shown beside it: a wrong answer is worse than a question back, and
most of what an office is asked is in scope. The benchmark plays no part.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from benchmarks.nlu.examples import OUT_OF_SCOPE
from benchmarks.nlu.folds import NONSENSE, Guess, held_out_guesses
from benchmarks.nlu.goals import Goals, load_goals

THRESHOLDS = (0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SUSPICIONS = (0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 1.01)
# What is wanted in the end, in every language. Letters in random order are harder than what people
# type without a meaning, so less of them is asked for.
MIN_RECALL = 0.8
MIN_NONSENSE = 0.55
# A question back, where a wrong answer costs one and a right one nothing.
ASKED_BACK = 0.5
# Of how many messages in all an office's are taken to be out of scope, and to mean nothing.
SHARE_OUT_OF_SCOPE = 0.1
SHARE_NONSENSE = 0.02
RESULTS = Path(__file__).with_name("results")


@dataclass(frozen=True)
class Point:
    """What a pair of bounds does to the held-out utterances of one language, as shares."""

    threshold: float
    suspicion: float
    recall: float
    nonsense: float
    refused: float
    accuracy: float

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


def is_refused(guess: Guess, threshold: float, suspicion: float, goals: Goals) -> bool:
    """Say whether the assistant would not answer by an intent of its own."""
    unsure = guess.confidence < threshold or guess.suspicion >= suspicion
    return unsure or guess.first in goals.refusals


def point(guesses: Sequence[Guess], threshold: float, suspicion: float, goals: Goals) -> Point:
    """Return the figures of one pair of bounds."""
    rows: dict[str, list[bool]] = {OUT_OF_SCOPE: [], NONSENSE: [], "inside": []}
    right: list[bool] = []
    for guess in guesses:
        refused = is_refused(guess, threshold, suspicion, goals)
        if guess.intent in rows:
            rows[guess.intent].append(refused)
        elif guess.intent not in goals.refusals:
            rows["inside"].append(refused)
            right.append(guess.first == guess.intent and not refused)
    shares = [float(np.mean(row)) if row else float("nan") for row in (*rows.values(), right)]
    return Point(threshold, suspicion, *shares)


def fitted(guesses: Sequence[Guess], goals: Goals) -> Point | None:
    """Return the pair of bounds that the module describes, None when no pair refuses enough."""
    languages = sorted({g.language for g in guesses})
    found: list[Point] = []
    for threshold, suspicion in itertools.product(THRESHOLDS, SUSPICIONS):
        points = [
            point([g for g in guesses if g.language == name], threshold, suspicion, goals)
            for name in languages
        ]
        if all(p.recall >= MIN_RECALL and p.nonsense >= MIN_NONSENSE for p in points):
            found.append(point(guesses, threshold, suspicion, goals))
    return min(found, key=lambda p: p.refused, default=None)


def lines(guesses: Sequence[Guess], goals: Goals) -> Iterator[str]:
    """Yield the fitted pair, and the pairs around it for each language and for all together."""
    best = fitted(guesses, goals)
    if best is None:
        yield "No pair of bounds refuses enough."
        return
    yield f"fitted: threshold {best.threshold}, suspicion of out_of_scope {best.suspicion}"
    for name in (*sorted({g.language for g in guesses}), "all"):
        chosen = [g for g in guesses if name in (g.language, "all")]
        yield f"\n{name}: {len(chosen)} texts"
        yield "threshold suspicion oos-recall nonsense refused accuracy cost"
        shown = [(best.threshold, s) for s in SUSPICIONS]
        shown += [(t, best.suspicion) for t in THRESHOLDS if t != best.threshold]
        for threshold, suspicion in sorted(shown):
            p = point(chosen, threshold, suspicion, goals)
            mark = " *" if (threshold, suspicion) == (best.threshold, best.suspicion) else ""
            yield (
                f"     {threshold:.2f}      {suspicion:.2f}      {p.recall:.3f}    {p.nonsense:.3f}"
                f"   {p.refused:.3f}    {p.accuracy:.3f}  {p.cost:.4f}{mark}"
            )


def main() -> None:
    """Fit, and print what each pair of bounds would do."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.thresholds")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="write results/thresholds.json")
    arguments = parser.parse_args()
    guesses, goals = held_out_guesses(arguments.folds), load_goals()
    print("\n".join(lines(guesses, goals)))
    best = fitted(guesses, goals)
    if arguments.save and best is not None:
        RESULTS.mkdir(exist_ok=True)
        row = {"date": datetime.date.today().isoformat(), **asdict(best), "cost": best.cost}
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
        (RESULTS / "thresholds.json").write_text(json.dumps(rounded, indent=1) + "\n")


if __name__ == "__main__":
    main()
