"""The one line on websites of every kind: it is never in the way of the page around it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from semantics.languages import LANGUAGES
from tests.browser.scripted import QUESTIONS
from tests.browser.serving import Served
from tests.browser.visitor import Visitor, open_on
from tests.channels.fakes import FakeRasa

PHONE = {"width": 360, "height": 740}
ACTIVE = "document.activeElement.id || document.activeElement.localName"
DIALOG = "visitor-assistant dialog"
LAUNCHER = "visitor-assistant .launcher"

# What sites do to the children of their body.
LAYOUTS = {
    "a column with its footer below": "body{display:flex;flex-direction:column;"
    "justify-content:space-between;min-height:100vh;margin:0}",
    "a grid": "body{display:grid;gap:20px;grid-template-rows:auto 1fr auto;min-height:100vh}",
    "a filter on every child": "body{display:grid}body>*{filter:sepia(1)}",
    "a transform on every child": "body>*{transform:translateX(1px)}",
    "children that are hidden": "body>:not(main):not(footer){display:none!important}",
    "everything unset": "*{all:unset!important}",
    "everything moved": "*{position:relative;left:40px!important;opacity:.5!important}",
    "wide margins": "body>*+*{margin-top:80px!important}",
    "letters of ten pixels": "html{font-size:62.5%}*{letter-spacing:.2em;text-transform:uppercase}",
    "a row": "html{display:flex}body{flex:1;margin:0}",
    "a columned root": "html{display:grid;grid-template-columns:1fr 1fr}",
    "a body that scrolls itself": "html,body{height:100%;margin:0}body{overflow:auto}",
}


def styled(site: Served, css: str, **attributes: str) -> str:
    """Return the address of a page of ``site`` with a style sheet."""
    query = "".join(f"&{name}={quote(value)}" for name, value in attributes.items())
    return f"{site.url}?head={quote(f'<style>{css}</style>')}{query}"


def says(page: Page, text: str) -> FrameLocator:
    """Ask in the chat of a page and wait for the answer; return the frame."""
    frame = page.frame_locator("visitor-assistant iframe")
    frame.locator("#question").fill(text)
    frame.locator("#question").press("Enter")
    expect(frame.locator(".answer").last).to_be_visible()
    return frame


def boxes(page: Page) -> list[object]:
    """Return where the parts of the page itself are."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("html, body, body *:not(script)")]
              .map((node) => [node.localName, node.getBoundingClientRect().toJSON()])"""
        )
    )


@pytest.mark.parametrize("css", LAYOUTS.values(), ids=LAYOUTS)
def test_the_layout_of_the_page_stays_as_it_is(
    visitor: Visitor, elsewhere: Served, css: str
) -> None:
    page = visitor.page
    visitor.context.route("**/widget.js", lambda route: route.abort())
    page.goto(styled(elsewhere, css))
    plain = boxes(page)
    visitor.context.unroute("**/widget.js")
    page.goto(styled(elsewhere, css))
    launcher = page.locator(LAUNCHER)
    assert launcher.bounding_box() == {"x": 1120, "y": 720, "width": 60, "height": 60}
    assert boxes(page) == plain
    launcher.click()
    expect(page.locator(DIALOG)).to_be_visible()
    assert boxes(page) == plain


def test_a_chat_that_opens_by_itself_leaves_the_focus_where_it_is(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    open_on(page, host.url)
    says(page, "Hello")
    page.goto(f"{host.url}?title=Other")
    page.locator("#search").focus()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator(".answer")).to_be_visible()
    page.keyboard.type("old town")
    expect(page.locator("#search")).to_have_value("old town")
    page.goto(host.url)
    expect(frame.locator(".answer")).to_be_visible()
    assert page.evaluate(ACTIVE) == "body"


def test_who_writes_elsewhere_while_the_chat_loads_goes_on_writing_there(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    page.goto(elsewhere.url)
    page.locator(LAUNCHER).click()
    page.locator("#search").focus()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator("#question")).to_be_visible()
    page.keyboard.type("hotel")
    expect(page.locator("#search")).to_have_value("hotel")


def test_the_question_is_answered_where_the_browser_refuses_storage(
    visitor: Visitor, elsewhere: Served, rasa: FakeRasa
) -> None:
    visitor.context.add_init_script(
        """
        const refuse = () => { throw new DOMException("denied", "SecurityError"); };
        for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get: refuse });
        navigator.locks.request = () => Promise.reject(new DOMException("denied", "SecurityError"));
        window.BroadcastChannel = function () { refuse(); };
        """
    )
    open_on(visitor.page, elsewhere.url)
    says(visitor.page, "First")
    frame = says(visitor.page, QUESTIONS["en"])
    expect(frame.locator(".card")).to_have_count(3)
    assert len({call.sender for call in rasa.calls}) == 1


def test_escape_on_the_page_itself_closes_nothing_of_ours(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    open_on(page, elsewhere.url)
    page.locator("#search").fill("abc")
    page.locator("#search").press("Escape")
    expect(page.locator(DIALOG)).to_be_visible()
    expect(page.locator("#search")).to_be_focused()
    page.locator(LAUNCHER).focus()
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()


@pytest.mark.parametrize("side", ["left", "right"])
def test_button_and_chat_are_in_the_same_corner_of_a_page_from_right_to_left(
    visitor: Visitor, elsewhere: Served, side: str
) -> None:
    page = visitor.page
    page.goto(f"{elsewhere.url}?lang=ar&html=dir%3Drtl&language=en&position={side}")
    page.locator(LAUNCHER).press("Enter")
    launcher, chat = (page.locator(each).bounding_box() for each in (LAUNCHER, DIALOG))
    assert launcher
    assert chat
    if side == "left":
        assert launcher["x"] == chat["x"] == 20
    else:
        assert launcher["x"] + 60 == pytest.approx(chat["x"] + chat["width"])


def test_a_pinch_does_not_halve_the_chat(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    open_on(page, host.url)
    devtools = visitor.context.new_cdp_session(page)
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    assert page.evaluate("visualViewport.scale") == 2
    assert page.locator(DIALOG).evaluate("node => node.clientHeight") == PHONE["height"]


def test_the_page_behind_a_chat_that_fills_the_screen_stands_still(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(styled(host, "main{height:3000px}html,body{height:100%}body{overflow-x:hidden}"))
    page.evaluate("scrollTo(0, 900)")
    page.locator(LAUNCHER).click()
    expect(page.frame_locator("visitor-assistant iframe").locator("#question")).to_be_visible()
    page.mouse.move(180, 30)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(100)
    page.frame_locator("visitor-assistant iframe").locator("#close").click()
    expect(page.locator(DIALOG)).to_be_hidden()
    assert page.evaluate("scrollY") == 900


def test_going_back_on_a_phone_closes_the_chat_and_stays_on_the_page(
    visitor: Visitor, host: Served
) -> None:
    page = visitor.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{host.url}?title=First")
    open_on(page, f"{host.url}?title=Second")
    page.go_back()
    expect(page.locator(DIALOG)).to_be_hidden()
    assert "Second" in page.url
    page.locator(LAUNCHER).click()
    page.frame_locator("visitor-assistant iframe").locator("#close").click()
    expect(page.locator(DIALOG)).to_be_hidden()
    # Closed by hand, it leaves nothing behind on the way back, once the browser has gone it.
    page.wait_for_function("history.state === null")
    page.go_back()
    assert "First" in page.url


@pytest.mark.parametrize("colour", ["#ffffff", "#111111", "#0b6470", "#ffd400"])
def test_the_focus_on_the_button_can_be_seen_on_any_page(
    visitor: Visitor, elsewhere: Served, colour: str
) -> None:
    page = visitor.page
    page.goto(f"{elsewhere.url}?colour={quote(colour)}")
    page.locator(LAUNCHER).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    ring = page.locator(LAUNCHER).evaluate(
        "node => [getComputedStyle(node).outlineColor, getComputedStyle(node).boxShadow]"
    )
    # One of the two stands out at least three times from whatever is behind them.
    assert ring == ["rgb(17, 17, 17)", "rgb(255, 255, 255) 0px 0px 0px 3px"]


def test_a_site_that_replaces_its_body_keeps_button_and_conversation(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    open_on(page, elsewhere.url)
    frame = says(page, "Hello")
    page.evaluate(
        """() => {
          const next = document.body.cloneNode(true);
          document.body.replaceWith(next);
          const line = next.querySelector("script");
          const again = document.createElement("script");
          again.src = line.src;
          line.replaceWith(again);
          return new Promise((done) => { again.onload = done; });
        }"""
    )
    assert page.locator("visitor-assistant").count() == 1
    expect(frame.locator(".answer")).to_contain_text("You asked: Hello")
    page.locator("#asks").click()
    expect(frame.locator(".card")).to_have_count(3)


def test_a_page_whose_root_is_emptied_gets_its_button_back(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    page.goto(elsewhere.url)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.evaluate(
        """() => {
          const body = document.createElement("body");
          body.innerHTML = "<button data-visitor-assistant-ask='Hello'>Ask</button>";
          document.documentElement.replaceChildren(document.head, body);
        }"""
    )
    expect(page.locator(LAUNCHER)).to_have_count(1)
    page.get_by_text("Ask", exact=True).click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator(".answer")).to_be_visible()


def test_two_lines_in_the_head_make_one_button(visitor: Visitor, host: Served) -> None:
    page = visitor.page
    page.goto(host.url)
    src = page.locator("script").get_attribute("src")
    twice = quote(f'<script src="{src}"></script>' * 2)
    page.goto(f"{host.url}?head={twice}")
    expect(page.locator("visitor-assistant")).to_have_count(1)


def test_a_page_that_isolates_itself_shows_the_chat(visitor: Visitor, elsewhere: Served) -> None:
    open_on(visitor.page, f"{elsewhere.url}?isolated=1")
    assert visitor.page.evaluate("crossOriginIsolated") is True
    says(visitor.page, "Hello")


@pytest.mark.parametrize(("now", "language"), [("ja", "ja"), ("zh_CN", "zh"), ("KO-kr", "ko")])
def test_the_chat_speaks_the_language_that_the_page_has_when_it_is_opened(
    visitor: Visitor, elsewhere: Served, now: str, language: str
) -> None:
    page = visitor.page
    page.goto(elsewhere.url)
    page.evaluate("tag => { document.documentElement.lang = tag; }", now)
    page.locator(LAUNCHER).click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator("html")).to_have_attribute("lang", language)
    expect(frame.locator("#question")).to_be_focused()


@pytest.mark.parametrize(
    ("locale", "page_language", "title"),
    [
        ("en-GB", "zh-TW", "旅遊小幫手"),
        ("zh-HK", "zh", "旅遊小幫手"),
        ("zh-CN", "zh", "旅游助手"),
        ("zh-TW", "ja", "観光アシスタント"),
    ],
)
def test_the_widget_speaks_traditional_chinese_to_who_reads_it(
    chromium: Browser,
    elsewhere: Served,
    rasa: FakeRasa,
    locale: str,
    page_language: str,
    title: str,
) -> None:
    context = chromium.new_context(locale=locale)
    page = context.new_page()
    frame = open_on(page, f"{elsewhere.url}?lang={page_language}")
    expect(frame.locator("#title")).to_have_text(title)
    assert title in (page.locator(LAUNCHER).get_attribute("aria-label") or "")
    expect(frame.locator("#languages button")).to_have_text(["English", "中文", "日本語", "한국어"])
    frame.locator("#question").fill("Hello")
    frame.locator("#question").press("Enter")
    expect(frame.locator(".answer")).to_have_count(1)
    frame.locator("#menu").click()
    frame.locator("#panel select").first.select_option(label="中文")
    chosen = "zh-Hant" if title == "旅遊小幫手" or locale == "zh-TW" else "zh"
    expect(frame.locator("html")).to_have_attribute("lang", chosen)
    context.close()
    # A script is no language of its own to what answers.
    assert rasa.calls[0].metadata["language"] in LANGUAGES


def test_the_chat_follows_a_page_that_changes_its_language(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    frame = open_on(page, elsewhere.url)
    page.locator(LAUNCHER).click()
    page.evaluate("document.documentElement.lang = 'ko'")
    page.locator(LAUNCHER).click()
    expect(frame.locator("html")).to_have_attribute("lang", "ko")


def test_what_loads_slowly_shows_its_shape_at_once_and_a_way_out_when_it_fails(
    visitor: Visitor, elsewhere: Served
) -> None:
    page = visitor.page
    page.clock.install()
    visitor.context.route("**/widget?*", lambda route: route.abort("connectionrefused"))
    page.goto(f"{elsewhere.url}?title=Ask+us")
    page.locator(LAUNCHER).click()
    wait = page.locator("visitor-assistant .wait")
    expect(wait.locator(".head")).to_have_text("Ask us")
    expect(wait.locator(".bone").first).to_be_visible()
    expect(wait.get_by_role("link")).to_have_count(0)
    # Longer than it waits for a frame that has loaded, and for one that has not.
    page.clock.fast_forward(16_000)
    expect(wait).to_contain_text("cannot be reached")
    own = wait.get_by_role("link", name="Open on a page of its own")
    assert "/widget?language=en" in (own.get_attribute("href") or "")
    call = wait.get_by_role("link", name="+1 555 0100 200")
    expect(call).to_have_attribute("href", "tel:+15550100200")
    wait.get_by_role("button", name="Try again").press("Enter")
    expect(wait.locator(".close")).to_be_focused()


def test_a_site_says_words_to_its_own_chat_and_nobody_else_does(
    visitor: Visitor, office: Served, elsewhere: Served
) -> None:
    page = visitor.opens(greeting="Your+fee+is+overdue", title="Call+1+900")
    expect(page.locator("#greeting")).to_contain_text("Hello!")
    expect(page.locator("#title")).to_have_text("Visitor assistant")
    frame = open_on(page, f"{elsewhere.url}?greeting=Welcome&title=Help")
    expect(frame.locator("#greeting")).to_have_text("Welcome")
    expect(frame.locator("#title")).to_have_text("Help")


def test_a_site_opens_asks_hears_and_hides_by_script(visitor: Visitor, elsewhere: Served) -> None:
    page = visitor.page
    page.goto(elsewhere.url)
    page.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["open", "close", "ready", "ask", "answer"])
            visitorAssistant.on(name, (detail) => heard.push([name, detail ?? null]));
        }"""
    )
    page.evaluate("visitorAssistant.ask('Hello')")
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator(".answer")).to_be_visible()
    page.evaluate("visitorAssistant.close()")
    expect(page.locator(DIALOG)).to_be_hidden()
    # What was said is nobody else's matter.
    assert page.evaluate("heard") == [
        [name, None] for name in ("open", "ready", "ask", "answer", "close")
    ]
    page.evaluate("visitorAssistant.hide()")
    expect(page.locator("visitor-assistant")).to_have_count(0)
    page.evaluate("visitorAssistant.show()")
    expect(page.locator(LAUNCHER)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_site_chooses_light_or_dark_corners_and_distances(
    visitor: Visitor, elsewhere: Served, theme: str
) -> None:
    page = visitor.page
    page.emulate_media(color_scheme="light" if theme == "dark" else "dark")
    look = f"theme={theme}&offset-bottom=90&offset-side=44&radius=4"
    frame = open_on(page, f"{elsewhere.url}?{look}")
    expect(frame.locator("html")).to_have_attribute("data-theme", theme)
    page.mouse.move(0, 0)
    page.emulate_media(reduced_motion="reduce")
    box = page.locator(LAUNCHER).bounding_box()
    assert box == {"x": 1200 - 44 - 60, "y": 800 - 90 - 60, "width": 60, "height": 60}
    expect(page.locator(DIALOG)).to_have_css("border-radius", "4px")


def test_the_number_of_unseen_answers_stands_on_the_button_and_is_said(
    visitor: Visitor, host: Served, rasa: FakeRasa
) -> None:
    page = visitor.page
    open_on(page, host.url)
    rasa.delay = 0.3
    frame = page.frame_locator("visitor-assistant iframe")
    for text in ("One", "Two"):
        frame.locator("#question").fill(text)
        frame.locator("#question").press("Enter")
    page.locator(LAUNCHER).click()
    expect(page.locator("visitor-assistant .dot")).to_have_text("2")
    expect(page.locator("visitor-assistant [role=status].unseen")).to_have_text("New answers: 2")
    page.reload()
    expect(page.locator("visitor-assistant .dot")).to_have_text("2")
    page.locator(LAUNCHER).click()
    expect(page.locator("visitor-assistant .dot")).to_be_hidden()


def test_a_site_chooses_examples_font_logo_and_privacy(visitor: Visitor, elsewhere: Served) -> None:
    logo = quote("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>")
    attributes = f"examples=One%3F%7CTwo%3F&font=Georgia&privacy=https://a.example/p&logo={logo}"
    frame = open_on(visitor.page, f"{elsewhere.url}?{attributes}")
    expect(frame.locator("#examples button")).to_have_text(["One?", "Two?"])
    privacy = frame.locator("#offered").get_by_role("link", name="Privacy")
    expect(privacy).to_have_attribute("href", "https://a.example/p")
    assert frame.locator("body").evaluate(
        "node => getComputedStyle(node).fontFamily.startsWith('Georgia')"
    )
    expect(frame.locator("#mark img")).to_have_count(1)


def test_an_empty_chat_asks_its_start_question_once_about_the_place_of_the_page(
    visitor: Visitor, host: Served, rasa: FakeRasa
) -> None:
    frame = open_on(visitor.page, f"{host.url}?start=Hello&place=old-pier")
    expect(frame.locator(".answer")).to_have_count(1)
    visitor.page.goto(f"{host.url}?start=Hello&title=Other")
    expect(frame.locator(".answer")).to_have_count(1)
    (call,) = rasa.calls
    assert (call.text, call.metadata["place"]) == ("Hello", "old-pier")


def test_the_builder_makes_the_line_and_shows_it(visitor: Visitor, office: Served) -> None:
    page = visitor.page
    page.goto(f"{office.url}builder?language=en")
    expect(page.locator(LAUNCHER)).to_have_count(1)
    page.get_by_label("Colour").fill("#aa3300")
    page.get_by_label("Corner").select_option("left")
    page.get_by_label("Title").fill('Ask "us"')
    expect(page.locator("#line")).to_have_text(
        f'<script src="{office.url}widget.js" data-colour="#aa3300" data-position="left"'
        ' data-title="Ask &quot;us&quot;" async></script>'
    )
    expect(page.locator(LAUNCHER)).to_have_css("background-color", "rgb(170, 51, 0)")
    expect(page.locator(LAUNCHER)).to_have_count(1)
    visitor.looks("builder")


def test_the_installed_page_opens_without_a_network_and_sends_later(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    visitor.context.set_offline(True)
    page.reload()
    expect(page.locator("#offline")).to_be_visible()
    visitor.asks("Later")
    visitor.context.set_offline(False)
    expect(page.locator(".answer")).to_contain_text("You asked: Later")
    assert rasa.texts == ["Later"]
