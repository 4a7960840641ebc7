"""The log's lines: one form in every process, the turn's id, and nobody's words."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.contextvars import clear_contextvars

from logs import lines, turn_id

WORDS = "my passport is gone, call +86 532 5550 7777"


@pytest.fixture(autouse=True)
def _no_turn() -> Iterator[None]:
    clear_contextvars()
    yield
    clear_contextvars()


def line(form: str, message: str, *args: object, name: str = "channels.turns", **more: Any) -> str:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, more.get("exc_info"))
    return lines.formatter(form).format(record)


def test_a_line_is_a_json_object_where_that_is_set() -> None:
    turn_id.begin("ab12")
    told = json.loads(line("json", "Rasa gave no reply: %s", "ReadTimeout"))
    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "event": "Rasa gave no reply: ReadTimeout",
        "level": "error",
        "logger": "channels.turns",
        "turn": "ab12",
    }


def test_a_line_for_people_has_the_same() -> None:
    turn_id.begin("ab12")
    told = line("text", "Rasa gave no reply: %s", "ReadTimeout")
    assert told.endswith(" ERROR channels.turns Rasa gave no reply: ReadTimeout turn=ab12")


@pytest.mark.parametrize("form", lines.FORMS)
def test_a_trace_stands_in_its_record(form: str) -> None:
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        told = line(form, "a request failed", exc_info=sys.exc_info())
    assert "RuntimeError: broken" in told
    if form == "json":
        assert "\n" not in told
        assert "Traceback" in json.loads(told)["exception"]


def test_what_was_logged_as_an_object_has_its_fields() -> None:
    told = json.loads(line("json", '{"method": "GET", "status": 200}', name="channels.access"))
    assert (told["method"], told["status"], told["logger"]) == ("GET", 200, "channels.access")
    assert "event" not in told


@pytest.mark.parametrize("form", lines.FORMS)
def test_of_what_rasa_failed_on_nobodys_words_are_told(form: str) -> None:
    written = {
        "text": WORDS,
        "event": "rest.message.received.failure",
        "level": "error",
        "exception": [
            {
                "exc_type": "AttributeError",
                "exc_value": WORDS,
                "frames": [
                    {"filename": "rest.py", "lineno": 7, "name": "receive", "locals": {"t": WORDS}}
                ],
            }
        ],
    }
    told = line(form, json.dumps(written), name="rasa.core.channels.rest")
    assert "passport" not in told
    assert "5550" not in told
    assert "rest.message.received.failure" in told
    assert "AttributeError: rest.py:7 receive" in told


@pytest.mark.parametrize("given", [None, "", "a b", "x\ny", "a" * 33, 7, {"a": 1}])
def test_what_is_no_id_becomes_none(given: object) -> None:
    turn_id.begin(given)
    made = turn_id.current()
    assert made is not None
    assert made != given
    assert made.isalnum()


async def test_each_task_has_its_own_turn() -> None:
    async def work(name: str) -> str | None:
        turn_id.begin(name)
        await asyncio.sleep(0)
        return turn_id.current()

    assert await asyncio.gather(work("one"), work("two")) == ["one", "two"]
    assert turn_id.current() is None


def test_another_form_is_refused_by_name() -> None:
    with pytest.raises(lines.LogFormatError, match="LOG_FORMAT: 'xml'"):
        lines.formatter("xml")
