"""WCAG 2.2 AA, as far as a program can tell: axe in every state, the keyboard, names, sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from channels.rasa import RasaError
from semantics.languages import LANGUAGES
from tests.browser.scripted import QUESTIONS
from tests.browser.serving import Served
from tests.browser.visitor import Visitor, open_menu, open_on
from tests.channels.fakes import FakeRasa

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TARGET = 24


def _violations(page: Page) -> list[str]:
    """Return the violations of the page, best practices among them, each with its first place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def _cards(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered(QUESTIONS["en"])


def _plan(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered("plan")


def _forms(visitor: Visitor, rasa: FakeRasa) -> None:
    for text in ("help", "topic", "words", "message"):
        visitor.is_answered(text)


def _refused(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.refuses("That cannot be taken.")
    expect(visitor.asks("Hello").get_by_role("button", name="Edit")).to_be_visible()


def _too_long(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.page.locator("#question").fill("x" * 1001)
    expect(visitor.page.locator("#count")).to_be_visible()


def _prices(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered("prices")


def _driver(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered(QUESTIONS["en"])
    visitor.page.get_by_role("button", name="Show to the driver").first.click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def _menu(visitor: Visitor, rasa: FakeRasa) -> None:
    expect(open_menu(visitor.page)).to_be_visible()


def _dialog(visitor: Visitor, rasa: FakeRasa) -> None:
    open_menu(visitor.page).get_by_role("button", name="Delete conversation").click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def _offline(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.context.set_offline(True)
    expect(visitor.asks("Hello").locator(".state")).to_be_visible()


def _broken(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.reply = RasaError("away", reached=False)
    visitor.is_answered("Hello")


def _typing(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.context.route("**/chat/messages", lambda route: None)
    visitor.asks("Hello")
    expect(visitor.page.locator("#typing")).to_be_visible()


def _way(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered("way")


def _picture(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.is_answered(QUESTIONS["en"])
    visitor.page.get_by_role("button", name="Enlarge the picture").click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def _empty(visitor: Visitor, rasa: FakeRasa) -> None:
    expect(visitor.page.locator("#greeting")).to_be_visible()


STATES = (
    *(_empty, _cards, _plan, _forms, _menu, _dialog),
    *(_offline, _refused, _broken, _typing),
    *(_too_long, _prices, _driver, _way, _picture),
)


@dataclass(frozen=True)
class Look:
    """How a visitor sees the page: a window in CSS pixels, a size of letters, colours."""

    width: int = 420
    height: int = 860
    letters: str = "100%"
    scheme: str = "light"
    forced: str = "none"

    def take(self, page: Page) -> None:
        """Show the page so."""
        page.set_viewport_size({"width": self.width, "height": self.height})
        page.emulate_media(
            color_scheme=self.scheme,  # type: ignore[arg-type]
            forced_colors=self.forced,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", self.letters)


LOOKS = {
    "light": Look(),
    "dark": Look(scheme="dark"),
    "200": Look(width=360, height=740, letters="200%"),
    # What is left of 1280 by 1024 pixels at a zoom of 400 %.
    "400": Look(width=320, height=256),
    "forced": Look(forced="active"),
}


@pytest.mark.parametrize("reach", STATES, ids=lambda state: state.__name__.strip("_"))
def test_axe_finds_nothing_in_any_colours_and_sizes(
    visitor: Visitor, rasa: FakeRasa, reach: Callable[[Visitor, FakeRasa], None]
) -> None:
    LOOKS["light"].take(visitor.opens())
    reach(visitor, rasa)
    found = {}
    for name, look in LOOKS.items():
        look.take(visitor.page)
        visitor.looks(f"{reach.__name__.strip('_')}-{name}")
        found[name] = _violations(visitor.page)
    assert found == {name: [] for name in LOOKS}


def test_a_chosen_language_can_be_told_in_forced_colours(visitor: Visitor) -> None:
    visitor.page.emulate_media(forced_colors="active")
    page = visitor.opens()
    chosen, other = page.locator("#languages button").first, page.locator("#languages button").last
    width = "node => getComputedStyle(node).borderTopWidth"
    assert chosen.evaluate(width) != other.evaluate(width)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language(visitor: Visitor, language: str) -> None:
    visitor.opens(language)
    visitor.is_answered(QUESTIONS[language])
    assert _violations(visitor.page) == []


@pytest.mark.parametrize("colour", ["ffd400", "000000", "ff0000"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_accent_colour_is_readable(visitor: Visitor, colour: str, scheme: str) -> None:
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visitor.opens(colour=f"%23{colour}")
    visitor.is_answered(QUESTIONS["en"])
    assert _violations(visitor.page) == []


def test_axe_finds_nothing_on_the_demo_page(visitor: Visitor, office: Served) -> None:
    visitor.page.goto(office.url)
    expect(visitor.page.locator("visitor-assistant .launcher")).to_be_visible()
    assert _violations(visitor.page) == []
    open_on(visitor.page, office.url)
    assert _violations(visitor.page) == []


def test_a_conversation_needs_no_mouse(visitor: Visitor, rasa: FakeRasa, office: Served) -> None:
    page = visitor.page
    page.goto(f"{office.url}?language=en")
    launcher = page.locator("visitor-assistant .launcher")
    launcher.focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator("#question")).to_be_focused()
    page.keyboard.type(QUESTIONS["en"])
    page.keyboard.press("Enter")
    expect(frame.locator(".card")).to_have_count(3)
    # Backwards from the input over whatever an answer offers to the last card.
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if frame.get_by_role("button", name="Details: House of Kites").evaluate(
            "node => node === document.activeElement"
        ):
            break
    page.keyboard.press("Enter")
    expect(frame.locator(".answer")).to_have_count(2)
    assert rasa.texts[1].startswith("/ask_details")
    page.keyboard.press("Escape")
    expect(page.locator("visitor-assistant dialog")).to_be_hidden()
    expect(launcher).to_be_focused()


def test_escape_closes_the_menu_first_and_gives_the_focus_back(visitor: Visitor) -> None:
    page = visitor.opens()
    panel = open_menu(page)
    page.keyboard.press("Tab")
    expect(panel.locator("select").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#menu")).to_be_focused()
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "false")


def test_a_question_of_the_page_gives_the_focus_back(visitor: Visitor) -> None:
    page = visitor.opens()
    page.locator("#menu").focus()
    open_menu(page).get_by_role("button", name="Delete conversation").click()
    expect(page.get_by_role("dialog").get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#menu")).to_be_focused()


def test_answers_are_added_to_one_log_that_is_read_at_will(visitor: Visitor) -> None:
    page = visitor.opens()
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "off")
    log.evaluate("node => { node.marked = true; }")
    visitor.is_answered("Hello")
    visitor.is_answered("Again")
    assert log.evaluate("node => node.marked && node.children.length") == 2


def test_another_language_is_no_news_of_the_conversation(visitor: Visitor) -> None:
    """Everything is drawn again, and a screen reader would read it all aloud."""
    page = visitor.opens()
    visitor.is_answered("Hello")
    expect(page.locator("#status")).to_have_text("You asked: Hello")
    open_menu(page).get_by_label("Language").select_option("ko")
    expect(page.locator(".mine .unseen")).to_have_text("나: ")
    expect(page.locator("#status")).to_have_text("You asked: Hello")


def test_the_row_of_cards_can_be_scrolled_by_keyboard_and_by_button(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    visitor.opens()
    row = visitor.is_answered(QUESTIONS["en"]).locator(".cards")
    row.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(row.locator(".card h2").nth(1)).to_be_in_viewport(ratio=0.9)
    following = page.get_by_role("button", name="Next")
    following.click()
    expect(row.locator(".card h2").nth(2)).to_be_in_viewport(ratio=0.9)
    expect(following).to_be_disabled()
    expect(row.locator(".card h2").nth(2)).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_at_320_pixels(visitor: Visitor, office: Served, language: str) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 640})
    visitor.opens(language)
    visitor.is_answered(QUESTIONS[language])
    visitor.looks(f"320-pixels-{language}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("document.querySelector('main').scrollWidth") == 320
    page.goto(f"{office.url}?language={language}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_text_of_twice_the_size_still_fits(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 400, "height": 700})
    visitor.opens()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    visitor.is_answered(QUESTIONS["en"])
    visitor.looks("text-of-twice-the-size")
    assert page.evaluate("document.querySelector('main').scrollWidth") == 400
    expect(page.locator(".send")).to_be_in_viewport()


def test_every_target_is_large_enough(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    visitor.is_answered("message")
    open_menu(page)
    small = page.evaluate(
        """smallest => [...document.querySelectorAll("button, select, a.action, input, textarea")]
          .filter((node) => node.checkVisibility())
          .map((node) => [node, node.getBoundingClientRect()])
          .filter(([, box]) => box.width < smallest || box.height < smallest)
          .map(([node]) => node.outerHTML)""",
        SMALLEST_TARGET,
    )
    assert small == []


def test_the_focus_can_be_seen(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    page.locator("#menu").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const shown = (node) => getComputedStyle(node).outlineStyle !== "none";
              const focused = document.activeElement;
              return shown(focused) || shown(focused.closest("form") ?? focused);
            }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_nothing_moves_for_those_who_asked_for_stillness(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")
    page = visitor.opens()
    rasa.delay = 0.5
    visitor.asks("Hello")
    assert page.evaluate("document.getAnimations().length") == 0
