"""The sessions that turns are lent: what they keep, and when they do not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions import database
from listings.database import create_engine_from, session_factory
from listings.inbox.feedback import keep_feedback, sum_up_feedback
from listings.models import Feedback, Notice, Place
from listings.queries import coming_notices, find_hotels, get_place
from listings.remembering import kept

DAY = date(2026, 11, 27)


@pytest.fixture
def own(engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """An engine as the server's, on a copy of the invented city."""
    copy = tmp_path / "city.sqlite3"
    shutil.copy(str(engine.url.database), copy)
    own = create_engine_from(f"sqlite:///{copy}", keeps_file_open=True)
    yield own
    own.dispose()


def statements_of(engine: Engine) -> list[str]:
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: told.append(args[2]))
    return told


def hotels(sessions: database.WarmSessions) -> list[str]:
    with sessions() as session:
        return [hotel.id for hotel in find_hotels(session)]


def test_the_next_turn_asks_only_whether_the_content_has_changed(own: Engine) -> None:
    sessions = database.sessions_on(own)
    first = hotels(sessions)
    asked = statements_of(own)
    assert hotels(sessions) == first
    assert len(asked) == 1


def test_a_change_by_somebody_else_is_told_in_the_next_turn(own: Engine) -> None:
    sessions = database.sessions_on(own)
    changed = hotels(sessions)[0]
    with session_factory(own)() as other:
        get_place(other, changed).phone = "+1 9"
        other.commit()
    with sessions() as session:
        assert get_place(session, changed).phone == "+1 9"


def test_what_was_changed_past_us_is_told_when_the_session_is_old(own: Engine) -> None:
    now = 0.0
    sessions = database.sessions_on(own)
    sessions = database.WarmSessions(sessions.factory, clock=lambda: now)
    changed = hotels(sessions)[0]
    with own.begin() as connection:
        connection.execute(
            update(Place.__table__).values(retired_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
        )
    assert changed in hotels(sessions)
    now = database.OLDEST_SECONDS + 1
    assert hotels(sessions) == []


def test_two_turns_at_once_have_a_session_each(own: Engine) -> None:
    sessions = database.sessions_on(own)
    with sessions() as one, sessions() as other:
        assert one is not other
    with sessions() as later:
        assert later in (one, other)


def test_a_turn_that_fails_leaves_its_session_to_nobody(own: Engine) -> None:
    sessions = database.sessions_on(own)
    with pytest.raises(ZeroDivisionError), sessions() as failed:
        _ = 1 / 0
    with sessions() as next_one:
        assert next_one is not failed


def test_what_visitors_leave_is_read_anew_each_time(own: Engine) -> None:
    sessions = database.sessions_on(own)
    for count in (1, 2):
        with sessions() as session:
            keep_feedback(session, intent="hours", language="en", helpful=True, day=DAY)
        with sessions() as session:
            assert sum(each.helpful for each in sum_up_feedback(session)) == count


def test_a_notice_that_staff_change_is_told_as_it_is_now(own: Engine) -> None:
    sessions = database.sessions_on(own)
    begin, end = (datetime(2026, 11, day, tzinfo=timezone.utc) for day in (1, 30))
    told = []
    for words in ("The tower is closed.", "The tower is open again."):
        with session_factory(own)() as staff:
            staff.merge(Notice(id=1, begins_at=begin, ends_at=end, texts={"en": words}))
            staff.commit()
        with sessions() as session:
            told += [each.texts["en"] for each in coming_notices(session, begin)]
    assert told == ["The tower is closed.", "The tower is open again."]


def test_what_visitors_leave_is_counted_anew_each_time(own: Engine) -> None:
    sessions = database.sessions_on(own)
    for count in (1, 2):
        with session_factory(own)() as other:
            keep_feedback(other, intent="hours", language="en", helpful=True, day=DAY)
        with sessions() as session:
            counted = select(func.count()).select_from(Feedback.__table__)
            assert session.execute(counted).scalar_one() == count


def test_what_a_turn_keeps_is_not_the_next_ones(own: Engine) -> None:
    sessions = database.sessions_on(own)
    for turn in ("first", "second"):
        with sessions() as session:
            assert kept(session, "said", lambda turn=turn: turn) == turn


def test_an_answer_stands_though_the_database_goes_at_its_end(own: Engine) -> None:
    sessions = database.sessions_on(own)
    with sessions() as session:
        answer = [hotel.id for hotel in find_hotels(session)]
        event.listen(session, "before_commit", _fail)
    assert answer
    with sessions() as next_one:
        assert next_one is not session


def _fail(_session: object) -> None:
    raise OperationalError("COMMIT", {}, Exception("the server has gone"))
