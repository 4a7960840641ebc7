"""The staff's commands: ``python -m listings enquiries|corrections|feedback|forget``."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy.engine import Engine

from listings.database import session_factory
from listings.inbox.corrections import find_corrections, mark_settled
from listings.inbox.enquiries import find_enquiries, forget, forget_older, mark_answered
from listings.inbox.feedback import sum_up_feedback

# Control and half characters, and marks that turn the direction of writing.
_OBEYED, _TURNING = (
    ("Cc", "Cs"),
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
Database = Callable[[], AbstractContextManager[Engine]]
Add = Callable[[str, Callable[[argparse.Namespace], None], str], argparse.ArgumentParser]


class NothingToForgetError(Exception):
    """``forget`` was given neither a number nor an age."""


def add_commands(add: Add, database: Database) -> None:
    """Add the staff's commands to the command line; they print to standard output."""
    enquiries = add("enquiries", _with(database, _enquiries), "list visitors' messages")
    enquiries.add_argument("--open", action="store_true", help="only those not answered yet")
    enquiries.add_argument("--answered", metavar="RECEIPT", help="mark this one as answered")
    corrections = add("corrections", _with(database, _corrections), "list reports of wrong facts")
    corrections.add_argument("--open", action="store_true", help="only those not settled yet")
    corrections.add_argument("--settled", metavar="REFERENCE", help="mark this one as settled")
    add("feedback", _with(database, _feedback), "say how many answers helped")
    forgetting = add("forget", _with(database, _forget), "delete what a visitor left, for good")
    forgetting.add_argument("receipt", nargs="?", help="the number that the visitor was given")
    forgetting.add_argument("--older-than", type=int, metavar="DAYS", help="all from before then")


def _with(database: Database, run: Callable[..., None]) -> Callable[[argparse.Namespace], None]:
    def command(options: argparse.Namespace) -> None:
        with database() as engine, session_factory(engine)() as session:
            run(session, options)

    return command


def _enquiries(session: Any, options: argparse.Namespace) -> None:
    if options.answered:
        enquiry = mark_answered(session, options.answered, _now())
        print(f"{enquiry.receipt}: answered")
        return
    for enquiry in find_enquiries(session, only_open=options.open):
        _print(
            enquiry.receipt,
            enquiry.created_at,
            "answered" if enquiry.answered_at else "open",
            ("topic", enquiry.topic),
            ("language", enquiry.language),
            (enquiry.reach_kind, enquiry.reach),
            ("message", enquiry.text),
        )


def _corrections(session: Any, options: argparse.Namespace) -> None:
    if options.settled:
        correction = mark_settled(session, options.settled, _now())
        print(f"{correction.reference}: settled")
        return
    for correction in find_corrections(session, only_open=options.open):
        _print(
            correction.reference,
            correction.created_at,
            "settled" if correction.settled_at else "open",
            ("asked", correction.intent),
            ("place", correction.place_id),
            ("told", correction.told),
            ("source", correction.source),
            ("visitor", correction.words),
        )


def _feedback(session: Any, _options: argparse.Namespace) -> None:
    for row in sum_up_feedback(session):
        share = round(100 * row.helpful / row.rated)
        print(f"{row.intent:<20} {row.language}  {row.helpful} of {row.rated} helped ({share} %)")


def _forget(session: Any, options: argparse.Namespace) -> None:
    if options.receipt:
        forget(session, options.receipt)
        print(f"{options.receipt}: deleted")
    elif options.older_than is not None:
        count = forget_older(session, _now() - timedelta(days=options.older_than))
        print(f"deleted: {count}")
    else:
        raise NothingToForgetError("forget: give a receipt number, or --older-than DAYS")


def _print(number: str, at: datetime, state: str, *fields: tuple[str, str | None]) -> None:
    print(f"{number}  {at:%Y-%m-%d %H:%M} UTC  {state}")
    for name, value in fields:
        if value:
            indented = _harmless(value).replace("\n", "\n" + " " * 12)
            print(f"  {name:<9} {indented}")


def _harmless(text: str) -> str:
    """Return ``text`` without what a terminal would obey; lines stay lines."""
    kept = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in kept if c == "\n" or not _is_obeyed(c))


def _is_obeyed(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in _OBEYED


def _now() -> datetime:
    return datetime.now(timezone.utc)
