"""Compare spaCy's PhraseMatcher with the project's name index on recall and speed.

    python -m benchmarks.linking

Each held-out utterance of tests/nlu that names a place gets the name of a listed place instead,
drawn with a fixed seed; both ways must find that place. The token pipelines are those of the
project's tokenizer. Times are the median of five rounds in one process.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import spacy
from rasa.shared.nlu.training_data.loading import load_data
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.queries import NameEntry, all_names
from nlu.gazetteer.index import Name, NameIndex
from nlu.tokenizer import MultilingualSpacyTokenizer

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("en", "zh", "ja", "ko")
ROUNDS = 5


def place_names() -> list[NameEntry]:
    """Return the place names of the seed city."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/city.sqlite3"
        upgrade(url)
        engine = create_engine_from(url)
        import_city(engine, ROOT / "listings" / "seed" / "qingdao")
        with session_factory(engine)() as session:
            names = [n for n in all_names(session) if n.kind == "place"]
        engine.dispose()
    return names


def messages(names: list[NameEntry], language: str) -> list[tuple[str, set[str]]]:
    """Return (message, ids that its name means) for the held-out utterances of a language."""
    choice = random.Random(0)
    own = [n for n in names if n.language == language and not n.is_alias]
    meanings: dict[str, set[str]] = {}
    for name in names:
        meanings.setdefault(name.name, set()).add(name.id)
    found = []
    for example in load_data(str(ROOT / "tests" / "nlu" / f"{language}.yml")).training_examples:
        for entity in example.get("entities", []):
            if entity["entity"] == "place":
                name = choice.choice(own).name
                text = example.get("text")
                message = text[: entity["start"]] + name + text[entity["end"] :]
                found.append((message, meanings[name]))
                break
    return found


def phrase_matcher(names: list[NameEntry]) -> Callable[[str], set[str]]:
    """Return a finder on spaCy's PhraseMatcher over the project's own tokens."""
    tokenizer = MultilingualSpacyTokenizer(MultilingualSpacyTokenizer.get_default_config())
    blank = spacy.blank("en")

    def document(text: str) -> Doc:
        words = [token.text for token in tokenizer._tokens(text)]
        return Doc(blank.vocab, words=words)

    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    for name in names:
        matcher.add(name.id, [document(name.name)])

    def find(text: str) -> set[str]:
        return {blank.vocab.strings[match_id] for match_id, _, _ in matcher(document(text))}

    return find


def name_index(names: list[NameEntry]) -> Callable[[str], set[str]]:
    """Return a finder on the project's name index."""
    index = NameIndex(Name(n.name, n.kind, n.id) for n in names)

    def find(text: str) -> set[str]:
        return {i for match in index.find(text) for i in match.ids}

    return find


def measure(
    find: Callable[[str], set[str]], asked: list[tuple[str, set[str]]]
) -> tuple[float, float]:
    """Return (recall, milliseconds a message)."""
    hits = sum(bool(find(text) & ids) for text, ids in asked)
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text, _ in asked:
            find(text)
        rounds.append((time.perf_counter() - start) / len(asked) * 1000)
    return hits / len(asked), statistics.median(rounds)


def main() -> None:
    """Print the table."""
    names = place_names()
    ways = {"PhraseMatcher": phrase_matcher(names), "name index": name_index(names)}
    print(f"{'language':9} {'messages':>8}  " + "  ".join(f"{w:>22}" for w in ways))
    for language in LANGUAGES:
        asked = messages(names, language)
        cells = []
        for find in ways.values():
            recall, milliseconds = measure(find, asked)
            cells.append(f"recall {recall:.2f} {milliseconds:6.2f} ms")
        print(f"{language:9} {len(asked):8}  " + "  ".join(f"{c:>22}" for c in cells))


if __name__ == "__main__":
    main()
