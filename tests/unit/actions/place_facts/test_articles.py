from __future__ import annotations

from sqlalchemy.orm import Session

from actions.place_facts.articles import ActionAskPractical
from listings.models import Article
from tests.unit.actions.conftest import Visitor

BODY = "The mint opened in 1720. Coins are struck on Fridays. It closed twice."


def test_the_sentence_that_answers_comes_before_the_rest(
    visitor: Visitor, session: Session
) -> None:
    session.add(
        Article(
            id="mint",
            group="culture",
            topic="history",
            titles={"en": "The mint"},
            keywords={"en": ["money press"]},
            bodies={"en": BODY},
        )
    )
    session.flush()
    reply = visitor.ask(ActionAskPractical(), text="on which Fridays are coins struck")
    assert reply.text.splitlines()[:3] == [
        "The mint",
        "Coins are struck on Fridays.",
        "The mint opened in 1720. It closed twice.",
    ]


def test_an_article_that_may_be_about_something_else_is_said_to_be_the_closest(
    visitor: Visitor, session: Session
) -> None:
    session.add(
        Article(
            id="mint",
            group="culture",
            topic="history",
            titles={"en": "The mint"},
            bodies={"en": BODY},
        )
    )
    session.flush()
    sure = visitor.ask(ActionAskPractical(), text="when did the mint open").text
    unsure = visitor.ask(ActionAskPractical(), text="who struck the coins that pirates buried").text
    assert sure.startswith("The mint\n")
    assert unsure.startswith("I may not have exactly that. The closest I have:")
    assert "The mint\n" in unsure
