"""What a visitor writes in several bubbles, and what WeChat writes in the place of a sticker."""

from __future__ import annotations

import asyncio

import pytest

from channels.words import say
from tests.channels.wechat.conftest import Account
from tests.channels.wechat.other_side import message

# A bubble waits so long for the next one; the tests leave a part of it between two.
WAIT = {"WECHAT_BUBBLE_SECONDS": "0.15"}
SOON = 0.03


async def _told(account: Account, *texts: str, **env: str) -> list[str]:
    """Say several bubbles, one soon after the other; return what each of them is answered."""
    other = account.wechat(**{**WAIT, **env})
    answers = []
    for text in texts:
        answers.append(asyncio.create_task(other.say(text)))
        await asyncio.sleep(SOON)
    return [answer or "" for answer in await asyncio.gather(*answers)]


@pytest.mark.parametrize(
    "bubbles",
    [
        ("你好", "请问", "啤酒博物馆几点开门？"),
        ("啤酒博物馆", "明天", "几点开门"),
        ("hello", "the beer museum", "when does it open?"),
        ("すみません", "ビール博物館", "何時に開きますか"),
        ("안녕하세요", "맥주박물관", "몇 시에 열어요?"),
    ],
)
async def test_three_bubbles_are_one_question(account: Account, bubbles: tuple[str, ...]) -> None:
    whole = " ".join(bubbles)
    assert await _told(account, *bubbles) == ["", "", f"You said: {whole}"]
    assert account.rasa.texts == [whole]


@pytest.mark.parametrize("text", ["你好", "请问", "hello", "2", "啤酒博物馆几点开门"])
async def test_one_bubble_alone_is_answered(account: Account, text: str) -> None:
    assert await _told(account, text) == [f"You said: {text}"]


async def test_a_whole_question_waits_for_nothing(account: Account) -> None:
    other = account.wechat(WECHAT_BUBBLE_SECONDS="3")
    answer = await asyncio.wait_for(other.say("啤酒博物馆几点开门？"), 1)
    assert answer == "You said: 啤酒博物馆几点开门？"


async def test_a_number_is_a_message_of_its_own_after_what_was_written(account: Account) -> None:
    assert await _told(account, "hotels", "2") == ["You said: hotels", "You said: 2"]
    assert account.rasa.texts == ["hotels", "2"]


async def test_a_repeat_of_a_bubble_is_no_second_one(account: Account) -> None:
    other = account.wechat(**WAIT)
    first, second = message("你好"), message("啤酒博物馆")
    sent = []
    for fields in (first, second, first, second):
        sent.append(asyncio.create_task(other.send(fields)))
        await asyncio.sleep(SOON)
    await asyncio.gather(*sent)
    assert account.rasa.texts == ["你好 啤酒博物馆"]


async def test_bubbles_of_two_visitors_stay_apart(account: Account) -> None:
    other = account.wechat(**WAIT)
    both = [other.send(message("hello", visitor=name)) for name in ("one", "two")]
    await asyncio.gather(*both)
    assert account.rasa.texts == ["hello", "hello"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("【收到不支持的消息类型，暂无法显示】", "wechat.text_please"),
        ("/:strong", "wechat.emoticon"),
        ("[微笑]", "wechat.emoticon"),
        ("/::)/::)", "wechat.emoticon"),
        ("[Smile] /:rose", "wechat.emoticon"),
    ],
)
async def test_stickers_are_answered_in_the_language_of_the_conversation(
    account: Account, content: str, key: str
) -> None:
    other = account.wechat()
    assert await other.say(content) == say("zh", key)
    assert account.rasa.texts == []


@pytest.mark.parametrize("content", ["[OK]", "/:ok", "好的[微笑]", "[1] or [2]?", "/ask_hours"])
async def test_what_says_something_is_no_sticker(account: Account, content: str) -> None:
    other = account.wechat()
    await other.say(content)
    assert len(account.rasa.texts) == 1


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_the_first_words_say_that_a_program_speaks(language: str) -> None:
    program = {"en": "program", "zh": "程序", "ja": "プログラム", "ko": "프로그램"}[language]
    assert program in say(language, "wechat.welcome")
