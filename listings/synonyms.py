"""Words that mean much the same, by which a question finds what is said in other words.

They stand in synonyms.csv beside this module: a row a meaning, a column a language, words with
``;`` between them. They are no names: a city's own go into the keywords of its articles.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "synonyms.csv"


@lru_cache(maxsize=1)
def shipped_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words, each of one meaning in one language, in the order of the file."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = (
        tuple(word.strip() for word in cell.split(";") if word.strip())
        for row in rows
        for cell in row.values()
    )
    return tuple(group for group in groups if len(group) > 1)
