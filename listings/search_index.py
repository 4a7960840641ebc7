"""A small full-text index over articles in several languages.

Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009)
with weighted fields, over character n-grams: they need no dictionary and forgive inflection and
small typing errors. They are taken within words where a script has spaces, and across the whole run
in Chinese, Japanese and Korean. ``benchmarks/articles`` measures it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from opencc import OpenCC
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from listings.models import Article
from listings.synonyms import asking_words, shipped_synonyms
from listings.texts import sentences_of

K1 = 1.2
B = 0.3
"""How soon a repeated n-gram counts no more, and how much a long article is held back by."""
HIRAGANA_WEIGHT = 0.5
"""Hiragana alone is mostly grammar."""
PHRASE_WEIGHT = 3.0
"""How many of the rarest n-grams a whole name or keyword counts as, where the question holds it."""
FIGURE_WEIGHT = 2.0
"""How much more a number counts: few texts have the same by chance."""
PIECE_WEIGHT = 0.5
"""How much less a piece of a word counts than the word."""
NAMING_WEIGHT = 3.0
"""How much more an n-gram of the title, an alias or a keyword counts than one of the body."""
OTHER_LANGUAGE_WEIGHT = 0.9
SYNONYM_WEIGHT = 0.9
"""How much less an n-gram of a word of the same meaning counts than one of the question."""
ABOUT_WEIGHT = 50.0
"""As much as many rare n-grams: a sentence that speaks of what is asked about by name."""
NUMBER_WEIGHT = 2.0
"""How much more a sentence with a figure answers a question for one."""
MIN_SCORE = 0.25
"""Below it a text of any kind may share as much by chance; fitted by ``benchmarks/articles``."""
MIN_SCORE_OF_QUESTION = 0.05
"""The bound where one knows already that an article is asked for."""
SURE_SCORE = 0.4
"""From it on the right article is nearly always first, by ``benchmarks/articles``."""
MIN_SHARE_OF_BEST = 0.5
"""An article much worse than the best one is noise beside it."""
LATER_SENTENCE_WEIGHT = 0.7
"""How much less a sentence after the first answers at equal likeness: the first says what is so."""
NEAR_BEST = 0.75
"""From this share of the best sentence's likeness on, the second best may be what answers."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W{_CJK}_]+")
_IS_CJK = re.compile(f"[{_CJK}]")
_HIRAGANA = re.compile("[\u3040-\u309f]+")
_JOINERS = re.compile("[の的의]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万]{1,8}[年月日号個个개곳]")
# Behind these no blank stands.
_FULL_STOPS = ("。", "！", "？")
_HAN = range(0x3400, 0xA000)
_LONGEST_PIECE = 4
_LEAST = 1e-6
"""What a sentence that shares nothing counts, so that its place and figures still tell."""
_FUNCTION_WORDS = ENGLISH_STOP_WORDS | {"tell"}


class ArticleMatch(NamedTuple):
    """An article that fits, by its id; from about 1 on it holds all that is asked."""

    id: str
    score: float


