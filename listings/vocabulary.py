"""The usual words for categories, cuisines, amenities, audiences and kinds of office.

They stand in vocabulary.csv beside this module, in the format of a city's own vocabulary.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from listings.importing.folder import read_table
from listings.importing.tables import VOCABULARY
from listings.models import TextLists, Texts, VocabularyKind

SHIPPED = Path(__file__).parent / "vocabulary.csv"

TermKey = tuple[VocabularyKind, str]


class Term(NamedTuple):
    """A value's names and other names, by language."""

    names: Texts
    aliases: TextLists


@lru_cache(maxsize=1)
def shipped_terms() -> Mapping[TermKey, Term]:
    """Return the application's own terms by (kind, id), in the order of the file.

    Raises:
        ImportErrors: vocabulary.csv is damaged.
    """
    found = {
        (record.values["kind"], record.values["id"]): Term(
            record.values["names"], record.values["aliases"]
        )
        for record in read_table(VOCABULARY, SHIPPED)
    }
    return MappingProxyType(found)
