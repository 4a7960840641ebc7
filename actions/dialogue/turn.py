"""One turn of the conversation as an action sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.dialogue.currency import ForeignAmount, foreign_amounts
from actions.wording.catalogue import say, say_count
from listings.hours import OpeningSchedule
from listings.models import City, Office, Picture, Place, Texts, VocabularyKind
from listings.queries import (
    closures_since,
    get_city,
    names_by_source,
    own_terms,
    pictures_by_place,
    word_for,
)
from listings.remembering import once, while_unchanged
from listings.texts import local_language, pick
from semantics.languages import DEFAULT_LANGUAGE, LANGUAGES

Entity = Mapping[str, Any]
Clock = Callable[[ZoneInfo], datetime]

# Roles of what is spoken of, but is not what the visitor looks for.
_ASIDE = ("home", "given_up")
_SORTS = ("cuisine", "category", "dish", "amenity")
# What a place need not have, in which it does no harm.
_NEEDED = ("amenity", "price", "stars", "rating")
_PAST = timedelta(days=7)
"""How long a closure that is over is known for: "was it open yesterday?"."""


def is_wanted(entity: Entity) -> bool:
    """Say whether an entity is neither denied nor replaced, given up or where a visitor is from."""
    aside = entity.get("polarity") == "not" or entity.get("role") in _ASIDE
    return not aside and not _gives_way(entity)


def _is_in(entity: Entity, amount: ForeignAmount) -> bool:
    return "start" in entity and bool(entity["start"] < amount.end and amount.start < entity["end"])


def _is_denied(entity: Entity) -> bool:
    """Say whether something is to be left out, not only not needed ("it needn't have parking")."""
    is_not_needed = entity.get("role") == "given_up" and entity["entity"] in _NEEDED
    return entity.get("polarity") == "not" and not is_not_needed


def _gives_way(entity: Entity) -> bool:
    return entity.get("role") == "instead_of"


@dataclass
class Turn:
    """The visitor's message, the context slots and the open database session.

    ``text`` is the message as typed, ``entities`` what was found in it, ``slots`` the context.
    ``metadata`` is what the channel tells (a position, for example). ``ranking`` are the intents
    that the message may have, likeliest first, ``confidence`` is the classifier's in the likeliest.
    ``sent_at`` is when it came, in Unix time,
    and ``channel`` the way by which. ``events`` are Rasa's of the last turns, oldest first.
    """

    session: Session
    language: str
    text: str = ""
    intent: str = ""
    entities: tuple[Entity, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    confidence: float = 0.0
    sent_at: float = 0.0
    channel: str = ""
    events: Sequence[Mapping[str, Any]] = ()
    clock: Clock = datetime.now

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            self.language = DEFAULT_LANGUAGE

    @property
    def city(self) -> City:
        """The city of this database."""
        return once(self.session, get_city)

    @property
    def office(self) -> Office | None:
        """The visitor office whom to call, None where the city names none."""
        return self.city.visitor_office

    @property
    def sources(self) -> Mapping[str, Texts]:
        """The short names of the sources that facts cite, by their ids; asked for once."""
        return while_unchanged(self.session, names_by_source)

    @property
    def pictures(self) -> Mapping[str, list[Picture]]:
        """The pictures of every place that has some, by its id; asked for once."""
        return while_unchanged(self.session, pictures_by_place)

    @property
    def now(self) -> datetime:
        """The moment, in the city's time zone."""
        return self.clock(ZoneInfo(self.city.timezone))

    @property
    def local(self) -> str:
        """The language of the city's country."""
        return local_language(self.city.country)

    @cached_property
    def wanted(self) -> tuple[Entity, ...]:
        """What the message speaks of as wanted: nothing that it denies, replaces or gives up.

        A word for a sort that is denied once is not wanted by naming it again: "it serves seafood;
        I said no seafood".
        """
        denied = {(e["entity"], e["value"]) for e in self.entities if _is_denied(e)}
        foreign = self.foreign_amounts
        return tuple(
            e
            for e in self.entities
            if is_wanted(e)
            and not (e["entity"] in _SORTS and (e["entity"], e["value"]) in denied)
            and not (e["entity"] == "price" and any(_is_in(e, f) for f in foreign))
        )

    @cached_property
    def foreign_amounts(self) -> tuple[ForeignAmount, ...]:
        """The amounts of the message that are in another currency than the city's."""
        if not any(e["entity"] == "currency" for e in self.entities):
            return ()
        return foreign_amounts(self.entities, self.city.currency, self.language)

    @cached_property
    def denied(self) -> tuple[Entity, ...]:
        """What the message wants to be left out, in order."""
        return tuple(e for e in self.entities if _is_denied(e) or _gives_way(e))

    def values(self, entity: str) -> list[str]:
        """Return the values of the wanted entities of this type, in order."""
        return list(self._values.get(entity, ()))

    def value(self, entity: str) -> str | None:
        """Return the first value of the message's entities of this type, or None."""
        return next(iter(self._values.get(entity, ())), None)

    @cached_property
    def _values(self) -> Mapping[str, Sequence[str]]:
        values: dict[str, list[str]] = {}
        for e in self.wanted:
            values.setdefault(str(e["entity"]), []).append(str(e["value"]))
        return values

    def say(self, key: str, /, **values: object) -> str:
        """Return the words of ``key`` in the visitor's language."""
        return say(self.language, key, **values)

    def say_count(self, key: str, count: int, /, **values: object) -> str:
        """Return the words of ``key`` that fit ``count``."""
        return say_count(self.language, key, count, **values)

    def pick(self, texts: Mapping[str, str]) -> str | None:
        """Return the text in the visitor's language, or the next best, or None."""
        return pick(texts, self.language, self.local)

    def read(self, texts: Mapping[str, str]) -> str | None:
        """Return a text to be read: in the visitor's language, else English, else any, or None.

        A name or address that cannot be had in the visitor's language is of more use in the local
        one, as it stands on the spot: :meth:`pick` it.
        """
        return pick(texts, self.language, DEFAULT_LANGUAGE)

    def name(self, place: Place) -> str:
        """Return a place's name in the visitor's language, else the local one."""
        return self.pick(place.names) or place.id

    def local_name(self, place: Place) -> str | None:
        """Return the name on the signs, None where it is the one that the visitor reads anyway."""
        local = place.names.get(self.local)
        return local if local and local != self.name(place) else None

    def title(self, place: Place) -> str:
        """Return a place's name, with the local one in brackets to be shown to a driver."""
        name, local = self.name(place), self.local_name(place)
        return self.say("place.title", name=name, local=local) if local else name

    def word(self, kind: VocabularyKind, id_: str) -> str:
        """Return the word for a category, cuisine, amenity, audience or office kind."""
        own = while_unchanged(self.session, own_terms)
        return word_for(own, kind, id_, self.language, DEFAULT_LANGUAGE)

    def schedule(self, place: Place) -> OpeningSchedule:
        """Return the opening hours of a place; the closures of all places are asked for once."""
        since = self.now.date() - _PAST
        closures = while_unchanged(self.session, closures_since, since).get(place.id, ())
        return OpeningSchedule(place.opening_hours, self.city.country, closures)

    def city_name(self) -> str:
        """Return the city's name."""
        return self.pick(self.city.names) or self.city.id