class ArticleIndex:
    """An immutable index; build a new one when the articles change.

    An article's score is the share of the question that it holds, by weight, in the language that
    gives the most, and more where the question holds a whole name or keyword of it.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        entries = [(article, language) for article in articles for language in _languages(article)]
        self._ids = [article.id for article, _ in entries]
        self._languages = np.array([language for _, language in entries])
        names = [_names(article, language) for article, language in entries]
        bodies = [article.bodies.get(language, "") for article, language in entries]
        vectorizer = CountVectorizer(analyzer=lambda text: list(ngrams(text)))
        if not any(any(ngrams(text)) for text in (*names, *bodies)):
            self._ids = []
            return
        vectorizer.fit([*names, *bodies])
        self._columns: dict[str, int] = vectorizer.vocabulary_
        self._grams = {column: gram for gram, column in self._columns.items()}
        counts = NAMING_WEIGHT * vectorizer.transform(names) + vectorizer.transform(bodies)
        meaning = np.ones(len(self._columns))
        for gram, column in self._columns.items():
            meaning[column] = meaning_of(gram)
        weights, self._rarity = _bm25(counts.tocsr(), meaning)
        # A question takes a few n-grams out of it.
        self._by_gram = weights.tocsc()
        self._phrases = _phrases(names)
        self._synonyms = _synonyms(self._columns)
        self._rarest = float((self._rarity / meaning).max())

    def best(
        self, question: str, language: str, min_score: float = MIN_SCORE
    ) -> list[ArticleMatch]:
        """Return the articles that score at least ``min_score``, best first, each once."""
        scores = self._scores(question)
        if not scores.size:
            return []
        scores = scores * np.where(self._languages == language, 1.0, OTHER_LANGUAGE_WEIGHT)
        least = max(min_score, MIN_SHARE_OF_BEST * scores.max())
        found: dict[str, float] = {}
        for i in np.argsort(-scores, kind="stable"):
            if scores[i] < least:
                break
            found.setdefault(self._ids[i], float(scores[i]))
        return [ArticleMatch(article_id, score) for article_id, score in found.items()]

    def answering_passage(
        self, question: str, body: str, *, is_number: bool = False, about: Sequence[str] = ()
    ) -> str:
        """Return the sentence of ``body`` that fits best, with the second best where that is near.

        The first one where none fits. ``is_number`` says that a figure or a date is asked for,
        ``about`` names what the sentence must speak of where one does, in words of any language.
        """
        sentences = sentences_of(body)
        if len(sentences) < 2:
            return body
        names = self._names_of(about)
        asked = dict.fromkeys(ngrams(subject_of(question)), 1.0)
        same = {
            self._grams[column]: SYNONYM_WEIGHT
            for _, others in self._same_meaning(question)
            for column in others
        }
        weights = {**same, **asked}
        likeness = [
            (
                _LEAST
                + sum(self._rarity_of(g) * weights.get(g, 0.0) for g in set(ngrams(sentence)))
                + (ABOUT_WEIGHT if any(name in _folded(sentence) for name in names) else 0.0)
            )
            * (LATER_SENTENCE_WEIGHT if position else 1.0)
            * (NUMBER_WEIGHT if is_number and _FIGURE.search(sentence) else 1.0)
            for position, sentence in enumerate(sentences)
        ]
        best, second = (int(i) for i in np.argsort(likeness, kind="stable")[:-3:-1])
        if likeness[second] < NEAR_BEST * likeness[best] or likeness[best] <= _LEAST:
            return sentences[best]
        between = "" if sentences[best].endswith(_FULL_STOPS) else " "
        return between.join(sentences[i] for i in sorted((best, second)))

    def _names_of(self, about: Sequence[str]) -> set[str]:
        """Return the names, and the words of the same meaning, as they stand in a folded text."""
        said = {_folded(name) for name in about if name.strip()}
        groups = [{phrase for phrase, _ in words} for words in self._synonyms]
        same = {p for group in groups for p in group if any(o in s for s in said for o in group)}
        return same | {_phrase(name.strip()) for name in said}

    def _held_otherwise(self, question: str) -> np.ndarray:
        """Return what each text holds by words that mean the same as one of the question.

        Of each meaning the best word counts, and only in a text without the question's own.
        """
        held = np.zeros(len(self._ids))
        for own, others in self._same_meaning(question):
            best = self._by_gram[:, sorted(others)].max(axis=1).toarray()[:, 0]
            has_own = self._by_gram[:, sorted(own)].getnnz(axis=1) > 0
            held += np.where(has_own, 0.0, SYNONYM_WEIGHT * best)
        return held

    def _same_meaning(self, question: str) -> Iterator[tuple[set[int], set[int]]]:
        """Yield for each meaning of the question the columns of its own and of the other words."""
        folded, closed = _folded(question), _closed(question)
        for words in self._synonyms:
            said = [(p, columns) for p, columns in words if p in folded or p in closed]
            if not said:
                continue
            own = {c for _, columns in said for c in columns}
            others = {c for _, columns in words for c in columns} - own
            if others:
                yield own, others

    def _rarity_of(self, gram: str) -> float:
        column = self._columns.get(gram)
        return 0.0 if column is None else float(self._rarity[column])

    def _scores(self, question: str) -> np.ndarray:
        """Return the score of each article in each of its languages.

        N-grams that no text holds weigh most.
        """
        if not self._ids:
            return np.zeros(0)
        asked = set(ngrams(subject_of(question)))
        columns = [self._columns[gram] for gram in asked if gram in self._columns]
        unknown = [gram for gram in asked if gram not in self._columns]
        total = self._rarity[columns].sum() + sum(map(meaning_of, unknown)) * self._rarest
        if not total:
            return np.zeros(len(self._ids))
        held = np.asarray(self._by_gram[:, columns].sum(axis=1))[:, 0]
        held += self._held_otherwise(question)
        folded, closed = _folded(question), _closed(question)
        for phrase, rows in self._phrases.items():
            if phrase in folded or phrase in closed:
                held[rows] += PHRASE_WEIGHT * self._rarest
        return held / (total * (K1 + 1))


def _bm25(counts: csr_matrix, meaning: np.ndarray) -> tuple[csr_matrix, np.ndarray]:
    """Return each n-gram's weight in each text, and its rarity, both by what it may mean."""
    texts = counts.shape[0]
    held_by = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = meaning * np.log(1 + (texts - held_by + 0.5) / (held_by + 0.5))
    lengths = np.asarray(counts.sum(axis=1))[:, 0]
    norms = K1 * (1 - B + B * lengths / lengths.mean())
    rows = np.repeat(np.arange(texts), np.diff(counts.indptr))
    data = rarity[counts.indices] * counts.data * (K1 + 1) / (counts.data + norms[rows])
    return csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape), rarity


