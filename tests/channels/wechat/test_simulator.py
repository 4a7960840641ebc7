"""The simulator against the callback: what a visitor sees on the phone."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from channels.rasa import Message
from channels.state.memory import MemoryStore
from channels.wechat.settings import WeChatSettings
from channels.wechat.simulator import load
from channels.wechat.simulator.__main__ import _parser, main
from channels.wechat.simulator.interface import Interface
from channels.wechat.simulator.phone import TRANSFERRED, UNAVAILABLE, Phone
from channels.wechat.simulator.script import ScriptError, follow
from channels.wechat.simulator.sender import Account as SimulatedAccount
from channels.wechat.simulator.sender import Sender
from tests.channels.conftest import client_of
from tests.channels.fakes import Call
from tests.channels.wechat.conftest import PUSH, SAFE, Account
from tests.channels.wechat.other_side import APP_ID, KEY, TOKEN

NewPhone = Callable[..., Phone]


def sender_of(account: Account, mode: str = "plain", token: str = TOKEN, **env: str) -> Sender:
    client = client_of(account.app(**env))
    account.clients.append(client)
    key = KEY if mode != "plain" else ""
    simulated = SimulatedAccount("http://channels/wechat", token, APP_ID, key, mode)  # type: ignore[arg-type]
    return Sender(simulated, client, clock=account.clock)


@pytest.fixture
async def phone(account: Account) -> Phone:
    account.rasa.reply = piers
    return Phone(sender_of(account), "visitor")


def piers(call: Call) -> list[Message]:
    if call.text == "piers":
        return [{"text": "Two.", "buttons": [{"title": "Old", "payload": "/old"}]}]
    return [{"text": f"You said: {call.text}"}]


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
async def test_every_mode_is_spoken(account: Account, mode: str) -> None:
    sender = sender_of(account, mode, **(SAFE if mode != "plain" else {}))
    assert await sender.handshake()
    phone = Phone(sender, "visitor")
    await phone.type("你好 ]]> <")
    assert phone.bubbles == ["You said: 你好 ]]> <"]


async def test_a_wrong_token_is_refused(account: Account) -> None:
    sender = sender_of(account, token="another")
    assert not await sender.handshake()
    phone = Phone(sender, "visitor")
    await phone.type("hello")
    assert phone.bubbles == [UNAVAILABLE]


async def test_a_script_is_followed(phone: Phone) -> None:
    said: list[str] = []
    script = """
        # choices
        piers
        !expect [1. Old]
        !tap 1
        !expect You said: /old
        !voice 几点
        !kind image
        !expect 文字
        !event subscribe
        !location 48 11
        !expect /nearby
        !repeat
    """
    await follow(phone, script.splitlines(), say=said.append)
    assert said[0] == "piers"
    assert phone.bubbles[-1] == phone.bubbles[-2] == 'You said: /nearby{"near": "me"}'


@pytest.mark.parametrize("line", ["!nonsense", "!tap 9", "!lost x y", "!expect other", "!location"])
async def test_a_line_that_cannot_be_done_stops_the_script(phone: Phone, line: str) -> None:
    await phone.type("hello")
    with pytest.raises(ScriptError):
        await follow(phone, [line])


async def test_a_lost_reply_comes_with_the_repeat(phone: Phone, account: Account) -> None:
    await follow(phone, ["!lost 2 hello"])
    assert phone.bubbles == ["You said: hello"]
    assert phone.deliveries[-1].attempts == 3
    assert account.rasa.texts == ["hello"]


async def test_all_replies_lost_is_what_wechat_says(phone: Phone) -> None:
    await follow(phone, ["!lost 3 hello"])
    assert phone.bubbles == [UNAVAILABLE]


async def test_a_transfer_is_shown(account: Account) -> None:
    account.rasa.reply = [{"custom": {"type": "transfer"}}]
    phone = Phone(sender_of(account, WECHAT_TRANSFER="yes"), "visitor")
    await phone.type("人工")
    assert phone.bubbles == [TRANSFERRED]


async def crowd(sender: Sender, lines: list[str], visitors: int) -> load.Result:
    async def new_phone(openid: str) -> Phone:
        return Phone(sender, openid)

    return await load.run(new_phone, lines, visitors, patience=10)


async def test_a_crowd_sees_nothing_lost_twice_or_out_of_order(shared_account: Account) -> None:
    shared_account.rasa.delay = 0.01
    shared_account.rasa.reply = piers
    sender = sender_of(shared_account, WECHAT_DEADLINE_SECONDS="4.5")
    lines = ["piers", "1", "!lost 1 thanks", "!repeat", "!together", "a?", "b?", "!end"]
    result = await crowd(sender, lines, 20)
    assert (result.wrong, result.unavailable) == (0, 0)
    assert result.messages == 20 * 6


@pytest.mark.parametrize("env", [{}, PUSH], ids=["held", "pushed"])
async def test_a_crowd_that_rasa_is_too_slow_for_is_told_all_the_same(
    shared_account: Account, env: dict[str, str]
) -> None:
    account = shared_account
    # The last of ten for each place in line waits for 3 s, too long for a reply.
    places = 3 if isinstance(account.store, MemoryStore) else 1
    account.at_once = account.rasa.capacity = places
    account.rasa.reply, account.rasa.delay = piers, 0.3
    phones: dict[str, Phone] = {}
    account.interface = Interface(lambda openid, text: phones[openid].show(text))
    account.interface.delay = 0.05
    sender = sender_of(account, WECHAT_DEADLINE_SECONDS="3", **env)

    async def new_phone(openid: str) -> Phone:
        return phones.setdefault(openid, Phone(sender, openid))

    lines = ["piers", "!tap 1", "!together", "!lost 1 a?", "b?", "!end"]
    result = await load.run(new_phone, lines, 10 * places, patience=20)
    assert result.example == ""
    assert (result.wrong, result.unavailable) == (0, 0)
    assert result.slowest < 3.2
    assert (result.pushed > 5 * places) is (env == PUSH)
    assert (result.waits > 5 * places) is (env != PUSH)


async def test_a_crowd_notices_what_is_out_of_order(account: Account) -> None:
    said = iter(range(1000))
    account.rasa.reply = lambda _: [{"text": str(next(said))}]
    result = await crowd(sender_of(account, **PUSH), ["hello"], 3)
    assert result.wrong == 3
    assert "instead of:\n0" in result.example


@pytest.mark.parametrize(("lost", "twice"), [(True, False), (False, True)])
async def test_a_crowd_notices_what_is_lost_or_twice(
    account: Account, lost: bool, twice: bool
) -> None:
    class Broken(Phone):
        def show(self, text: str) -> None:
            for _ in range(2 if twice else 0 if lost else 1):
                super().show(text)

    sender = sender_of(account)

    async def new_phone(openid: str) -> Phone:
        return (Broken if openid == "load-1" else Phone)(sender, openid)

    result = await load.run(new_phone, ["hello"], 3, patience=0.3)
    assert result.wrong == 1


def test_without_a_server_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/wechat"
    assert main(["--url", url]) == 1
    assert f"{url}: no server answers" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["https://wechat.example.org/wechat", "http://192.0.2.1/wechat"])
def test_a_crowd_is_for_this_machine_alone(url: str) -> None:
    with pytest.raises(SystemExit):
        main(["--load", "2", "--url", url])


@pytest.mark.parametrize(
    "env", [{}, {"WECHAT_AES_KEY": KEY}, {"WECHAT_AES_KEY": KEY, "WECHAT_MODE": "compatible"}]
)
def test_it_speaks_as_a_server_in_the_same_environment(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WECHAT_MODE", "WECHAT_AES_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    settings = WeChatSettings.from_env({"WECHAT_TOKEN": TOKEN, "WECHAT_APP_ID": APP_ID, **env})
    assert settings is not None
    assert _parser().parse_args([]).mode == settings.mode
