"""The transport articles that tell of the way between two places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Article, Place, Texts
from listings.queries.articles import find_articles
from listings.ways.way import Recorded

MAX_ARTICLES = 2
# The number of a line is no figure of a way.
_FIGURE = re.compile(r"\d\d")
_CLAUSE = re.compile(r"[,;:](?!\d)|[，；、：。]|\.(?=\s|$)")

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


def articles_naming(
    session: Session,
    one: Mapping[str, Sequence[str]],
    other: Mapping[str, Sequence[str]] | None,
) -> tuple[Article, ...]:
    """Return the transport articles whose title names both, each by its names by language.

    Where none does, those that name both in what they tell; where none does that, or no ``other``
    is known, those that name ``one``. At most ``MAX_ARTICLES``, in the order of the file.
    """
    articles = find_articles(session, group="transport")
    both = [
        a for a in articles if other and _is_named(one, a.titles) and _is_named(other, a.titles)
    ]
    found = both or [a for a in articles if _is_named(one, a.titles) or _is_named(one, a.bodies)]
    return tuple(found[:MAX_ARTICLES])


def _is_named(names: Mapping[str, Sequence[str]], texts: Texts) -> bool:
    return any(
        _names_one(_fold(text), [_fold(name) for name in names.get(language, ())])
        for language, text in texts.items()
    )


def recorded_of(
    session: Session, articles: Sequence[ArticleText], origin: Place, destination: Place
) -> tuple[Recorded, ...]:
    """Return the clauses that name both places, of articles that tell of several ways.

    At most ``MAX_ARTICLES``, in the order of the file.
    """
    start, end = _names(origin), _names(destination)
    ids = [
        article_id
        for article_id, texts in articles
        if any(
            _names_one(text, start.get(language)) and _names_one(text, end.get(language))
            for language, (_, text) in texts.items()
        )
    ]
    if not ids:
        return ()
    statement = select(Article).where(Article.id.in_(ids)).order_by(Article.position)
    found = []
    for article in session.execute(statement).scalars():
        clauses = {
            language: clause
            for language, body in article.bodies.items()
            if (clause := _clause_of(body, start.get(language), end.get(language)))
        }
        if clauses:
            found.append(Recorded(article, clauses))
    return tuple(found[:MAX_ARTICLES])


def _clause_of(body: str, start: Sequence[str] | None, end: Sequence[str] | None) -> str:
    """Return the first clause with a figure that names one of each, "" for none."""
    for clause in _CLAUSE.split(body):
        folded = _fold(clause)
        is_both = _names_one(folded, start) and _names_one(folded, end)
        if is_both and _FIGURE.search(folded):
            return clause.strip(" .。")
    return ""


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
