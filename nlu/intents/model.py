"""The model of the intents: TF-IDF of characters and words, and a calibrated linear classifier."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

FloatArray = npt.NDArray[np.float64]
_HEADER, _ARRAYS = "intents.json", "weights.npz"
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
