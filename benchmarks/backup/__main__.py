"""Measures a backup while visitors write, and its restore, and compares every table: `--help`.

On SQLite files of its own, or in empty databases at the addresses that are given.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.inbox.enquiries import keep_enquiry
from listings.settings import city_dir
from service.backup import backup, restore
from service.database_copies import rows_of

_EVENT = '{"event": "user", "text": "' + "what a visitor said " * 20 + '"}'
_EVERY_S = 0.005


def main() -> int:
    """Print what it took; return 0 when every table came back as it was counted."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="backup-") as name:
        folder = Path(name)
        urls = {
            "DATABASE_URL": options.listings or f"sqlite:///{folder}/city.sqlite3",
            "TRACKER_URL": options.conversations or f"sqlite:///{folder}/talk.sqlite3",
        }
        os.environ.update(urls)
        _fill(*urls.values(), options.messages, options.events)
        return _measure(folder, *urls.values())


def _measure(folder: Path, listings: str, conversations: str) -> int:
    with _visitors(listings, conversations) as written:
        before = written()
        made_s, manifest = _timed(lambda: backup(folder / "kept"))
        during = written() - before
    size = sum(file.stat().st_size for file in (folder / "kept").iterdir()) / 2**20
    restored_s, _ = _timed(lambda: restore(folder / "kept"))
    came = {"listings": rows_of(listings), "conversations": rows_of(conversations)}
    wrong = [
        f"{name}.{table}: {came[name].get(table)}, not {kept}"
        for name, rows in manifest["rows"].items()
        for table, kept in rows.items()
        if came[name].get(table) != kept
    ]
    rows = sum(sum(each.values()) for each in manifest["rows"].values())
    print("| rows | MiB | written meanwhile | backup, min | restore, min | tables that differ |")
    print("|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {rows} | {size:.0f} | {during} | {made_s / 60:.2f} | {restored_s / 60:.2f} |"
        f" {len(wrong)} |"
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


def _timed(work: Any) -> tuple[float, Any]:
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


def _fill(listings: str, conversations: str, messages: int, events: int) -> None:
    upgrade(listings)
    engine = create_engine_from(listings, statement_timeout_ms=0)
    import_city(engine, city_dir())
    now = datetime.now(timezone.utc)
    columns = "receipt, draft, topic, text, reach_kind, reach, language, created_at"
    insert = (
        f"INSERT INTO enquiry ({columns}) VALUES (:r, :r, 'other', :t, 'email', 'a@b.c', 'en', :n)"
    )
    with engine.begin() as connection:
        rows = [{"r": f"Q-{n:012}", "t": "lost " * 40, "n": now} for n in range(messages)]
        connection.execute(sa.text(insert), rows)
    engine.dispose()
    engine = create_engine_from(conversations, statement_timeout_ms=0)
    with engine.begin() as connection:
        for table in ("events", "conversation_state"):
            columns = "sender_id VARCHAR(255), timestamp FLOAT, changed_at FLOAT, data TEXT"
            connection.execute(sa.text(f"CREATE TABLE {table} ({columns})"))
        rows = [{"s": f"w-{n // 40}", "d": _EVENT} for n in range(events)]
        connection.execute(sa.text("INSERT INTO events VALUES (:s, 1, 1, :d)"), rows)
    engine.dispose()


@contextmanager
def _visitors(listings: str, conversations: str) -> Iterator[Any]:
    """Let visitors write until the end of the block; gives how much they have written."""
    stopped, count = threading.Event(), [0]
    inbox, talks = create_engine_from(listings), create_engine_from(conversations)

    def write() -> None:
        while not stopped.wait(_EVERY_S):
            with session_factory(inbox)() as session:
                keep_enquiry(
                    session,
                    draft=str(count[0]),
                    topic="other",
                    text="lost",
                    reach_kind="email",
                    reach="a@example.org",
                    language="en",
                    now=datetime.now(timezone.utc),
                )
            with talks.begin() as connection:
                insert = "INSERT INTO events VALUES ('w-new', 1, 1, :data)"
                connection.execute(sa.text(insert), {"data": _EVENT})
            count[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield lambda: count[0]
    finally:
        stopped.set()
        writer.join()
        inbox.dispose()
        talks.dispose()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backup", description=__doc__)
    parser.add_argument("--listings", help="the address of an empty database for the city")
    parser.add_argument("--conversations", help="the address of one for the conversations")
    parser.add_argument("--messages", type=int, default=20_000, help="to the staff")
    parser.add_argument("--events", type=int, default=400_000, help="of conversations")
    return parser


if __name__ == "__main__":
    sys.exit(main())
