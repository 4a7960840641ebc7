"""The main things that visitors do, in Firefox and WebKit, on the page of another site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.browser.conftest import Sites
from tests.browser.engines.driver import ENTER, ESCAPE, Driver
from tests.browser.engines.running import running_firefox, running_webkit
from tests.browser.scripted import NAMES, QUESTIONS, answer
from tests.browser.test_embedding import LAYOUTS, styled
from tests.channels.fakes import FakeRasa

RUNNING = {"firefox": running_firefox, "webkit": running_webkit}
WIDE, PHONE = (1200, 900), (500, 860)
ANSWERS = "document.querySelectorAll('.answer').length"
CARDS = "document.querySelectorAll('.card').length"
FOCUSED = "document.activeElement.id"
BOXES = """return [...document.querySelectorAll("html, body, body *:not(script)")]
  .map((node) => node.getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height])"""
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(
    scope="package",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in RUNNING],
)
def engine(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Driver]:
    with RUNNING[request.param](tmp_path_factory.mktemp(request.param)) as driver:
        yield driver


@pytest.fixture
def visitor(engine: Driver, sites: Sites) -> Driver:
    """Somebody in front of the office's page, who was never here."""
    sites.rasa.calls.clear()
    sites.rasa.delay, sites.rasa.reply = 0.0, answer
    engine.resizes(*WIDE)
    engine.leaves()
    engine.goes_to(sites.elsewhere.url)
    opens(engine)
    engine.runs("localStorage.clear()")
    engine.leaves()
    engine.runs("sessionStorage.clear()")
    engine.goes_to(sites.elsewhere.url)
    return engine


@pytest.fixture
def rasa(sites: Sites) -> FakeRasa:
    return sites.rasa


def opens(driver: Driver) -> None:
    """Open the chat by its button, and go into its frame."""
    driver.clicks_ours(".launcher")
    driver.enters()
    driver.sees("document.querySelector('#log')?.hasAttribute('aria-busy')", False)


def is_answered(driver: Driver, text: str, count: int) -> None:
    """Ask in the chat and wait until it has ``count`` answers."""
    driver.types("#question", text + ENTER)
    driver.sees(ANSWERS, count)


def test_a_question_on_the_page_of_another_site_is_answered(
    visitor: Driver, rasa: FakeRasa
) -> None:
    opens(visitor)
    # WebKit lets no frame of another site take the focus; what is typed at once is not lost.
    visitor.sees("document.hasFocus()")
    visitor.presses(QUESTIONS["en"] + ENTER)
    visitor.sees(ANSWERS, 1)
    titles = "[...document.querySelectorAll('.card h2')].map((node) => node.textContent)"
    visitor.sees(titles, list(NAMES["en"]))
    assert rasa.texts == [QUESTIONS["en"]]


def test_escape_acts_where_the_visitor_is(visitor: Driver) -> None:
    opens(visitor)
    visitor.leaves()
    visitor.types("#search", "abc" + ESCAPE)
    visitor.sees_ours("dialog", "open", wanted=True)
    visitor.sees(FOCUSED, "search")
    visitor.enters()
    visitor.clicks("#question")
    visitor.presses(ESCAPE)
    visitor.leaves()
    visitor.sees_ours("dialog", "open", wanted=False)
    visitor.sees("document.activeElement.localName", "visitor-assistant")


@pytest.mark.parametrize(
    "layout", ["a column with its footer below", "a grid", "everything unset", "a columned root"]
)
def test_the_layout_of_the_page_stays_as_it_is(visitor: Driver, sites: Sites, layout: str) -> None:
    visitor.goes_to(styled(sites.elsewhere, LAYOUTS[layout]))
    visitor.finds_ours(".launcher")
    with_widget = visitor.runs(BOXES)
    visitor.clicks_ours(".launcher")
    # WebKit may hang over a frame that is taken away while it loads.
    visitor.finds_ours(".ready iframe")
    opened = visitor.runs(BOXES)
    visitor.runs("visitorAssistant.hide()")
    assert with_widget == opened == visitor.runs(BOXES)


