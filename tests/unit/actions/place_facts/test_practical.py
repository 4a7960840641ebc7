"""What travellers ask in practice: an article where one answers, else whom to call."""

from __future__ import annotations

import pytest

from actions.place_facts.articles import ActionAskPractical

from ..conftest import LANGUAGES, Visitor


def test_an_article_answers_whatever_its_group_with_its_source(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskPractical(), text="can I pay on the ferry with cash").text
    assert "ferry" in text.lower()
    assert "Source:" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_article_the_office_is_named_and_nothing_is_made_up(
    visitor: Visitor, language: str
) -> None:
    reply = visitor.ask(ActionAskPractical(), text="xylophone qwertz", language=language)
    assert "+351 210 000 100" in reply.text
    assert reply.custom is None
    assert len(reply.text.split("\n")) == 1
