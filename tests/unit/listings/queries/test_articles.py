from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from listings.models.articles import ARTICLE_GROUPS
from listings.queries import find_articles, search_articles


def test_articles_are_filtered_by_group_and_topic(session: Session) -> None:
    assert [a.id for a in find_articles(session)] == ["festa-das-lanternas", "barco-da-outra-banda"]
    assert [a.id for a in find_articles(session, group="transport")] == ["barco-da-outra-banda"]
    assert [a.id for a in find_articles(session, topic="festival")] == ["festa-das-lanternas"]
    assert find_articles(session, group="business") == []


def test_every_word_must_stand_somewhere_in_any_language(session: Session) -> None:
    assert [a.id for a in find_articles(session, words=["FERRY", "margem"])] == [
        "barco-da-outra-banda"
    ]
    assert [a.id for a in find_articles(session, words=["lantern night"])] == [
        "festa-das-lanternas"
    ]
    assert find_articles(session, words=["ferry", "lantern"]) == []


def test_a_search_follows_what_was_changed(session: Session) -> None:
    assert [a.id for a in search_articles(session, "paper lanterns", "en")] == [
        "festa-das-lanternas"
    ]
    article = find_articles(session, topic="festival")[0]
    article.titles = {"en": "Night of Kites"}
    article.aliases = {}
    article.bodies = {"en": "Kites over the quay."}
    session.commit()
    assert search_articles(session, "paper lanterns", "en") == []
    assert [a.id for a in search_articles(session, "kites", "en")] == ["festa-das-lanternas"]


def test_an_article_of_another_group_is_found_too(session: Session) -> None:
    for group in ARTICLE_GROUPS:
        found = search_articles(session, "ferry across the bay", "en", group=group)
        assert [a.id for a in found] == ["barco-da-outra-banda"]


def test_a_search_in_an_empty_database_finds_nothing(empty_session: Session) -> None:
    assert search_articles(empty_session, "ferry", "en") == []


def test_an_article_is_told_until_its_last_day_is_over(session: Session) -> None:
    article = find_articles(session)[0]
    article.last_day = date.today() + timedelta(days=2)
    session.flush()
    assert article in find_articles(session)
    article.last_day = date.today() - timedelta(days=2)
    session.flush()
    assert article not in find_articles(session)
