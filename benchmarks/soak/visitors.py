"""Visitors who ask one question after the other, as the widget does, and note what they hear."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

QUESTIONS = {
    "en": (
        *("When is Zhanqiao Pier open?", "How much is a ticket?", "How do I get there?"),
        *("Show me hotels near the beach", "Where can I eat seafood?", "thanks"),
    ),
    "zh": (
        "栈桥几点开门？",
        "门票多少钱？",
        "怎么去那里？",
        "海边有什么酒店？",
        "哪里能吃海鲜？",
        "谢谢",
    ),
    "ja": (
        *("栈橋は何時に開きますか？", "チケットはいくらですか？", "どうやって行きますか？"),
        *("海の近くのホテルを教えてください", "海鮮はどこで食べられますか？", "ありがとう"),
    ),
    "ko": (
        *(
            "잔교는 언제 여나요?",
            "입장료가 얼마예요?",
            "어떻게 가나요?",
            "바닷가 근처 호텔을 알려 주세요",
        ),
        *("해산물은 어디서 먹을 수 있나요?", "고마워요"),
    ),
}
GIVES_UP_S = 90.0
"""How long a visitor asks again for one answer."""
_AGAIN_S = 0.5


@dataclass
class Told:
    """One message: when it was acknowledged, what was heard, and how it ended.

    ``status`` is done or failed; pending where no outcome ever came; refused where it was never
    acknowledged. ``seconds`` is the time until the first words.
    """

    conversation: str
    language: str
    text: str
    status: str = "refused"
    heard: list[str] = field(default_factory=list)
    seconds: float = 0.0
    at: float = 0.0
    refusals: list[str] = field(default_factory=list)


async def visit(
    client: httpx.AsyncClient, url: str, language: str, wait: float, until: float
) -> list[Told]:
    """Hold conversations until the moment ``until``, with a question each ``wait`` seconds."""
    told: list[Told] = []
    while time.monotonic() < until:
        token = await session(client, url, language, until)
        if token is None:
            break
        for text in QUESTIONS[language]:
            began = time.monotonic()
            if began >= until:
                break
            told.append(await ask(client, url, token, language, text))
            await asyncio.sleep(max(0.0, wait - (time.monotonic() - began)))
    return told


async def session(client: httpx.AsyncClient, url: str, language: str, until: float) -> str | None:
    """Start a session; return its token, None where there was none until that moment."""
    while time.monotonic() < until:
        try:
            response = await client.post(f"{url}/chat/sessions", json={"language": language})
            if response.status_code == 201:
                return str(response.json()["session"])
        except httpx.TransportError:
            pass
        await asyncio.sleep(_AGAIN_S)
    return None


async def ask(client: httpx.AsyncClient, url: str, token: str, language: str, text: str) -> Told:
    """Ask one question, as often as it takes to hear what became of it."""
    told = Told(conversation_of(token), language, text, at=time.time())
    headers = {"Authorization": f"Bearer {token}"}
    body = {"id": secrets.token_urlsafe(12), "text": text, "language": language}
    began = time.monotonic()
    while time.monotonic() - began < GIVES_UP_S:
        sent = time.monotonic()
        try:
            if told.status == "pending":
                answer = f"{url}/chat/messages/{body['id']}"
                response = await client.get(answer, headers=headers)
            else:
                response = await client.post(f"{url}/chat/messages", json=body, headers=headers)
        except httpx.TransportError as error:
            told.refusals.append(type(error).__name__)
            await asyncio.sleep(_AGAIN_S)
            continue
        if response.status_code in (200, 202):
            content = response.json()
            if told.status != "pending":
                told.seconds = time.monotonic() - sent
            if content["status"] != "pending" or told.status != "pending":
                told.heard.append(_words(content["messages"]))
            told.status = content["status"]
            if told.status != "pending":
                break
        else:
            told.refusals.append(str(response.status_code))
            if response.status_code < 500:
                break
        await asyncio.sleep(_AGAIN_S)
    return told


def conversation_of(token: str) -> str:
    """Return the conversation that Rasa knows a session's first one by."""
    payload = token.split(".")[0]
    session = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))[0]
    return f"w-{session}"


def _words(messages: list[dict[str, Any]]) -> str:
    return "\n".join(str(m["text"]) for m in messages if m.get("text"))
