"""WeChat's visitors before the real Rasa: the walk that docs/wechat.md shows, and a small crowd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from channels.wechat.simulator import load, script
from channels.wechat.simulator.phone import UNAVAILABLE, Phone, is_wait
from channels.wechat.simulator.sender import Account, Sender
from tests.integration.servers import Assistant, public_process

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "wechat.md"
SCRIPT = DOCUMENT.with_name("wechat-walk.txt")
KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0"
SETTINGS = {
    "WECHAT_TOKEN": "a-token",
    "WECHAT_APP_ID": "wx0123456789abcdef",
    "WECHAT_AES_KEY": KEY,
}

# What depends on the hour of the walk, and the dates of sources, which a newer import moves.
_OF_ITS_TIME = re.compile("^(目前|现在|来源)")
_TAKES = ("!tap ", "第")
_FACT = re.compile(r"\[\d+\. [^\]]+\]|¥[\d,]+|\+?\d[\d ]{6,}\d|\d\d:\d\d|\d\d[–-]\d\d")


@pytest.fixture(scope="module")
def account(qingdao: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    folder = tmp_path_factory.mktemp("wechat")
    with public_process(qingdao, folder, **SETTINGS) as url:
        token, app_id, key = SETTINGS.values()
        yield Account(f"{url}/wechat", token, app_id, key, "safe")


def documented_walk() -> list[tuple[str, str]]:
    """Return what the visitor does and what the assistant answers, in order."""
    _, text = DOCUMENT.read_text(encoding="utf-8").split("## A walk in Chinese")
    text, _ = text.split("### Out of office hours")
    walk: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("    visitor    "):
            walk.append((line[15:], ""))
        elif line.startswith(("    assistant  ", " " * 15)):
            done, answer = walk[-1]
            walk[-1] = (done, f"{answer}\n{line[15:]}".strip())
    return walk


def facts(answer: str, done: str = "") -> list[str]:
    """Return the choices, prices, telephone numbers and times of an answer, in order.

    Of places that are equal another is first on another day: of a list only its numbers are
    returned, and of one that was taken by its number whether anything is told.
    """
    lines = [line for line in answer.splitlines() if not _OF_ITS_TIME.match(line)]
    found = _FACT.findall("\n".join(lines))
    if done.startswith(_TAKES):
        return ["told"] if found else []
    return [fact.partition(".")[0] for fact in found if fact.startswith("[")] or found


async def test_the_documented_walk_tells_the_facts_that_are_told_today(account: Account) -> None:
    walk = documented_walk()
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert [done for done, _ in walk] == [line for line in lines if not line.startswith("#")]
    assert sum(len(facts(answer)) for _, answer in walk) > 50
    async with httpx.AsyncClient(trust_env=False) as http:
        phone = Phone(Sender(account, http), "walker")
        for done, answer in walk:
            phone.bubbles.clear()
            await script.do(phone, done)
            while await phone.ask_again():
                pass
            told = phone.bubbles[-1] if phone.bubbles else ""
            assert bool(told) is bool(answer), done
            assert facts(told, done) == facts(answer, done), (
                f"{done}: play docs/wechat-walk.txt again"
            )


async def test_a_small_crowd_is_told_everything_once_and_in_order(account: Account) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:

        async def new_phone(openid: str) -> Phone:
            return Phone(Sender(account, http), openid)

        lines = ["市南区有什么五星级酒店", "!tap 2", "!lost 1 电话是多少？", "谢谢"]
        result = await load.run(new_phone, lines, 10)
    assert result.example == ""
    assert (result.wrong, result.unavailable) == (0, 0)


async def test_nobody_hears_that_the_service_is_unavailable(account: Account) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        phone = Phone(Sender(account, http), "anybody")
        for line in (
            "!location 36.0608 120.3200",
            "我附近的餐厅",
            "!voice",
            "!kind video",
            "]]> <x>",
        ):
            await script.do(phone, line)
            while await phone.ask_again():
                pass
    told = [bubble for bubble in phone.bubbles if not is_wait(bubble)]
    assert len(told) == 5
    assert UNAVAILABLE not in told
    assert "[1. 栈桥]" in told[0]
    assert "步行" in told[1]
