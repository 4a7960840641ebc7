"""Slow answers, repeats and pushes: everything once, and in time."""

from __future__ import annotations

import asyncio
import time

import pytest

from channels.rasa import Message
from channels.wechat.simulator.interface import Interface
from tests.channels.fakes import Call
from tests.channels.wechat.conftest import PUSH, Account
from tests.channels.wechat.other_side import WeChat, message

# Both are shorter than at WeChat: when a request is answered at the latest, and how long an
# answer may take to be in time for that.
DEADLINE = 1.6
SLOW = 0.6


@pytest.fixture
async def account(shared_account: Account) -> Account:
    """Everything here holds with each kind of store."""
    shared_account.env["WECHAT_DEADLINE_SECONDS"] = str(DEADLINE)
    return shared_account


async def ended(account: Account) -> None:
    """Wait until nothing is under way any more."""
    for _ in range(100):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        if not tasks:
            return
        await asyncio.wait(tasks, timeout=0.1)


async def timed(other: WeChat, fields: dict[str, str]) -> tuple[str, float]:
    started = time.monotonic()
    words = other.words(await other.send(fields))
    return words, time.monotonic() - started


async def test_the_same_message_ten_times_at_once_is_one_turn(account: Account) -> None:
    account.rasa.delay = 0.05
    other, fields = account.wechat(WECHAT_DEADLINE_SECONDS="4.5"), message("hello")
    said = await asyncio.gather(*(other.send(fields) for _ in range(10)))
    assert {other.words(each) for each in said} == {"You said: hello"}
    assert account.rasa.texts == ["hello"]


async def test_two_processes_answer_one_message_alike(account: Account) -> None:
    account.rasa.delay = 0.05
    one, two, fields = account.wechat(), account.wechat(), message("hello")
    said = await asyncio.gather(one.send(fields), two.send(fields))
    assert {one.words(each) for each in said} == {"You said: hello"}
    assert account.rasa.texts == ["hello"]


async def test_messages_of_one_visitor_are_answered_in_order(account: Account) -> None:
    account.rasa.delay = 0.02
    other = account.wechat(WECHAT_DEADLINE_SECONDS="4.5")
    said = await asyncio.gather(*(other.say(str(n) + "?") for n in range(10)))
    assert said == [f"You said: {n}?" for n in range(10)]
    assert account.rasa.texts == [f"{n}?" for n in range(10)]
    assert account.rasa.most_at_once == 1


async def test_a_slow_answer_is_pushed_once(account: Account) -> None:
    account.rasa.delay = 2 * SLOW
    other = account.wechat(**PUSH)
    words, seconds = await timed(other, message("hello"))
    assert words == ""
    assert seconds < DEADLINE
    await ended(account)
    assert account.interface.pushed == [("visitor", "You said: hello")]
    account.rasa.delay = 0
    assert await other.say("and now?") == "You said: and now?"


async def test_a_repeat_gets_the_slow_answer_and_nothing_is_pushed(account: Account) -> None:
    account.rasa.delay = 1.5 * SLOW
    other, fields = account.wechat(**PUSH), message("hello")
    told = []
    for _ in range(3):
        words, seconds = await timed(other, fields)
        assert seconds < DEADLINE
        told.append(words)
    await ended(account)
    shown = [words for words in told if words] + [text for _, text in account.interface.pushed]
    assert set(shown) == {"You said: hello"}
    assert not account.interface.pushed
    assert account.rasa.texts == ["hello"]


async def test_a_repeat_after_the_push_is_answered_with_silence(account: Account) -> None:
    account.rasa.delay = 1.5 * SLOW
    other, fields = account.wechat(**PUSH), message("hello")
    await other.send(fields)
    await ended(account)
    assert len(account.interface.pushed) == 1
    assert other.words(await other.send(fields)) == ""


async def test_without_the_right_to_push_the_next_message_brings_the_answer(
    account: Account,
) -> None:
    account.rasa.delay = 2 * SLOW
    other = account.wechat()
    words, seconds = await timed(other, message("你好"))
    assert "继续" in words
    assert seconds < DEADLINE
    await ended(account)
    account.rasa.delay = 0
    assert await other.say("谢谢") == "You said: 你好\n\nYou said: 谢谢"
    assert await other.say("再见") == "You said: 再见"


async def test_asking_for_the_answer_is_no_turn_of_its_own(account: Account) -> None:
    account.rasa.delay = 1.5 * SLOW
    other = account.wechat()
    assert "继续" in await other.say("你好")
    await ended(account)
    assert await other.say("继续") == "You said: 你好"
    assert account.rasa.texts == ["你好"]


async def test_asking_too_early_is_asked_for_patience_again(account: Account) -> None:
    account.rasa.delay = 3 * SLOW
    other = account.wechat()
    await other.say("你好")
    assert "继续" in await other.say("继续")
    await ended(account)
    assert await other.say("继续") == "You said: 你好"
    assert account.rasa.texts == ["你好"]


async def test_a_repeat_brings_again_what_it_brought_first(account: Account) -> None:
    account.rasa.delay = 1.5 * SLOW
    other = account.wechat()
    await other.say("你好")
    await ended(account)
    account.rasa.delay = 0
    fields = message("谢谢")
    first = other.words(await other.send(fields))
    assert first == "You said: 你好\n\nYou said: 谢谢"
    assert other.words(await other.send(fields)) == first


