"""The intent classifier: TF-IDF of characters and words, and a calibrated linear classifier."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from nlu.entities import Entity
from nlu.folding import fold_text
from nlu.questions import JOINT, QuestionSplitter

FloatArray = npt.NDArray[np.float64]
_RANKING_LENGTH = 10
_HEADER, _ARRAYS, _JOINTS = "intents.json", "weights.npz", "joints.json"
# What a message asks beside its intent: a list of Question, in Rasa's own shape of data.
QUESTIONS = "questions"
# A name says nothing about what is asked and is another one in another city: each becomes one
# character that no visitor types (Unicode's private use area).
_MASKS = {"place": "\ue000", "area": "\ue001", "city": "\ue001"}


def masked(text: str, entities: Sequence[Entity]) -> str:
    """Return ``text`` folded, with the names of places and areas replaced by their type."""
    covered = len(text)
    for e in sorted(entities, key=lambda e: (-int(e["start"]), -int(e["end"]))):
        mask = _MASKS.get(e["entity"])
        if mask is not None and e["end"] <= covered:
            text = f"{text[: e['start']]} {mask} {text[e['end'] :]}"
            covered = e["start"]
    return fold_text(text)


# Words only where white space stands between them; elsewhere a whole clause would be one "word".
_SPACED_WORD = r"[a-z]+|[\uac00-\ud7a3]+"


def text_views() -> list[TfidfVectorizer]:
    """Return two views of a text, untrained: character n-grams, and words with pairs of them."""
    return [
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True),
        TfidfVectorizer(
            token_pattern=_SPACED_WORD,
            ngram_range=(1, 2),
            min_df=2,
            sublinear_tf=True,
        ),
    ]


class IntentModel:
    """Texts in, a probability for each intent out.

    A linear support vector machine, one against the rest, whose margins become probabilities by a
    softmax with one temperature (Guo et al. 2017, "On Calibration of Modern Neural Networks"),
    fitted on margins of held-out folds.
    """

    def __init__(
        self,
        intents: list[str],
        vectorizers: list[TfidfVectorizer],
        weights: FloatArray,
        intercept: FloatArray,
        scale: float,
    ) -> None:
        self.intents = intents
        self.vectorizers = vectorizers
        self.weights = weights
        self.intercept = intercept
        self.scale = scale
        self._analyzers = [v.build_analyzer() for v in vectorizers]
        # The vectorizers compute this property anew each time.
        self._idfs = [np.asarray(v.idf_) for v in vectorizers]
        # A row a term, so that the few terms of a message are read from a few places.
        widths = np.cumsum([len(v.vocabulary_) for v in vectorizers])[:-1]
        self._rows = [np.ascontiguousarray(w.T) for w in np.hsplit(weights, widths)]

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        *,
        cost: float,
        folds: int,
        groups: Sequence[int] | None = None,
    ) -> IntentModel:
        """Train on ``texts`` and their ``intents``; the same input gives the same model.

        Texts of one group, forms of one utterance, are held out together when the confidence is
        fitted; without ``groups`` each text is a group of its own.
        """
        vectorizers = text_views()
        features = hstack([v.fit_transform(texts) for v in vectorizers], format="csr")
        machine = LinearSVC(C=cost, random_state=0)
        splits = _splits(intents, range(len(texts)) if groups is None else groups, folds)
        margins = cross_val_predict(
            machine, features, intents, cv=splits, method="decision_function"
        )
        machine.fit(features, intents)
        names = [str(name) for name in machine.classes_]
        targets = np.searchsorted(machine.classes_, intents)
        return cls(
            names, vectorizers, machine.coef_, machine.intercept_, _best_scale(margins, targets)
        )

    def probabilities(self, texts: Sequence[str]) -> FloatArray:
        """Return an array of shape (texts, intents) whose rows sum to one."""
        margins = np.stack([self._margins(text) for text in texts])
        return np.asarray(softmax(margins * self.scale, axis=1))

    def _margins(self, text: str) -> FloatArray:
        """Return what the vectorizers and the weights give for one text.

        The sparse matrices of ``TfidfVectorizer.transform`` are made for thousands of texts; for
        a single one, building and checking them costs ten times the arithmetic.
        """
        margins = self.intercept.copy()
        for analyze, vectorizer, idf, rows in zip(
            self._analyzers, self.vectorizers, self._idfs, self._rows
        ):
            counts = Counter(map(vectorizer.vocabulary_.get, analyze(text)))
            del counts[None]
            if counts:
                columns = np.fromiter(counts.keys(), np.int64, len(counts))
                values = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))
                values *= idf[columns]
                margins += (values / np.linalg.norm(values)) @ rows[columns]
        return margins

    def save(self, folder: Path) -> None:
        """Write the model into ``folder`` as JSON and NumPy arrays, nothing executable."""
        vocabularies = [
            {term: int(column) for term, column in v.vocabulary_.items()} for v in self.vectorizers
        ]
        header = {"intents": self.intents, "scale": self.scale, "vocabularies": vocabularies}
        (folder / _HEADER).write_text(json.dumps(header, ensure_ascii=False))
        idfs = {f"idf{i}": v.idf_ for i, v in enumerate(self.vectorizers)}
        np.savez(folder / _ARRAYS, weights=self.weights, intercept=self.intercept, **idfs)

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what :meth:`save` wrote."""
        header = json.loads((folder / _HEADER).read_text())
        arrays = np.load(folder / _ARRAYS, allow_pickle=False)
        vectorizers = text_views()
        for i, (vectorizer, vocabulary) in enumerate(
            zip(vectorizers, header["vocabularies"], strict=True)
        ):
            vectorizer.vocabulary = vocabulary
            vectorizer.idf_ = arrays[f"idf{i}"]
        return cls(
            header["intents"], vectorizers, arrays["weights"], arrays["intercept"], header["scale"]
        )


