"""The figures of the candidates as two tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def lines(result: dict[str, Any]) -> Iterator[str]:
    """Yield the tables of what ``python -m benchmarks.nlu.pipelines`` has measured.

    Three or four figures with strokes between are the languages' in the order of the alphabet.
    """
    languages = sorted(next(iter(_rows(result)), {}).get("held_out", {}))
    yield f"Languages: {', '.join(languages)}; training data {result['training_data']}"
    yield ""
    yield (
        "| pipeline | own held-out | benchmark | out of scope refused | ms p50 | MiB |"
        " trained in s | model MiB |"
    )
    yield "|---|---|---|---|---:|---:|---:|---:|"
    for name, row in result["pipelines"].items():
        yield _line(name, row)
    yield ""
    yield (
        "| classifier | own held-out | benchmark | out of scope refused | ms p50 | MiB |"
        " trained in s | model MiB |"
    )
    yield "|---|---|---|---|---:|---:|---:|---:|"
    for name, row in result["classifiers"].items():
        yield _line(name, row)


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [*result["pipelines"].values(), *result["classifiers"].values()]


def _line(name: str, row: dict[str, Any]) -> str:
    shares = [
        " / ".join(f"{value:.3f}".lstrip("0") for value in row[key].values())
        for key in ("held_out", "benchmark", "out_of_scope_recall")
    ]
    seconds = row.get("training_cpu_seconds", row["training_seconds"])
    cells = [name, *shares, row["ms_p50"], row["mib"], seconds, row["model_mib"]]
    return f"| {' | '.join(map(str, cells))} |"
