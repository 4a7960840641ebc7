"""An article answers before anything is refused."""

from __future__ import annotations

from actions.conversation.out_of_scope import ActionOutOfScope
from actions.interpretation.intent_resolution import resolve
from actions.interpretation.passages import instead_of_asking, passage_reply
from listings.queries import find_articles

from ..conftest import Visitor


def test_a_question_in_the_words_of_an_article_gets_its_sentence(visitor: Visitor) -> None:
    article = find_articles(visitor.session)[0]
    title = article.titles.get("en") or next(iter(article.titles.values()))
    reply = visitor.ask(ActionOutOfScope(), text=title)
    assert title in reply.text
    assert reply.custom is not None
    assert [a["id"] for a in reply.custom["articles"]] == [article.id]


def test_what_no_article_is_about_is_refused_with_whom_to_call(visitor: Visitor) -> None:
    reply = visitor.ask(ActionOutOfScope(), text="set an alarm for seven")
    assert reply.text.startswith("I'm afraid I can't help with that.")
    assert "+351 210 000 100" in reply.text


def test_without_a_text_there_is_no_passage(visitor: Visitor) -> None:
    assert passage_reply(visitor.turn(text="")) is None


def test_an_article_answers_before_the_visitor_is_asked_which_place(visitor: Visitor) -> None:
    article = find_articles(visitor.session)[0]
    title = article.titles["en"]
    reply = instead_of_asking(visitor.turn(text=title, intent="ask_hours"))
    assert reply is not None
    assert title in reply.text
    assert instead_of_asking(visitor.turn(text=title, place="castelo-da-gaivota")) is None


def test_what_is_not_understood_and_surely_an_articles_is_told_by_that(visitor: Visitor) -> None:
    article = find_articles(visitor.session)[0]
    told = resolve(visitor.turn(text=article.titles["en"], intent="nlu_fallback"))
    assert (told.turn.intent, told.rule) == (f"ask_{article.group}", "article-fits")
    other = resolve(visitor.turn(text="set an alarm for seven", intent="nlu_fallback"))
    assert other.rule == "classifier"


def test_a_dish_in_what_is_surely_out_of_scope_is_not_looked_for(visitor: Visitor) -> None:
    sure = visitor.turn(intent="out_of_scope", cuisine="seafood")
    sure.confidence = 0.99
    assert resolve(sure).turn.intent == "out_of_scope"
    unsure = visitor.turn(intent="out_of_scope", cuisine="seafood")
    assert resolve(unsure).turn.intent == "find_dining"


def test_something_unknown_that_is_asked_in_general_is_said_not_to_be_known(
    visitor: Visitor,
) -> None:
    asked = visitor.turn(text="can I use it", intent="nlu_fallback", property="use it")
    assert resolve(asked).turn.intent == "ask_practical"


def test_the_story_of_a_place_that_no_article_tells_is_told_with_the_place(
    visitor: Visitor,
) -> None:
    castle = visitor.turn(text="who built it", intent="ask_culture", place="castelo-da-gaivota")
    resolved = resolve(castle)
    assert (resolved.turn.intent, resolved.rule) == ("ask_details", "story-of-a-place")


def test_who_did_it_and_why_is_no_search(visitor: Visitor) -> None:
    article = find_articles(visitor.session)[0]
    text = f"why {article.titles['en']}"
    for intent in ("find_attraction", "find_dining", "nlu_fallback"):
        asked = resolve(visitor.turn(text=text, intent=intent, cuisine="seafood", figure="why"))
        assert (asked.turn.intent, asked.rule) == (f"ask_{article.group}", "who-or-why")
    unknown = visitor.turn(text="why is the sky blue", intent="out_of_scope", figure="why")
    assert resolve(unknown).rule == "classifier"


def test_a_search_for_all_there_is_may_be_an_articles_question(visitor: Visitor) -> None:
    article = find_articles(visitor.session)[0]
    asked = resolve(visitor.turn(text=article.titles["en"], intent="find_attraction"))
    assert (asked.turn.intent, asked.rule) == (f"ask_{article.group}", "no-list")
    narrowed = visitor.turn(text=article.titles["en"], intent="find_attraction", category="museum")
    assert resolve(narrowed).turn.intent == "find_attraction"
