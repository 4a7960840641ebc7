"""The website's widget in a browser, before the real Rasa and the real action server."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from channels.words import say
from semantics.languages import LANGUAGES
from tests.browser.chromium import running_chromium
from tests.browser.visitor import Visitor
from tests.integration.servers import Assistant, public_process

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

HOURS = {
    "en": "When is the tourist office open?",
    "zh": "游客中心几点开门？",
    "ja": "観光案内所は何時から開いていますか",
    "ko": "관광 안내소는 몇 시에 여나요?",
}
MESSAGE = {
    "en": "I'd like to leave a message for the staff",
    "zh": "我想给工作人员留言",
    "ja": "スタッフに伝言を残したいです",
    "ko": "직원에게 메시지를 남기고 싶어요",
}
UMBRELLA = {
    "en": "My red umbrella is gone.",
    "zh": "我的红伞不见了。",
    "ja": "赤い傘が見つかりません。",
    "ko": "빨간 우산이 없어졌어요.",
}
RECEIPT = re.compile(r"Q-\d{4}-\w{6}")
OPENS = "09:00"
PHONE = re.compile(r"\+86 532 \d{4} \d{4}")
PIER = {"latitude": 36.0622, "longitude": 120.315}
AWAY = {
    "en": r"\d+ m, about \d+ min on foot",
    "zh": r"\d+米，步行约\d+分钟",
    "ja": r"\d+m、徒歩約\d+分",
    "ko": r"\d+m, 도보 약 \d+분",
}
DEADLINE_S = 8.0
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def url(qingdao: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with public_process(qingdao, tmp_path_factory.mktemp("widget")) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@contextmanager
def visiting(chromium: Browser, url: str, language: str) -> Iterator[Visitor]:
    """Somebody with a phone who has opened the chat in ``language``."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, geolocation=PIER, permissions=["geolocation"]
    )
    visitor = Visitor(context, url)
    visitor.opens(language)
    yield visitor
    context.close()
    assert visitor.errors == []
    assert visitor.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_near_is_told_with_its_distance_once_the_position_is_shared(
    chromium: Browser, url: str, language: str
) -> None:
    with visiting(chromium, url, language) as visitor:
        page = visitor.page
        page.locator("#composer button").first.click()
        page.get_by_role("dialog").get_by_role("button").last.click()
        facts = page.locator(".card .facts")
        expect(facts.first).to_have_text(re.compile(AWAY[language]), timeout=PATIENCE_MS)
        visitor.looks(f"near-{language}")
        assert all(re.search(AWAY[language], text) for text in facts.all_inner_texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_for_the_staff_is_left_in_four_steps_and_one_language(
    chromium: Browser, url: str, language: str
) -> None:
    with visiting(chromium, url, language) as visitor:
        page = visitor.page
        visitor.asks(MESSAGE[language])
        answer_to(page, 1).locator(".choices button").nth(1).click(timeout=PATIENCE_MS)
        form = answer_to(page, 2).locator("form")
        form.locator("textarea").fill(UMBRELLA[language])
        form.locator(".primary").click()
        form = answer_to(page, 3).locator("form")
        expect(form.locator("select")).to_have_value("email", timeout=PATIENCE_MS)
        form.locator("input").fill("where.is.me@example.org")
        form.locator(".primary").click()
        expect(answer_to(page, 4)).to_contain_text(UMBRELLA[language], timeout=PATIENCE_MS)
        expect(answer_to(page, 4)).to_have_attribute("lang", language)
        answer_to(page, 4).locator(".choices button").first.click()
        expect(answer_to(page, 5)).to_contain_text(RECEIPT, timeout=PATIENCE_MS)
        expect(answer_to(page, 5)).to_have_attribute("lang", language)
        visitor.looks(f"message-{language}")


def test_a_dead_rasa_is_apologised_for_and_the_conversations_go_on_after_its_return(
    chromium: Browser, url: str, qingdao: Assistant
) -> None:
    with ExitStack() as stack:
        visitors = {
            language: stack.enter_context(visiting(chromium, url, language))
            for language in LANGUAGES
        }
        for language, visitor in visitors.items():
            visitor.page.evaluate("window.isNotLoadedAgain = true")
            visitor.asks(HOURS[language])
            expect(answer_to(visitor.page, 1)).to_contain_text(OPENS, timeout=PATIENCE_MS)
        rasa = qingdao.processes["rasa"]
        try:
            # It has a message of each in its hands when it dies, and is gone when the next come.
            rasa.send_signal(signal.SIGSTOP)
            for language, visitor in visitors.items():
                visitor.asks(HOURS[language])
                expect(visitor.page.locator("#typing")).to_be_visible()
            rasa.kill()
            rasa.wait()
            for language, visitor in visitors.items():
                apologises(visitor.page, 2, language)
                visitor.asks(HOURS[language])
                apologises(visitor.page, 3, language)
                visitor.looks(f"dead-{language}")
        finally:
            qingdao.start_again("rasa")
        for visitor in visitors.values():
            answer_to(visitor.page, 3).locator(".foot button").last.click()
            expect(answer_to(visitor.page, 4)).to_contain_text(OPENS, timeout=PATIENCE_MS)
            assert visitor.page.evaluate("window.isNotLoadedAgain")


def apologises(page: Page, turn: int, language: str) -> None:
    """Assert that the turn of this number is apologised for in time, with a phone number."""
    started = time.monotonic()
    answer = answer_to(page, turn)
    expect(answer).to_contain_text(say(language, "apology.failed"), timeout=PATIENCE_MS)
    assert time.monotonic() - started < DEADLINE_S
    expect(answer.get_by_role("link", name=PHONE)).to_have_attribute(
        "href", re.compile(r"^tel:\+86")
    )


def answer_to(page: Page, turn: int) -> Locator:
    """Return the last answer of the turn of this number, from 1."""
    return page.locator(f".turn:nth-of-type({turn}) .answer").last
