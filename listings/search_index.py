"""A small full-text index over articles in several languages.

Character n-grams weighted by their rarity (TF-IDF; Salton and Buckley, "Term-weighting approaches
in automatic text retrieval", 1988) need no dictionary and forgive inflection and small typing
errors. They are taken within words where a script has spaces, and across the whole run in Chinese,
Japanese and Korean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from listings.models import Article

OTHER_LANGUAGE_WEIGHT = 0.9
MIN_SCORE = 0.27
"""Below it only common syllables are shared, as tests/unit/listings/test_search_index.py shows."""
MIN_SHARE_OF_BEST = 0.5
"""An article much worse than the best one is noise beside it."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W{_CJK}_]+")
_IS_CJK = re.compile(f"[{_CJK}]")
_HIRAGANA = re.compile("[\u3040-\u309f]+")
_FUNCTION_WORDS = ENGLISH_STOP_WORDS | {"tell"}


class ArticleIndex:
    """An immutable index; build a new one when the articles change.

    An article's score is half the likeness of the query to its title and aliases, half the share
    of the query that its whole text holds, in the language that gives the most.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        entries = [(article, language) for article in articles for language in _languages(article)]
        self._ids = [article.id for article, _ in entries]
        self._languages = np.array([language for _, language in entries])
        titles = [_title(article, language) for article, language in entries]
        texts = [
            f"{t}\n{a.bodies.get(lang, '')}" for t, (a, lang) in zip(titles, entries, strict=True)
        ]
        if not any(list(ngrams(text)) for text in texts):
            self._ids = []
            return
        self._vectorizer = TfidfVectorizer(analyzer=ngrams, sublinear_tf=True)
        self._held = (self._vectorizer.fit_transform(texts) > 0).astype(float)
        self._titles = self._vectorizer.transform(titles)

    def best(self, query: str, language: str) -> list[str]:
        """Return the ids of the articles that fit clearly, best first, each once."""
        if not self._ids:
            return []
        scores = (self._likeness(query) + self._shares(query)) / 2
        scores = scores * np.where(self._languages == language, 1.0, OTHER_LANGUAGE_WEIGHT)
        least = max(MIN_SCORE, MIN_SHARE_OF_BEST * scores.max())
        order = np.argsort(-scores, kind="stable")
        return list(dict.fromkeys(self._ids[i] for i in order if scores[i] >= least))

    def _likeness(self, query: str) -> np.ndarray:
        return (self._titles @ self._vectorizer.transform([query]).T).toarray()[:, 0]

    def _shares(self, query: str) -> np.ndarray:
        """Return how much of the query each text holds, by weight.

        N-grams that no text holds weigh most; in hiragana they are grammar and weigh nothing.
        """
        columns, idf = self._vectorizer.vocabulary_, self._vectorizer.idf_
        weights = np.zeros(len(columns))
        unknown = 0
        for gram in set(ngrams(query)):
            if gram in columns:
                weights[columns[gram]] = idf[columns[gram]]
            elif not _HIRAGANA.fullmatch(gram):
                unknown += 1
        total = weights.sum() + unknown * idf.max()
        return self._held @ weights / total if total else np.zeros(len(self._ids))


def ngrams(text: str) -> Iterator[str]:
    """Yield a text's n-grams: 1 to 3 characters of CJK, of others 3 and 4 and the whole word.

    English function words give none.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    for run in _RUN.findall(unicodedata.normalize("NFC", plain)):
        if _IS_CJK.match(run):
            yield from _pieces(run, (1, 2, 3))
        elif run not in _FUNCTION_WORDS:
            yield run
            yield from _pieces(f" {run} ", (3, 4))


def _pieces(run: str, lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _languages(article: Article) -> list[str]:
    return list(dict.fromkeys((*article.titles, *article.aliases, *article.bodies)))


def _title(article: Article, language: str) -> str:
    """Return what names the subject; a topic's id is English words."""
    words = [article.titles.get(language, ""), *article.aliases.get(language, ())]
    if language == "en":
        words.append(article.topic)
    return "\n".join(words)
