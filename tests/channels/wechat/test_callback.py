"""The callback as WeChat calls it, with wechatpy on the other side."""

from __future__ import annotations

import asyncio
import random
import secrets
import time

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels import wechat
from channels.state import StoreError
from tests.channels.conftest import app_with, client_of
from tests.channels.fakes import Call, FakeRasa
from tests.channels.wechat.conftest import SAFE, Account
from tests.channels.wechat.other_side import KEY, OLD_KEY, TOKEN, message, sign, xml

MODES = [("plain", {}), ("compatible", SAFE), ("safe", SAFE)]


async def test_without_its_secrets_the_callback_does_not_exist() -> None:
    app = app_with(FakeRasa())
    app.router.routes += wechat.routes(app.state.services, {"WECHAT_TOKEN": TOKEN})
    async with client_of(app) as client:
        assert (await client.get("/wechat")).status_code == 404
        assert (await client.post("/wechat")).status_code == 404


async def test_the_handshake_gives_the_echo_back_as_plain_text(account: Account) -> None:
    other = account.wechat()
    echo = "4375120948345356249<b>"
    response = await other.client.get("/wechat", params={**other.query(), "echostr": echo})
    assert response.text == echo
    assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(("mode", "env"), MODES)
async def test_a_question_is_answered_in_every_mode(
    account: Account, mode: str, env: dict[str, str]
) -> None:
    other = account.wechat(mode, **env)
    asked = message("青岛有什么好玩的？ 😀 ]]> <b>")
    response = await other.send(asked)
    reply = other.reply(response)
    assert reply["Content"] == "You said: 青岛有什么好玩的？ 😀 ]]> <b>".replace("<b", "＜b")
    assert reply["ToUserName"] == asked["FromUserName"]
    assert reply["FromUserName"] == asked["ToUserName"]
    assert reply["MsgType"] == "text"
    assert ("<Encrypt>" in response.text) is (mode != "plain")


@pytest.mark.parametrize("mode", ["compatible", "safe"])
async def test_a_signature_that_somebody_saw_opens_no_way_for_a_plain_message(
    account: Account, mode: str
) -> None:
    other = account.wechat(mode, **SAFE, WECHAT_MODE=mode)
    seen = other.query()
    response = await other.post(xml(message("forged")), seen)
    assert response.status_code == 403
    assert account.rasa.texts == []


async def test_a_message_under_the_previous_key_is_answered_under_it(account: Account) -> None:
    other = account.wechat("safe", WECHAT_AES_KEY=KEY, WECHAT_PREVIOUS_AES_KEY=OLD_KEY)
    other.key = OLD_KEY
    assert await other.say("hello") == "You said: hello"


async def test_rasa_learns_neither_the_visitor_nor_the_account(account: Account) -> None:
    await account.wechat().say("hello", visitor="o-openid")
    (call,) = account.rasa.calls
    assert call.sender.startswith("x-")
    assert len(call.sender) == 66
    assert "openid" not in call.sender
    assert call.channel == "wechat"
    assert call.metadata == {"language": "en"}


async def test_a_plain_message_is_refused_in_safe_mode(account: Account) -> None:
    other = account.wechat("plain", **SAFE)
    assert (await other.send(message())).status_code == 403


async def test_a_message_for_another_account_is_refused(account: Account) -> None:
    other = account.wechat("safe", **SAFE)
    other.app_id = "wx-another"
    assert (await other.send(message())).status_code == 403


async def test_a_thousand_wrong_old_or_replayed_signatures_get_nothing(account: Account) -> None:
    plain, safe = account.wechat(), account.wechat("safe", **SAFE)
    used = plain.query()
    assert (await plain.post(xml(message("the right one")), used)).status_code == 200
    chance = random.Random(6)
    for number in range(1000):
        other = plain if number % 2 else safe
        query = other.query()
        kind = number % 6
        if kind == 0:
            query["signature"] = secrets.token_hex(20)
        elif kind == 1:
            query["timestamp"] = str(int(account.clock.now) - chance.randint(301, 10**6))
            query["signature"] = sign(TOKEN, query["timestamp"], query["nonce"])
        elif kind == 2:
            query["signature"] = sign("another-token", query["timestamp"], query["nonce"])
        elif kind == 3:
            query["nonce"] += "0"
        elif kind == 4:
            del query["signature"]
        else:
            query = dict(used)
        if other is safe:
            # The signature beside it is right, but it is not the one that counts.
            query |= {"encrypt_type": "aes", "msg_signature": query.get("signature", "")}
            query["signature"] = sign(TOKEN, query["timestamp"], query["nonce"])
        body = xml({**message(), "Encrypt": "AAAA"})
        response = await other.post(body, query)
        assert (response.status_code, response.content) == (403, b"")
    assert account.rasa.texts == ["the right one"]


async def test_a_signature_is_good_for_one_message_only(account: Account) -> None:
    other = account.wechat()
    query = other.query()
    first = await other.post(xml(message("first")), query)
    assert other.words(first) == "You said: first"
    assert (await other.post(xml(message("forged")), query)).status_code == 403
    assert account.rasa.texts == ["first"]


