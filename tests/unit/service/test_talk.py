"""The shell of the staff: what it says to Rasa, and how it explains an answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from service.talk import HELP, Talk
from service.why import explained, last_turn

ANSWER = [{"text": "Found 1", "buttons": [{"title": "Old Pier", "payload": "/ask_details"}]}]
PARSED = {
    "intent": {"name": "ask_hours", "confidence": 0.93},
    "intent_ranking": [
        {"name": "ask_hours", "confidence": 0.93},
        {"name": "ask_ticket", "confidence": 0.04},
    ],
    "entities": [
        {"entity": "place", "value": "Old Pier", "role": "target", "extractor": "Gazetteer"}
    ],
}
TURN: list[dict[str, Any]] = [
    {"event": "user", "text": "hello", "parse_data": {}},
    {"event": "bot", "text": "Hello!"},
    {"event": "user", "text": "hours?", "parse_data": PARSED},
    {"event": "action", "name": "action_hours", "policy": "RulePolicy"},
    {"event": "slot", "name": "answered", "value": "ask_hours (as classified)"},
    {"event": "slot", "name": "focus", "value": "old-pier"},
    {"event": "bot", "text": "Open until six", "data": {"custom": {"type": "hours"}}},
]


@pytest.fixture
def rasa() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A stand-in for Rasa; gives its address and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(ANSWER).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def _talked(url: str, *lines: str) -> list[str]:
    typed, shown = iter(lines), list[str]()

    def ask(_: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    Talk(url, ask=ask, show=shown.append, why=lambda _: ["because"]).run()
    return shown


def test_what_is_typed_goes_to_the_running_rasa(
    rasa: tuple[str, list[dict[str, Any]]],
) -> None:
    url, asked = rasa
    assert _talked(url, "piers", "#1", ":why", ":new", "piers", ":quit", "never") == [
        *(HELP, "Found 1", "  #1 Old Pier  /ask_details"),
        *("Found 1", "  #1 Old Pier  /ask_details", "because", "A new conversation."),
        *("Found 1", "  #1 Old Pier  /ask_details"),
    ]
    assert [each["message"] for each in asked] == ["piers", "/ask_details", "piers"]
    first, second, third = (each["sender"] for each in asked)
    assert first == second != third


def test_a_rasa_that_is_away_is_said_to_be() -> None:
    assert "Rasa does not answer" in _talked("http://127.0.0.1:9", "hello")[1]


def test_the_last_turn_is_explained_from_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'conversations.sqlite3'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER, sender_id TEXT, data TEXT)"))
        for number, event in enumerate(TURN):
            row = {"id": number, "sender": "me", "data": json.dumps(event)}
            connection.execute(text("INSERT INTO events VALUES (:id, :sender, :data)"), row)
    engine.dispose()
    assert list(explained(last_turn("me", url))) == [
        "reading   ask_hours (0.93)",
        "  rather than ask_ticket (0.04)",
        "  place = Old Pier (Gazetteer, target)",
        "rule      ask_hours (as classified)",
        "  action    action_hours (RulePolicy)",
        "statement Open until six [hours]",
        "  keeps     focus = old-pier",
    ]
    assert list(explained(last_turn("nobody", url))) == ["Nothing has been said yet."]
