"""Reading and writing in the chat: nothing jumps, nothing written is lost, little is said aloud."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from semantics.languages import LANGUAGES
from tests.browser.scripted import QUESTIONS
from tests.browser.serving import Served
from tests.browser.visitor import Visitor, open_menu, open_on
from tests.channels.fakes import FakeRasa

SMALL = {"width": 360, "height": 640}
TOP = "(node, of) => node.getBoundingClientRect().top - of.getBoundingClientRect().top"

# Words of the header, the menu and the composer that begin on one line and end on another.
BROKEN_WORDS = r"""() => {
  const broken = [];
  for (const part of document.querySelectorAll("header, #composer")) {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      if (!text.parentElement.checkVisibility() || text.parentElement.closest(".unseen")) continue;
      const words = text.data.matchAll(/[\p{Script=Latin}\p{Script=Hangul}]+/gu);
      for (const { 0: word, index } of words) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
      }
    }
  }
  return broken;
}"""


def distance(turn: Locator, scroller: Locator) -> float:
    """Return how far below the top of the thread a turn begins, in pixels."""
    return float(turn.evaluate(TOP, scroller.element_handle()))


@pytest.fixture
def small(visitor: Visitor) -> Page:
    visitor.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    return visitor.opens()


def test_a_conversation_opens_again_at_its_newest_turn(visitor: Visitor, small: Page) -> None:
    for text in ("plan", QUESTIONS["en"], "Last"):
        visitor.is_answered(text)
    small.reload()
    expect(small.locator(".answer")).to_have_count(3)
    expect(small.locator(".answer").last).to_be_in_viewport(ratio=1)
    expect(small.locator("#newest")).to_be_hidden()


def test_another_language_keeps_the_turn_in_view(visitor: Visitor, small: Page) -> None:
    for text in ("plan", QUESTIONS["en"], "plan"):
        visitor.is_answered(text)
    second = small.locator(".turn").nth(1)
    second.evaluate("node => node.scrollIntoView()")
    before = distance(second, small.locator("#scroller"))
    open_menu(small).get_by_label("Language").select_option("ko")
    expect(small.locator(".mine .unseen").first).to_have_text("나: ")
    assert distance(second, small.locator("#scroller")) == pytest.approx(before, abs=2)


def test_each_question_begins_at_the_top_and_its_end_can_be_reached(
    visitor: Visitor, small: Page
) -> None:
    for _ in range(2):
        visitor.is_answered("plan")
    assert distance(small.locator(".turn").last, small.locator("#scroller")) == pytest.approx(
        12, abs=1
    )
    newest = small.get_by_role("button", name="To the newest message")
    expect(newest).to_be_visible()
    newest.click()
    expect(newest).to_be_hidden()
    small.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    expect(newest).to_be_visible()


def test_choices_that_go_on_with_an_older_list_are_greyed(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    visitor.is_answered("topic")
    old = page.locator(".answer").first.get_by_role("button", name="More", exact=True)
    expect(old).to_be_disabled()
    expect(page.get_by_role("button", name="Lost property")).to_be_enabled()
    old.click(force=True)
    assert len(rasa.texts) == 2


def test_a_message_that_is_too_long_is_refused_where_it_is_written(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    question, count = page.locator("#question"), page.locator("#count")
    question.fill("x" * 900)
    expect(count).to_have_text("900 of 1000 characters")
    question.fill("x" * 1001)
    question.press("Enter")
    expect(count).to_contain_text("please shorten")
    expect(question).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".turn")).to_have_count(0)
    visitor.is_answered("x" * 1000)
    expect(count).to_be_hidden()
    assert rasa.texts == ["x" * 1000]


def test_what_is_half_written_is_there_after_a_reload_and_in_another_language(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    visitor.is_answered("words")
    page.locator("form.panel textarea").fill("A red umbrella")
    page.locator("#question").fill("Where is")
    open_menu(page).get_by_label("Language").select_option("ja")
    expect(page.locator("form.panel textarea")).to_have_value("A red umbrella")
    page.reload()
    expect(page.locator("#question")).to_have_value("Where is")
    expect(page.locator("form.panel textarea")).to_have_value("A red umbrella")
    page.locator("form.panel [type=submit]").click()
    expect(page.locator(".answer")).to_have_count(2)
    page.reload()
    expect(page.locator(".answer")).to_have_count(2)
    assert rasa.texts[-1] == "A red umbrella"
    assert "umbrella" not in page.evaluate("localStorage['visitor-assistant:drafts']")


def test_speech_is_added_to_what_is_written(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        """
        window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
          start() {
            const result = new Event("result");
            result.results = [[{ transcript: "seafood" }]];
            setTimeout(() => { this.dispatchEvent(result); this.dispatchEvent(new Event("end")); });
          }
        };
        """
    )
    page = visitor.opens()
    page.locator("#question").fill("Where can I eat ")
    page.get_by_role("button", name="Speak your question").click()
    expect(page.locator("#question")).to_have_value("Where can I eat seafood")


@pytest.mark.parametrize(
    ("language", "slow"), [*((each, False) for each in LANGUAGES), ("en", True)]
)
def test_a_list_of_five_places_is_said_in_at_most_25_words(
    visitor: Visitor, rasa: FakeRasa, language: str, slow: bool
) -> None:
    page = visitor.opens(language)
    page.evaluate(
        """() => {
          window.said = [];
          const live = "[role=status], [aria-live=polite], [role=alert]";
          for (const node of document.querySelectorAll(live))
            new MutationObserver(() => said.push(node.textContent))
              .observe(node, { childList: true, characterData: true, subtree: true });
        }"""
    )
    # Slower than the deadline of the server, so that an apology comes before the list.
    rasa.delay = 1.4 if slow else 0.0
    turn = visitor.asks("five")
    expect(turn.locator(".card")).to_have_count(5)
    expect(page.locator("#status")).to_contain_text("5")
    expect(page.locator("#status")).to_have_attribute("lang", language)
    words = re.findall(r"[一-鿿ぁ-ヿ]{1,2}|[\w']+", page.locator("#status").inner_text())
    assert 2 <= len(words) <= 25
    assert not re.search("[:：] –", page.locator("#status").inner_text())
    # Each sentence once; of a slow answer an apology and the list.
    said = [sentence for sentence in page.evaluate("said") if sentence]
    assert len(said) == len(set(said)) <= (3 if slow else 1)
    expect(page.locator("#log")).to_have_attribute("aria-live", "off")


def test_a_message_that_waits_is_said_once_and_keeps_its_button(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    visitor.context.route("**/chat/messages", lambda route: route.fulfill(status=503, body="{}"))
    turn = visitor.asks("Hello")
    again = turn.get_by_role("button", name="Try again")
    again.focus()
    page.evaluate(
        """() => {
          window.told = 0;
          for (const node of document.querySelectorAll("#status, .state"))
            new MutationObserver(() => { told += 1; })
              .observe(node, { childList: true, characterData: true, subtree: true });
        }"""
    )
    with page.expect_response("**/chat/messages"):
        pass
    expect(again).to_be_focused()
    assert page.evaluate("told") == 0
    expect(visitor.asks("Second").locator(".state")).to_have_text("Waits for the message before.")
    again.focus()
    visitor.context.unroute("**/chat/messages")
    again.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".answer")).to_have_count(2)


def test_a_slow_answer_is_said_to_be_written(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    page.clock.install()
    rasa.delay = 0.6
    visitor.asks("Hello")
    page.clock.run_for(1300)
    expect(page.locator("#status")).to_have_text("The assistant is writing")


def test_each_part_says_its_language_and_direction(visitor: Visitor) -> None:
    page = visitor.opens()
    turn = visitor.asks("مرحبا، أين المتحف؟ (Qingdao) 3.")
    expect(turn.locator(".mine")).to_have_attribute("lang", "")
    assert turn.locator(".said").evaluate("node => getComputedStyle(node).direction") == "rtl"
    expect(page.locator("#question")).to_have_attribute("dir", "auto")
    visitor.is_answered(QUESTIONS["en"])
    open_menu(page).get_by_label("Language").select_option("ja")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    for part in (".badge", ".actions", ".movers", ".foot"):
        spoken = page.locator(f"{part}").last.evaluate("node => node.closest('[lang]').lang")
        assert spoken == "ja", part


def test_a_finger_gets_no_keyboard_that_it_did_not_ask_for(
    chromium: Browser, office: Served, rasa: FakeRasa
) -> None:
    context = chromium.new_context(
        viewport=SMALL,  # type: ignore[arg-type]
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.goto(f"{office.url}widget?language=en")
    page.locator("#examples button").first.tap()
    expect(page.locator(".answer")).to_be_visible()
    assert page.evaluate("document.activeElement.id") != "question"
    # What a finger presses is as large as a finger's end.
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, a.action")]
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 40)
          .map((node) => node.outerHTML)"""
    )
    context.close()
    assert small == []


