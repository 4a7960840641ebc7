"""Find our utterances that stand in the benchmark, so that it goes on measuring what nobody learnt.

    python -m benchmarks.nlu.leaks --data DIR [--like 86]

Prints each training or held-out utterance that is as like a text of the benchmark as ``--like``
says (Levenshtein, of 100), and exits with 1 when there is any. Short texts are left out: everybody
says "thank you" and "what's the phone number?" in the same words.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process
from rasa.shared.nlu.training_data import entities_parser

from nlu.text.normalization import compact_text
from nlu.text.scripts import script_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh", "ja", "ko")
# Shorter ones, in letters of an alphabet and in other characters, are anybody's words.
_SHORT_LATIN, _SHORT_OTHER = 22, 13


def is_short(key: str) -> bool:
    """Say whether a folded text without spaces is too short to belong to anybody."""
    is_dense = any(script_of(c) in ("han", "kana", "hangul") for c in key)
    return len(key) <= (_SHORT_OTHER if is_dense else _SHORT_LATIN)


def benchmark_texts(data: Path) -> dict[str, dict[str, str]]:
    """Return the texts and the visitors' turns of the histories by language, by their folded form.

    Raises:
        FileNotFoundError: ``data`` has no such files.
    """
    files = sorted(data.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"{data}: no .jsonl file")
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            said = [t["text"] for t in row.get("history") or () if t["role"] == "user"]
            texts[row["lang"]].update({compact_text(t): t for t in (*said, row["text"])})
    return texts


def own_utterances(language: str) -> Iterator[tuple[str, str]]:
    """Yield (file, text) of our training and held-out utterances in a language."""
    own = ROOT / "tests" / "nlu" / f"{language}.yml"
    for file in (*sorted((ROOT / "data" / "nlu" / language).glob("*.yml")), own):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines() if "intent" in entry else ():
                text = line.removeprefix("- ").strip()
                yield str(file.relative_to(ROOT)), entities_parser.replace_entities(text)


def leaks(texts: dict[str, str], language: str, like: float) -> Iterator[str]:
    """Yield a line for each of our utterances that is as like one of ``texts``."""
    keys = list(texts)
    for file, text in own_utterances(language):
        key = compact_text(text)
        if is_short(key):
            continue
        found = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=like)
        if found is not None:
            yield f"{file}: {text} ({found[1]:.0f})"


def main() -> None:
    """Print the leaks; exit with 1 when there are any."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.leaks")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--like", type=float, default=86.0)
    options = parser.parse_args()
    texts = benchmark_texts(options.data)
    found = [x for name in LANGUAGES for x in leaks(texts.get(name, {}), name, options.like)]
    print("\n".join(found) or "No utterance of ours stands in the benchmark.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
