"""What is written is never lost: no network, no server, no answer yet."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Route, expect

from channels.rasa import RasaError
from channels.words import say
from semantics.languages import LANGUAGES
from tests.browser.scripted import PHONE, QUESTIONS
from tests.browser.scripted import answer as answer_of_script
from tests.browser.visitor import Visitor
from tests.channels.fakes import FakeRasa

MESSAGES = "**/chat/messages"


def _refuse(route: Route) -> None:
    route.abort("connectionrefused")


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.opens()


def test_what_is_written_offline_is_sent_when_the_network_is_back(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    visitor.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    first = visitor.asks("First")
    second = visitor.asks("Second")
    expect(first.locator(".state")).to_contain_text("Not sent yet")
    assert rasa.texts == []
    visitor.context.set_offline(False)
    expect(first.locator(".answer")).to_contain_text("You asked: First")
    expect(second.locator(".answer")).to_contain_text("You asked: Second")
    expect(page.locator("#offline")).to_be_hidden()
    expect(first.locator(".state")).to_be_hidden()
    assert rasa.texts == ["First", "Second"]


def test_what_is_written_while_the_server_is_down_is_sent_after_its_return(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    visitor.is_answered("plan")
    visitor.context.route("**/chat/**", _refuse)
    turn = visitor.asks("Hello")
    expect(turn.locator(".state")).to_contain_text("Not sent yet")
    expect(turn.locator(".state button")).to_be_in_viewport(ratio=1)
    visitor.context.unroute("**/chat/**")
    turn.get_by_role("button", name="Try again").click()
    expect(page.locator("#question")).to_be_focused()
    expect(turn.locator(".answer")).to_be_visible()
    assert rasa.texts == ["plan", "Hello"]


def test_a_message_waiting_to_be_sent_survives_a_reload(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    visitor.is_answered("Before")
    visitor.context.route(MESSAGES, _refuse)
    visitor.asks("Kept")
    page.reload()
    expect(page.locator(".mine .said")).to_have_text(["Before", "Kept"])
    visitor.context.unroute(MESSAGES)
    expect(page.locator(".answer")).to_have_count(2)
    assert rasa.texts == ["Before", "Kept"]


def test_a_message_whose_answer_is_lost_on_the_way_is_asked_once(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    lost = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort("connectionreset")

    visitor.context.route(MESSAGES, lose_first)
    visitor.is_answered("Hello")
    expect(page.locator(".turn")).to_have_count(1)
    assert rasa.texts == ["Hello"]


def test_an_answer_that_takes_long_comes_after_an_apology(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    rasa.delay = 1.8
    turn = visitor.asks(QUESTIONS["en"])
    expect(page.locator("#typing")).to_be_visible()
    expect(turn.locator(".answer").first).to_contain_text(PHONE)
    expect(turn.locator(".card")).to_have_count(3)
    expect(page.locator("#typing")).to_be_hidden()
    assert len(rasa.texts) == 1


def test_a_late_answer_is_fetched_after_a_reload(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    rasa.delay = 1.8
    turn = visitor.asks("Slow")
    expect(turn.locator(".answer").first).to_contain_text(PHONE)
    page.reload()
    expect(page.locator(".answer").last).to_contain_text("You asked: Slow")
    assert rasa.texts == ["Slow"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_assistant_apologises_and_goes_on_after_its_return(
    visitor: Visitor, rasa: FakeRasa, language: str
) -> None:
    page = visitor.opens(language)
    rasa.reply = RasaError("away", reached=False)
    answer = visitor.is_answered("?")
    expect(answer).to_contain_text(say(language, "apology.failed"))
    expect(answer.get_by_role("link", name=PHONE)).to_have_attribute("href", "tel:+15550100200")
    rasa.reply = answer_of_script
    answer.locator(".foot button").last.click()
    expect(page.locator(".turn").last.locator(".answer")).to_contain_text("You asked: ?")


def test_what_failed_is_asked_again_with_its_choice(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    rasa.reply = RasaError("away", reached=True)
    page.get_by_role("button", name="Details: Lighthouse Museum").click()
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_visible()
    rasa.reply = answer_of_script
    again.click()
    expect(page.locator(".answer").last).to_contain_text("customs house")
    assert rasa.texts[1:] == ['/ask_details{"place": "place-1"}'] * 2


def test_what_failed_is_asked_again_with_its_position(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation({"latitude": 1, "longitude": 2})
    page = visitor.opens()
    rasa.reply = []
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("button", name="Share my position").click()
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_visible()
    rasa.reply = answer_of_script
    again.click()
    expect(page.locator(".answer")).to_have_count(2)
    assert rasa.calls[1].metadata["position"] == {"latitude": 1, "longitude": 2}


def test_a_message_that_is_refused_can_be_changed_and_a_draft_is_kept(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    visitor.refuses("Your message is too long.")
    state = visitor.asks("Hello").locator(".state")
    expect(state).to_contain_text("too long")
    page.locator("#question").fill("my new draft")
    state.get_by_role("button", name="Edit").click()
    expect(page.locator("#question")).to_have_value("Hello\nmy new draft")
    expect(page.locator(".turn")).to_have_count(0)
    visitor.context.unroute("**/chat/messages")
    visitor.is_answered("x")
    assert rasa.texts == ["x"]


def test_too_many_messages_are_sent_when_the_server_allows(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    refused = []

    def refuse_first(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(route)
        body = json.dumps({"error": "too_many", "text": "Too many messages at once."})
        route.fulfill(status=429, body=body, headers={"Retry-After": "1"})

    visitor.context.route(MESSAGES, refuse_first)
    turn = visitor.asks("Hello")
    expect(turn.locator(".state")).to_contain_text("Too many messages at once.")
    expect(turn.locator(".answer")).to_be_visible()
    assert rasa.texts == ["Hello"]


def test_who_must_wait_sees_the_seconds_go_by(visitor: Visitor, page: Page) -> None:
    page.clock.install()
    body = json.dumps({"error": "too_many", "text": "Too many messages at once."})
    wait = {"Retry-After": "44"}
    visitor.context.route(
        MESSAGES, lambda route: route.fulfill(status=429, body=body, headers=wait)
    )
    state = visitor.asks("Hello").locator(".state")
    expect(state).to_contain_text("goes out by itself in 44 s")
    page.clock.run_for(10_000)
    expect(state).to_contain_text("goes out by itself in 34 s")


def test_a_session_that_has_ended_is_replaced_without_losing_the_message(
    visitor: Visitor, page: Page, rasa: FakeRasa
) -> None:
    visitor.is_answered("Hello")
    page.evaluate(
        """() => {
          const key = "visitor-assistant:session";
          const kept = JSON.parse(localStorage.getItem(key));
          localStorage.setItem(key, JSON.stringify({ ...kept, token: "forged" }));
        }"""
    )
    visitor.is_answered("Again")
    assert rasa.texts == ["Hello", "Again"]


def test_two_tabs_show_one_conversation(visitor: Visitor, page: Page, rasa: FakeRasa) -> None:
    visitor.is_answered("From the first tab")
    other = visitor.opens(page=visitor.new_tab())
    expect(other.locator(".answer")).to_have_count(1)
    visitor.is_answered("From the second tab", other)
    expect(page.locator(".mine .said")).to_have_text(["From the first tab", "From the second tab"])
    expect(page.locator(".answer")).to_have_count(2)
    assert len({call.sender for call in rasa.calls}) == 1


def test_two_tabs_opened_at_once_share_a_session(visitor: Visitor, rasa: FakeRasa) -> None:
    tabs = [visitor.opens(), visitor.opens(page=visitor.new_tab())]
    for number, tab in enumerate(tabs):
        tab.locator("#question").fill(f"Tab {number}")
    for tab in tabs:
        tab.evaluate("document.querySelector('#composer').requestSubmit()")
    for tab in tabs:
        expect(tab.locator(".answer")).to_have_count(2)
    assert len({call.sender for call in rasa.calls}) == 1


def test_a_conversation_cleared_in_one_tab_is_cleared_in_the_other(
    visitor: Visitor, page: Page
) -> None:
    visitor.is_answered("Hello")
    other = visitor.opens(page=visitor.new_tab())
    expect(other.locator(".turn")).to_have_count(1)
    page.locator("#menu").click()
    page.get_by_role("button", name="Delete conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(other.locator(".turn")).to_have_count(0)
