"""Measure the understanding on benchmark files.

python -m benchmarks.nlu --data DIR [--model models/x.tar.gz] [--config config.yml] [--save]
"""

from __future__ import annotations

import argparse
import datetime
import json
import resource
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.nlu.examples import read_examples
from benchmarks.nlu.goals import load_goals
from benchmarks.nlu.measures import measure
from benchmarks.nlu.report import details, summary, worst
from benchmarks.nlu.understanding import ROOT, empty_database, train, understand

RESULTS = Path(__file__).with_name("results")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of standalone*.jsonl")
    parser.add_argument("--model", type=Path, help="a trained model; without it one is trained")
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml")
    parser.add_argument("--save", action="store_true", help="write results/<date>.json, no texts")
    parser.add_argument("--name", default="", help="added to the result file's name")
    parser.add_argument("--confusions", type=int, default=10, help="how many to show a language")
    arguments = parser.parse_args()

    goals, examples = load_goals(), read_examples(arguments.data)
    with ExitStack() as stack:
        stack.enter_context(empty_database())
        model, seconds = arguments.model, None
        if model is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            model, seconds = train(arguments.config, folder)
        understood = understand(model, [e.text for e in examples])
    pairs = list(zip(examples, understood))

    languages = sorted({e.language for e in examples})
    groups = {name: [p for p in pairs if p[0].language == name] for name in languages}
    results = {name: measure(group, goals) for name, group in groups.items()}
    for name, group in groups.items():
        print("\n".join(details(name, results[name])))
        print("\n".join(worst(group, goals, rows=arguments.confusions, examples=3)))
    print()
    print("\n".join(summary(results)))
    cost: dict[str, Any] = {
        "training_seconds": None if seconds is None else round(seconds, 1),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(", ".join(f"{name} {value}" for name, value in cost.items()))
    if arguments.save:
        today = datetime.date.today().isoformat()
        name = "-".join(filter(None, (today, arguments.name)))
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{name}.json"
        path.write_text(json.dumps({"date": today, **cost, "languages": results}, indent=1) + "\n")
        print(path)


if __name__ == "__main__":
    main()
