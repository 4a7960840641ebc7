"""The words of time of the training data, without a trained model."""

from __future__ import annotations

from pathlib import Path

import yaml

from listings.hours import feast_names
from nlu.times.phrases import TimePhrases, is_time_data

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"
LANGUAGES = ("en", "zh", "ja", "ko")
FILES = ("patterns.yml", "times.yml")


def time_phrases(country: str, year: int = 2026) -> TimePhrases:
    """Return what the model knows of times in a city of ``country``."""
    regexes: list[tuple[str, str]] = []
    lookups: dict[str, list[str]] = {}
    numbers: dict[str, str] = {}
    for file in [DATA / language / name for language in LANGUAGES for name in FILES]:
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            examples = [line.removeprefix("- ") for line in entry["examples"].splitlines()]
            if is_time_data(entry.get("regex", "")):
                regexes += [(entry["regex"], example) for example in examples]
            elif is_time_data(entry.get("lookup", "")):
                lookups.setdefault(entry["lookup"], []).extend(examples)
            elif entry.get("synonym", "").startswith(("number=", "unit=")):
                numbers |= dict.fromkeys(examples, entry["synonym"])
    return TimePhrases(regexes, lookups, numbers, feast_names(country, year))
