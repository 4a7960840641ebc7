"""The command line: ``python -m listings COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from listings import notices, signs
from listings.database import create_engine_from, session_factory, upgrade
from listings.exporting import ExportError, export_city
from listings.importing import (
    ImportErrors,
    OtherCityError,
    check_city,
    import_city,
    is_current,
)
from listings.inbox import commands
from listings.inbox.enquiries import UnknownReceiptError
from listings.models import Article, Closure, DataState, Place, Ticket
from listings.queries import NoCityError, ages, get_city, most_asked
from listings.settings import SettingsError, city_dir, database_url

REFUSALS = (
    SettingsError,
    ImportErrors,
    OtherCityError,
    ExportError,
    NoCityError,
    UnknownReceiptError,
    notices.NoticeError,
    signs.SignError,
    commands.NothingToForgetError,
)
"""What is told to staff in a line each; anything else is a defect and keeps its traceback."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0, or 1 when it was refused."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return 1
    except (DatabaseError, CommandError) as error:
        print(f"DATABASE_URL: {_reason(error)}", file=sys.stderr)
        return 1
    return 0


def _import(options: argparse.Namespace) -> None:
    folder = options.folder or city_dir()
    with _database(folder) as engine:
        if options.if_changed:
            with session_factory(engine)() as session:
                if is_current(session, folder):
                    return
        with _progress_bar() as on_progress:
            report = import_city(
                engine, folder, on_progress=on_progress, drop_columns=options.drop_columns
            )
    _warn(report.warnings)
    print(
        f"{folder}: {report.added} added, {report.changed} changed,"
        f" {report.retired} retired, {report.unchanged} unchanged"
    )


def _check(options: argparse.Namespace) -> None:
    folder = options.folder or city_dir()
    warnings = check_city(folder).warnings
    _warn(warnings)
    print(f"{folder}: no errors, warnings: {len(warnings)}")


def _export(options: argparse.Namespace) -> None:
    with _database() as engine, session_factory(engine)() as session:
        export_city(session, options.folder)
    print(f"{options.folder}: written")


def _upgrade(_options: argparse.Namespace) -> None:
    with _database():
        print("the schema is at its newest revision")


def _status(_options: argparse.Namespace) -> None:
    with _database() as engine, session_factory(engine)() as session:
        print(f"city: {get_city(session).id}")
        state = session.execute(select(DataState)).scalar_one()
        if state.imported_at is not None:
            print(f"imported: {state.imported_at:%Y-%m-%d %H:%M} UTC")
        models: tuple[Any, ...] = (Place, Ticket, Article, Closure)
        for model in models:
            count = select(func.count()).select_from(model).where(model.retired_at.is_(None))
            print(f"{model.__tablename__}s: {session.execute(count).scalar_one()}")


def _freshness(options: argparse.Namespace) -> None:
    with _database() as engine, session_factory(engine)() as session:
        rows, asked = ages(session), most_asked(session)
    print("undated or oldest:")
    for row in rows[: options.rows]:
        print(f"  {row.as_of or 'undated'}  {row.kind} {row.id}")
    print("with most facts missing:")
    for row in sorted(rows, key=lambda row: -len(row.lacks))[: options.rows]:
        print(f"  {row.kind} {row.id}: {', '.join(row.lacks) or 'none'}")
    print("most asked, by doubts and ratings:")
    for what, count in asked[: options.rows]:
        print(f"  {count}  {what}")


def _notice(options: argparse.Namespace) -> None:
    with _database() as engine, session_factory(engine)() as session:
        if options.does == "add":
            print(notices.add(session, options))
        elif options.does == "end":
            print(notices.end(session, options.number))
        else:
            for line in notices.lines(session):
                print(line)


def _signs(options: argparse.Namespace) -> None:
    with _database() as engine, session_factory(engine)() as session:
        print(signs.write_signs(session, options))


@contextmanager
def _database(folder: Path | None = None) -> Iterator[Engine]:
    """Yield an engine on the folder's database, whose schema is brought up to date first."""
    url = database_url(folder)
    upgrade(url)
    engine = create_engine_from(url, statement_timeout_ms=0)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a callback that moves a bar on stderr, where stderr is a terminal."""
    with Progress(
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        task = progress.add_task("importing", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _reason(error: Exception) -> str:
    """Return what the driver said, in one line, without the statement that SQLAlchemy adds."""
    said = getattr(error, "orig", None) or error
    return " ".join(str(said).split())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m listings", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], None], help: str
    ) -> argparse.ArgumentParser:
        command = subparsers.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        return command

    importer = add("import", _import, "make the database equal to a city folder")
    importer.add_argument("folder", type=Path, nargs="?", default=None, help="default: CITY_DIR")
    importer.add_argument(
        "--if-changed", action="store_true", help="do nothing when the folder is the last imported"
    )
    importer.add_argument(
        "--drop-columns",
        action="store_true",
        help="empty the columns that the database has values in and the files no longer have",
    )
    checker = add("check", _check, "list every error of a city folder, and write nothing")
    checker.add_argument("folder", type=Path, nargs="?", default=None, help="default: CITY_DIR")
    exporter = add("export", _export, "write the database's city to a new folder")
    exporter.add_argument("folder", type=Path, help="a new or empty folder")
    add("upgrade", _upgrade, "bring the database's schema to the newest revision")
    add("status", _status, "say what the database holds")
    freshness = add("freshness", _freshness, "list the oldest facts, and places that lack most")
    freshness.add_argument("--rows", type=int, default=20, help="how many of each")
    signs.add_arguments(
        add("signs", _signs, "write signs with codes that open the chat at a place")
    )
    notice = add("notice", _notice, "write, list or end what visitors must know for a while")
    does = notice.add_subparsers(required=True, dest="does", metavar="add|list|end")
    notices.add_arguments(does.add_parser("add", help="write a notice; without places: the city"))
    does.add_parser("list", help="list those that hold or will")
    does.add_parser("end", help="end one now").add_argument("number", type=int)
    commands.add_commands(add, _database)
    return parser


if __name__ == "__main__":
    sys.exit(main())
