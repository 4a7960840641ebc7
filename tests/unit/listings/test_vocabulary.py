from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from listings.importing import check_city
from listings.importing.tables import ARTICLES, ATTRACTIONS, DINING, HOTELS, OFFICES, TICKETS
from listings.vocabulary import shipped_terms

SEED = Path(__file__).resolve().parents[3] / "listings" / "seed" / "qingdao"
LANGUAGES = {"en", "zh", "ja", "ko"}

SHARED_ON_PURPOSE = {"temple-church", "temple", "church"}
"""A city files its temples and churches together or apart; the words go to what it uses."""


def test_every_term_has_a_name_and_another_word_in_four_languages() -> None:
    for key, term in shipped_terms().items():
        assert set(term.names) == LANGUAGES, key
        assert set(term.aliases) == LANGUAGES, key


@pytest.mark.parametrize("is_topic", [True, False])
def test_no_word_means_two_things(is_topic: bool) -> None:
    """An article's topic may share its word with a place: a ferry is read about and boarded."""
    meanings = defaultdict(set)
    for (kind, term_id), term in shipped_terms().items():
        if (kind == "topic") is not is_topic:
            continue
        for language, name in term.names.items():
            for word in (name, *term.aliases[language]):
                meanings[language, word.casefold()].add((kind, term_id))
    for word, keys in meanings.items():
        shared = {term_id for _, term_id in keys}
        assert len(keys) == 1 or shared <= SHARED_ON_PURPOSE, (word, keys)


def test_every_value_of_the_shipped_city_has_a_word() -> None:
    folder = check_city(SEED)
    used = {
        *(("category", r.values["category"]) for r in folder.rows_of(ATTRACTIONS, HOTELS)),
        *(("cuisine", c) for r in folder.rows_of(DINING) for c in r.values["cuisines"]),
        *(("amenity", a) for r in folder.rows_of(HOTELS) for a in r.values["amenities"]),
        *(("topic", r.values["topic"]) for r in folder.rows_of(*ARTICLES)),
        *(("audience", r.values["audience"]) for r in folder.rows_of(TICKETS)),
        *(("office-kind", r.values["office_kind"]) for r in folder.rows_of(OFFICES)),
    }
    assert {key for key in used if key[1]} - shipped_terms().keys() == set()
