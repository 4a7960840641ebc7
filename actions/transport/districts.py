"""The way to a part of the city, as far as an article tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.dialogue.state import FOCUS
from actions.dialogue.trip import Trip
from actions.dialogue.turn import Turn
from actions.wording import formats
from actions.wording.reply import Reply
from actions.wording.sources import source_line
from listings.models import Office, Place
from listings.queries import list_districts, vocabulary_name
from listings.ways import articles_naming
from semantics.languages import LANGUAGES

Names = Mapping[str, list[str]]


def way_to_district(turn: Turn, district_id: str, other: Place | None) -> Reply | None:
    """Return what an article tells of the way to a district, from a place if one is known.

    None where no article tells it.
    """
    district = next((d for d in list_districts(turn.session) if d.id == district_id), None)
    if district is None:
        return None
    names = {language: [name] for language, name in district.names.items()}
    for language, aliases in district.aliases.items():
        names.setdefault(language, []).extend(aliases)
    articles = articles_naming(turn.session, names, _names_of(turn, other) if other else None)
    if not articles:
        return None
    lines = [
        formats.field(turn.read(a.titles) or a.id, turn.read(a.bodies) or "", turn.language)
        for a in articles
    ]
    lines.append(source_line(articles, turn.language, turn.sources))
    slots = {FOCUS: other.id, **Trip(other.id, None).to_slot()} if other else {}
    return Reply("\n".join(x for x in lines if x), slots=slots)


def _names_of(turn: Turn, place: Place) -> dict[str, list[str]]:
    """Return what a place is called, an office also by its kind: "the airport"."""
    names: dict[str, list[str]] = {language: [name] for language, name in place.names.items()}
    for language, aliases in place.aliases.items():
        names.setdefault(language, []).extend(aliases)
    for language in _languages(place):
        word = vocabulary_name(turn.session, "office-kind", _kind(place), language, language)
        names.setdefault(language, []).append(word)
    return names


def _kind(place: Place) -> str:
    return place.office_kind if isinstance(place, Office) else ""


def _languages(place: Place) -> Iterable[str]:
    return LANGUAGES if isinstance(place, Office) else ()
