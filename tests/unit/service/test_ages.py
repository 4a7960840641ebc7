"""What visitors left ends at its age, and what they delete is nowhere but in backups."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SlotSet, UserUttered

from listings.database import create_engine_from, session_factory, upgrade
from listings.inbox.corrections import keep_correction
from listings.inbox.enquiries import forget, keep_enquiry
from semantics.deletions import receipt, start_of_mark
from service import ages
from service.backup import backup, restore
from service.commands import forget_old, tell_deletion
from trackers.store import WindowedTrackerStore

CITIES = Path(__file__).resolve().parents[2] / "cities"
NOW = datetime.now(timezone.utc)
SENDER = "w-marked-visitor"
WORDS, MAIL, PHONE = "marked-7b1e my bag", "marked-7b1e@example.org", "+86 532 5550 7777"
DOMAIN = Domain.from_dict(
    {
        "intents": ["ask"],
        "actions": ["action_answer"],
        "slots": {"draft": {"type": "any", "mappings": [{"type": "custom"}]}},
    }
)


@pytest.fixture(scope="session")
def empty_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "city.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_city: Path) -> Path:
    """The folder of both databases, which the settings name."""
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "city.sqlite3").write_bytes(empty_city.read_bytes())
    monkeypatch.setenv("CITY_DIR", str(CITIES / "velamar"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'city.sqlite3'}")
    monkeypatch.setenv("TRACKER_URL", f"sqlite:///{folder / 'conversations.sqlite3'}")
    for name in ("TRACKER_DAYS", "ENQUIRY_DAYS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def conversations(var: Path) -> Iterator[WindowedTrackerStore]:
    store = WindowedTrackerStore(DOMAIN)
    yield store
    store.engine.dispose()


async def say(store: WindowedTrackerStore, sender: str, *events: Event) -> None:
    tracker = await store.get_or_create_tracker(sender)
    for event in (*events, ActionExecuted("action_listen")):
        tracker.update(event)
    await store.save(tracker)


def leave(var: Path, words: str, at: datetime) -> tuple[str, str]:
    """Leave a message and a report with the staff; return their numbers."""
    engine = create_engine_from(f"sqlite:///{var / 'city.sqlite3'}")
    with session_factory(engine)() as session:
        kept = keep_enquiry(
            session,
            draft=words,
            topic="other",
            text=f"{words}, call {PHONE}",
            reach_kind="email",
            reach=MAIL,
            language="en",
            now=at,
        )
        reported = keep_correction(session, words=words, language="en", now=at)
    engine.dispose()
    return str(kept.receipt), str(reported.reference)


def on_disk(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "".join(path.read_bytes().decode("latin-1") for path in files)


async def test_what_a_visitor_deletes_is_nowhere_but_in_backups(
    var: Path,
    tmp_path: Path,
    conversations: WindowedTrackerStore,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        for text in (WORDS, MAIL, PHONE):
            said = UserUttered(text, {"name": "ask", "confidence": 1.0})
            await say(conversations, SENDER, said, SlotSet("draft", text))
        numbers = leave(var, WORDS, NOW)
        assert "marked-7b1e" in on_disk(var)
        backup(tmp_path / "backup")

        await say(conversations, SENDER, Restarted())
        await say(conversations, "w-another", UserUttered("hello", {"name": "ask"}))
        engine = create_engine_from(f"sqlite:///{var / 'city.sqlite3'}")
        with session_factory(engine)() as session:
            for each in numbers:
                forget(session, each)
        engine.dispose()
    assert tell_deletion(receipt(SENDER)) == 0
    for mark in ("marked-7b1e", "5550 7777"):
        assert mark not in on_disk(var)
        assert mark not in caplog.text
        assert mark not in capsys.readouterr().out
        assert mark in on_disk(tmp_path / "backup")
    conversations.engine.dispose()
    again = restore(tmp_path / "backup")
    assert again["conversations"] == 1
    assert again["messages"] == 2
    assert MAIL not in on_disk(var)


async def test_what_is_too_old_is_deleted_and_the_rest_stays(
    var: Path,
    conversations: WindowedTrackerStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRACKER_DAYS", "7")
    monkeypatch.setenv("ENQUIRY_DAYS", "90")
    leave(var, "an old message", NOW - timedelta(days=91))
    leave(var, "a new message", NOW - timedelta(days=89))
    await say(conversations, SENDER, UserUttered("an old word", {"name": "ask"}))
    assert forget_old() == 0
    assert capsys.readouterr().out == "deleted at their age: 2 messages, 0 conversations\n"
    assert "an old message" not in on_disk(var)
    assert "a new message" in on_disk(var)
    in_eight_days = time.time() + 8 * ages.DAY_S
    assert ages.forget_old(in_eight_days) == {"messages": 2, "conversations": 1}
    assert "an old word" not in on_disk(var)
    assert "a new message" not in on_disk(var)


def test_ages_are_kept_before_anybody_has_talked(var: Path) -> None:
    assert ages.forget_old() == {"messages": 0, "conversations": 0}


def test_they_are_kept_every_day_whatever_failed_yesterday(
    var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sqlalchemy.exc import OperationalError

    stopped, calls = threading.Event(), []

    def forget(now: float | None = None) -> dict[str, int]:
        calls.append(now)
        if len(calls) == 1:
            raise OperationalError("SELECT 1", {}, Exception("locked"))
        stopped.set()
        return {"messages": 3, "conversations": 0}

    monkeypatch.setattr(ages, "forget_old", forget)
    monkeypatch.setattr(ages, "remove_old_backups", lambda: calls.append(0.0))
    ages.keep_forgetting(stopped, every_s=0.01).join(timeout=10)
    assert calls == [None, None, 0.0]
    told = capsys.readouterr()
    assert told.err == "what is too old was not deleted: OperationalError\n"
    assert told.out == "deleted at their age: 3 messages, 0 conversations\n"


@pytest.mark.parametrize("written", ["D-12", "Q-2026-7KM3XP", "D-1a2b-3c4d-5e6%", ""])
def test_what_is_no_receipt_of_a_deletion_finds_none(
    var: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start_of_mark(written) is None
    assert tell_deletion(written) == 1
    assert "no receipt" in capsys.readouterr().err


def test_an_unknown_receipt_is_said_to_be_unknown(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell_deletion(receipt("w-nobody")) == 1
    assert "no such deletion" in capsys.readouterr().err