def test_a_chat_that_is_there_again_has_its_newest_turn_and_draft_and_takes_no_focus(
    visitor: Driver, sites: Sites
) -> None:
    opens(visitor)
    for count, text in enumerate(("plan", "words", "Last"), 1):
        is_answered(visitor, text, count)
    visitor.types("#question", "Half a")
    visitor.leaves()
    visitor.goes_to(f"{sites.elsewhere.url}?title=Other")
    visitor.clicks("#search")
    visitor.enters()
    visitor.sees(ANSWERS, 3)
    visitor.sees("document.querySelector('#question').value", "Half a")
    visitor.sees(
        "document.querySelector('.answer:last-child').getBoundingClientRect().top < innerHeight"
    )
    visitor.leaves()
    visitor.sees(FOCUSED, "search")


def test_on_a_phone_the_chat_fills_the_screen_and_back_closes_it(
    visitor: Driver, sites: Sites
) -> None:
    visitor.resizes(*PHONE)
    visitor.goes_to(f"{sites.elsewhere.url}?title=Second")
    opens(visitor)
    visitor.sees("document.documentElement.clientWidth <= 520")
    visitor.leaves()
    box = "getBoundingClientRect().height === innerHeight"
    visitor.sees_ours("dialog.whole", box)
    visitor.goes_back()
    visitor.sees_ours("dialog", "open", wanted=False)
    assert "Second" in visitor.runs("return location.href")


@pytest.mark.parametrize("side", ["left", "right"])
def test_button_and_chat_are_in_one_corner_of_a_page_from_right_to_left(
    visitor: Driver, sites: Sites, side: str
) -> None:
    address = f"{sites.elsewhere.url}?lang=ar&html=dir%3Drtl&language=en&position={side}"
    visitor.goes_to(address)
    opens(visitor)
    visitor.leaves()
    launcher, chat = (
        visitor.runs("return arguments[0].getBoundingClientRect().toJSON()", visitor.finds_ours(at))
        for at in (".launcher", "dialog")
    )
    # The pointer is still on the button, which grows a little under it.
    assert launcher[side] == pytest.approx(chat[side], abs=3)


def test_half_of_the_window_is_conversation_with_text_of_twice_the_size(visitor: Driver) -> None:
    visitor.resizes(*PHONE)
    visitor.reloads()
    opens(visitor)
    visitor.runs("document.documentElement.style.fontSize = '200%'")
    is_answered(visitor, QUESTIONS["en"], 1)
    visitor.sees("document.querySelector('#scroller').clientHeight >= innerHeight / 2")
    visitor.sees("document.querySelector('main').scrollWidth <= innerWidth")


def test_axe_finds_nothing(visitor: Driver) -> None:
    opens(visitor)
    for count, text in enumerate((QUESTIONS["en"], "prices", "message"), 1):
        is_answered(visitor, text, count)
    visitor.runs(AXE.read_text(encoding="utf-8"))
    found = visitor.awaits(
        f"""const told = arguments[arguments.length - 1];
        axe.run(document, {{ runOnly: {RULES} }}).then(({{ violations }}) =>
          told(violations.map(({{ id, nodes }}) => `${{id}}: ${{nodes[0].html}}`)));"""
    )
    assert found == []


def test_a_message_to_the_staff_that_is_half_written_is_there_after_a_reload(
    visitor: Driver,
) -> None:
    opens(visitor)
    is_answered(visitor, "words", 1)
    visitor.types("form.panel textarea", "A red umbrella")
    visitor.leaves()
    visitor.reloads()
    visitor.enters()
    visitor.sees("document.querySelector('form.panel textarea')?.value", "A red umbrella")


def test_the_driver_is_shown_where_to_go_over_the_whole_screen(visitor: Driver) -> None:
    opens(visitor)
    is_answered(visitor, QUESTIONS["en"], 1)
    visitor.clicks(".card button:has(svg + span)")
    visitor.sees("document.querySelector('dialog.driver')?.offsetHeight === innerHeight")
    visitor.sees("document.querySelector('dialog.driver .place').textContent", "港口博物馆")


def test_every_word_changes_with_the_language(visitor: Driver) -> None:
    opens(visitor)
    is_answered(visitor, "Hello", 1)
    visitor.clicks("#menu")
    visitor.runs(
        """const [select] = document.querySelectorAll("#panel select");
        select.value = "ja";
        select.dispatchEvent(new Event("change"));"""
    )
    visitor.sees("document.querySelector('#title').textContent", "観光アシスタント")
    visitor.sees("document.documentElement.lang", "ja")
