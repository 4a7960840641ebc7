from __future__ import annotations

from sqlalchemy.orm import Session

from listings.models import VocabularyTerm
from listings.queries import vocabulary_name


def test_the_citys_word_comes_before_the_applications(session: Session) -> None:
    session.add(VocabularyTerm(kind="cuisine", id="hotpot", names={"en": "fish pot"}))
    session.flush()
    assert vocabulary_name(session, "cuisine", "hotpot", "en", "pt") == "fish pot"
    assert vocabulary_name(session, "cuisine", "hotpot", "zh", "pt") == "火锅"


def test_a_missing_language_gives_the_local_one(session: Session) -> None:
    assert vocabulary_name(session, "category", "guesthouse", "fr", "pt") == "pensão"


def test_the_application_brings_the_usual_words(session: Session) -> None:
    assert vocabulary_name(session, "amenity", "wifi", "ja", "pt") == "Wi-Fi"
    assert vocabulary_name(session, "office-kind", "hospital", "ko", "pt") == "병원"


def test_a_value_without_a_row_is_shown_as_written(session: Session) -> None:
    assert vocabulary_name(session, "cuisine", "petiscos", "en", "pt") == "petiscos"
