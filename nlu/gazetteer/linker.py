"""The entity linker: names in a message become ids of the office's database."""

from __future__ import annotations

import itertools
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from sqlalchemy.exc import SQLAlchemyError

from listings.database import create_engine_from, session_factory
from listings.queries import all_names, category_kinds, data_version
from listings.settings import database_url
from nlu.entities import Entity, entity, merged, overlaps
from nlu.gazetteer.index import Name, NameIndex, NameMatch
from nlu.gazetteer.partial_names import is_cjk
from nlu.gazetteer.span_ends import whole_name
from nlu.ner.tagger import STRANGE_WORDS
from nlu.patterns.extractor import OWN_WORDS
from nlu.text.normalization import compact_text
from semantics.streets import street_area

logger = logging.getLogger(__name__)

_ENTITY_OF_KIND = {
    "place": "place",
    "district": "area",
    "city": "city",
    "line": "line",
    "station": "place",
    "street": "area",
    "category": "category",
    "cuisine": "cuisine",
    "dish": "dish",
    "amenity": "amenity",
    "audience": "audience",
    "office-kind": "office_kind",
    "facility-kind": "facility_kind",
    "shop-kind": "shop_kind",
    "event-kind": "event_kind",
    "topic": "topic",
    "article": "article",
}
# These stand for something particular and outrank a guess of the statistical extractor; the words
# of the vocabulary ("park") do not: they may be a piece of an unknown place's name ("Hyde Park").
_PARTICULAR = ("place", "district", "city", "station", "street")
# A station is called after what is beside it: a name that means anything else means no station,
# and no street.
_SECOND = ("station", "street")
_NAMES = ("place", "area")
_ARTICLE = "article"
_WHERE = ("place", "station", "district", "office-kind")
# What the words of a name that is not known may tell of the place.
_KINDS = ("category", "office_kind")
_EXACT = 100.0
# How sure a single word of a longer name is, and how many may be called by it.
_LOOSE_SCORE, _MOST_LOOSE = 85.0, 3
# What a visitor may have meant by a name that no place has: how alike it must be, and how many.
_CLOSEST_CUTOFF = 72.0
_MAX_CLOSEST = 3
# Letters that a word joining two others has at most ("and").
_JOINT = 3
_FEAST = "feast="
_OFFICES = ("office-kind", "facility-kind")
# A slip has so much in common with the name, so many letters at least; so many words on each side
# of the one that is misspelt may belong to the name.
_SLIP_CUTOFF, _LEAST_MISSPELT, _BESIDE = 86.0, 9, 2
_LATIN_WORD = re.compile(r"[A-Za-z']+")
# What may stand between a district and a place in it.
_BETWEEN = " ·・'’s的の의"
# The least letters of one name of two, the least and most of both; of what is between, with blanks.
_SHORTEST, _SHORTEST_PAIR, _LONGEST_PAIR, _WIDEST_JOINT = 3, 8, 60, 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceNameLinker(GraphComponent):
    """Links names of places, districts and the vocabulary to ids of the database.

    A linked entity has the id as its value and ``linked: True``; when a name means several things,
    ``candidates`` lists their ids; a category has the kinds of place that are listed with it as
    ``of``. A guessed name that is not in the database keeps its text as
    its value and ``linked: False``; ``closest`` lists the ids of the nearest names, if any is near,
    those first of which it is a piece; ``category`` and ``office_kind`` are what its own words say,
    if anything. The names are read again within ``refresh_seconds`` of a change of the data; while
    the database cannot be read, the last names known are used.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options: how often to ask the database whether its names have changed."""
        return {"refresh_seconds": 20}

    def __init__(self, config: dict[str, Any], clock: Callable[[], float] = time.monotonic) -> None:
        self._refresh_seconds: float = config["refresh_seconds"]
        self._clock = clock
        self._sessions = session_factory(create_engine_from(database_url()))
        self._version: object = None
        self._checked_at = float("-inf")
        self._index = NameIndex([])
        self._kinds: Mapping[str, Sequence[str]] = {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceNameLinker:
        """Create the linker; the names come from the database, not from the model."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Link the names in each message."""
        self._refresh()
        for message in messages:
            text = message.get(TEXT)
            if text:
                own_words = message.get(OWN_WORDS) or ()
                entities = self._link(text, message.get(ENTITIES, []), own_words)
                strange = message.get(STRANGE_WORDS) or ()
                loose = self._loosely_named(text, strange)
                loose = [n for n in loose if not any(_is_name_in(e, n) for e in entities)]
                # A word for the kind in a name that is misspelt is a piece of it.
                entities = [e for e in entities if not any(_covers(n, e) for n in loose)]
                entities = merged(entities, loose)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _refresh(self) -> None:
        now = self._clock()
        if now - self._checked_at < self._refresh_seconds:
            return
        self._checked_at = now
        try:
            with self._sessions() as session:
                version = data_version(session)
                if version == self._version:
                    return
                self._index = NameIndex(
                    Name(entry.name, entry.kind, entry.id, entry.is_alias)
                    for entry in all_names(session)
                    if entry.kind in _ENTITY_OF_KIND
                )
                self._kinds = category_kinds(session)
                self._version = version
        except SQLAlchemyError as error:
            logger.error("place names cannot be read from the database: %s", error)

    def _link(
        self, text: str, guessed: list[Entity], own_words: Sequence[tuple[int, int]]
    ) -> list[Entity]:
        guessed = [self._as_cuisine(e, text) for e in guessed]
        matches = _kinds_after_nearest(self._found(text), text, guessed)
        matches = _without_surroundings(matches, text)
        particular = [e for m in matches if m.kind in _PARTICULAR for e in self._linked(m)]
        exact = _without_feasts([e for e in particular if e["score"] >= _EXACT], guessed)
        derived = [self._as_cuisine(e, text) for e in particular if e["score"] < _EXACT]
        words = [m for m in matches if m.kind not in _PARTICULAR]
        words = [m for m in words if not any(s <= m.start and m.end <= e for s, e in own_words)]
        general = [e for m in words for e in self._linked(m)]
        places = [
            _of_kind(one, general)
            for e in guessed
            if e["entity"] in _NAMES
            and not _is_enumeration(e, text, general)
            and not any(_covers(word, e) for word in general)
            for one in self._parted(self._resolved(_whole(e, text)))
        ]
        rest = [e for e in guessed if e["entity"] not in _NAMES]
        patterns = [e for e in rest if "confidence_entity" not in e]
        statistical = [self._known(e) for e in rest if "confidence_entity" in e]
        found = merged(exact, places, patterns, derived, general, statistical)
        # A topic is what the message is about, whatever else its word is: in "holiday customs" the
        # holiday is no date. A "luxury hotel" is a sort of hotel and a price.
        beside = [e for e in general if e["entity"] == "topic" or _is_priced_sort(e, found)]
        return found + [e for e in beside if e not in found]

    def _found(self, text: str) -> list[NameMatch]:
        """Return the names in ``text``; an article called after two places names those two.

        "From the airport to the square" asks for a way, though an article bears that title.
        """
        matches = self._index.find(text)
        titles = [m for m in matches if m.kind == _ARTICLE]
        if not titles:
            return matches
        others = self._index.find(text, without=(_ARTICLE,))
        kept = [m for m in matches if m.kind != _ARTICLE]
        for title in titles:
            inside = [o for o in others if title.start <= o.start and o.end <= title.end]
            places = [o for o in inside if o.kind in _WHERE]
            kept += places if len(places) > 1 else [title]
        return sorted(kept, key=lambda m: m.start)

    def _linked(self, match: NameMatch) -> list[Entity]:
        others = [(kind, ids) for kind, ids in match.others if kind not in _SECOND]
        meanings = [(kind, _values(kind, ids)) for kind, ids in [(match.kind, match.ids), *others]]
        return [
            entity(
                _ENTITY_OF_KIND[kind],
                ids[0],
                match.start,
                match.end,
                type(self).__name__,
                linked=True,
                score=round(match.score, 1),
                **({"candidates": list(ids)} if len(ids) > 1 else {}),
                **({"of": list(self._kinds.get(ids[0], ()))} if kind == "category" else {}),
            )
            for kind, ids in meanings
        ]

    def _as_cuisine(self, name: Entity, text: str) -> Entity:
        """Return the cuisine that what was taken for a piece of a name says alone: "Korean"."""
        said = text[name["start"] : name["end"]] if name["entity"] in _NAMES else ""
        cuisine = self._index.headed(said)
        if cuisine is None:
            return name
        kept = {k: v for k, v in name.items() if k not in ("candidates", "closest")}
        return {**kept, "entity": "cuisine", "value": cuisine, "linked": True}

    def _loosely_named(self, text: str, words: Sequence[tuple[int, int]]) -> list[Entity]:
        """Return the places by a strange word that stands in the names of few.

        "That haitian thing": a word that is met in names alone is no word of another matter.
        """
        found: list[Entity] = []
        for start, end in words:
            ids = sorted({i for i, _ in self._index.containing(text[start:end])})
            if 0 < len(ids) <= _MOST_LOOSE:
                match = NameMatch(start, end, "place", tuple(ids), _LOOSE_SCORE)
                found += self._linked(match)
                continue
            misspelt = self._misspelt(text, start, end)
            if misspelt is not None:
                found += self._linked(misspelt)
        return merged(found)

    def _misspelt(self, text: str, start: int, end: int) -> NameMatch | None:
        """Return the place whose name the words around a strange one are a slip for, else None.

        "Undrwater world": of the runs of a few words with the strange one in them, that which is
        most like a name.
        """
        spans = [m.span() for m in _LATIN_WORD.finditer(text)]
        at = next((i for i, (a, b) in enumerate(spans) if a <= start < b), None)
        if at is None:
            return None
        best: NameMatch | None = None
        for first in range(max(0, at - _BESIDE), at + 1):
            for last in range(at, min(len(spans), at + _BESIDE + 1)):
                begin, stop = spans[first][0], spans[last][1]
                if last == first or stop - begin < _LEAST_MISSPELT:
                    continue
                for match in self._index.closest(text[begin:stop], limit=1, cutoff=_SLIP_CUTOFF):
                    if best is None or match.score > best.score:
                        best = replace(match, start=begin, end=stop)
        return best

    def _known(self, guess: Entity) -> Entity:
        """Return ``guess`` with the id of the word of the vocabulary that it is, if it is one."""
        known = self._index.exact(guess["value"], guess["entity"])
        return guess if known is None else {**guess, "value": known, "linked": True}

    def _resolved(self, guess: Entity) -> Entity:
        match = self._index.resolve(guess["value"], pieces=guess["entity"] == "place")
        match = match or self._better_half(guess)
        if match is None:
            near = self._nearest(guess["value"])
            return {**guess, "linked": False, **({"closest": near} if near else {})}
        shifted = NameMatch(guess["start"], guess["end"], match.kind, match.ids, match.score)
        return self._linked(shifted)[0]

    def _better_half(self, guess: Entity) -> NameMatch | None:
        """Return the one place of whose name what was taken for an area is most, else None."""
        name = str(guess["value"])
        found = self._index.containing(name) if is_cjk(name) else []
        ids = tuple(i for i, is_most in found if is_most)
        return NameMatch(0, len(name), "place", ids, _LOOSE_SCORE) if len(ids) == 1 else None

    def _parted(self, guess: Entity) -> list[Entity]:
        """Return the two places that one unknown name is made of with a word between them.

        What is joined is known on both sides: then no word for "and" need be known.
        """
        name, start = str(guess["value"]), int(guess["start"])
        if guess["linked"] or not _SHORTEST_PAIR <= len(name) <= _LONGEST_PAIR:
            return [guess]
        cuts = range(_SHORTEST, len(name) - _SHORTEST + 1)
        heads = {i: m for i in cuts if (m := self._index.resolve(name[:i].strip())) is not None}
        tails = {i: m for i in cuts if (m := self._index.resolve(name[i:].strip())) is not None}
        pairs = [
            (head.score + tail.score, i - j, i, j)
            for i, head in heads.items()
            for j, tail in tails.items()
            if 0 < j - i <= _WIDEST_JOINT and not set(head.ids) & set(tail.ids)
        ]
        if not pairs:
            return [guess]
        _, _, i, j = max(pairs)
        spans = ((start, start + i, heads[i]), (start + j, int(guess["end"]), tails[j]))
        return [self._linked(NameMatch(a, b, m.kind, m.ids, m.score))[0] for a, b, m in spans]

    def _nearest(self, name: str) -> list[str]:
        """Return the ids of the few places whose names are most like ``name``, nearest first."""
        matches = self._index.closest(name, limit=_MAX_CLOSEST, cutoff=_CLOSEST_CUTOFF)
        ids = dict.fromkeys(
            [i for i, _ in self._index.containing(name)] + [i for m in matches for i in m.ids]
        )
        return list(ids)[:_MAX_CLOSEST]


def _values(kind: str, ids: Sequence[str]) -> list[str]:
    return [street_area(i) for i in ids] if kind == "street" else list(ids)


def _without_feasts(named: list[Entity], found: list[Entity]) -> list[Entity]:
    """Return the names without an event called like a feast, where another place is named.

    "The temple on the Lantern Festival" names a day.
    """
    feasts = [e for e in found if e["entity"] == "time" and str(e["value"]).startswith(_FEAST)]
    days = [e for e in named if any(overlaps(e, feast) for feast in feasts)]
    others = [e for e in named if e["entity"] == "place" and e not in days]
    return [e for e in named if e not in days] if others else named


def _of_kind(guess: Entity, words: list[Entity]) -> Entity:
    """Return an unknown name with the kinds that its own words say, of several the last one."""
    if guess["linked"]:
        return guess
    said = {
        w["entity"]: w["value"]
        for w in words
        if w["entity"] in _KINDS and guess["start"] <= w["start"] and w["end"] <= guess["end"]
    }
    return {**guess, **said}


def _is_enumeration(guess: Entity, text: str, words: list[Entity]) -> bool:
    """Say whether a guessed name only lists facilities ("shuttle and breakfast")."""
    inside = [
        w
        for w in words
        if w["entity"] == "amenity" and guess["start"] <= w["start"] and w["end"] <= guess["end"]
    ]
    rest = list(text[guess["start"] : guess["end"]])
    for word in inside:
        for i in range(word["start"] - guess["start"], word["end"] - guess["start"]):
            rest[i] = " "
    return bool(inside) and len(compact_text("".join(rest))) <= _JOINT


def _is_name_in(found: Entity, name: Entity) -> bool:
    return found["entity"] in _NAMES and overlaps(found, name)


def _covers(outer: Entity, inner: Entity) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _is_priced_sort(word: Entity, found: Sequence[Entity]) -> bool:
    """Say whether a word for a sort of place has a word of price in it."""
    is_sort = word["entity"] == "category" and bool(word.get("of"))
    return is_sort and any(e["entity"] == "price" and _covers(word, e) for e in found)


def _kinds_after_nearest(
    matches: list[NameMatch], text: str, found: list[Entity]
) -> list[NameMatch]:
    """Return the matches; a word for a kind that is somebody's usual name is the kind in "nearest".

    In "the nearest railway station" it is any, though the main one is called so.
    """
    ends = [e["end"] for e in found if e["entity"] == "near"]
    kept = []
    for match in matches:
        kind = next((other for other in match.others if other[0] in _OFFICES), None)
        is_any = kind is not None and any(
            end <= match.start and not text[end : match.start].strip(_BETWEEN) for end in ends
        )
        kept.append(
            replace(match, kind=kind[0], ids=kind[1], others=()) if kind and is_any else match
        )
    return kept


def _without_surroundings(matches: list[NameMatch], text: str) -> list[NameMatch]:
    """Return the matches; what is a district too, right before a place, only says where that is.

    "Hillside Old Chapel" is the chapel, though Hillside is a sight by itself.
    """
    kept = []
    for match, following in itertools.zip_longest(matches, matches[1:]):
        district = next((ids for kind, ids in match.others if kind == "district"), None)
        is_before = (
            match.kind == "place"
            and district is not None
            and following is not None
            and following.kind == "place"
            and not text[match.end : following.start].strip(_BETWEEN)
        )
        kept.append(
            replace(match, kind="district", ids=district, others=())
            if is_before and district is not None
            else match
        )
    return kept


def _whole(guess: Entity, text: str) -> Entity:
    start, end = whole_name(text, guess["start"], guess["end"])
    return {**guess, "value": text[start:end], "start": start, "end": end}
