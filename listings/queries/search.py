"""Finding the article, and the sentence of it, that answers a visitor's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Article, ArticleGroup
from listings.queries.articles import find_articles, is_told
from listings.queries.city import data_version
from listings.search_index import MIN_SCORE, ArticleIndex
from listings.texts import pick

OWN_GROUP_WEIGHT = 1.25
"""How much more an article of the group counts that the question was taken for."""

_indexes: dict[str, ArticleIndex] = {}
"""The index of the newest content seen, by its version."""


@dataclass(frozen=True)
class ArticleAnswer:
    """An article that fits a question, and the sentence of it that answers, or two together.

    ``passage`` is in the visitor's language where the article has it. ``score`` is the index's.
    """

    article: Article
    passage: str
    score: float


def answers_in_articles(
    session: Session,
    question: str,
    language: str,
    *,
    group: ArticleGroup | None = None,
    min_score: float = MIN_SCORE,
    is_number: bool = False,
    about: Sequence[str] = (),
    limit: int = 3,
) -> list[ArticleAnswer]:
    """Return the articles that the words of ``question`` fit best, best first, with the answer.

    Title, aliases, keywords and body count in every language, those in ``language`` a little more.
    Where a ``group`` is given, its articles count a little more than the others. ``is_number`` says
    that a figure or a date is asked for, ``about`` names what the answer must speak of, a country
    for example. With the default ``min_score`` the list is empty where nothing fits clearly, so it
    may be asked before saying that nothing is known;
    ``MIN_SCORE_OF_QUESTION`` is for a message that is known to ask for an article.
    """
    index = _index(session, data_version(session))
    matches = index.best(question, language, min_score)
    articles = _by_id(session, [match.id for match in matches])
    fitting = [(articles[match.id], match.score) for match in matches if match.id in articles]
    fitting.sort(key=lambda pair: -pair[1] * (OWN_GROUP_WEIGHT if pair[0].group == group else 1))
    return [
        ArticleAnswer(
            article,
            index.answering_passage(
                question, _body(article, language), is_number=is_number, about=about
            ),
            score,
        )
        for article, score in fitting[:limit]
    ]


def answering_sentence(
    session: Session, question: str, body: str, *, is_number: bool = False
) -> str:
    """Return the sentence of an article's text that fits a question best, the first for none."""
    index = _index(session, data_version(session))
    return index.answering_passage(question, body, is_number=is_number)


def search_articles(
    session: Session,
    query: str,
    language: str,
    *,
    group: ArticleGroup | None = None,
    min_score: float = MIN_SCORE,
    limit: int = 3,
) -> list[Article]:
    """Return the articles of :func:`answers_in_articles`, best first."""
    found = answers_in_articles(
        session, query, language, group=group, min_score=min_score, limit=limit
    )
    return [answer.article for answer in found]


def _body(article: Article, language: str) -> str:
    return pick(article.bodies, language, "en") or ""


def _index(session: Session, version: str) -> ArticleIndex:
    index = _indexes.get(version)
    if index is None:
        index = ArticleIndex(find_articles(session))
        _indexes.clear()
        _indexes[version] = index
    return index


def _by_id(session: Session, ids: list[str]) -> dict[str, Article]:
    if not ids:
        return {}
    statement = select(Article).where(Article.id.in_(ids), is_told())
    return {article.id: article for article in session.execute(statement).scalars()}
