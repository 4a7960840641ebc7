"""Measure pipelines and classifiers side by side.

    python -m benchmarks.nlu.pipelines --data DIR [--every 4] [--only NAME ...] [--save]

Each candidate is trained and asked in processes of its own, one after the other, so that its time
and memory are its own. ``--save`` writes ``results/<date>-pipelines.json`` after each; a row in it
that was measured on the same training data is kept, so that a run can be taken up again.
``--every N`` trains each candidate on each Nth utterance alone, and saves in
``<date>-pipelines-every-N.json``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.nlu.pipelines.table import lines
from benchmarks.nlu.pipelines.utterances import fingerprint, write_part
from benchmarks.nlu.pipelines.variants import VARIANTS
from benchmarks.nlu.understanding import ROOT

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
OURS = "config"
Rows = dict[str, dict[str, Any]]


def _child(module: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a module of this package that writes JSON into its last argument; return that."""
    out = Path(arguments[-1])
    command = [sys.executable, "-m", f"benchmarks.nlu.pipelines.{module}", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    row: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return row


def _pipeline(config: Path, data: Path, training: Path, folder: Path) -> dict[str, Any]:
    """Train and ask one pipeline; the entities that ours finds stay in ``folder``."""
    folder.mkdir(exist_ok=True)
    row = _child("whole", "train", config, training, folder, folder / "train.json")
    model = next(folder.glob("*.tar.gz"))
    entities = folder / "entities.json"
    return row | _child("whole", "parse", model, data, entities, folder / "parse.json")


def main() -> None:
    """Measure what is not measured yet, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.pipelines")
    parser.add_argument("--data", type=Path, required=True, help="folder of standalone*.jsonl")
    parser.add_argument("--every", type=int, default=1, help="train on each so-manieth utterance")
    parser.add_argument("--only", nargs="*", default=[], help="rows, by name or begin of it")
    parser.add_argument("--save", action="store_true", help="write the figures below results/")
    arguments = parser.parse_args()
    today = datetime.date.today().isoformat()
    is_part = arguments.every > 1
    name = f"{today}-pipelines-every-{arguments.every}" if is_part else f"{today}-pipelines"
    path = RESULTS / f"{name}.json"
    share = f"each {arguments.every}th utterance" if is_part else "all utterances"
    learnt = f"{fingerprint()}, {share}"
    result = _earlier(path, learnt) if arguments.save else {}
    pipelines: Rows = result.setdefault("pipelines", {})
    classifiers: Rows = result.setdefault("classifiers", {})
    result |= {"date": today, "training_data": learnt}

    def save() -> None:
        if arguments.save:
            RESULTS.mkdir(exist_ok=True)
            path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = arguments.data.resolve()
        training = write_part(folder, arguments.every)
        configs = [ROOT / "config.yml", *sorted(HERE.glob("*.yml"))]
        chosen = _chosen([c.stem for c in configs], arguments.only, pipelines)
        variants = _chosen(list(VARIANTS), arguments.only, classifiers)
        for config in configs:
            if config.stem in chosen or (config.stem == OURS and variants):
                print(config.stem, flush=True)
                pipelines[config.stem] = _pipeline(config, data, training, folder / config.stem)
                save()
        for number, name in enumerate(variants):
            print(name, flush=True)
            entities = folder / OURS / "entities.json"
            out = folder / f"{number}.json"
            classifiers[name] = _child("classifiers", name, data, training, entities, out)
            save()
    print("\n".join(lines(result)))


def _earlier(path: Path, learnt: str) -> dict[str, Any]:
    """Return the saved result if it is of the present training data, else an empty one."""
    if path.is_file():
        saved: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if saved.get("training_data") == learnt:
            return saved
    return {}


def _chosen(names: list[str], only: list[str], measured: Rows) -> list[str]:
    wanted = [n for n in names if not only or any(n.startswith(o) for o in only)]
    return [n for n in wanted if n not in measured]


if __name__ == "__main__":
    main()
