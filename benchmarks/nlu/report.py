"""The figures as text for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.nlu.goals import Goals
from benchmarks.nlu.measures import Pair, confusion, is_right


def _figure(value: float | None) -> str:
    return "    -" if value is None else f"{value:.3f}"


def summary(results: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield one line a language."""
    yield "      items accuracy  macro oos-recall refused language entity-F1 ms-p50 ms-p95"
    for language, r in results.items():
        entities = r["entities"].get("all", {}).get("f1")
        yield (
            f"{language:5s} {r['in_scope'] + r['out_of_scope']:5d}    {_figure(r['accuracy'])}"
            f"  {_figure(r['macro_accuracy'])}      {_figure(r['out_of_scope_recall'])}"
            f"   {_figure(r['in_scope_refused'])}    {_figure(r['language'])}"
            f"     {_figure(entities)} {r['milliseconds']['p50']:6.1f}"
            f" {r['milliseconds']['p95']:6.1f}"
        )


def _comparable(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    return (
        f" | comparable: precision {row['precision']:.3f} recall {row['recall']:.3f}"
        f" F1 {row['f1']:.3f}"
    )


def details(language: str, result: dict[str, Any]) -> Iterator[str]:
    """Yield the figures of one language by goal, entity type and band of confidence."""
    yield f"\n== {language}"
    for goal, row in result["goals"].items():
        yield f"  {goal:18s} {row['items']:4d} {_figure(row['accuracy'])}"
    yield (
        f"  out_of_scope       {result['out_of_scope']:4d} {_figure(result['out_of_scope_recall'])}"
        f"  false accepts {_figure(result['false_accept_rate'])}"
    )
    yield f"  language undecided {_figure(result['language_undecided'])}"
    for kind, row in result["entities"].items():
        yield (
            f"  entity {kind:16s} {row['items']:4d} precision {row['precision']:.3f}"
            f" recall {row['recall']:.3f} F1 {row['f1']:.3f}"
            f"{_comparable(result['entities_comparable'].get(kind))}"
        )
    for row in result["calibration"]:
        yield (
            f"  confidence {row['from']:.1f}-{row['to']:.1f} {row['items']:5d} items,"
            f" mean {row['confidence']:.2f}, right {row['accuracy']:.2f}"
        )


def worst(pairs: Sequence[Pair], goals: Goals, *, rows: int, examples: int) -> Iterator[str]:
    """Yield the commonest confusions, each with a few of its utterances, surest first."""
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if not is_right(pair, goals):
            groups[confusion(pair, goals)].append(pair)
    for (right, acted), group in sorted(groups.items(), key=lambda g: -len(g[1]))[:rows]:
        yield f"  {len(group):3d} x {right} taken for {acted}"
        for example, understood in sorted(group, key=lambda p: -p[1].confidence)[:examples]:
            yield f"        {understood.likeliest} {understood.confidence:.2f}  {example.text}"
