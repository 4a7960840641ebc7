"""The staff's commands, as they type them."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from listings.__main__ import main
from listings.database import create_engine_from, session_factory
from listings.inbox.corrections import keep_correction
from listings.inbox.enquiries import keep_enquiry
from listings.inbox.feedback import keep_feedback

LONG_AGO = datetime.now(timezone.utc) - timedelta(days=400)


@pytest.fixture(autouse=True)
def numbers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database: Path
) -> dict[str, str]:
    """A database with a message, a correction and two ratings; the numbers given out."""
    path = tmp_path / "desk.sqlite3"
    shutil.copy(empty_database, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    engine = create_engine_from(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        message = keep_enquiry(
            session,
            draft="d",
            topic="lost_property",
            text="A black bag\non the tram",
            reach_kind="email",
            reach="ana@velamar.example",
            language="en",
            now=LONG_AGO,
        )
        correction = keep_correction(
            session,
            words="that's wrong",
            language="ko",
            now=LONG_AGO,
            intent="ask_hours",
            place_id="castelo-da-gaivota",
            told="Open until 18:00.",
            source="https://velamar.example/castelo",
        )
        for helpful in (True, True, False):
            keep_feedback(
                session, intent="ask_hours", language="ja", helpful=helpful, day=LONG_AGO.date()
            )
    engine.dispose()
    return {"message": message.receipt, "correction": correction.reference}


def test_a_message_is_listed_with_how_to_reach_its_writer(
    numbers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enquiries"]) == 0
    out = capsys.readouterr().out
    for told in (numbers["message"], "open", "lost_property", "ana@velamar.example", "the tram"):
        assert told in out


def test_nothing_that_a_terminal_obeys_is_printed(
    numbers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine_from(os.environ["DATABASE_URL"])
    with session_factory(engine)() as session:
        keep_enquiry(
            session,
            draft="hostile",
            topic="other",
            text="a\x1b[2Jb\rc\x9b31m\u202ed 👩‍👩‍👧\nQ-2026-FORGED  open",
            reach_kind="email",
            reach="x@velamar.example",
            language="en",
            now=LONG_AGO,
        )
    engine.dispose()
    assert main(["enquiries"]) == 0
    out = capsys.readouterr().out
    assert "a[2Jbc31md 👩‍👩‍👧\n" in out
    assert "\nQ-2026-FORGED" not in out


def test_an_answered_message_leaves_the_open_ones(
    numbers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enquiries", "--answered", numbers["message"]]) == 0
    capsys.readouterr()
    assert main(["enquiries", "--open"]) == 0
    assert capsys.readouterr().out == ""


def test_a_correction_is_listed_with_the_fact_its_source_and_the_visitors_words(
    numbers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["corrections", "--open"]) == 0
    out = capsys.readouterr().out
    for told in (
        numbers["correction"],
        "ask_hours",
        "castelo-da-gaivota",
        "Open until 18:00.",
        "https://velamar.example/castelo",
        "that's wrong",
    ):
        assert told in out
    assert main(["corrections", "--settled", numbers["correction"]]) == 0
    capsys.readouterr()
    assert main(["corrections", "--open"]) == 0
    assert capsys.readouterr().out == ""


def test_feedback_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback"]) == 0
    assert capsys.readouterr().out.split() == [
        "ask_hours",
        "ja",
        "2",
        "of",
        "3",
        "helped",
        "(67",
        "%)",
    ]


def test_a_forgotten_message_is_gone(
    numbers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", numbers["message"]]) == 0
    assert main(["forget", "--older-than", "365"]) == 0
    assert "deleted: 1" in capsys.readouterr().out
    assert main(["forget", numbers["message"]]) == 1
    assert numbers["message"] in capsys.readouterr().err


def test_forgetting_nothing_in_particular_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget"]) == 1
    assert "--older-than" in capsys.readouterr().err
