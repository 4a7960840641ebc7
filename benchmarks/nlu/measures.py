"""What is measured, as plain numbers: functions of examples and what was understood."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.nlu.examples import OUT_OF_SCOPE, Example
from benchmarks.nlu.goals import Goals
from benchmarks.nlu.understanding import Understanding

Pair = tuple[Example, Understanding]
BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)
_SMALLEST_LABEL = 10


def is_right(pair: Pair, goals: Goals) -> bool:
    """Say whether the goal acted on is one of those that are right."""
    example, understood = pair
    return goals.goal(understood.intent, example.goals) in example.goals


def share(flags: Sequence[bool]) -> float | None:
    """Return the share of true ones, or None of nothing."""
    return round(sum(flags) / len(flags), 4) if flags else None


def measure(pairs: Sequence[Pair], goals: Goals) -> dict[str, Any]:
    """Return all figures of one language."""
    inside = [p for p in pairs if p[0].is_in_scope]
    outside = [p for p in pairs if not p[0].is_in_scope]
    refused = [goals.goal(u.intent) == OUT_OF_SCOPE for _, u in inside]
    caught = share([is_right(p, goals) for p in outside])
    labels = by_goal(inside, goals)
    return {
        "in_scope": len(inside),
        "out_of_scope": len(outside),
        "accuracy": share([is_right(p, goals) for p in inside]),
        "macro_accuracy": _mean(
            [row["accuracy"] for row in labels.values() if row["items"] >= _SMALLEST_LABEL]
        ),
        "goals": labels,
        "out_of_scope_recall": caught,
        "false_accept_rate": None if caught is None else round(1 - caught, 4),
        "in_scope_refused": share(refused),
        "language": share([u.language == e.language for e, u in pairs]),
        "language_undecided": share([u.language is None for _, u in pairs]),
        "entities": entity_scores(pairs, goals),
        "entities_comparable": entity_scores(pairs, goals, comparable=True),
        "calibration": calibration(pairs, goals),
        "milliseconds": milliseconds(pairs),
        "confusions": [[*names, n] for names, n in confusions(pairs, goals).most_common(25)],
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(statistics.fmean(values), 4) if values else None


def by_goal(pairs: Sequence[Pair], goals: Goals) -> dict[str, dict[str, Any]]:
    """Return items and accuracy by goal; an item with several goals counts under each."""
    names = sorted({goal for e, _ in pairs for goal in e.goals})
    rows = {name: [is_right(p, goals) for p in pairs if name in p[0].goals] for name in names}
    return {name: {"items": len(row), "accuracy": share(row)} for name, row in rows.items()}


def confusions(pairs: Sequence[Pair], goals: Goals) -> Counter[tuple[str, str]]:
    """Count (right goals, goal acted on) of the wrong ones."""
    return Counter(confusion(p, goals) for p in pairs if not is_right(p, goals))


def confusion(pair: Pair, goals: Goals) -> tuple[str, str]:
    """Return the right goals, joined, and the goal acted on."""
    example, understood = pair
    return "|".join(sorted(example.goals)), goals.goal(understood.intent, example.goals)


def entity_scores(
    pairs: Sequence[Pair], goals: Goals, *, comparable: bool = False
) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 by type, and in ``all`` over the types to sum up.

    Types that the examples never annotate are left out. With ``comparable``, values are compared
    without the words that sources treat differently, and an entity that a source does not annotate
    in an utterance is not held against the assistant: goals.yml says which.
    """

    def forms(entities: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        if comparable:
            return {pair for kind, value in entities for pair in goals.cores(kind, value)}
        return {goals.comparable(kind, value) for kind, value in entities}

    counts: dict[str, Counter[str]] = {}
    for example, understood in pairs:
        if example.entities is None:
            continue
        gold = forms(example.entities)
        found = forms((goals.types[k], v) for k, v in understood.entities if k in goals.types)
        if comparable:
            kinds = {kind for kind, _ in gold}
            found = {(k, v) for k, v in found if k in kinds and v not in goals.unannotated}
            gold = {(k, v) for k, v in gold if v not in goals.unannotated}
        for name, sets in (("gold", gold), ("found", found), ("right", gold & found)):
            for kind, _ in sets:
                counts.setdefault(kind, Counter())[name] += 1
    annotated = {kind: count for kind, count in counts.items() if count["gold"]}
    total = sum((c for kind, c in annotated.items() if kind in goals.summed), Counter())
    return {kind: _f1(count) for kind, count in sorted(annotated.items())} | (
        {"all": _f1(total)} if total else {}
    )


def _f1(count: Counter[str]) -> dict[str, float]:
    right, found, gold = count["right"], count["found"], count["gold"]
    return {
        "items": gold,
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (found + gold), 4) if found + gold else 0.0,
    }


def calibration(pairs: Sequence[Pair], goals: Goals) -> list[dict[str, Any]]:
    """Return, by band of confidence, how often the classifier's first choice is right."""
    rows = []
    for low, high in itertools.pairwise(BANDS):
        band = [(e, u) for e, u in pairs if low <= u.confidence < high]
        right = [goals.goal(u.likeliest, e.goals) in e.goals for e, u in band]
        if band:
            rows.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "items": len(band),
                    "confidence": _mean([u.confidence for _, u in band]),
                    "accuracy": share(right),
                }
            )
    return rows


def milliseconds(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the median and the 95th percentile of the time of a message."""
    times = sorted(u.milliseconds for _, u in pairs)
    return {
        "p50": round(statistics.median(times), 2),
        "p95": round(times[min(len(times) - 1, int(len(times) * 0.95))], 2),
    }