def test_who_refuses_the_position_is_told_how_to_allow_it(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    page.evaluate(
        """() => {
          navigator.geolocation.getCurrentPosition = (_, failed) => { window.refuse = failed; };
        }"""
    )
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("button", name="Share my position").click()
    expect(page.locator("#notice")).to_have_text("Looking for your position…")
    expect(page.locator("#typing")).to_be_visible()
    page.evaluate("refuse({ code: 1 })")
    expect(page.locator("#notice")).to_contain_text("browser's settings")
    expect(page.locator("#typing")).to_be_hidden()


def test_a_page_that_gives_no_position_to_frames_has_no_button_for_it(
    visitor: Visitor, elsewhere: Served
) -> None:
    frame = open_on(visitor.page, f"{elsewhere.url}?forbids=geolocation")
    expect(frame.locator("#composer button")).not_to_have_count(0)
    expect(frame.get_by_role("button", name="Near me")).to_have_count(0)


def test_who_shared_the_position_is_not_asked_again_at_once(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation({"latitude": 1, "longitude": 2})
    page = visitor.opens()
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("button", name="Share my position").click()
    expect(page.locator(".answer")).to_have_count(1)
    page.get_by_role("button", name="Near me").click()
    expect(page.locator(".answer")).to_have_count(2)


def test_copied_and_printed_places_keep_names_addresses_and_numbers(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = visitor.is_answered(QUESTIONS["en"])
    answer.get_by_role("button", name="Copy this answer").click()
    expect(page.locator("#notice")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (
        *("Museum of Harbours", "港口博物馆", "12 Pier Street", "+1 555 0100 200"),
        *(
            "Open now · museum · Old Town",
            "https://map.example/?place=0",
            "https://museum.example/",
        ),
    ):
        assert part in copied.split("\n"), part
    page.emulate_media(media="print")
    shown = answer.locator("a.action[data-copied]").first.evaluate(
        "node => [node.checkVisibility(), getComputedStyle(node, '::after').content]"
    )
    assert shown == [True, '"+1 555 0100 200"']


def test_numbers_that_are_known_can_be_dialled_and_links_end_where_they_end(
    visitor: Visitor,
) -> None:
    visitor.opens()
    links = visitor.is_answered("call").locator(".bubble a")
    hrefs = links.evaluate_all("nodes => nodes.map((node) => node.getAttribute('href'))")
    assert hrefs == ["tel:4001691903", "https://a.example/"]


def test_a_number_stands_on_one_line_and_letters_keep_their_width(visitor: Visitor) -> None:
    page = visitor.opens()
    page.set_viewport_size({"width": 320, "height": 640})
    links = visitor.is_answered("help").locator(".bubble a")
    expect(links).not_to_have_count(0)
    look = (
        "node => [getComputedStyle(node).whiteSpace, getComputedStyle(node).fontVariantEastAsian]"
    )
    assert links.first.evaluate(look) == ["nowrap", "normal"]


def test_controls_without_words_say_what_they_do_and_links_that_they_leave(
    visitor: Visitor,
) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, a")]
          .filter((node) => node.checkVisibility() && !node.innerText.trim() && !node.title
            && !node.querySelector("img"))
          .map((node) => node.outerHTML)"""
    )
    assert unnamed == []
    leaving = page.locator(".card a[target=_blank]")
    names = leaving.evaluate_all("nodes => nodes.map((node) => node.ariaLabel)")
    assert names
    assert all(name.endswith("(opens in a new window)") for name in names), names


def test_the_choices_of_a_step_stand_under_its_number(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered("topic and position")
    shown = answer.evaluate("node => [...node.children].map((part) => part.className)")
    assert [each for each in shown if each in ("step", "choices", "panel")] == [
        *("step", "choices", "panel")
    ]


def test_a_conversation_of_which_the_beginning_is_gone_says_so(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.is_answered("Hello")
    turns = [
        {"id": f"t{n}", "text": f"{n}", "at": 1, "status": "done", "messages": [{"text": "Yes."}]}
        for n in range(50)
    ]
    visitor.context.route("**/chat/history", lambda route: route.fulfill(json={"turns": turns}))
    page.reload()
    expect(page.locator("#log > p").first).to_have_text("Earlier messages are no longer kept.")


def test_prices_are_a_table_with_their_common_note_once(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered("prices")
    rows = answer.locator(".prices tr")
    expect(rows).to_have_text(
        ["Entrance", "adult60", "child30", "With a passport.", "Closed on Mondays."]
    )
    expect(answer.locator(".bubble").first).to_have_text("Tickets for the Museum of Harbours")


def test_notes_keep_their_full_stop_and_neighbours_share_one(visitor: Visitor) -> None:
    visitor.opens("ja")
    rows = visitor.is_answered("料金").locator(".prices tr")
    expect(rows).to_have_text(
        ["入場券", "大人60", "月曜休館。要予約。", "学生30", "子供20", "割引。"]
    )


def test_a_driver_is_shown_where_to_go_in_the_language_spoken_there(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    page.get_by_role("button", name="Show to the driver: Museum of Harbours").click()
    card = page.get_by_role("dialog")
    assert card.bounding_box() == {"x": 0, "y": 0, **SMALL}
    expect(card.locator(".place")).to_have_text("港口博物馆")
    expect(card).to_contain_text("码头街12号")
    expect(card).to_contain_text("请送我到这里")
    visitor.looks("driver")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_picture_can_be_enlarged(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    page.get_by_role("button", name="Enlarge the picture: Lighthouse Museum").click()
    expect(page.get_by_role("dialog")).to_contain_text("Picture: the city")
    visitor.looks("picture")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("agent", "leads"),
    [
        ("Android 15", "geo:36.06,120.32?q=36.06,120.32("),
        ("iPhone", "https://maps.apple.com/?daddr=36.06,120.32"),
        ("X11; Linux", "https://www.openstreetmap.org/directions?to=36.06,120.32"),
    ],
)
def test_directions_open_the_map_application_of_the_phone(
    visitor: Visitor, agent: str, leads: str
) -> None:
    visitor.page.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {agent!r} }})"
    )
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    link = page.get_by_role("link", name="Directions: Museum of Harbours")
    assert (link.get_attribute("href") or "").startswith(leads)
    # The city may have a map application that is the right one there.
    link = page.get_by_role("link", name="Directions: Lighthouse Museum")
    assert link.get_attribute("href") == "https://map.example/to?place=1"


def test_a_way_has_a_map_in_the_colours_of_the_page(visitor: Visitor) -> None:
    page = visitor.opens()
    answer = visitor.is_answered("way")
    shown = page.get_by_role("button", name="Enlarge the picture: Map of the way")
    expect(shown.locator("img")).to_have_attribute("src", re.compile("way=a,b&theme=light$"))
    page.emulate_media(color_scheme="dark")
    expect(shown.locator("img")).to_have_attribute("src", re.compile("theme=dark$"))
    link = page.get_by_role("link", name="Directions: Map of the way")
    assert link.get_attribute("href") == "https://map.example/way"
    expect(answer).not_to_contain_text("Open it")
    visitor.looks("way")
    shown.click()
    expect(page.get_by_role("dialog").get_by_alt_text("Map of the way")).to_be_visible()


def test_a_thumb_is_kept_for_its_answer(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    visitor.is_answered("Hello")
    down = page.get_by_role("button", name="Not helpful")
    # Only what tells facts can help or not.
    expect(down).to_have_count(1)
    down.click()
    expect(page.locator("#notice")).to_have_text("Thank you for telling us.")
    expect(down).to_have_attribute("aria-pressed", "true")
    call = rasa.calls[-1]
    assert (call.text, call.metadata["rated"]) == ("/deny", "find_attraction")
    assert call.sender != rasa.calls[0].sender


def test_an_empty_chat_says_that_it_is_a_program_and_how_to_reach_people(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    expect(page.locator("#program")).to_contain_text("computer program")
    call = page.get_by_role("link", name="Call the office: +1 555 0100 200")
    expect(call).to_have_attribute("href", "tel:+15550100200")
    page.locator("#offered").get_by_role("button", name="Leave a message").click()
    expect(page.locator(".answer")).to_be_visible()
    assert rasa.texts == ["I want to leave a message for the staff"]
    expect(open_menu(page).get_by_role("link", name="Call the office")).to_be_visible()


def test_a_turn_that_was_lost_can_be_asked_again(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered("Hello")
    lost = {"id": "lost-turn", "text": "Lost", "at": 1, "status": "failed", "messages": []}
    visitor.context.route("**/chat/history", lambda route: route.fulfill(json={"turns": [lost]}))
    page.reload()
    state = page.locator(".state")
    expect(state).to_contain_text("No answer came.")
    state.get_by_role("button", name="Ask again").click()
    expect(page.locator(".answer")).to_contain_text("You asked: Lost")


def test_a_form_says_what_is_wrong_in_the_language_of_the_chat(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    visitor.opens("ko")
    form = visitor.is_answered("message").locator("form")
    field = form.locator("input")
    expect(field).to_be_focused()
    expect(visitor.page.locator("#question")).to_have_attribute("placeholder", "답변")
    field.fill("  ")
    field.press("Enter")
    expect(form.get_by_role("alert")).to_have_text("내용을 먼저 적어 주세요.")
    field.fill("me")
    field.press("Enter")
    expect(form.get_by_role("alert")).to_have_text("이메일 주소를 확인해 주세요.")
    expect(field).to_be_focused()
    assert rasa.texts == ["message"]


def test_times_are_told_as_the_visitors_browser_tells_them(visitor: Visitor) -> None:
    visitor.opens()
    expect(visitor.is_answered("?").locator("time")).to_have_text(re.compile(r"^\d{1,2}:\d\d$"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "zoomed"), [(SMALL, 2), ({"width": 320, "height": 256}, 1)], ids=["200 %", "400 %"]
)
def test_at_least_half_of_the_window_is_conversation(
    visitor: Visitor, language: str, size: dict[str, int], zoomed: int
) -> None:
    page = visitor.page
    page.set_viewport_size(size)  # type: ignore[arg-type]
    visitor.opens(language)
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{zoomed}00%")
    visitor.is_answered(QUESTIONS[language])
    visitor.looks(f"large-{zoomed}-{language}")
    thread = page.locator("#scroller").evaluate("node => node.clientHeight")
    assert thread >= size["height"] / 2
    assert page.evaluate("document.querySelector('main').scrollWidth") == size["width"]
    panel = open_menu(page)
    visitor.looks(f"large-menu-{zoomed}-{language}")
    box = panel.bounding_box()
    assert box
    assert box["y"] + box["height"] <= size["height"]
    assert panel.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert page.evaluate(BROKEN_WORDS) == []
