"""Staff's commands for notices: ``python -m listings notice add|list|end``."""

from __future__ import annotations

import argparse
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.importing.languages import is_language
from listings.kinds import KINDS
from listings.models import MetroLine, Notice, Place
from listings.queries import get_city


class NoticeError(Exception):
    """A notice that cannot be written or ended; its text is one line."""


def add(session: Session, options: argparse.Namespace) -> str:
    """Store a notice and return what to tell staff; times are the city's.

    Raises:
        NoticeError: a time, place, kind or text cannot be used.
    """
    zone = ZoneInfo(get_city(session).timezone)
    now = datetime.now(timezone.utc)
    notice = Notice(
        begins_at=_moment(options.begins, zone) if options.begins else now,
        ends_at=_moment(options.until, zone),
        place_ids=list(options.place),
        kinds=list(options.kind),
        texts=dict(_text(written) for written in options.text),
    )
    if notice.ends_at <= max(notice.begins_at, now):
        raise NoticeError(f"--until {options.until}: is over already, or before it begins")
    unknown = set(notice.place_ids)
    models: tuple[Any, ...] = (Place, MetroLine)
    for model in models:
        known = select(model.id).where(model.id.in_(notice.place_ids), model.retired_at.is_(None))
        unknown -= set(session.execute(known).scalars())
    if unknown:
        raise NoticeError(f"--place: no place or line has the id {', '.join(sorted(unknown))}")
    session.add(notice)
    session.commit()
    return describe(notice, zone)


def lines(session: Session) -> list[str]:
    """Return a line for each notice that holds or will, the one that ends first at the top."""
    zone = ZoneInfo(get_city(session).timezone)
    statement = select(Notice).where(Notice.ends_at > datetime.now(timezone.utc))
    rows = session.execute(statement.order_by(Notice.ends_at, Notice.id)).scalars()
    return [describe(notice, zone) for notice in rows]


def end(session: Session, notice_id: int) -> str:
    """End a notice now and return what to tell staff; one that has not begun is deleted.

    Raises:
        NoticeError: no notice that holds or will has this number.
    """
    now = datetime.now(timezone.utc)
    notice = session.get(Notice, notice_id)
    if notice is None or notice.ends_at <= now:
        raise NoticeError(f"no notice that holds or will has the number {notice_id}")
    if notice.begins_at >= now:
        session.delete(notice)
    else:
        notice.ends_at = now
    session.commit()
    return f"notice {notice_id}: ended"


def describe(notice: Notice, zone: ZoneInfo) -> str:
    """Return a notice in one line: number, times, what it concerns, its texts."""
    begins, ends = (m.astimezone(zone) for m in (notice.begins_at, notice.ends_at))
    concerns = ", ".join([*notice.place_ids, *notice.kinds]) or "the city"
    texts = " | ".join(f"{language}: {text}" for language, text in notice.texts.items())
    return (
        f"notice {notice.id}: {begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M}, {concerns}: {texts}"
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``notice add`` takes."""
    parser.add_argument("--from", dest="begins", metavar="TIME", help="2026-08-01T09:00; else now")
    parser.add_argument("--until", required=True, metavar="TIME", help="2026-08-01T18:00")
    parser.add_argument(
        "--place", action="append", default=[], metavar="ID", help="or a metro line"
    )
    parser.add_argument("--kind", action="append", default=[], choices=list(KINDS))
    parser.add_argument(
        "--text", action="append", required=True, metavar="LANGUAGE=TEXT", help="once a language"
    )


def _moment(written: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise NoticeError(f"{written}: not a time: write it like 2026-08-01T18:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _text(written: str) -> tuple[str, str]:
    language, _, text = written.partition("=")
    if not is_language(language) or not text.strip():
        raise NoticeError(f"--text {written}: write it like en=Closed until 18:00")
    return language, text.strip()
