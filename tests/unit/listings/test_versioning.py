from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from listings.models import DataState, Hotel, Ticket
from listings.queries import data_version, get_place
from listings.remembering import once, while_unchanged


def test_a_changed_row_gives_a_new_version(session: Session) -> None:
    before = data_version(session)
    get_place(session, "pensao-maresia").phone = "+351 210 000 999"
    session.commit()
    assert data_version(session) != before


def test_a_new_row_gives_a_new_version(session: Session) -> None:
    before = data_version(session)
    session.add(Hotel(id="new", names={"en": "New"}))
    session.commit()
    assert data_version(session) != before


def test_a_deleted_row_gives_a_new_version(session: Session) -> None:
    before = data_version(session)
    session.delete(get_place(session, "pensao-maresia"))
    session.commit()
    assert data_version(session) != before


def test_statements_give_a_new_version(session: Session) -> None:
    versions = [data_version(session)]
    session.execute(update(Hotel).values(stars=4))
    versions.append(data_version(session))
    session.execute(delete(Ticket))
    versions.append(data_version(session))
    assert len(set(versions)) == 3


def test_reading_and_setting_an_equal_value_keep_the_version(session: Session) -> None:
    before = data_version(session)
    place = get_place(session, "pensao-maresia")
    place.names = dict(place.names)
    session.commit()
    assert data_version(session) == before


def test_what_is_rolled_back_keeps_the_version(session: Session) -> None:
    before = data_version(session)
    get_place(session, "pensao-maresia").phone = "+351 210 000 999"
    session.flush()
    session.rollback()
    assert data_version(session) == before


def test_the_state_itself_is_not_content(session: Session) -> None:
    before = data_version(session)
    session.execute(update(DataState).values(fingerprint=None))
    assert data_version(session) == before


def test_what_was_asked_is_remembered_until_the_content_changes(session: Session) -> None:
    asked: list[Session] = []

    def names(session: Session) -> int:
        asked.append(session)
        return len(asked)

    assert [once(session, names), once(session, names)] == [1, 1]
    assert [while_unchanged(session, names), while_unchanged(session, names)] == [2, 2]
    get_place(session, "castelo-da-gaivota").rating = 3
    session.flush()
    assert [once(session, names), while_unchanged(session, names)] == [3, 4]


def test_what_is_asked_with_other_words_is_another_question(session: Session) -> None:
    def twice(_: Session, number: int) -> int:
        return 2 * number

    assert [once(session, twice, 1), once(session, twice, 2)] == [2, 4]
