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
