"""A small full-text index over articles in several languages.

TF-IDF over character n-grams, which needs no dictionary and forgives inflection and small typing
errors: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988), with
n-grams within words for spaced scripts and across the run for Chinese, Japanese and Korean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from listings.models import Article

BODY_WEIGHT = 0.4
OTHER_LANGUAGE_WEIGHT = 0.9
MIN_SCORE = 0.2
"""Below it only common syllables are shared; see tests/unit/listings/test_search_index.py."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W{_CJK}_]+")
_IS_CJK = re.compile(f"[{_CJK}]")


class ArticleIndex:
    """An immutable index; build a new one when the articles change."""

    def __init__(self, articles: Sequence[Article]) -> None:
        entries = [(article, language) for article in articles for language in _languages(article)]
        self._ids = [article.id for article, _ in entries]
        self._languages = np.array([language for _, language in entries])
        if not entries:
            return
        titles = [_title(article, language) for article, language in entries]
        bodies = [article.bodies.get(language, "") for article, language in entries]
        self._vectorizer = TfidfVectorizer(analyzer=ngrams, sublinear_tf=True)
        self._vectorizer.fit([f"{title}\n{body}" for title, body in zip(titles, bodies)])
        self._titles = self._vectorizer.transform(titles)
        self._bodies = self._vectorizer.transform(bodies)

    def best(self, query: str, language: str) -> list[str]:
        """Return the ids of the articles that fit clearly, best first, each once."""
        if not self._ids:
            return []
        vector = self._vectorizer.transform([query]).T
        scores = (self._titles @ vector + BODY_WEIGHT * (self._bodies @ vector)).toarray()[:, 0]
        scores = scores * np.where(self._languages == language, 1.0, OTHER_LANGUAGE_WEIGHT)
        order = np.argsort(-scores, kind="stable")
        clear = [self._ids[i] for i in order if scores[i] >= MIN_SCORE]
        return list(dict.fromkeys(clear))


def ngrams(text: str) -> Iterator[str]:
    """Yield the n-grams of a text: 1 to 3 characters of CJK, 3 and 4 and whole words of others."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    for run in _RUN.findall(unicodedata.normalize("NFC", plain)):
        if _IS_CJK.match(run):
            yield from _pieces(run, (1, 2, 3))
        else:
            yield run
            yield from _pieces(f" {run} ", (3, 4))


def _pieces(run: str, lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _languages(article: Article) -> list[str]:
    return list(dict.fromkeys((*article.titles, *article.aliases, *article.bodies)))


def _title(article: Article, language: str) -> str:
    return "\n".join((article.titles.get(language, ""), *article.aliases.get(language, ())))
