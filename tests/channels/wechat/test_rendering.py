"""Rasa's messages as one bubble."""

from __future__ import annotations

from channels.wechat.answers import Article
from channels.wechat.rendering import render

CARD = {"id": "p1", "name": "Old Pier", "website": "https://pier.example", "image": None}


def link(number: int, text: str) -> str:
    return (
        f'<a href="weixin://bizmsgmenu?msgmenucontent={number}&msgmenuid=abc.{number}">{text}</a>'
    )


def test_several_messages_are_one_bubble() -> None:
    bubble = render([{"text": "One."}, {"text": "Two."}], language="en", list_id="abc")
    assert bubble.text == "One.\n\nTwo."
    assert bubble.payloads == ()


def test_buttons_are_numbered_and_tappable_below_the_text() -> None:
    buttons = [{"title": "Hours", "payload": "/h"}, {"title": "Way", "payload": "/w"}]
    bubble = render([{"text": "Old Pier", "buttons": buttons}], language="en", list_id="abc")
    assert bubble.payloads == ("/h", "/w")
    assert bubble.text.split("\n") == [
        "Old Pier",
        "",
        link(1, "1. Hours"),
        link(2, "2. Way"),
        "Reply with a number, or tap one.",
    ]


def test_a_line_that_is_numbered_already_is_tappable_where_it_stands() -> None:
    buttons = [{"title": "Old Pier", "payload": "/d"}, {"title": "More", "payload": "/m"}]
    text = "Found 9:\n1. Old Pier (老码头) – free\nSource: x"
    bubble = render([{"text": text, "buttons": buttons}], language="en", list_id="abc")
    assert bubble.text.split("\n")[:5] == [
        "Found 9:",
        link(1, "1. Old Pier") + " (老码头) – free",
        "Source: x",
        "",
        link(2, "2. More"),
    ]


def test_cards_without_buttons_offer_their_details() -> None:
    cards = [CARD, {"id": "p2", "name": "New Pier"}]
    custom = {"type": "places", "cards": cards}
    bubble = render([{"text": "Two piers", "custom": custom}], language="zh", list_id="abc")
    assert bubble.payloads == ('/ask_details{"place": "p1"}', '/ask_details{"place": "p2"}')
    assert link(2, "2. New Pier") in bubble.text


def test_no_tag_but_our_own_reaches_the_visitor() -> None:
    sly = '<a href="https://evil.example">x</a> 5 < 6 <script>'
    bubble = render([{"text": sly}], language="en", list_id="abc")
    assert bubble.text == '＜a href="https://evil.example">x＜/a> 5 < 6 ＜script>'


def test_a_title_that_would_end_the_link_has_none() -> None:
    buttons = [{"title": "a > b", "payload": "/x"}]
    bubble = render([{"text": "t", "buttons": buttons}], language="en", list_id="abc")
    assert "1. a > b" in bubble.text.split("\n")
    assert bubble.payloads == ("/x",)


def test_one_place_with_a_picture_is_an_article() -> None:
    custom = {"type": "places", "cards": [{**CARD, "image": "https://pier.example/a.jpg"}]}
    bubble = render([{"text": "A pier.", "custom": custom}], language="en", list_id="abc")
    assert bubble.article == Article(
        "Old Pier", "A pier.", "https://pier.example", "https://pier.example/a.jpg"
    )


def test_a_picture_of_ours_is_found_under_the_public_address() -> None:
    custom = {"type": "places", "cards": [{**CARD, "image": "picture/ab-small.jpg"}]}
    messages = [{"text": "A pier.", "custom": custom}]
    bubble = render(messages, language="en", list_id="abc", public_url="https://assistant.example")
    assert bubble.article == Article(
        "Old Pier",
        "A pier.",
        "https://assistant.example/place/p1",
        "https://assistant.example/picture/ab-small.jpg",
    )
    assert render(messages, language="en", list_id="abc").article is None


def test_a_long_text_is_no_article() -> None:
    custom = {"type": "places", "cards": [{**CARD, "image": "https://pier.example/a.jpg"}]}
    bubble = render([{"text": "A pier. " * 40, "custom": custom}], language="en", list_id="abc")
    assert bubble.article is None


def test_an_action_may_ask_for_a_person() -> None:
    messages = [{"text": "One moment.", "custom": {"type": "transfer"}}]
    assert render(messages, language="en", list_id="abc").wants_person
