"""The transport articles that tell of the way between two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Article, Place
from listings.queries.articles import find_articles

MAX_ARTICLES = 2

ArticleText = tuple[str, dict[str, str]]
"""An article's id, and its folded title, aliases and text by language."""


def read_articles(session: Session) -> tuple[ArticleText, ...]:
    """Return the texts of the transport articles in the order of the file."""
    articles = find_articles(session, group="transport")
    return tuple((article.id, dict(_by_language(article))) for article in articles)


def covering_articles(
    session: Session, articles: Sequence[ArticleText], origin: Place, destination: Place
) -> tuple[Article, ...]:
    """Return the articles whose title and text name both places in one language.

    At most two, in the order of the file.
    """
    start, end = _names(origin), _names(destination)
    ids = [
        article_id
        for article_id, texts in articles
        if any(
            _names_one(text, start.get(language)) and _names_one(text, end.get(language))
            for language, text in texts.items()
        )
    ][:MAX_ARTICLES]
    if not ids:
        return ()
    statement = select(Article).where(Article.id.in_(ids)).order_by(Article.position)
    return tuple(session.execute(statement).scalars())


def _by_language(article: Article) -> Iterator[tuple[str, str]]:
    for language, body in article.bodies.items():
        aliases = article.aliases.get(language, [])
        text = "\n".join((article.titles.get(language, ""), *aliases, body))
        yield language, _fold(text)


def _names(place: Place) -> dict[str, list[str]]:
    names = {language: [_fold(name)] for language, name in place.names.items()}
    for language, aliases in place.aliases.items():
        names.setdefault(language, []).extend(map(_fold, aliases))
    return names


def _names_one(text: str, names: Sequence[str] | None) -> bool:
    return any(name in text for name in names or ())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