def meaning_of(gram: str) -> float:
    """Return how much an n-gram counts.

    Hiragana is mostly grammar, and pieces of words are often alike by chance.
    """
    if _HIRAGANA.fullmatch(gram):
        return HIRAGANA_WEIGHT
    if gram.isdigit() and len(gram) > 1:
        return FIGURE_WEIGHT
    return 1.0 if _IS_CJK.match(gram) or len(gram) > _LONGEST_PIECE else PIECE_WEIGHT


def ngrams(text: str) -> Iterator[str]:
    """Yield a text's n-grams: 1 to 3 characters of CJK, of others 3 and 4 and the whole word.

    English function words give none.
    """
    for run in runs_of(text):
        if _IS_CJK.match(run):
            yield from _pieces(run, (1, 2, 3))
        elif not is_function_word(run):
            yield run
            yield from _pieces(f" {run} ", (3, _LONGEST_PIECE))


def subject_of(question: str) -> str:
    """Return the words of a question without those that only ask; all where it has no others."""
    left = _asking().sub(" ", _folded(question))
    return left if left.strip() else question


def has_subject(text: str) -> bool:
    """Say whether a text has more than particles and words that only ask."""
    return bool(_HIRAGANA.sub("", _asking().sub(" ", _folded(text))).strip())


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Return the Traditional and the Japanese characters by the Simplified ones.

    A word of Chinese origin is then one word in both languages.
    """
    from_japanese, from_traditional = OpenCC("jp2t"), OpenCC("t2s")
    written = {c: from_traditional.convert(from_japanese.convert(chr(c))) for c in _HAN}
    return {c: simple for c, simple in written.items() if len(simple) == 1 and simple != chr(c)}


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    words = (" ".join(runs_of(word)) for word in asking_words())
    found = (w if _IS_CJK.match(w) else f"(?<= ){re.escape(w)}(?= )" for w in words)
    return re.compile("|".join(found))


def is_function_word(word: str) -> bool:
    """Say whether an English word, in small letters, is mere grammar."""
    return word in _FUNCTION_WORDS


def runs_of(text: str) -> list[str]:
    """Return the words, and the runs of CJK, without accents, in small letters, Simplified."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return _RUN.findall(unicodedata.normalize("NFC", plain).translate(_simplified()))


def _phrases(names: Sequence[str]) -> dict[str, list[int]]:
    """Return which texts have a name, a line of ``names``, as it stands in a question.

    One of CJK may stand within a run, a word in Latin letters stands between spaces.
    """
    rows: dict[str, list[int]] = {}
    for row, lines in enumerate(names):
        for name in dict.fromkeys(map(" ".join, map(runs_of, lines.split("\n")))):
            if len(name) > 1:
                rows.setdefault(_phrase(name), []).append(row)
    return rows


def _synonyms(columns: Mapping[str, int]) -> list[list[tuple[str, list[int]]]]:
    """Return each group's words as (phrase to look for, columns of its own words)."""
    return [
        [
            (
                _phrase(" ".join(runs)),
                [columns[r] for r in runs if r in columns and r not in _FUNCTION_WORDS],
            )
            for runs in map(runs_of, words)
        ]
        for words in shipped_synonyms()
    ]


def _phrase(name: str) -> str:
    """Return a name as it stands in a folded question; one of CJK as in a closed one."""
    return _JOINERS.sub("", name.replace(" ", "")) if _IS_CJK.match(name) else f" {name} "


def _folded(question: str) -> str:
    return f" {' '.join(runs_of(question))} "


def _closed(question: str) -> str:
    """Return a folded question without blanks, which stand in Korean where they like.

    What joins two nouns is left out too: the bus fare is "the fare of the bus".
    """
    return _JOINERS.sub("", "".join(runs_of(question)))


def _pieces(run: str, lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _languages(article: Article) -> list[str]:
    return list(
        dict.fromkeys((*article.titles, *article.aliases, *article.keywords, *article.bodies))
    )


def _names(article: Article, language: str) -> str:
    """Return what names the subject; a topic's id is English words."""
    words = [
        article.titles.get(language, ""),
        *article.aliases.get(language, ()),
        *article.keywords.get(language, ()),
    ]
    if language == "en":
        words.append(article.topic)
    return "\n".join(words)
