"""The message form before real servers, and what is left of it when the action server is killed."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from actions.wording.catalogue import say
from listings.database import create_engine_from, session_factory
from listings.inbox.enquiries import find_enquiries
from listings.models import Enquiry
from tests.integration.answers import LANGUAGES
from tests.integration.servers import (
    ANSWER_SECONDS,
    STOP_SECONDS,
    Assistant,
    public_process,
    qingdao,
)
from tests.integration.test_channels import Page, http, new_page

__all__ = ["http", "qingdao"]

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

HOUR = 61 * 60.0

# What the visitor asks for, the text for the staff, and a question in the middle of it.
WRITTEN = {
    "en": (
        "I'd like to leave a message for your staff",
        "When do you open? I left a black bag at your desk,\nand nobody picks up the phone.",
        "When does the Tsingtao Beer Museum open?",
    ),
    "zh": (
        "我要给你们留言",
        "请问几点开门？我把黑色背包忘在柜台了，打电话没人接。",
        "青岛啤酒博物馆几点开门？",
    ),
    "ja": (
        "窓口に伝言を残したいです",
        "何時に開きますか。黒い鞄を忘れました。電話がつながりません。",
        "青島ビール博物館は何時に開きますか",
    ),
    "ko": (
        "메시지를 남기고 싶습니다",
        "몇 시에 열어요? 검은 가방을 두고 왔는데 전화를 안 받네요.",
        "칭다오 맥주박물관은 몇 시에 열어요?",
    ),
}


@pytest.fixture
def page(http: httpx.Client) -> Page:
    return new_page(http)


@contextmanager
def action_server_down(assistant: Assistant) -> Iterator[None]:
    """Kill the action server, and start it again afterwards."""
    actions = assistant.processes["actions"]
    actions.kill()
    actions.wait(STOP_SECONDS)
    try:
        yield
    finally:
        assistant.start_again("actions")


def kept(assistant: Assistant, text: str) -> list[Enquiry]:
    """Return the messages that are stored with this very text."""
    engine = create_engine_from(f"sqlite:///{assistant.database}")
    try:
        with session_factory(engine)() as session:
            return [e for e in find_enquiries(session) if e.text == text]
    finally:
        engine.dispose()


def begin(page: Page, language: str) -> None:
    """Open the form and choose a subject."""
    assert say(language, "enquiry_ask.topic") in told(page, WRITTEN[language][0])
    assert say(language, "enquiry_ask.text") in told(page, "2")


def told(page: Page, text: str) -> str:
    """Say something and return the answer, however long it takes."""
    reply = page.send(text).json()
    deadline = time.monotonic() + ANSWER_SECONDS
    while reply["status"] == "pending" and time.monotonic() < deadline:
        time.sleep(0.2)
        reply = page.get(f"/chat/messages/{reply['id']}").json()
    assert reply["status"] == "done", reply
    return "\n".join(m["text"] for m in reply["messages"] if m.get("text"))


def is_apology(page: Page, text: str) -> bool:
    reply = page.send(text).json()
    return reply["status"] == "failed" and "+86 532" in reply["messages"][0]["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_written_interrupted_and_stored_word_for_word(
    page: Page, qingdao: Assistant, language: str
) -> None:
    _, text, question = WRITTEN[language]
    begin(page, language)
    assert say(language, "enquiry_ask.reach") in told(page, text)
    answer = told(page, question)
    assert "08:30" in answer
    assert answer.endswith(say(language, "enquiry_ask.reach"))
    assert text in told(page, f"{language}@example.org")
    receipt = told(page, say(language, "form.words.yes").split("|")[0])
    (enquiry,) = kept(qingdao, text)
    assert enquiry.receipt in receipt
    assert enquiry.reach == f"{language}@example.org"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_typed_while_the_action_server_was_dead_is_not_lost(
    page: Page, qingdao: Assistant, language: str
) -> None:
    text = f"{WRITTEN[language][1]} ({language})"
    begin(page, language)
    with action_server_down(qingdao):
        assert is_apology(page, text)
        assert is_apology(page, "???")
    asked = told(page, "!!!")
    assert say(language, "enquiry.kept") in asked
    assert say(language, "enquiry_ask.reach") in asked
    assert text in told(page, "after@example.org")
    assert kept(qingdao, text) == []
    told(page, "1")
    (enquiry,) = kept(qingdao, text)
    assert enquiry.reach == "after@example.org"


def test_a_question_after_the_action_servers_return_loses_neither(
    page: Page, qingdao: Assistant
) -> None:
    text = "My umbrella is on the ferry, I think."
    begin(page, "en")
    with action_server_down(qingdao):
        assert is_apology(page, text)
    answer = told(page, WRITTEN["en"][2])
    assert "08:30" in answer
    assert answer.endswith(say("en", "enquiry_ask.reach"))
    assert text in told(page, "after@example.org")


def test_a_yes_typed_while_the_action_server_was_dead_sends_the_message_once(
    page: Page, qingdao: Assistant
) -> None:
    text = "The gate of the park was shut at noon."
    begin(page, "en")
    told(page, text)
    told(page, "once@example.org")
    with action_server_down(qingdao):
        assert is_apology(page, "yes")
    receipt = told(page, "yes")
    (enquiry,) = kept(qingdao, text)
    assert enquiry.receipt in receipt


def speaking(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=60, trust_env=False)


def an_hour_passes(assistant: Assistant) -> None:
    """Let what Rasa remembers be 61 minutes older; Rasa must not be running."""
    database = assistant.environment["TRACKER_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(database)) as connection, connection:
        for id_, at, data in connection.execute(
            "SELECT id, timestamp, data FROM events"
        ).fetchall():
            older = {**json.loads(data), "timestamp": at - HOUR}
            connection.execute(
                "UPDATE events SET timestamp = ?, data = ? WHERE id = ?",
                (at - HOUR, json.dumps(older), id_),
            )


def test_a_message_half_written_survives_an_hour_and_a_restart_of_every_process(
    qingdao: Assistant, tmp_path: Path
) -> None:
    text = "どなたか日本語で返事をいただけますか。"
    secret = uuid.uuid4().hex
    with public_process(qingdao, tmp_path, SESSION_SECRET=secret) as url, speaking(url) as http:
        page = new_page(http)
        begin(page, "ja")
        told(page, text)
    for name in ("rasa", "actions"):
        process = qingdao.processes[name]
        process.kill()
        process.wait(STOP_SECONDS)
    an_hour_passes(qingdao)
    for name in ("actions", "rasa"):
        qingdao.start_again(name)
    with public_process(qingdao, tmp_path, SESSION_SECRET=secret) as url, speaking(url) as http:
        # The page is still open: it has its token, and all that was said.
        page = Page(http, page.token)
        assert text in told(page, "hana@example.jp")
        told(page, "はい")
    (enquiry,) = kept(qingdao, text)
    assert enquiry.language == "ja"