def _splits(
    intents: Sequence[str], groups: Sequence[int], folds: int
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Yield the rows to train on and the rows held out, groups kept whole."""
    names, firsts = np.unique(groups, return_index=True)
    kinds = np.asarray(intents)[firsts]
    for _, held in StratifiedKFold(folds, shuffle=True, random_state=0).split(names, kinds):
        out = np.isin(groups, names[held])
        yield np.flatnonzero(~out), np.flatnonzero(out)


def _best_scale(margins: FloatArray, targets: npt.NDArray[np.int64]) -> float:
    rows = np.arange(len(targets))

    def loss(scale: float) -> float:
        return float(-log_softmax(margins * scale, axis=1)[rows, targets].mean())

    return float(minimize_scalar(loss, bounds=(0.1, 50.0), method="bounded").x)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Classifies by :class:`IntentModel`, with the names of places masked.

    A message that asks several things gets, beside its intent, ``questions``: each with its
    ``intent``, ``confidence``, ``start`` and ``end``, in order.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options."""
        return {
            # Inverse strength of the regularisation of the support vector machine.
            "C": 0.5,
            # Folds whose held-out margins calibrate the confidence.
            "calibration_folds": 5,
            # What may be asked together in one message, and how sure each part must be.
            "questions": [],
            "question_confidence": 0.6,
        }

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: IntentModel | None = None
        self._splitter = self._splitter_of([])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the utterances, each with its names masked and, where it has any, as written.

        The second form is for names that are not recognised at run time.
        """
        pairs: dict[tuple[str, str], None] = {}
        for example in training_data.intent_examples:
            text, intent = example.get(TEXT), example.get(INTENT)
            pairs[masked(text, example.get(ENTITIES, [])), intent] = None
            pairs[fold_text(text), intent] = None
        texts, intents = zip(*pairs, strict=True)
        self._model = IntentModel.fit(
            texts, intents, cost=self._config["C"], folds=self._config["calibration_folds"]
        )
        joints = sorted(
            {
                word
                for table in training_data.lookup_tables
                if table["name"] == JOINT
                for word in table["elements"]
            }
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / _JOINTS).write_text(json.dumps(joints, ensure_ascii=False))
        return self._resource

    def _splitter_of(self, joints: Sequence[str]) -> QuestionSplitter:
        return QuestionSplitter(
            joints, self._config["questions"], self._config["question_confidence"]
        )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier.

        Raises:
            ValueError: The model holds none.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder)
            joints = json.loads((folder / _JOINTS).read_text())
        component._splitter = component._splitter_of(joints)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the intent and the ranking of the likeliest intents to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text or self._model is None:
                continue
            entities = message.get(ENTITIES, [])
            row = self._model.probabilities([masked(text, entities)])[0]
            best = np.argsort(-row, kind="stable")[:_RANKING_LENGTH]
            ranking = [{"name": self._model.intents[i], "confidence": float(row[i])} for i in best]
            first = ranking[0]
            questions = self._splitter.find(text, entities, first["name"], self._likeliest)
            if questions:
                # Two questions share the probability; asked alone, each is as sure as this.
                sure = max(first["confidence"], min(q.confidence for q in questions))
                first = {**first, "confidence": sure}
                message.set(QUESTIONS, [asdict(q) for q in questions], add_to_output=True)
            message.set(INTENT, first, add_to_output=True)
            message.set("intent_ranking", [first, *ranking[1:]], add_to_output=True)
        return messages

    def _likeliest(
        self, texts: Sequence[str], entities: Sequence[Sequence[Entity]]
    ) -> list[tuple[str, float]]:
        """Return the likeliest intent of each text and its probability."""
        if self._model is None:
            return []
        rows = self._model.probabilities(
            [masked(t, found) for t, found in zip(texts, entities, strict=True)]
        )
        best = rows.argmax(axis=1)
        return [(self._model.intents[b], float(row[b])) for b, row in zip(best, rows, strict=True)]
