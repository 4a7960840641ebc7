"""One classifier in a process of its own: ``python -m benchmarks.nlu.pipelines.classifiers``.

``NAME DATA TRAINING ENTITIES OUT``: trains the variant of that name on TRAINING, classifies every
text of DATA with the names that ENTITIES, a JSON list, has for it, and writes the figures to OUT.
"""

from __future__ import annotations

import json
import pickle
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.nlu.goals import load_goals
from benchmarks.nlu.pipelines.texts import NAMES
from benchmarks.nlu.pipelines.utterances import accuracies, asked, training
from benchmarks.nlu.pipelines.variants import VARIANTS
from benchmarks.nlu.pipelines.whole import peak_mib

_TIMED = 300


def measured(
    name: str, data: Path, part: Path, found: list[list[dict[str, Any]]]
) -> dict[str, Any]:
    """Return the figures of a variant; ``found`` are the entities of each text that is asked.

    ``ms_p50`` is scikit-learn's own way for one text at a time; building sparse matrices is most
    of it. Ours weighs a text without them.
    """
    variant = VARIANTS[name]
    learnt, ask = NAMES[variant.names]
    pairs = dict.fromkeys(
        (form(u["text"], u["entities"]), u["intent"]) for u in training(part) for form in learnt
    )
    texts, intents = zip(*pairs)
    started, busy = time.perf_counter(), time.process_time()
    # Some learners compare the intents with one name at once, which a tuple does not take.
    model = variant.build().fit(texts, np.asarray(intents))
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    questions = [ask(text, entities) for text, entities in zip(asked(data), found)]
    times = []
    for question in questions[:: max(1, len(questions) // _TIMED)]:
        begun = time.perf_counter()
        model.predict([question])
        times.append((time.perf_counter() - begun) * 1000)
    return {
        **accuracies(data, [str(i) for i in model.predict(questions)], load_goals()),
        "ms_p50": round(statistics.median(times), 2),
        "training_seconds": round(seconds, 1),
        "training_cpu_seconds": round(busy, 1),
        "model_mib": round(_size(model) / 2**20, 1),
        "mib": peak_mib(),
    }


def _size(model: Any) -> int:
    """Return the bytes of the numbers that are learnt, and of the vocabulary."""
    union, learner = model.steps[0][1], model.steps[-1][1]
    terms = [view.vocabulary_ for _, view in union.transformer_list]
    numbers = [
        array
        for part in getattr(learner, "calibrated_classifiers_", [learner])
        for array in [getattr(getattr(part, "base_estimator", None) or part, "coef_", None)]
        if array is not None
    ] or [learner.feature_log_prob_]
    return len(pickle.dumps(terms)) + sum(array.nbytes for array in numbers)


def main() -> None:
    """Measure one variant."""
    name, data, part, entities, out = sys.argv[1], *map(Path, sys.argv[2:6])
    found = json.loads(entities.read_text(encoding="utf-8"))
    out.write_text(json.dumps(measured(name, data, part, found)), encoding="utf-8")


if __name__ == "__main__":
    main()
