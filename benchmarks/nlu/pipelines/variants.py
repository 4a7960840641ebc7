"""The classifiers that are compared: ours, and what differs from it in one respect each."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from benchmarks.nlu.pipelines.texts import CUTTERS
from nlu.intents.model import text_views

Characters = tuple[str, int, int]
_CHARACTERS: Characters = ("char", 1, 4)

LEARNERS: dict[str, Callable[[], Any]] = {
    "linear SVM": lambda: LinearSVC(C=0.5, random_state=0),
    "linear SVM, C 0.25": lambda: LinearSVC(C=0.25, random_state=0),
    "linear SVM, C 1": lambda: LinearSVC(C=1.0, random_state=0),
    "linear SVM, sigmoid calibration": lambda: CalibratedClassifierCV(
        LinearSVC(C=0.5, random_state=0), cv=3
    ),
    "logistic regression": lambda: LogisticRegression(
        C=20, solver="liblinear", multi_class="ovr", random_state=0
    ),
    "SGD, log loss": lambda: SGDClassifier(
        loss="log_loss", alpha=1e-6, random_state=0, max_iter=30, tol=1e-3
    ),
    "SGD, modified Huber": lambda: SGDClassifier(
        loss="modified_huber", alpha=1e-5, random_state=0, max_iter=30, tol=1e-3
    ),
    "complement naive Bayes": lambda: ComplementNB(alpha=0.3),
}


@dataclass(frozen=True)
class Variant:
    """A classifier: what it learns with, from what, and how names are written for it.

    ``words`` is a name of ``CUTTERS``; None stands for our own view of words, "" for none.
    """

    learner: str = "linear SVM"
    characters: Characters | None = _CHARACTERS
    words: str | None = None
    names: str = "masked and as written"

    def build(self) -> Pipeline:
        """Return the untrained classifier."""
        if self.characters == _CHARACTERS and self.words is None:
            views = text_views()
        else:
            views = [*self._character_view(), *self._word_view()]
        union = FeatureUnion([(str(i), view) for i, view in enumerate(views)])
        return make_pipeline(union, LEARNERS[self.learner]())

    def _character_view(self) -> list[TfidfVectorizer]:
        if self.characters is None:
            return []
        analyzer, low, high = self.characters
        return [_tfidf(analyzer=analyzer, ngram_range=(low, high))]

    def _word_view(self) -> list[TfidfVectorizer]:
        if self.words is None:
            return text_views()[1:]
        if not self.words:
            return []
        # Not a lambda, and no token pattern, which would be warned about as unused.
        return [_tfidf(tokenizer=CUTTERS[self.words], token_pattern=None, ngram_range=(1, 2))]


_tfidf = functools.partial(TfidfVectorizer, min_df=2, sublinear_tf=True)

VARIANTS: dict[str, Variant] = {
    "ours": Variant(),
    **{f"learner: {name}": Variant(learner=name) for name in LEARNERS if name != "linear SVM"},
    "characters: 1-3": Variant(characters=("char", 1, 3)),
    "characters: 1-5": Variant(characters=("char", 1, 5)),
    "characters: within words": Variant(characters=("char_wb", 1, 4)),
    "characters alone": Variant(words=""),
    **{f"words: {name}": Variant(words=name) for name in CUTTERS},
    **{
        f"words alone: {name}": Variant(characters=None, words=name)
        for name in CUTTERS
        if name != "spaCy's attributes"
    },
    "names: masked": Variant(names="masked"),
    "names: as written": Variant(names="as written"),
}