async def test_neither_signature_of_an_encrypted_message_is_good_for_a_plain_one(
    account: Account,
) -> None:
    other = account.wechat("safe", WECHAT_AES_KEY=KEY, WECHAT_MODE="plain")
    seen: dict[str, str] = {}
    post = other.post

    async def watched(body: str | bytes, query: dict[str, str] | None = None) -> httpx.Response:
        seen.update(query or {})
        return await post(body, query)

    other.post = watched  # type: ignore[method-assign]
    assert (await other.send(message("first"))).status_code == 200
    stolen = {name: seen[name] for name in ("signature", "timestamp", "nonce")}
    assert (await post(xml(message("forged")), stolen)).status_code == 403
    assert account.rasa.texts == ["first"]


async def test_a_request_is_taken_as_often_as_wechat_delivers_one(account: Account) -> None:
    other = account.wechat()
    query, body = other.query(), xml(message("hello"))
    statuses = [(await other.post(body, query)).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 403, 403]
    assert account.rasa.texts == ["hello"]


async def test_an_old_request_is_refused(account: Account) -> None:
    other = account.wechat()
    account.clock.now += 301
    assert (await other.send(message())).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{}", 400),
        ("<xml/>", 400),
        ("<!DOCTYPE xml><xml/>", 400),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', 400),
        (xml(message()).replace("<MsgId>", "<MsgType>text</MsgType><MsgId>"), 400),
        (xml({**message(), "FromUserName": ""}), 400),
        (xml({"ToUserName": "a", "FromUserName": "b", "MsgType": "text"}), 400),
        ("<xml>" + "a" * 1_000_000 + "</xml>", 413),
        (xml(message("a" * 70_000)), 413),
    ],
    ids=range(10),
)
async def test_what_wechat_never_sends_is_refused(account: Account, body: str, status: int) -> None:
    assert (await account.wechat().post(body)).status_code == status
    assert account.rasa.texts == []


@pytest.mark.parametrize("kind", ["", "image", "video", "shortvideo", "link", "sticker", "ＭＳＧ"])
async def test_other_kinds_are_asked_for_words(account: Account, kind: str) -> None:
    assert "文字" in await account.wechat().say("", MsgType=kind)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(
    st.sampled_from(["Content", "MsgType", "MsgId", "Event", "EventKey", "Location_X", "Location_Y",
                     "Recognition", "bizmsgmenuid", "CreateTime", "Latitude", "Longitude"]),
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
                max_size=40).filter(lambda t: "]]>" not in t),
        st.sampled_from(["text", "event", "location", "voice", "SUBSCRIBE", "nan", "1e999", "1"]),
    ),
))  # fmt: skip
async def test_any_fields_get_a_right_reply_or_a_refusal(
    account: Account, fields: dict[str, str]
) -> None:
    other = account.wechat()
    response = await other.send({**message(), **fields})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert other.reply(response).get("MsgType", "text") == "text"


@pytest.mark.parametrize("text", ["/restart", "／restart", "\u200b/restart", " //ask_hours{}"])
async def test_typed_commands_are_no_commands(account: Account, text: str) -> None:
    await account.wechat().say(text)
    assert all(not asked.startswith(("/", "／")) for asked in account.rasa.texts)


async def test_lone_surrogates_of_an_answer_are_left_out(account: Account) -> None:
    account.rasa.reply = [{"text": "a\ud83db ]]> \x00c"}]
    assert await account.wechat().say("hello") == "ab ]]> c"


async def test_a_message_that_is_too_long_is_refused_in_words(account: Account) -> None:
    assert "1000" in (await account.wechat().say("字" * 1001)).replace(",", "")
    assert account.rasa.texts == []


async def test_a_dead_store_is_an_apology_with_whom_to_call(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("down")

    other = account.wechat("safe", **SAFE)
    for name in ("get", "set", "add", "increment"):
        monkeypatch.setattr(account.store, name, fail)
    assert "+00 12 345" in await other.say("hello")


async def test_a_store_that_hangs_is_an_apology_in_time(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object, **__: object) -> None:
        await asyncio.sleep(10)

    other = account.wechat(WECHAT_DEADLINE_SECONDS="1.5")
    for name in ("get", "set", "add", "increment"):
        monkeypatch.setattr(account.store, name, hang)
    started = time.monotonic()
    assert "+00 12 345" in await other.say("hello")
    assert time.monotonic() - started < 1.7


async def test_a_failure_nobody_thought_of_is_an_apology(account: Account) -> None:
    def fail(call: Call) -> list[dict[str, str]]:
        raise RuntimeError("a bug")

    account.rasa.reply = fail
    assert "+00 12 345" in await account.wechat().say("hello")


async def test_rasas_failure_is_an_apology_with_whom_to_call(account: Account) -> None:
    account.rasa.reply = []
    assert "+00 12 345" in await account.wechat().say("你好")
