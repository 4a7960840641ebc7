"""The transport articles that tell of the way between two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Article, Place
from listings.queries.articles import find_articles

MAX_ARTICLES = 2

ArticleText = tuple[str, dict[str, tuple[str, str]]]
"""An article's id, and by language what names its subject and its whole text, both folded."""


def read_articles(session: Session) -> tuple[ArticleText, ...]:
    """Return the texts of the transport articles in the order of the file."""
    articles = find_articles(session, group="transport")
    return tuple((article.id, dict(_by_language(article))) for article in articles)


def covering_articles(
    session: Session, articles: Sequence[ArticleText], origin: Place, destination: Place
) -> tuple[Article, ...]:
    """Return the articles whose text names both places, and whose title one of them.

    At most two, in the order of the file.
    """
    start, end = _names(origin), _names(destination)
    ids = [
        article_id
        for article_id, texts in articles
        if any(
            _names_one(text, start.get(language))
            and _names_one(text, end.get(language))
            and _names_one(title, [*start.get(language, ()), *end.get(language, ())])
            for language, (title, text) in texts.items()
        )
    ][:MAX_ARTICLES]
    if not ids:
        return ()
    statement = select(Article).where(Article.id.in_(ids)).order_by(Article.position)
    return tuple(session.execute(statement).scalars())


def _by_language(article: Article) -> Iterator[tuple[str, tuple[str, str]]]:
    for language, body in article.bodies.items():
        aliases = article.aliases.get(language, [])
        title = "\n".join((article.titles.get(language, ""), *aliases))
        yield language, (_fold(title), _fold(f"{title}\n{body}"))


def _names(place: Place) -> dict[str, list[str]]:
    names = {language: [_fold(name)] for language, name in place.names.items()}
    for language, aliases in place.aliases.items():
        names.setdefault(language, []).extend(map(_fold, aliases))
    return names


def _names_one(text: str, names: Sequence[str] | None) -> bool:
    return any(name in text for name in names or ())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
