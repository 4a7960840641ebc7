from __future__ import annotations

from datetime import datetime, timezone

from sqlalchemy.orm import Session

from listings.models import Attraction, Restaurant, VocabularyTerm
from listings.queries import NameEntry, all_names, get_place


def kinds_of(session: Session, name: str) -> set[tuple[str, str]]:
    return {(entry.kind, entry.id) for entry in all_names(session) if entry.name == name}


def test_names_and_aliases_of_everything_are_there(session: Session) -> None:
    names = all_names(session)
    for entry in (
        NameEntry("Porto Velho do Mar", "pt", "city", "velamar", False),
        NameEntry("Velamar", "en", "city", "velamar", True),
        NameEntry("老河岸区", "zh", "district", "ribeira-velha", False),
        NameEntry("カモメの城", "ja", "place", "castelo-da-gaivota", False),
        NameEntry("Gaivota Castle", "en", "place", "castelo-da-gaivota", True),
        NameEntry("Festa das Lanternas dos Barcos", "pt", "article", "festa-das-lanternas", False),
        NameEntry("lantern night", "en", "article", "festa-das-lanternas", True),
    ):
        assert entry in names


def test_the_citys_words_stand_beside_the_applications(session: Session) -> None:
    names = all_names(session)
    assert NameEntry("pensão", "pt", "category", "guesthouse", False) in names
    assert NameEntry("民宿", "zh", "category", "guesthouse", False) in names


def test_a_value_without_a_word_is_there_as_written(session: Session) -> None:
    session.add(Restaurant(id="x", names={"en": "X"}, cuisines=["petiscos"]))
    session.flush()
    assert NameEntry("petiscos", "", "cuisine", "petiscos", False) in all_names(session)


def test_a_word_that_two_values_share_belongs_to_the_one_in_use(session: Session) -> None:
    assert kinds_of(session, "temple") == {("category", "temple"), ("category", "temple-church")}
    session.add(Attraction(id="x", names={"en": "X"}, category="temple-church"))
    session.flush()
    assert kinds_of(session, "temple") == {("category", "temple-church")}
    session.add(Attraction(id="y", names={"en": "Y"}, category="temple"))
    session.flush()
    assert kinds_of(session, "temple") == {("category", "temple"), ("category", "temple-church")}


def test_what_is_retired_has_no_name(session: Session) -> None:
    past = datetime(2026, 1, 1, tzinfo=timezone.utc)
    get_place(session, "castelo-da-gaivota").retired_at = past
    session.get(VocabularyTerm, ("category", "guesthouse")).retired_at = past
    session.flush()
    assert kinds_of(session, "Seagull Castle") == set()
    assert kinds_of(session, "pensão") == set()
    assert kinds_of(session, "民宿") == {("category", "guesthouse")}


def test_an_empty_database_knows_the_applications_words(empty_session: Session) -> None:
    assert {entry.kind for entry in all_names(empty_session)} == {
        "category",
        "cuisine",
        "amenity",
        "audience",
        "office-kind",
        "facility-kind",
        "shop-kind",
        "event-kind",
        "topic",
    }
