"""What visitors left is deleted at its age, also while nobody talks."""

from __future__ import annotations

import sys
import threading
import time
from datetime import datetime, timedelta, timezone

from sqlalchemy.exc import SQLAlchemyError

import listings.settings
from listings.database import create_engine_from, session_factory
from listings.inbox.enquiries import forget_older
from service import old_backups
from trackers import forgotten
from trackers.settings import kept_days, tracker_url

DAY_S = 24 * 3600.0


def forget_old(now: float | None = None) -> dict[str, int]:
    """Delete conversations silent for TRACKER_DAYS, messages and reports of ENQUIRY_DAYS ago.

    Ratings hold nobody's words or id and stay. Returns how many there were of each.

    Raises:
        SQLAlchemyError: A database does not answer.
    """
    now = time.time() if now is None else now
    moment = datetime.fromtimestamp(now, timezone.utc)
    oldest = moment - timedelta(days=listings.settings.enquiry_days())
    engine = create_engine_from(listings.settings.database_url())
    try:
        with session_factory(engine)() as session:
            messages = forget_older(session, oldest)
    finally:
        engine.dispose()
    engine = create_engine_from(tracker_url())
    try:
        conversations = forgotten.forget_silent(engine, now - kept_days() * DAY_S)
    finally:
        engine.dispose()
    return {"messages": messages, "conversations": conversations}


def told(counts: dict[str, int]) -> str:
    """Return in a line what was deleted."""
    return "deleted at their age: " + ", ".join(f"{n} {name}" for name, n in counts.items())


def remove_old_backups() -> None:
    """Delete the backups that are too old, and say which, and which had to stay."""
    gone, stayed = old_backups.remove_old()
    for folder in gone:
        print(f"{folder}: deleted, a backup ends after BACKUP_DAYS", flush=True)
    for line in stayed:
        print(line, file=sys.stderr, flush=True)


def keep_forgetting(stopped: threading.Event, every_s: float = DAY_S) -> threading.Thread:
    """Delete now and every day, in a thread that ends with ``stopped``; what fails is told."""

    def run() -> None:
        while not stopped.is_set():
            try:
                counts = forget_old()
                if any(counts.values()):
                    print(told(counts), flush=True)
                remove_old_backups()
            except SQLAlchemyError as error:
                name = type(error).__name__
                print(f"what is too old was not deleted: {name}", file=sys.stderr, flush=True)
            stopped.wait(every_s)

    thread = threading.Thread(target=run, name="ages", daemon=True)
    thread.start()
    return thread
