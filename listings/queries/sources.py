"""The short names of the sources that rows cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Source, Texts


def names_by_source(session: Session) -> dict[str, Texts]:
    """Return the short names of every source by its id, by language."""
    statement = select(Source).where(Source.retired_at.is_(None))
    return {row.id: row.names for row in session.execute(statement).scalars()}


def source_names(known: Mapping[str, Texts], sources: Iterable[str | None]) -> list[Texts]:
    """Return the short names of what rows cite in their ``source``, each once, in their order.

    A part that is the id of a ``known`` source gives its names by language. Any other part is told
    as it is written, up to its first bracket, in no language: ``{"": "City guide"}``. Nothing cited
    gives an empty list.
    """
    parts = [p.strip() for cited in sources for p in (cited or "").split(";") if p.strip()]
    names: list[Texts] = []
    for part in dict.fromkeys(parts):
        name = known.get(part) or {"": part.split("(")[0].split("（")[0].strip() or part}
        if name not in names:
            names.append(name)
    return names
