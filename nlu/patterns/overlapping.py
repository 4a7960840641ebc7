"""Who comes along, and what is pointed at: entities that lie over others and displace none.

"Two adults" is a number of people, an audience, and here ``party`` "adult:2"; "that hotel" is
``reference`` "hotel" and, as any word that names or implies a kind of place, ``kind`` "hotel". The
patterns stand in ``data/nlu/<language>/``: ``party.yml``, ``references.yml``, ``kinds.yml`` and,
for what is at hand, on sale or on, ``facilities.yml``, for what is asked of a way ``ways.yml``;
:mod:`nlu.patterns.matcher` says how they are read.

A ``property`` is what a question asks of a place in words that need not be known to us ("a dress
code", "bring my dog"); its value is as the visitor wrote it. Its patterns
(``data/nlu/<language>/properties.yml``) see each name of a place, district or city, each time and
each number of a list as U+E000, a character that no visitor types, over its whole length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity, entity
from nlu.patterns.matcher import Patterns
from nlu.times.phrases import is_time_data
from nlu.trained import TrainedComponent

PROPERTY = "property"
# Entities of different layers may lie over each other.
_LAYERS: tuple[tuple[str, ...], ...] = (
    ("party", "reference"),
    ("age", "height"),
    ("adds",),
    ("kind",),
    ("order",),
    ("comparison",),
    ("comparative",),
    ("relative",),
    ("attribute",),
    ("asks",),
    ("currency",),
    ("facility_kind",),
    ("shop_kind",),
    ("event_kind",),
    ("train",),
    ("travel",),
    ("figure",),
    ("browse",),
    ("same",),
    ("allergy", "quality"),
    ("allergen",),
    ("trip",),
    ("edit",),
    ("break",),
    ("meal",),
    ("interest",),
    ("open_hours",),
    ("day_name",),
    ("repair",),
    ("claim",),
    ("continues",),
    ("need",),
    ("hearsay",),
    ("answer_in",),
    ("country",),
    # The last: it looks at what the others have left.
    (PROPERTY,),
)
OVERLAYS = tuple(name for layer in _LAYERS for name in layer)
# A name has words that ask nothing ("Big Mountain"): these do not look into it.
_WITHOUT_NAMES = frozenset(
    {"order", "comparison", "comparative", "attribute", "asks", "open_hours"}
)
# Their value is as the visitor wrote it.
_AS_WRITTEN = frozenset({"day_name", PROPERTY})
_NAMES = ("place", "area", "city", "country", "reference", "ordinal", "time")
_NAME = "\ue000"
# The score of a whole name, as nlu/gazetteer/linker.py gives it.
_EXACT = 100.0


def is_overlay(name: str) -> bool:
    """Say whether a pattern of this name is for this module."""
    return name.partition("=")[0] in OVERLAYS


def layers_of(
    regexes: Sequence[tuple[str, str]],
    numbers: Mapping[str, str],
    lookups: Mapping[str, Sequence[str]],
) -> list[Patterns]:
    """Return the patterns of each layer; one that does not compile raises a ValueError."""
    return [
        Patterns([(n, p) for n, p in regexes if n.partition("=")[0] in names], numbers, lookups)
        for names in _LAYERS
    ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class OverlappingEntityExtractor(TrainedComponent):
    """Adds the parties and references of a message to its other entities."""

    FILE = "overlays.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._layers = layers_of([], {}, {})

    def learnt(self, training_data: TrainingData) -> list[Any]:
        """Return the patterns of the training data; a wrong one is an error."""
        regexes = [
            (r["name"], r["pattern"]) for r in training_data.regex_features if is_overlay(r["name"])
        ]
        numbers = {
            word: meaning
            for word, meaning in training_data.entity_synonyms.items()
            if meaning.partition("=")[0] in ("number", "unit")
        }
        lookups: dict[str, list[str]] = {}
        for table in training_data.lookup_tables:
            if not is_time_data(table["name"]):
                lookups.setdefault(table["name"], []).extend(table["elements"])
        layers_of(regexes, numbers, lookups)
        return [regexes, numbers, lookups]

    def know(self, content: list[Any]) -> None:
        """Take over the patterns of each layer."""
        self._layers = layers_of(*content)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities; those found before stay as they are."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            before = message.get(ENTITIES, [])
            found: list[Entity] = []
            for names, layer in zip(_LAYERS, self._layers, strict=True):
                if PROPERTY in names:
                    before = _without_countries(before, found)
                    before = _without_pieces(text, before, found)
                seen = _seen_by(set(names), text, [*before, *found])
                as_written = set(names) & _AS_WRITTEN
                found += [
                    entity(
                        q.entity,
                        text[q.start : q.end] if as_written else q.value,
                        q.start,
                        q.end,
                        type(self).__name__,
                    )
                    for q in layer.find(seen)
                ]
            if found or before != message.get(ENTITIES, []):
                message.set(ENTITIES, [*before, *found], add_to_output=True)
        return messages


def _without_countries(before: Sequence[Entity], found: Sequence[Entity]) -> list[Entity]:
    """Return the entities without the shorter names that are a country's: no consulate is meant."""
    countries = [e for e in found if e["entity"] == "country"]
    return [
        e
        for e in before
        if not (e["entity"] == "place" and e.get("linked") and e.get("score", _EXACT) < _EXACT)
        or not any(c["start"] <= e["start"] and e["end"] <= c["end"] for c in countries)
    ]


def _without_pieces(text: str, before: Sequence[Entity], found: Sequence[Entity]) -> list[Entity]:
    """Return the entities without words for a sort that are the end of a longer word for a kind.

    In a script that joins words the last piece of "things to see" may be the word for a street.
    """
    kinds = [e for e in found if e["entity"] == "kind" and e["value"] != "anchor"]
    return [
        e
        for e in before
        if e["entity"] != "category"
        or not e.get("linked")
        or text[e["start"] - 1 : e["start"]].isspace()
        or not any(k["start"] < e["start"] and k["end"] == e["end"] for k in kinds)
    ]


def _seen_by(names: set[str], text: str, entities: Sequence[Entity]) -> str:
    """Return what the patterns of these names see of a message."""
    if PROPERTY in names:
        # A name that is only guessed may be what is asked for.
        return without_names(text, [e for e in entities if e.get("linked", True)])
    known = [e for e in entities if e["entity"] == "place" and e.get("linked")]
    if names & _AS_WRITTEN:
        # What was only guessed to be a time may be a day that no calendar has.
        known += [e for e in entities if e["entity"] == "time" and "confidence_entity" not in e]
    return without_names(text, known) if names & (_WITHOUT_NAMES | _AS_WRITTEN) else text


def without_names(text: str, entities: Sequence[Entity]) -> str:
    """Return ``text`` with what names a place or a time covered; it keeps its length."""
    letters = list(text)
    for e in entities:
        if e["entity"] in _NAMES:
            letters[e["start"] : e["end"]] = _NAME * (e["end"] - e["start"])
    return "".join(letters)
