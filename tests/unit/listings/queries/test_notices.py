from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.orm import Session

from listings.models import Notice
from listings.queries import data_version, notices_for

NOON = datetime(2026, 8, 1, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@pytest.fixture
def notices(session: Session) -> Session:
    """A city with three notices around noon."""
    for places, kinds, hours in (([], [], 3), (["castelo-da-gaivota"], [], 2), ([], ["hotel"], 1)):
        session.add(
            Notice(
                begins_at=NOON - hours * HOUR,
                ends_at=NOON + hours * HOUR,
                place_ids=places,
                kinds=kinds,
                texts={"en": f"{hours}"},
            )
        )
    session.commit()
    return session


def told(session: Session, moment: datetime, *concerned: list[str]) -> list[str]:
    return [notice.texts["en"] for notice in notices_for(session, moment, *concerned)]


def test_a_notice_for_the_city_concerns_every_answer(notices: Session) -> None:
    assert told(notices, NOON) == ["3"]


def test_a_notice_concerns_its_places_and_kinds_the_newest_first(notices: Session) -> None:
    assert told(notices, NOON, ["castelo-da-gaivota"], ["hotel"]) == ["1", "2", "3"]
    assert told(notices, NOON, ["pensao-maresia"], ["attraction"]) == ["3"]


def test_a_notice_begins_and_ends_by_itself(notices: Session) -> None:
    assert told(notices, NOON - 3 * HOUR) == ["3"]
    assert told(notices, NOON + 3 * HOUR) == []
    assert told(notices, NOON - 4 * HOUR) == []


def test_writing_a_notice_leaves_the_version_of_the_content(session: Session) -> None:
    before = data_version(session)
    session.add(Notice(begins_at=NOON, ends_at=NOON + HOUR, texts={"en": "x"}))
    session.commit()
    assert data_version(session) == before
