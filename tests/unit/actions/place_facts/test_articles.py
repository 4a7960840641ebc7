from __future__ import annotations

from sqlalchemy.orm import Session

from actions.place_facts.articles import ActionAskBusiness, ActionAskCulture, ActionAskPractical
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
    unsure = visitor.ask(ActionAskPractical(), text="who struck the gold coins").text
    assert sure.startswith("The mint\n")
    assert unsure.startswith("I may not have exactly that. The closest I have:")
    assert "The mint\n" in unsure


def test_a_topic_as_a_whole_gets_its_titles_to_choose_from(visitor: Visitor) -> None:
    first = visitor.ask(ActionAskBusiness(), topic="free-trade-zone", browse="all")
    assert first.text.startswith("Free port\n"), "the only one is told"
    other = Article(
        id="dock",
        group="business",
        topic="free-trade-zone",
        titles={"en": "The dock"},
        bodies={"en": "It is new."},
    )
    visitor.session.add(other)
    visitor.session.flush()
    reply = visitor.ask(ActionAskBusiness(), topic="free-trade-zone", browse="all")
    assert {"- Free port", "- The dock"} <= set(reply.text.split("\n"))
    assert {b.title for b in reply.buttons} == {"Free port", "The dock"}


def test_a_group_as_a_whole_gets_its_topics_to_choose_from(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskBusiness(), text="what can you tell me about it", browse="all")
    assert "free trade zone (1)" in reply.text
    assert reply.buttons[0].payload == '/ask_business{"topic": "free-trade-zone"}'


def test_a_figure_that_is_asked_for_comes_first(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskBusiness(), text="how big is the free port", figure="number").text
    assert "3 square kilometres" in text


def test_the_rest_of_a_long_article_stands_behind_more(visitor: Visitor, session: Session) -> None:
    body = f"{BODY} Its presses came from Lyon. Guides show them."
    session.add(
        Article(
            id="mint", group="culture", topic="history", titles={"en": "Mint"}, bodies={"en": body}
        )
    )
    session.flush()
    reply = visitor.ask(ActionAskPractical(), text="on which Fridays are mint coins struck")
    assert "Coins are struck on Fridays." in reply.text
    assert "Lyon" not in reply.text
    assert reply.buttons[0].payload == '/ask_culture{"article_id": "mint"}'
    # Behind the button, as where a visitor names it, it is told as a whole.
    for named in ({"article_id": "mint"}, {"article": "mint"}):
        assert body in visitor.ask(ActionAskCulture(), **named).text
