"""What the understanding makes of texts that it never saw.

In cross-validation each fold is understood by a tagger, the patterns and a classifier that never
saw it. Utterances of one topic stand beside each other in ``data/nlu``, so a few neighbours are
always held out together: otherwise a reworded twin in the training part would answer for each.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.model_selection import StratifiedGroupKFold

from benchmarks.nlu.examples import OUT_OF_SCOPE
from benchmarks.nlu.pipelines.utterances import held_out
from nlu.intents.classifier import LinearIntentClassifier, masked
from nlu.intents.out_of_vocabulary import pieces
from nlu.ner.tagger import CharacterTagger
from nlu.patterns.extractor import PatternEntityExtractor

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"
COMPONENTS: tuple[Any, ...] = (CharacterTagger, PatternEntityExtractor, LinearIntentClassifier)
NONSENSE = "nonsense"
_NO_MEANING = "nlu_fallback"
_NEIGHBOURS = 8
_NONSENSE_TEXTS = 300


@dataclass(frozen=True)
class Guess:
    """What a model made of a text that it never saw: its likeliest intent and how sure it was.

    ``suspicion`` is its confidence that the text is out of scope, ``lead`` by how much the
    likeliest intent is likelier than the next. ``is_name`` says that the model took all its words
    for names of places, which no city has where they mean nothing.
    """

    language: str
    text: str
    intent: str
    first: str
    confidence: float
    suspicion: float
    lead: float = 1.0
    is_name: bool = False


@dataclass(frozen=True)
class _Item:
    language: str
    group: int
    message: Message


def guesses_of_held_out() -> list[Guess]:
    """Return a guess for each utterance of ``tests/nlu``, and for nonsense in each language.

    All training utterances were learnt. Nonsense is what is held out as such, and letters of the
    language in random order; its ``intent`` is ``NONSENSE``.
    """
    _, everything = _read()
    written = held_out()
    asked = [(own, text, NONSENSE if i == _NO_MEANING else i) for own, text, i in written]
    texts = [(own, text) for own, text, _ in written]
    return _guesses(everything, [*asked, *_nonsense(texts)])


def held_out_guesses(folds: int) -> list[Guess]:
    """Return a guess for each training utterance and, once, for nonsense in each language.

    Nonsense is letters of the language in random order; its ``intent`` is ``NONSENSE``.
    """
    items, everything = _read()
    kinds = [f"{item.language} {item.message.get(INTENT)}" for item in items]
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    guesses: list[Guess] = []
    for fold, (rest, held) in enumerate(splitter.split(kinds, kinds, [i.group for i in items])):
        data = TrainingData(
            [items[i].message for i in rest],
            entity_synonyms=everything.entity_synonyms,
            regex_features=everything.regex_features,
            lookup_tables=everything.lookup_tables,
        )
        asked = [_asked(items[i]) for i in held]
        if fold == 0:
            asked += _nonsense([(i.language, i.message.get(TEXT)) for i in items])
        guesses += _guesses(data, asked)
    return guesses


def _read() -> tuple[list[_Item], TrainingData]:
    items: list[_Item] = []
    everything = TrainingData()
    group = 0
    for file in sorted(DATA.glob("*/*.yml")):
        data = load_data(str(file))
        everything = everything.merge(data)
        before, count = None, 0
        for message in data.intent_examples:
            if message.get(INTENT) != before or count == _NEIGHBOURS:
                before, count, group = message.get(INTENT), 0, group + 1
            count += 1
            items.append(_Item(file.parent.name, group, message))
    return items, everything


def _asked(item: _Item) -> tuple[str, str, str]:
    return item.language, item.message.get(TEXT), item.message.get(INTENT)


def _nonsense(written: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    choice = random.Random(0)
    for language in sorted({language for language, _ in written}):
        texts = [text for own, text in written if own == language]
        letters = sorted({c for text in texts for c in text if _is_own_letter(c, language)})
        for text in choice.sample(texts, min(_NONSENSE_TEXTS, len(texts))):
            yield (
                language,
                "".join(c if c == " " else choice.choice(letters) for c in text),
                NONSENSE,
            )


def _is_own_letter(character: str, language: str) -> bool:
    return character.isalpha() and character.isascii() == (language == "en")


def _guesses(data: TrainingData, asked: Sequence[tuple[str, str, str]]) -> list[Guess]:
    messages = [Message({TEXT: text}) for _, text, _ in asked]
    context = ExecutionContext(GraphSchema({}), model_id="folds")
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        for component in COMPONENTS:
            config = getattr(component, "get_default_config", dict)()
            resource = Resource(component.__name__)
            component.create(config, storage, resource, context).train(data)
            component.load(config, storage, resource, context).process(messages)
    return [_guess(*one, message) for one, message in zip(asked, messages)]


def _guess(language: str, text: str, intent: str, message: Message) -> Guess:
    ranking: list[dict[str, Any]] = message.get("intent_ranking")
    sure = {guess["name"]: guess["confidence"] for guess in ranking}
    first, second = (r["name"] for r in ranking[:2])
    return Guess(
        language,
        text,
        intent,
        first,
        sure[first],
        sure.get(OUT_OF_SCOPE, 0.0),
        lead=sure[first] - sure[second],
        is_name=not pieces(masked(text, message.get(ENTITIES, []))),
    )
