"""Streets, as they stand in the addresses of the data, and what lies in another place.

Nothing lists a city's streets. A street is what an address has beside a house number, or ends like
many of those: "Mill Lane" of "12 Mill Lane, Old Town". Its id is its name in the language of the
city's country, else any of its names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import City, District, Place
from listings.queries.city import data_version
from listings.texts import local_language

Names = Mapping[str, tuple[str, ...]]

_PARTS = re.compile(r"[,;，、；・]")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# A house number first, last, behind a name without white space, behind a word of several.
_PATTERNS = (
    re.compile(r"^\d[\d/–-]*[A-Za-z]?\s+(?P<street>[^\W\d_][^\d]{3,60}(?:\d\w\w [^\d]+)?)$"),
    re.compile(r"^(?P<street>[^\W\d_][^\d]{3,60}?)\s+\d[\d/–-]*[A-Za-z]?$"),
    re.compile(r"^(?P<street>[\u3040-\u30ff\u3400-\u9fff]{2,12})\s*\d"),
    re.compile(r"(?:^|\s)(?P<street>[\uac00-\ud7a3]{2,12}(?:\d[\uac00-\ud7a3]+)?)\s+\d"),
)
# How many streets must end alike until what ends so is one without a number, too.
_ALIKE = 3
# Of "青岛万象城" the city says nothing.
_SHORTEST = 2
# The words that the name of a street has at most.
_LONGEST = 4
_known: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}


def list_streets(session: Session) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the names of each street by language, by its id; empty where no address has one."""
    version = data_version(session)
    if version not in _known:
        _known.clear()
        _known[version] = _listed(session)
    return _known[version]


def _listed(session: Session) -> dict[str, dict[str, tuple[str, ...]]]:
    city = session.execute(select(City)).scalars().first()
    local = local_language(city.country) if city is not None else "en"
    areas = _names_of(session, City) + _names_of(session, District)
    addresses = session.execute(select(Place.address).where(Place.retired_at.is_(None))).scalars()
    rows = [{lang: _parts(text, areas) for lang, text in a.items()} for a in addresses if a]
    numbered = {
        lang: _numbered([row[lang] for row in rows if lang in row])
        for lang in {lang for row in rows for lang in row}
    }
    heads = {lang: _heads(streets) for lang, streets in numbered.items()}
    grouped: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found = {
            lang: [s for p in parts if (s := _street(p, numbered[lang], heads[lang]))]
            for lang, parts in row.items()
        }
        sole = {lang: streets[0] for lang, streets in found.items() if len(set(streets)) == 1}
        # Of an address with several, which name is which cannot be told.
        for street in found.get(local) or list(sole.values())[:1]:
            grouped[street][local if found.get(local) else next(iter(sole))][street] = None
            for language, name in sole.items() if local in sole or not found.get(local) else ():
                grouped[street][language][name] = None
    return {
        street: {language: tuple(names) for language, names in by_language.items()}
        for street, by_language in grouped.items()
    }


def on_street(session: Session, names: Names) -> list[Place]:
    """Return the places whose address or name has one of a street's names, in the file's order."""
    wanted = [_pattern(name) for own in names.values() for name in own]
    return [
        place
        for place in _every(session)
        if any(
            w.search(t) for w in wanted for t in (*place.address.values(), *place.names.values())
        )
    ]


def inside(session: Session, host: Place) -> set[str]:
    """Return the ids of the places that lie in ``host`` by their address.

    "3rd floor, Blue Mall, 6 Mill Lane" lies in the Blue Mall.
    """
    cities = _names_of(session, City)
    names = [
        core
        for name in host.names.values()
        if len(core := _without(_BRACKETS.sub(" ", name), cities).strip(" ·-")) > _SHORTEST
    ]
    wanted = [_pattern(name) for name in names]
    return {
        p.id
        for p in _every(session)
        if p.id != host.id and any(w.search(t) for w in wanted for t in p.address.values())
    }


def _every(session: Session) -> Sequence[Place]:
    statement = select(Place).where(Place.retired_at.is_(None))
    return session.execute(statement.order_by(Place.position, Place.id)).scalars().all()


def _names_of(session: Session, model: type[City] | type[District]) -> list[str]:
    rows = session.execute(select(model.names)).scalars()
    return sorted({name for names in rows for name in names.values()}, key=len, reverse=True)


def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a name as a whole word where its script has words."""
    escaped = re.escape(name)
    if _ASIAN.search(name):
        return re.compile(escaped)
    return re.compile(rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE)


def _parts(text: str, areas: Sequence[str]) -> list[str]:
    """Return the pieces of an address, without what names a district or the city."""
    parts = [part.strip() for part in _PARTS.split(_BRACKETS.sub(" ", text))]
    return [_without(p, areas) if _ASIAN.search(p) else p for p in parts]


def _numbered(addresses: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return what stands beside house numbers in the addresses of a language.

    In some languages the number stands first, in others last: as in most of the addresses.
    """
    found: list[set[str]] = [
        {m["street"].strip() for parts in addresses for p in parts if (m := pattern.search(p))}
        for pattern in _PATTERNS
    ]
    most = max(found, key=len)
    if not any(map(_ASIAN.search, most)):
        return frozenset(most)
    # Beside a number may also stand the name of a building.
    heads = _heads(most)
    return frozenset(name for name in most if _head(name) in heads)


def _street(part: str, numbered: frozenset[str], heads: frozenset[str]) -> str | None:
    """Return the street that a piece of an address names, None for none."""
    for pattern in _PATTERNS:
        match = pattern.search(part)
        if match and match["street"].strip() in numbered:
            return match["street"].strip()
    words = part.split()
    if not words or len(words) > _LONGEST or part[0].isdigit() or _head(part) not in heads:
        return None
    is_name = len(words) == 1 if _ASIAN.search(part) else all(not w[0].islower() for w in words)
    return part if is_name else None


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text.strip()


def _head(name: str) -> str:
    """Return what a street's name says that it is one by: its last word or character."""
    return name[-1] if _ASIAN.search(name) else name.split()[-1].casefold()


def _heads(streets: Iterable[str]) -> frozenset[str]:
    counted = Counter(_head(street) for street in set(streets))
    return frozenset(head for head, count in counted.items() if count >= _ALIKE)
