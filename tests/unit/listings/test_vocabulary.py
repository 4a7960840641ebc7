from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from listings.importing import check_city
from listings.importing.tables import ARTICLES, PLACES, TICKETS
from listings.kinds import KINDS
from listings.vocabulary import shipped_terms

SEED = Path(__file__).resolve().parents[3] / "listings" / "seed" / "qingdao"
LANGUAGES = {"en", "zh", "ja", "ko"}

SHARED_ON_PURPOSE = {"temple-church", "temple", "church"}
"""A city files its temples and churches together or apart; the words go to what it uses."""


def test_every_term_has_a_name_and_another_word_in_four_languages() -> None:
    for key, term in shipped_terms().items():
        assert set(term.names) == LANGUAGES, key
        assert set(term.aliases) == LANGUAGES, key


APART = ("topic", "facility-kind", "shop-kind", "event-kind")
"""Kinds whose words may be those of others: a ferry is read about and boarded, a market is a sight
and a shop, a car park is one of a hotel's amenities."""


@pytest.mark.parametrize("apart", [None, *APART])
def test_no_word_means_two_things(apart: str | None) -> None:
    meanings = defaultdict(set)
    for (kind, term_id), term in shipped_terms().items():
        if kind != apart and not (apart is None and kind not in APART):
            continue
        for language, name in term.names.items():
            for word in (name, *term.aliases[language]):
                meanings[language, word.casefold()].add((kind, term_id))
    assert meanings
    for word, keys in meanings.items():
        shared = {term_id for _, term_id in keys}
        assert len(keys) == 1 or shared <= SHARED_ON_PURPOSE, (word, keys)


def test_every_value_of_the_shipped_city_has_a_word() -> None:
    folder = check_city(SEED)
    used = {
        *(("topic", r.values["topic"]) for r in folder.rows_of(*ARTICLES)),
        *(("audience", r.values["audience"]) for r in folder.rows_of(TICKETS)),
    }
    for table in PLACES:
        row = next(row for row in KINDS.values() if row.model is table.model)
        for record in folder.rows_of(table):
            for attribute, kind in row.words_of():
                value = record.values[attribute]
                used |= {(kind, v) for v in (value if isinstance(value, list) else [value])}
    assert {key for key in used if key[1]} - shipped_terms().keys() == set()
