"""Talking with the assistant on the chat page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from semantics.languages import LANGUAGES
from tests.browser.scripted import ANSWERS, MORE, NAMES, PHONE, QUESTIONS, SOURCES
from tests.browser.visitor import Visitor, open_menu
from tests.channels.fakes import FakeRasa


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visitor_is_answered_in_each_language(visitor: Visitor, language: str) -> None:
    page = visitor.opens(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    answer = visitor.is_answered(QUESTIONS[language])
    expect(answer).to_contain_text(ANSWERS[language])
    expect(answer).to_have_attribute("lang", language)
    expect(page.locator("#intro")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_question_asks_itself(visitor: Visitor, rasa: FakeRasa, language: str) -> None:
    page = visitor.opens(language)
    example = page.locator("#examples button").first
    text = example.inner_text()
    example.click()
    expect(page.locator(".answer")).to_be_visible()
    assert rasa.texts == [text]


def test_a_list_becomes_cards_instead_of_lines(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered(QUESTIONS["en"])
    expect(answer.locator(".card h2")).to_have_text(NAMES["en"])
    expect(answer.locator(".bubble")).to_have_text(ANSWERS["en"])
    expect(answer.locator(".card .source")).to_have_text([SOURCES["en"]] * 3)


def test_a_card_tells_price_and_whether_the_place_is_open(visitor: Visitor) -> None:
    visitor.opens()
    cards = visitor.is_answered(QUESTIONS["en"]).locator(".card")
    expect(cards.nth(0).locator(".badge")).to_have_text("Open now")
    expect(cards.nth(0).locator(".price")).to_have_text("from 12 a person")
    expect(cards.nth(1).locator(".badge")).to_have_text("Closed now")
    expect(cards.nth(2).locator(".badge")).to_have_count(0)


def test_a_card_links_to_map_phone_and_website(visitor: Visitor) -> None:
    visitor.opens()
    cards = visitor.is_answered(QUESTIONS["en"]).locator(".card")
    call = cards.nth(0).get_by_role("link", name="Call: Museum of Harbours")
    expect(call).to_have_attribute("href", "tel:+15550100200")
    expect(cards.nth(1).get_by_role("link", name="Call")).to_have_count(0)
    for name in ("Map", "Website"):
        link = cards.nth(1).get_by_role("link", name=name)
        expect(link).to_have_attribute("href", re.compile("^https://"))
        expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_card_asks_for_its_details(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    page.get_by_role("button", name="Details: Lighthouse Museum").click()
    expect(page.locator(".turn").nth(1).locator(".mine")).to_contain_text("Lighthouse Museum")
    expect(page.locator(".answer").nth(1)).to_contain_text("customs house")
    assert rasa.texts[1] == '/ask_details{"place": "place-1"}'


def test_a_quick_reply_asks_what_it_says(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens("ko")
    answer = visitor.is_answered(QUESTIONS["ko"])
    answer.locator(".choices button", has_text=MORE["ko"]).click()
    expect(page.locator(".answer")).to_have_count(2)
    assert rasa.texts[1] == "/more_results"


def test_a_double_click_on_a_choice_asks_once(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    rasa.delay = 0.4
    page.locator(".choices button").last.dblclick()
    expect(page.locator(".answer")).to_have_count(2)
    assert len(rasa.texts) == 2


def test_a_double_click_on_send_asks_once(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    page.locator("#question").fill("Hello")
    page.locator(".send").dblclick()
    expect(page.locator(".answer")).to_be_visible()
    assert rasa.texts == ["Hello"]


def test_an_answer_is_never_read_as_markup(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered("markup")
    expect(answer.locator("img, b")).to_have_count(0)
    expect(answer).to_contain_text("<b>bold</b>")
    expect(answer.locator("a")).to_have_attribute("href", "https://a.example/x")


def test_what_the_visitor_writes_is_never_read_as_markup(visitor: Visitor) -> None:
    visitor.opens()
    turn = visitor.asks("<img src=x onerror=alert(1)>")
    expect(turn.locator(".mine img")).to_have_count(0)


def test_the_title_of_an_article_stands_out(visitor: Visitor) -> None:
    visitor.opens()
    lines = visitor.is_answered("festivals").locator(".bubble p")
    expect(lines).to_have_count(5)
    weights = lines.evaluate_all("nodes => nodes.map((node) => getComputedStyle(node).fontWeight)")
    assert weights == ["650", "400", "400", "400", "400"]


def test_emergency_numbers_can_be_dialled(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered("help")
    expect(answer.locator("a").first).to_have_attribute("href", "tel:110")


def test_the_stops_of_a_plan_stand_in_order_with_their_times(visitor: Visitor) -> None:
    visitor.opens()
    answer = visitor.is_answered("plan")
    # What is said of the whole stands around the stops.
    expect(answer.locator(".bubble")).to_have_text(
        ["A plan for today, 09:00 to 14:00", "The times are estimates."]
    )
    stops = answer.locator(".stops > li")
    expect(stops.locator("h2")).to_have_text(NAMES["en"][:2])
    expect(stops.locator(".time")).to_have_text(["09:00 – 10:30", "13:10 – 14:00"])
    expect(stops.nth(1)).to_have_text("12:00–13:00: time for lunch")
    expect(stops.nth(2).locator(".way")).to_have_text("about 700 m on foot")
    expect(stops.locator(".badge")).to_have_count(0)
    expect(stops.get_by_role("button", name="Details")).to_have_count(2)


def test_a_step_of_choices_shows_each_choice_once(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.opens()
    answer = visitor.is_answered("topic")
    expect(answer.locator(".bubble")).to_have_text("What is it about?")
    expect(answer.locator(".step")).to_have_text("Step 1 of 4")
    expect(answer.locator("form")).to_have_count(0)
    answer.get_by_role("button", name="Lost property").click()
    expect(visitor.page.locator(".answer")).to_have_count(2)
    assert rasa.texts[1] == '/leave{"choice": "lost"}'


def test_a_form_takes_a_text_of_several_lines(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.opens()
    form = visitor.is_answered("words").locator("form")
    field = form.get_by_label("Message")
    field.fill("A red umbrella,")
    field.press("Enter")
    field.press_sequentially("left on the pier.")
    form.get_by_role("button", name="Send").click()
    expect(visitor.page.locator(".answer")).to_have_count(2)
    assert rasa.texts[1] == "A red umbrella,\nleft on the pier."


@pytest.mark.parametrize(
    ("kind", "attributes", "wrong", "right", "sent"),
    [
        ("E-mail address", ("email", "email"), "me", "me@home.example", "me@home.example"),
        ("Phone number", ("tel", "tel"), "", "+1 555 0100 200", "+1 555 0100 200"),
        ("WeChat ID", ("text", None), "", "traveller_88", "WeChat ID traveller_88"),
    ],
)
def test_a_form_asks_how_to_reach_somebody_with_the_right_keyboard(
    visitor: Visitor,
    rasa: FakeRasa,
    kind: str,
    attributes: tuple[str, str | None],
    wrong: str,
    right: str,
    sent: str,
) -> None:
    visitor.opens()
    form = visitor.is_answered("message").locator("form")
    expect(form).to_contain_text("Step 3 of 4")
    form.get_by_label("How to reach you").select_option(kind)
    field = form.get_by_role("textbox", name=kind)
    assert (field.get_attribute("type"), field.get_attribute("autocomplete")) == attributes
    field.fill(wrong)
    field.press("Enter")
    field.fill(right)
    field.press("Enter")
    expect(form).to_be_hidden()
    expect(visitor.page.locator(".answer")).to_have_count(2)
    assert rasa.texts == ["message", sent]


def test_a_form_that_was_left_takes_no_answer_any_more(visitor: Visitor) -> None:
    page = visitor.opens()
    form = visitor.is_answered("message").locator("form")
    expect(form).to_be_visible()
    visitor.is_answered("Hello")
    expect(form).to_be_hidden()
    expect(form.locator("input")).to_be_disabled()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("form.panel")).to_be_hidden()


def test_enter_that_chooses_a_word_of_an_input_method_sends_nothing(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens("ja")
    page.locator("#question").fill("はくぶつかん")
    page.locator("#question").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.locator("#question").press("Shift+Enter")
    page.locator("#question").press_sequentially("a")
    expect(page.locator("#question")).to_have_value("はくぶつかん\na")
    assert rasa.texts == []


def test_a_reload_shows_the_conversation_again(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    visitor.is_answered("Hello")
    page.reload()
    expect(page.locator(".mine .said")).to_have_text([QUESTIONS["en"], "Hello"])
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".card")).to_have_count(3)
    page.locator(".choices button").last.click()
    expect(page.locator(".answer")).to_have_count(3)
    assert len({call.sender for call in rasa.calls}) == 1


def test_a_cleared_conversation_is_gone_after_a_reload(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.is_answered("Hello")
    open_menu(page).get_by_role("button", name="Delete conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".turn")).to_have_count(1)
    open_menu(page).get_by_role("button", name="Delete conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#greeting")).to_be_visible()
    visitor.opens()
    expect(page.locator(".turn")).to_have_count(0)


def test_the_language_menu_changes_every_word_and_is_remembered(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    page = visitor.opens()
    visitor.is_answered("Hello")
    open_menu(page).get_by_label("Language").select_option("ja")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#question")).to_have_attribute("placeholder", "質問を入力")
    expect(page.locator(".answer")).to_have_count(1)
    page.reload()
    expect(page.locator("#title")).to_have_text("観光アシスタント")
    visitor.is_answered("Hi")
    assert rasa.calls[-1].metadata["language"] == "ja"


def test_an_empty_chat_offers_the_languages(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    offered = page.get_by_role("group", name="Language").get_by_role("button")
    expect(offered).to_have_text(["English", "中文", "日本語", "한국어"])
    offered.last.click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    chosen = page.locator("#languages [aria-pressed=true]")
    expect(chosen).to_have_text("한국어")
    expect(chosen).to_be_focused()
    page.locator("#examples button").first.click()
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator("#languages")).to_be_hidden()
    assert rasa.calls[0].metadata["language"] == "ko"


@pytest.mark.parametrize(
    ("language", "font"), [("zh", "CJK SC"), ("ja", "CJK JP"), ("ko", "CJK KR")]
)
def test_each_language_is_drawn_in_its_own_characters(
    visitor: Visitor, language: str, font: str
) -> None:
    page = visitor.opens(language)
    visitor.is_answered(QUESTIONS[language])
    devtools = visitor.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("#title", ".mine .said", ".card h2"):
        found = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        node = {"nodeId": found["nodeId"]}
        fonts = devtools.send("CSS.getPlatformFontsForNode", node)["fonts"]
        assert [used["familyName"][-6:] for used in fonts] == [font], selector


def test_the_time_of_an_answer_is_told_as_the_language_tells_it(visitor: Visitor) -> None:
    visitor.opens("ko")
    time = visitor.is_answered("?").locator("time")
    expect(time).to_have_text(re.compile(r"^오[전후] \d{1,2}:\d\d$"))
    expect(time).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT.*Z$"))


def test_a_quick_answer_after_a_long_one_comes_into_view(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 360, "height": 640})
    visitor.opens()
    visitor.is_answered("plan")
    page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    expect(visitor.is_answered("Hello").locator(".bubble")).to_be_in_viewport(ratio=1)
    expect(page.locator("#newest")).to_be_hidden()


def test_an_answer_does_not_pull_away_who_reads_above(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 360, "height": 640})
    visitor.opens()
    visitor.is_answered("plan")
    rasa.delay = 0.5
    visitor.asks("Hello")
    page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    newest = page.get_by_role("button", name="To the newest message")
    expect(newest).to_be_visible()
    expect(page.locator(".answer")).to_have_count(2)
    assert page.locator("#scroller").evaluate("node => node.scrollTop") == 0
    newest.click()
    expect(page.locator("#scroller")).to_be_focused()
    expect(page.locator(".answer").last.locator(".bubble")).to_be_in_viewport(ratio=1)
    expect(newest).to_be_hidden()


def test_the_conversation_can_be_copied(visitor: Visitor) -> None:
    page = visitor.opens()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.is_answered("Hello")
    open_menu(page).get_by_role("button", name="Copy conversation").click()
    expect(page.locator("#notice")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "You: Hello\n\nAssistant: You asked: Hello"


def test_a_position_is_sent_only_after_consent(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation({"latitude": 10.123456, "longitude": 20.654321})
    page = visitor.opens()
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert rasa.calls == []
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("dialog").get_by_role("button", name="Share my position").click()
    expect(page.locator(".answer")).to_have_count(1)
    assert rasa.calls[0].metadata["position"] == {"latitude": 10.1235, "longitude": 20.6543}


def test_the_assistant_can_ask_for_the_position(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation({"latitude": 1, "longitude": 2})
    page = visitor.opens()
    visitor.is_answered("near").get_by_role("button", name="Share my position").click()
    expect(page.locator(".answer")).to_have_count(2)
    assert rasa.texts == ["near", "near"]
    assert rasa.calls[1].metadata["position"] == {"latitude": 1, "longitude": 2}


def test_a_refused_position_is_said_and_nothing_is_sent(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    page.get_by_role("button", name="Near me").click()
    page.get_by_role("button", name="Share my position").click()
    expect(page.locator("#notice")).to_contain_text("does not give the position")
    assert rasa.calls == []


def test_a_printed_conversation_has_no_controls(visitor: Visitor, rasa: FakeRasa) -> None:
    page = visitor.opens()
    visitor.is_answered(QUESTIONS["en"])
    rasa.reply = []
    office = visitor.is_answered("Hello").get_by_role("link", name=PHONE)
    page.emulate_media(media="print")
    # A printer leaves out what is behind the words.
    assert office.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    expect(page.locator("#printed")).to_be_visible()
    expect(page.locator(".card").last).to_be_visible()
    for gone in ("#composer", "#menu", ".choices", ".movers"):
        expect(page.locator(gone).first).to_be_hidden()


def test_speech_becomes_the_question(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        """
        window.webkitSpeechRecognition = class extends EventTarget {
          start() {
            const result = new Event("result");
            result.results = [[{ transcript: "spoken " + this.lang }]];
            setTimeout(() => { this.dispatchEvent(result); this.dispatchEvent(new Event("end")); });
          }
          stop() {}
        };
        window.SpeechRecognition = window.webkitSpeechRecognition;
        """
    )
    page = visitor.opens("ko")
    page.get_by_role("button", name="음성으로 질문하기").click()
    expect(page.locator("#question")).to_have_value("spoken ko-KR")


def test_the_office_chooses_a_colour_that_can_be_read(visitor: Visitor) -> None:
    page = visitor.opens(colour="%23ffd400")
    # A yellow on which white cannot be read is darkened until it can.
    accent = page.locator(".send").evaluate("node => getComputedStyle(node).backgroundColor")
    assert accent not in ("rgb(255, 212, 0)", "rgb(11, 100, 112)")
