"""The entity extractor for dates and times."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sqlalchemy.exc import SQLAlchemyError

from listings.database import create_engine_from, session_factory
from listings.hours import feast_names
from listings.queries import NoCityError, get_city
from listings.settings import database_url
from nlu.entities import Entity, entity, merged, overlaps
from nlu.times.phrases import TimePhrases, is_time_data
from nlu.trained import TrainedComponent

logger = logging.getLogger(__name__)

_SHORTEST_NAME = 2
# Words for days that hotels and shops are called by.
_ALSO_IN_NAMES = ("holiday", "weekend", "weekday", "now", "today")
_NUMBERS = ("number=", "unit=")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TimeExtractor(TrainedComponent):
    """Adds an entity ``time`` for each date or time, with a value that does not depend on today.

    Public holidays are known by the words of the training data and by the names that the
    ``holidays`` library has for the country of the database's city.
    """

    FILE = "times.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._phrases = TimePhrases([], {}, {})

    def learnt(self, training_data: TrainingData) -> list[Any]:
        """Return the words of the training data; a wrong entry is an error."""
        content = time_data(training_data)
        TimePhrases(*content)
        return list(content)

    def know(self, content: list[Any]) -> None:
        """Take over the words, and the names of the holidays of the city's country."""
        regexes, lookups, numbers = content
        self._phrases = TimePhrases(regexes, lookups, numbers, _feasts())

    def process(self, messages: list[Message]) -> list[Message]:
        """Add each message's times, in place of simpler ones that were found there."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [
                entity("time", phrase.value, phrase.start, phrase.end, type(self).__name__)
                for phrase in self._phrases.find(text)
            ]
            before = [_without_times(e, found) for e in message.get(ENTITIES, [])]
            rest = [e for e in before if not _gives_way(e, found)]
            message.set(ENTITIES, merged(rest, found), add_to_output=True)
        return messages


def _without_times(guess: Entity, times: list[Entity]) -> Entity:
    """Return a guessed name without the time at its beginning or end.

    Where no white space stands between words, a guess often takes in the date before the name.
    """
    if guess["entity"] not in ("place", "area") or "confidence_entity" not in guess:
        return guess
    start, end = int(guess["start"]), int(guess["end"])
    for found in (t for t in times if t["value"] not in _ALSO_IN_NAMES):
        if found["start"] <= start < found["end"] < end:
            start = int(found["end"])
        if start < found["start"] < end <= found["end"]:
            end = int(found["start"])
    value = str(guess["value"])[start - int(guess["start"]) : end - int(guess["start"])]
    if value.isascii() or len(value.strip()) < _SHORTEST_NAME:
        return guess
    return {**guess, "value": value, "start": start, "end": end}


def time_data(
    training_data: TrainingData,
) -> tuple[list[tuple[str, str]], dict[str, list[str]], dict[str, str]]:
    """Return the regexes, lookups and number words of the training data for ``TimePhrases``."""
    regexes = [
        (r["name"], r["pattern"]) for r in training_data.regex_features if is_time_data(r["name"])
    ]
    lookups: dict[str, list[str]] = {}
    for table in training_data.lookup_tables:
        if is_time_data(table["name"]):
            lookups.setdefault(table["name"], []).extend(table["elements"])
    numbers = {
        word: meaning
        for word, meaning in training_data.entity_synonyms.items()
        if meaning.startswith(_NUMBERS)
    }
    return regexes, lookups, numbers


def _feasts() -> dict[str, str]:
    try:
        with session_factory(create_engine_from(database_url()))() as session:
            country = get_city(session).country
    except (SQLAlchemyError, NoCityError) as error:
        logger.error("the city's country cannot be read from the database: %s", error)
        return {}
    return feast_names(country, date.today().year)


# A guess that is nothing but one of these is no name; a season or a feast may be one.
_NO_NAMES = ("date=", "day=", "month=", "part=", "offset=")


def _gives_way(other: Entity, times: list[Entity]) -> bool:
    """Say whether a found time replaces ``other``: any time, and what is no longer than it.

    Names stay: "May Fourth" of a square's name is no date.
    """
    for found in times:
        if overlaps(other, found):
            longer = found["end"] - found["start"] >= other["end"] - other["start"]
            if other["entity"] == "time" or (longer and other["entity"] not in ("place", "area")):
                return True
            # A guess is no name where all of it is a date or a time of day: "Jan 30th".
            is_guess = "confidence_entity" in other
            if longer and is_guess and str(found["value"]).startswith(_NO_NAMES):
                return True
    return False