@pytest.mark.parametrize("code", [45047, 45015, 48001])
async def test_a_refused_push_comes_with_the_next_message(account: Account, code: int) -> None:
    account.interface.refusals = [code]
    account.rasa.delay = 1.5 * SLOW
    other = account.wechat(**PUSH)
    await other.say("hello")
    await ended(account)
    assert account.interface.pushed == []
    account.rasa.delay = 0
    assert await other.say("thanks") == "You said: hello\n\nYou said: thanks"


async def test_a_push_nobody_confirmed_is_not_told_twice(account: Account) -> None:
    class Silent(Interface):
        async def _push(self, request: object) -> None:  # type: ignore[override]
            await super()._push(request)  # type: ignore[arg-type]
            raise RuntimeError("the line broke after the message was taken")

    account.interface = Silent(lambda *_: None)
    account.rasa.delay = 1.5 * SLOW
    other = account.wechat(**PUSH)
    await other.say("hello")
    await ended(account)
    assert account.interface.pushed == [("visitor", "You said: hello")]
    account.rasa.delay = 0
    assert await other.say("thanks") == "You said: thanks"


async def test_a_bubble_is_pushed_as_one_and_its_numbers_pick(account: Account) -> None:
    def two(call: Call) -> list[Message]:
        if call.text.startswith("/"):
            return [{"text": call.text}]
        return [{"text": "One."}, {"text": "Two.", "buttons": [{"title": "T", "payload": "/t"}]}]

    account.rasa.reply = two
    account.rasa.delay = 1.5 * SLOW
    other = account.wechat(**PUSH)
    await other.say("hello")
    await ended(account)
    assert len(account.interface.pushed) == 1
    assert account.interface.pushed[0][1].startswith("One.\n\nTwo.")
    account.rasa.delay = 0
    assert await other.say("1") == "/t"


async def test_a_slow_transfer_is_told_in_words(account: Account) -> None:
    account.rasa.reply = [{"text": "请致电", "custom": {"type": "transfer"}}]
    account.rasa.delay = 1.5 * SLOW
    await account.wechat(WECHAT_TRANSFER="yes", **PUSH).say("人工")
    await ended(account)
    assert account.interface.pushed == [("visitor", "请致电")]


async def test_a_repeat_at_another_process_does_not_push_once_more(account: Account) -> None:
    account.rasa.delay = 2.5 * SLOW
    one, two, fields = account.wechat(**PUSH), account.wechat(**PUSH), message("hello")
    assert one.words(await one.send(fields)) == two.words(await two.send(fields)) == ""
    await ended(account)
    assert account.interface.pushed == [("visitor", "You said: hello")]


async def test_an_answer_never_overtakes_a_push_on_its_way(account: Account) -> None:
    account.interface.delay = 0.4 * SLOW
    account.rasa.delay = 1.2 * SLOW
    other = account.wechat(**PUSH)
    await other.say("slow")
    while not account.interface.asked:
        await asyncio.sleep(0.01)
    account.rasa.delay = 0
    # The push has left us and has not arrived.
    assert account.interface.pushed == []
    assert await other.say("quick") == "You said: quick"
    assert account.interface.pushed == [("visitor", "You said: slow")]


async def test_late_answers_come_in_the_order_of_their_questions(account: Account) -> None:
    shown: list[str] = []
    account.interface = Interface(lambda _, text: shown.append(text))
    account.interface.delay = 0.05
    account.rasa.delay = 1.3 * SLOW
    other = account.wechat(**PUSH)
    asked = [f"question {n}" for n in range(5)]
    for text in asked:
        said = await other.say(text)
        if said:
            shown.append(said)
    await ended(account)
    assert "\n\n".join(shown).split("\n\n") == [f"You said: {text}" for text in asked]


async def test_no_answer_is_lost_while_a_visitor_asks_for_it_again_and_again(
    account: Account,
) -> None:
    account.rasa.gate = asyncio.Event()
    other = account.wechat(WECHAT_DEADLINE_SECONDS="1.5")
    for word in ["你好", *["继续"] * 11]:
        assert "继续" in await other.say(word)
    account.rasa.gate.set()
    await ended(account)
    assert await other.say("继续") == "You said: 你好"


async def test_a_repeat_of_an_old_message_takes_no_newer_answer_along(account: Account) -> None:
    other, first = account.wechat(), message("first")
    assert other.words(await other.send(first)) == "You said: first"
    account.rasa.delay = 1.5 * SLOW
    await other.say("second")
    await ended(account)
    assert other.words(await other.send(first)) == "You said: first"
    account.rasa.delay = 0
    assert await other.say("third") == "You said: second\n\nYou said: third"


async def test_the_last_push_of_the_quota_waits_for_the_answers_still_to_come(
    account: Account,
) -> None:
    account.rasa.gate = asyncio.Event()
    other = account.wechat(**PUSH)
    asked = [f"question {n}" for n in range(8)]
    assert set(await asyncio.gather(*map(other.say, asked))) == {""}
    account.rasa.gate.set()
    account.rasa.delay = 0.25
    await ended(account)
    pushed = [text for _, text in account.interface.pushed]
    assert len(pushed) == 5
    assert "\n\n".join(pushed).split("\n\n") == [f"You said: {text}" for text in asked]
