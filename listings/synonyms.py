"""Words that mean much the same, and words that only ask, by which a question finds its article.

Both stand beside this module, a column a language, words with ``;`` between them. synonyms.csv has
a row a meaning; they are no names: a city's own go into the keywords of its articles.
asking_words.csv has one row of words that say nothing of the subject: "when", "I want to know".
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "synonyms.csv"
ASKING = Path(__file__).parent / "asking_words.csv"


@lru_cache(maxsize=1)
def shipped_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words, each of one meaning in one language, in the order of the file."""
    return tuple(group for group in _cells(SHIPPED) if len(group) > 1)


@lru_cache(maxsize=1)
def asking_words() -> tuple[str, ...]:
    """Return the words of all languages that only ask, the longest first."""
    words = {word for group in _cells(ASKING) for word in group}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _cells(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for cell in row.values():
                yield tuple(word.strip() for word in cell.split(";") if word.strip())
