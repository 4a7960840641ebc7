"""The form of the log's lines: for people, or a JSON object each with ``LOG_FORMAT=json``."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

SETTING = "LOG_FORMAT"
FORMS = ("text", "json")
# Rasa logs what it failed on, a visitor's words among it; this much of it says what failed.
_OF_RASA = ("event", "event_info", "level")
# What they do when all is well is nobody's concern; httpx names the addresses that are asked.
_QUIET = ("httpx", "alembic", "rasa_sdk.executor")


class LogFormatError(ValueError):
    """LOG_FORMAT is none of `FORMS`; the text is one line that names it."""


def install(level: int = logging.INFO) -> None:
    """Let every logger of this process write such lines to the standard error output.

    Raises:
        LogFormatError: LOG_FORMAT is no form that we know.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(os.environ.get(SETTING, "").strip() or FORMS[0]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def formatter(form: str) -> logging.Formatter:
    """Return what writes a record as one line, with the id of its turn where it has one.

    Raises:
        LogFormatError: ``form`` is none of `FORMS`.
    """
    if form not in FORMS:
        raise LogFormatError(f"{SETTING}: {form!r} is no form of a log: use {' or '.join(FORMS)}")
    ending = [_as_json] if form == "json" else [_as_text]
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            _as_fields,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *ending,
        ]
    )


def _as_fields(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Make fields of a message that is a JSON object, as the access log and Rasa write them."""
    fields = _object_of(line.get("event"))
    if not fields:
        return line
    if str(line.get("logger", "")).partition(".")[0] == "rasa":
        fields = {
            **{name: fields[name] for name in _OF_RASA if name in fields},
            **_without_values(fields.get("exception")),
        }
    return {**line, "event": "", **fields}


def _object_of(message: object) -> dict[str, Any]:
    if not (isinstance(message, str) and message.startswith("{")):
        return {}
    try:
        found = json.loads(message)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _without_values(traces: Any) -> dict[str, str]:
    """Return a trace of structlog's as where it went through, without what variables held."""
    if not isinstance(traces, list):
        return {}
    told = []
    for trace in (each for each in traces if isinstance(each, Mapping)):
        frames = [each for each in trace.get("frames") or () if isinstance(each, Mapping)]
        way = " > ".join(f"{f.get('filename')}:{f.get('lineno')} {f.get('name')}" for f in frames)
        told.append(f"{trace.get('exc_type')}: {way}")
    return {"exception": " | ".join(told)}


def _as_json(_: WrappedLogger, __: str, line: EventDict) -> str:
    return json.dumps({name: value for name, value in line.items() if value != ""}, default=repr)


def _as_text(_: WrappedLogger, __: str, line: EventDict) -> str:
    time, level, name = (line.pop(key, "") for key in ("timestamp", "level", "logger"))
    trace = line.pop("exception", "")
    said = str(line.pop("event", ""))
    more = " ".join(f"{key}={value}" for key, value in line.items() if value != "")
    first = " ".join(filter(None, (f"{time:.19}Z", level.upper(), name, said, more)))
    return f"{first}\n{trace}" if trace else first
