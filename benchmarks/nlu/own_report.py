"""Report how well our own utterances are understood: ``make nlu-report``.

    python -m benchmarks.nlu.own_report [--folds 3] [--out var/nlu-report.md]

Cross-validation on the training data, the held-out utterances of ``tests/nlu`` with the current
model against their bars, and the bounds under which the assistant asks back.
"""

from __future__ import annotations

import argparse
import datetime
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import yaml
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from benchmarks.nlu.folds import NONSENSE, Guess, held_out_guesses
from benchmarks.nlu.goals import load_goals
from benchmarks.nlu.thresholds import lines as threshold_lines
from benchmarks.nlu.understanding import ROOT, understand
from service.model import current_model

HELD_OUT = ROOT / "tests" / "nlu"
REPORT = ROOT / "var" / "nlu-report.md"
_CONFUSIONS = 12
_EXAMPLES = 2

Wrong = tuple[str, str, str]


def share(right: int, asked: int) -> str:
    """Return a share with three decimals, a stroke where nothing was asked."""
    return f"{right / asked:.3f}" if asked else "-"


def cross_validation(guesses: Sequence[Guess]) -> Iterator[str]:
    """Yield the accuracy by language and by intent, and each language's worst confusions."""
    asked = [g for g in guesses if g.intent != NONSENSE]
    languages = sorted({g.language for g in asked})
    yield f"| intent | {' | '.join(languages)} |"
    yield f"|---|{'---:|' * len(languages)}"
    for intent in ("all", *sorted({g.intent for g in asked})):
        rows = [
            [g for g in asked if g.language == name and intent in (g.intent, "all")]
            for name in languages
        ]
        cells = [share(sum(g.first == g.intent for g in row), len(row)) for row in rows]
        yield f"| {intent} | {' | '.join(cells)} |"
    for name in languages:
        yield f"\n### {name}: commonest confusions\n"
        yield from confusions(
            [
                (g.text, g.intent, g.first)
                for g in asked
                if g.language == name and g.first != g.intent
            ]
        )


def confusions(wrong: Sequence[Wrong]) -> Iterator[str]:
    """Yield the commonest pairs of (text, wanted, understood), each with a few of its texts."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text, wanted, understood in wrong:
        groups[wanted, understood].append(text)
    for (wanted, understood), texts in sorted(groups.items(), key=lambda g: -len(g[1]))[
        :_CONFUSIONS
    ]:
        yield f"* {len(texts)} x {wanted} taken for {understood}: {' / '.join(texts[:_EXAMPLES])}"


def regression(model: Path) -> Iterator[str]:
    """Yield each language's accuracy on ``tests/nlu`` beside its bar, and all that went wrong."""
    bars = yaml.safe_load((HELD_OUT / "bars.yml").read_text(encoding="utf-8"))["accuracy"]
    messages = {
        name: load_data(str(HELD_OUT / f"{name}.yml")).intent_examples for name in sorted(bars)
    }
    texts = [message.get(TEXT) for group in messages.values() for message in group]
    understood = iter(understand(model, texts))
    wrong: dict[str, list[Wrong]] = {
        name: [
            (message.get(TEXT), message.get(INTENT), guess.intent)
            for message, guess in zip(group, understood)
            if guess.intent != message.get(INTENT)
        ]
        for name, group in messages.items()
    }
    yield "| language | utterances | right | bar |"
    yield "|---|---:|---:|---:|"
    for name, group in messages.items():
        right = share(len(group) - len(wrong[name]), len(group))
        yield f"| {name} | {len(group)} | {right} | {bars[name]:.2f} |"
    for name, rows in wrong.items():
        if rows:
            yield f"\n### {name}: what went wrong\n"
            yield from (f"* {text}: {wanted} taken for {taken}" for text, wanted, taken in rows)


def report(folds: int) -> Iterator[str]:
    """Yield the whole report as Markdown."""
    model = current_model()
    yield "# How well our own utterances are understood"
    yield f"\n{datetime.date.today().isoformat()}, model {model.stem}"
    yield "\n## Held-out utterances\n"
    yield from regression(model)
    guesses = held_out_guesses(folds)
    yield f"\n## Cross-validation on the training data, {folds} folds\n"
    yield "Before any doubt: the share of utterances whose likeliest intent is theirs. Neighbours"
    yield "in a file are held out together, which makes this harder than life.\n"
    yield from cross_validation(guesses)
    yield "\n## When to ask back\n"
    yield "```"
    yield from threshold_lines(guesses, load_goals())
    yield "```"


def main() -> None:
    """Print the report and write it down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.own_report")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=REPORT)
    arguments = parser.parse_args()
    written = []
    for line in report(arguments.folds):
        print(line, flush=True)
        written.append(line)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n".join(written) + "\n", encoding="utf-8")
    print(f"\nwritten to {arguments.out}")


if __name__ == "__main__":
    main()
