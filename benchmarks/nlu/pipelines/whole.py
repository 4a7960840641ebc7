"""One whole pipeline, in processes of its own: ``python -m benchmarks.nlu.pipelines.whole``.

``train CONFIG TRAINING FOLDER OUT`` trains on TRAINING; ``parse MODEL DATA ENTITIES OUT``
understands every text. Both write their figures to OUT; ENTITIES gets the names that were found in
each text, with their places.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.nlu.goals import load_goals
from benchmarks.nlu.pipelines.utterances import accuracies, asked
from benchmarks.nlu.understanding import empty_database, train, understand


def peak_mib() -> int:
    """Return the most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _train(config: Path, training: Path, folder: Path) -> dict[str, Any]:
    busy = time.process_time()
    # What Rasa has cached of an earlier training would not be trained and not be timed.
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    model, seconds = train(config, folder, training)
    return {
        "training_seconds": round(seconds, 1),
        "training_cpu_seconds": round(time.process_time() - busy, 1),
        "training_mib": peak_mib(),
        "model_mib": round(model.stat().st_size / 2**20, 1),
    }


def _parse(model: Path, data: Path, entities: Path) -> dict[str, Any]:
    with empty_database():
        understood = understand(model, asked(data))
    entities.write_text(json.dumps([u.spans for u in understood]), encoding="utf-8")
    times = [u.milliseconds for u in understood]
    intents = [u.intent for u in understood]
    return {
        **accuracies(data, intents, load_goals()),
        "ms_p50": round(statistics.median(times), 2),
        "mib": peak_mib(),
    }


def main() -> None:
    """Run one step and write its figures."""
    steps = {"train": _train, "parse": _parse}
    *paths, out = map(Path, sys.argv[2:])
    row: dict[str, Any] = steps[sys.argv[1]](*paths)
    out.write_text(json.dumps(row), encoding="utf-8")


if __name__ == "__main__":
    main()
