"""The sessions that turns are lent: what they keep, and when they do not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine

from actions import database
from listings.database import create_engine_from, session_factory
from listings.inbox.feedback import keep_feedback, sum_up_feedback
from listings.models import Place
from listings.queries import find_hotels, get_place

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
