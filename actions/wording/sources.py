"""The source line below each answer: where a fact comes from, and of when it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from actions.wording import formats
from actions.wording.catalogue import say
from listings.models import Texts
from listings.queries import source_names
from listings.texts import pick
from semantics.languages import DEFAULT_LANGUAGE

_URL = re.compile(r"(?:https?://)?(?:www\.)?([^/\s]+\.[a-z]{2,})(?:[/?#]\S*)?", re.IGNORECASE)
_DETAIL = re.compile(r"\s*[(（].*$")
_LONGEST = 60


class Sourced(Protocol):
    """Anything of the database that says where it comes from."""

    @property
    def source(self) -> str | None:
        """The sources, with semicolons between them."""

    @property
    def as_of(self) -> str | None:
        """The date of the fact, as YYYY, YYYY-MM or YYYY-MM-DD."""


def source_line(
    facts: Sequence[Sourced], language: str, known: Mapping[str, Texts] | None = None
) -> str:
    """Return the sources of ``facts`` and their dates in one short line.

    ``known`` are the names of sources by the ids that facts cite. At most two sources are named, in
    the visitor's language, else in English; the dates are the oldest and the newest. A fact without
    a date makes the line say so. An empty string for no facts.
    """
    if not facts:
        return ""
    cited = source_names(known or {}, (fact.source for fact in facts))
    picked = (pick(names, language, DEFAULT_LANGUAGE) or "" for names in cited)
    names = list(dict.fromkeys(_short(name) for name in picked))
    shown = formats.listing(names[:2], language) or say(language, "source.unnamed")
    if len(names) > 2:
        first = formats.row(names[:2], language)
        shown = say(language, "source.and_more", sources=first, count=len(names) - 2)
    return say(language, "source.line", sources=shown, date=_dates(facts, language))


def _short(part: str) -> str:
    plain = _DETAIL.sub("", part) or part
    url = _URL.fullmatch(plain)
    if url:
        return url.group(1)
    if len(plain) <= _LONGEST:
        return plain
    cut, _, piece = plain[:_LONGEST].rpartition(" ")
    # A word as long as that is Chinese or Japanese, which may be cut anywhere.
    return f"{(cut if len(piece) < _LONGEST // 2 else plain[: _LONGEST - 1]).rstrip(' ,;')}…"


def _dates(facts: Sequence[Sourced], language: str) -> str:
    dated = sorted({f.as_of for f in facts if f.as_of})
    if not dated:
        return say(language, "source.undated")
    oldest, newest = formats.as_of(dated[0], language), formats.as_of(dated[-1], language)
    text = oldest
    if oldest != newest:
        text = say(language, "source.dates", first=oldest, last=newest)
    if any(not f.as_of for f in facts):
        return say(language, "source.partly_undated", date=text)
    return say(language, "source.dated", date=text)
