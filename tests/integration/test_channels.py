"""The public process before the real Rasa and the real action server."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from channels.widget.words import catalogue
from semantics.languages import LANGUAGES
from tests.integration.servers import Assistant, public_process, script_language

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

DEADLINE = 2.0
PHONE = re.compile(r"\+86 532 \d{4} \d{4}")


@dataclass
class Page:
    """A visitor's page."""

    http: httpx.Client
    token: str

    def send(self, text: str | None = None, **body: Any) -> httpx.Response:
        body = {"id": secrets.token_urlsafe(12), **body}
        if text is not None:
            body["text"] = text
        return self.http.post("/chat/messages", json=body, headers=self._headers)

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path, headers=self._headers)

    def text(self, message: str) -> str:
        response = self.send(message)
        assert response.status_code == 200, response.text
        return "\n".join(m.get("text", "") for m in response.json()["messages"])

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="module")
def http(qingdao: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("channels")
    with (
        public_process(qingdao, folder, DEADLINE_SECONDS=str(DEADLINE)) as url,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def page(http: httpx.Client) -> Page:
    return new_page(http)


def new_page(http: httpx.Client) -> Page:
    return Page(http, http.post("/chat/sessions").json()["session"])


def said(qingdao: Assistant, text: str) -> list[dict[str, Any]]:
    """Return the turns in which a visitor said ``text``, as Rasa's trackers recorded them."""
    lines = qingdao.events.read_text(encoding="utf-8").splitlines()
    events = (json.loads(line) for line in lines)
    return [e for e in events if e["event"] == "user" and e["text"] == text]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "When is the tourist office open?"),
        ("zh", "栈桥怎么走？"),
        ("ja", "青島ビール博物館の入場料はいくらですか？"),
        ("ko", "시난구 호텔 알려 주세요"),
    ],
)
def test_each_language_is_answered(page: Page, language: str, question: str) -> None:
    text = page.text(question)
    assert text
    assert script_language(re.sub(r"[（(][^()（）]*[)）]|http\S+", "", text)) in (language, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_questions_of_the_pages_get_what_they_ask_for(
    page: Page, language: str
) -> None:
    words = catalogue(language)
    expected = {
        "sights": {"attraction"},
        "museums": {"attraction"},
        "stay": {"hotel"},
        "eat": {"restaurant"},
        "culture": {"articles"},
        "office": {"hours"},
    }
    assert {f"topic.{topic}.question" for topic in expected} == {
        key for key in words if key.endswith(".question")
    }
    for topic, kinds in expected.items():
        reply = page.send(words[f"topic.{topic}.question"], language=language).json()
        drawn = [message["custom"] for message in reply["messages"] if "custom" in message]
        cards = [card["kind"] for custom in drawn for card in custom.get("cards", [])]
        assert set(cards or [custom["type"] for custom in drawn]) == kinds, topic


def test_ten_times_the_same_message_at_once_are_one_turn_in_the_tracker(
    page: Page, qingdao: Assistant
) -> None:
    question = f"Where is Zhanqiao Pier, {secrets.token_hex(4)}?"
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: page.send(question, id="message-1"), range(10)))
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.content for reply in replies}) == 1
    assert replies[0].json()["status"] == "done"
    (turn,) = said(qingdao, question)
    assert turn["input_channel"] == "widget"


def test_forged_sessions_reach_no_conversation(http: httpx.Client, qingdao: Assistant) -> None:
    question = f"hello {secrets.token_hex(4)}"
    statuses = {Page(http, secrets.token_urlsafe(32)).send(question).status_code for _ in range(50)}
    assert statuses == {401}
    assert said(qingdao, question) == []


def test_a_button_and_a_position_reach_the_actions(page: Page, qingdao: Assistant) -> None:
    place = {"latitude": 36.06, "longitude": 120.32}
    question = f"hotels in Shinan {secrets.token_hex(4)}"
    reply = page.send(question, position=place, language="en").json()
    (turn,) = said(qingdao, question)
    assert turn["metadata"]["position"] == place
    button = reply["messages"][0]["buttons"][1]
    answer = page.send(button=button["payload"]).json()["messages"][0]["text"]
    assert button["title"] in answer


def test_a_command_is_read_as_words(page: Page, qingdao: Assistant) -> None:
    page.text('/find_hotel{"district": "shinan"}')
    (turn,) = said(qingdao, 'find_hotel{"district": "shinan"}')
    assert turn["parse_data"]["intent"].get("confidence", 0) < 1


def test_a_slow_rasa_is_apologised_for_and_its_answer_comes_late(
    page: Page, qingdao: Assistant
) -> None:
    page.text("안녕하세요")
    with paused(qingdao.processes["rasa"]):
        started = time.monotonic()
        reply = page.send("관광안내소는 몇 시에 열어요?", id="message-1")
        # The machine may be busy with other tests.
        assert time.monotonic() - started < DEADLINE + 2
    assert reply.status_code == 202
    (apology,) = reply.json()["messages"]
    assert script_language(apology["text"]) == "ko"
    assert PHONE.search(apology["text"])
    deadline = time.monotonic() + 20
    while (late := page.get("/chat/messages/message-1")).status_code == 202:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert late.json()["status"] == "done"
    assert "09:00" in late.json()["messages"][0]["text"]


def test_a_dead_action_server_is_apologised_for(page: Page, qingdao: Assistant) -> None:
    """Rasa answers with nothing then."""
    page.text("こんにちは")
    actions = qingdao.processes["actions"]
    actions.kill()
    actions.wait()
    try:
        reply = page.send("観光案内所は何時に開きますか")
    finally:
        qingdao.start_again("actions")
    assert reply.json()["status"] == "failed"
    (apology,) = reply.json()["messages"]
    assert script_language(apology["text"]) == "ja"
    assert PHONE.search(apology["text"])
    assert "09:00" in page.text("観光案内所は何時に開きますか")


@contextlib.contextmanager
def paused(server: subprocess.Popen[bytes]) -> Iterator[None]:
    server.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.send_signal(signal.SIGCONT)
