"""The one line on an office's own website, of another origin and under a strict policy."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from semantics.languages import LANGUAGES
from tests.browser.scripted import QUESTIONS
from tests.browser.serving import Served
from tests.browser.visitor import Visitor, open_on
from tests.channels.fakes import FakeRasa

PHONE = {"width": 390, "height": 844}


def test_the_chat_works_under_a_strict_policy_of_the_host(visitor: Visitor, host: Served) -> None:
    frame = open_on(visitor.page, host.url)
    frame.locator("#question").fill(QUESTIONS["en"])
    frame.locator("#question").press("Enter")
    expect(frame.locator(".card")).to_have_count(3)


def test_the_widget_asks_no_other_host(visitor: Visitor, host: Served, office: Served) -> None:
    frame = open_on(visitor.page, host.url)
    frame.locator("#question").fill(QUESTIONS["en"])
    frame.locator("#question").press("Enter")
    expect(frame.locator(".card")).to_have_count(3)
    asked = {urlsplit(request.url).netloc for request in visitor.requests}
    assert asked == {urlsplit(host.url).netloc, urlsplit(office.url).netloc}


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_page_answers_in_each_language_and_size(
    visitor: Visitor, office: Served, language: str, size: tuple[int, int]
) -> None:
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{office.url}?language={language}")
    visitor.looks(f"page-{language}-{size[0]}")
    question = page.locator("main [data-visitor-assistant-ask]").nth(1)
    asked = question.inner_text()
    question.click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator(".mine .said")).to_have_text(asked)
    frame.locator("#question").fill(QUESTIONS[language])
    frame.locator("#question").press("Enter")
    expect(frame.locator(".card")).to_have_count(3)
    expect(frame.locator("#composer")).to_be_in_viewport(ratio=1)
    visitor.looks(f"cards-{language}-{size[0]}")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


def test_the_host_page_gets_one_global_and_no_styles(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    visitor.context.route("**/widget.js", lambda route: route.abort())
    page.goto(host.url)
    plain = set(page.evaluate("Object.keys(window)"))
    visitor.context.unroute("**/widget.js")
    open_on(page, host.url)
    assert set(page.evaluate("Object.keys(window)")) == plain | {"visitorAssistant"}
    assert page.evaluate("document.styleSheets.length") == 0
    assert page.evaluate("document.querySelectorAll('[style]').length") == 0


def test_the_frame_is_loaded_only_when_it_is_opened(visitor: Visitor, host: Served) -> None:
    visitor.page.goto(host.url)
    expect(visitor.page.locator("visitor-assistant .launcher")).to_be_visible()
    assert visitor.page.locator("visitor-assistant iframe").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_speaks_the_language_of_the_host_page(
    visitor: Visitor, host: Served, language: str
) -> None:
    frame = open_on(visitor.page, f"{host.url}?lang={language}")
    expect(frame.locator("html")).to_have_attribute("lang", language)


def test_attributes_choose_language_title_greeting_side_and_colour(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    attributes = "language=ja&title=Help&greeting=Welcome&position=left&colour=%23aa3300"
    frame = open_on(page, f"{host.url}?{attributes}")
    expect(frame.locator("html")).to_have_attribute("lang", "ja")
    expect(frame.locator("#title")).to_have_text("Help")
    expect(frame.locator("#greeting")).to_have_text("Welcome")
    launcher = page.locator("visitor-assistant .launcher")
    box = launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    colour = launcher.evaluate("node => getComputedStyle(node).backgroundColor")
    assert colour == "rgb(170, 51, 0)"


def test_the_launcher_says_what_it_does(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    page.goto(host.url)
    launcher = page.get_by_role("button", name="Open the visitor assistant")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.click()
    shut = page.locator("visitor-assistant .launcher")
    expect(shut).to_have_attribute("aria-label", "Close the visitor assistant")
    expect(shut).to_have_attribute("aria-expanded", "true")


def test_escape_in_the_chat_closes_it_and_gives_the_focus_back(
    visitor: Visitor, host: Served
) -> None:
    frame = open_on(visitor.page, host.url)
    expect(frame.locator("#question")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("visitor-assistant dialog")).to_be_hidden()
    expect(visitor.page.locator("visitor-assistant .launcher")).to_be_focused()


def test_a_button_of_the_host_page_asks_its_question(
    visitor: Visitor, host: Served, rasa: FakeRasa
) -> None:
    page = visitor.page
    page.goto(host.url)
    asks = page.locator("#asks")
    asks.click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator(".card")).to_have_count(3)
    assert rasa.texts == [QUESTIONS["en"]]
    page.keyboard.press("Escape")
    expect(asks).to_be_focused()


def test_an_answer_behind_a_closed_chat_shows_a_dot(
    visitor: Visitor, host: Served, rasa: FakeRasa
) -> None:
    page = visitor.page
    frame = open_on(page, host.url)
    rasa.delay = 0.6
    frame.locator("#question").fill("Hello")
    frame.locator("#question").press("Enter")
    expect(frame.locator(".turn")).to_have_count(1)
    page.locator("visitor-assistant .launcher").click()
    dot = page.locator("visitor-assistant .dot")
    expect(dot).to_be_visible()
    launcher = page.locator("visitor-assistant .launcher")
    expect(launcher).to_have_attribute("aria-label", "Open the visitor assistant (New answers: 1)")
    launcher.click()
    expect(frame.locator(".answer")).to_be_visible()
    expect(dot).to_be_hidden()


def test_on_a_phone_the_chat_fills_the_screen_and_holds_the_focus(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    frame = open_on(page, host.url)
    box = page.locator("visitor-assistant dialog").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") not in ("link", "asks")
    frame.locator("#close").click()
    expect(page.locator("visitor-assistant dialog")).to_be_hidden()
    expect(page.locator("visitor-assistant .launcher")).to_be_focused()


def test_turning_the_window_small_keeps_the_conversation(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    frame = open_on(page, host.url)
    frame.locator("#question").fill("Hello")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(page.locator("visitor-assistant dialog.whole")).to_be_visible()
    expect(frame.locator("#question")).to_have_value("Hello")


def test_an_open_chat_is_open_on_the_next_page(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    frame = open_on(page, host.url)
    frame.locator("#question").fill("Hello")
    frame.locator("#question").press("Enter")
    expect(frame.locator(".answer")).to_be_visible()
    page.goto(f"{host.url}?title=Other")
    expect(frame.locator(".answer")).to_be_visible()
    page.locator("visitor-assistant .launcher").click()
    page.goto(host.url)
    expect(page.locator("visitor-assistant .launcher")).to_be_visible()
    assert page.locator("visitor-assistant iframe").count() == 0


def test_a_line_that_stands_twice_makes_one_launcher(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    page.goto(host.url)
    address = page.locator("script").get_attribute("src")
    page.add_script_tag(url=address)
    assert page.locator("visitor-assistant").count() == 1


def test_a_site_that_is_not_allowed_cannot_show_the_chat(
    visitor: Visitor, host: Served, office: Served
) -> None:
    page = visitor.page
    # The same machine under another name is another origin.
    response = page.request.get(f"{office.url}widget")
    assert (
        f"frame-ancestors 'self' {host.url.rstrip('/')}"
        in response.headers["content-security-policy"]
    )


def test_an_old_browser_gets_the_chat_as_a_page(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    page.add_init_script("delete HTMLDialogElement.prototype.show")
    page.goto(f"{host.url}?lang=ko")
    with visitor.context.expect_page() as opened:
        page.locator("visitor-assistant .launcher").click()
    expect(opened.value.locator("html")).to_have_attribute("lang", "ko")
    expect(opened.value.locator("#question")).to_be_focused()


def test_a_chat_that_does_not_load_says_so_and_can_be_closed(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    page.clock.install()
    visitor.context.route("**/widget?*", lambda route: route.abort("connectionrefused"))
    page.goto(host.url)
    page.locator("visitor-assistant .launcher").click()
    page.clock.fast_forward(16_000)
    expect(page.locator("visitor-assistant .wait p")).to_contain_text("cannot be reached")
    visitor.context.unroute("**/widget?*")
    page.clock.resume()
    page.locator("visitor-assistant .wait").get_by_role("button", name="Try again").click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator("#question")).to_be_visible()
