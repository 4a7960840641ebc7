"""What visitors send and what they are answered."""

from __future__ import annotations

import pytest

from channels.rasa import Message
from channels.words import say
from tests.channels.fakes import Call
from tests.channels.wechat.conftest import PUSH, Account
from tests.channels.wechat.other_side import ACCOUNT, message

LIST = [
    {
        "text": "Found 2:\n1. Old Pier\n2. New Pier",
        "buttons": [
            {"title": "Old Pier", "payload": '/ask_details{"place": "p1"}'},
            {"title": "New Pier", "payload": '/ask_details{"place": "p2"}'},
        ],
    }
]


def piers(call: Call) -> list[Message]:
    """List two piers, unless asked for something by a payload or else."""
    return LIST if call.text == "piers" else [{"text": f"You said: {call.text}"}]


@pytest.mark.parametrize("text", ["2", "２", "二", "the second"])
async def test_a_number_picks_what_was_shown(account: Account, text: str) -> None:
    account.rasa.reply = piers
    other = account.wechat()
    await other.say("piers")
    assert await other.say(text) == 'You said: /ask_details{"place": "p2"}'


async def test_a_tap_picks_from_an_older_list(account: Account) -> None:
    account.rasa.reply = piers
    other = account.wechat()
    shown = await other.say("piers")
    await other.say("something else")
    menu_id = shown.split("msgmenuid=")[1].split('"')[0]
    assert await other.say("1", bizmsgmenuid=menu_id) == 'You said: /ask_details{"place": "p1"}'


async def test_a_tap_on_a_list_that_is_gone_says_so(account: Account) -> None:
    other = account.wechat()
    assert "失效" in await other.say("1", bizmsgmenuid="gone.1")
    assert account.rasa.texts == []


async def test_a_number_after_another_answer_is_rasas(account: Account) -> None:
    account.rasa.reply = piers
    other = account.wechat()
    await other.say("piers")
    await other.say("thanks")
    assert await other.say("2") == "You said: 2"


async def test_choices_of_one_visitor_are_not_another_visitors(account: Account) -> None:
    account.rasa.reply = piers
    other = account.wechat()
    await other.say("piers", FromUserName="one")
    assert await other.say("1", FromUserName="two") == "You said: 1"


@pytest.mark.parametrize("word", ["继续", "more", "続き", "계속", "继续。"])
async def test_a_long_answer_comes_in_parts_on_request(account: Account, word: str) -> None:
    lines = "\n".join(f"{n} 很长的一行文字" for n in range(1, 200))
    account.rasa.reply = [{"text": lines}]
    other = account.wechat()
    told = [await other.say("讲讲")]
    while "继续" in told[-1]:
        told.append(await other.say(word))
    assert all(len(part.encode()) <= 2048 for part in told)
    assert len(told) == 3
    kept = [line for part in told for line in part.split("\n") if "很长" in line]
    assert "\n".join(kept) == lines
    assert account.rasa.texts == ["讲讲"]


async def test_an_old_link_to_more_is_answered_when_nothing_is_left(account: Account) -> None:
    words = await account.wechat().say("more", bizmsgmenuid="more")
    assert words in {say(code, "wechat.no_more") for code in ("en", "zh")}
    assert account.rasa.texts == []


async def test_more_without_a_rest_is_rasas(account: Account) -> None:
    assert await account.wechat().say("更多") == "You said: 更多"


async def test_a_position_asks_what_is_nearby(account: Account) -> None:
    # The map of WeChat is shifted in China: by some 0.005 degrees there.
    await account.wechat().say(
        "", MsgType="location", Location_X="39.9087", Location_Y="116.3975", Label="x"
    )
    (call,) = account.rasa.calls
    assert call.text == '/nearby{"near": "me"}'
    position = call.metadata["position"]
    assert 0.001 < 39.9087 - position["latitude"] < 0.002
    assert 0.005 < 116.3975 - position["longitude"] < 0.008


async def test_a_position_outside_of_china_stays_as_it_is(account: Account) -> None:
    await account.wechat().say("", MsgType="location", Location_X="48.1", Location_Y="11.5")
    assert account.rasa.calls[0].metadata["position"] == {"latitude": 48.1, "longitude": 11.5}


async def test_a_position_that_the_phone_reports_goes_along_with_the_next_question(
    account: Account,
) -> None:
    other = account.wechat()
    fields = {"Latitude": "48.1", "Longitude": "11.5", "Precision": "9"}
    assert await other.say("", MsgType="event", Event="LOCATION", **fields) == ""
    await other.say("附近有什么？")
    await other.say("谢谢")
    first, second = account.rasa.calls
    assert first.metadata["position"] == {"latitude": 48.1, "longitude": 11.5}
    assert "position" not in second.metadata


async def test_a_recognised_voice_is_a_question(account: Account) -> None:
    said = await account.wechat().say("", MsgType="voice", Recognition="几点开门？")
    assert said == "You said: 几点开门？"


async def test_a_voice_that_nobody_recognised_is_asked_for_words(account: Account) -> None:
    assert "语音" in await account.wechat().say("", MsgType="voice", MediaId="1")


async def test_a_subscriber_is_welcomed(account: Account) -> None:
    assert "欢迎" in await account.wechat().say("", MsgType="event", Event="subscribe")


async def test_a_subscriber_is_welcomed_in_the_language_of_the_profile(account: Account) -> None:
    account.interface.languages["visitor"] = "ja"
    said = await account.wechat(**PUSH).say("", MsgType="event", Event="subscribe")
    assert "ご登録" in said


async def test_the_menu_asks_its_question(account: Account) -> None:
    said = await account.wechat().say("", MsgType="event", Event="CLICK", EventKey="几点开门？")
    assert said == "You said: 几点开门？"


@pytest.mark.parametrize("event", ["VIEW", "TEMPLATESENDJOBFINISH", "", "unsubscribe"])
async def test_other_events_are_answered_with_silence(account: Account, event: str) -> None:
    assert await account.wechat().say("", MsgType="event", Event=event) == ""


async def test_who_leaves_is_forgotten(account: Account) -> None:
    account.rasa.reply = piers
    other = account.wechat()
    await other.say("piers")
    await other.say("", MsgType="event", Event="unsubscribe")
    assert account.rasa.texts[-1] == "/restart"
    assert await other.say("1") == "You said: 1"


async def test_a_person_takes_over_where_the_account_has_a_service_desk(account: Account) -> None:
    account.rasa.reply = [{"text": "请稍候", "custom": {"type": "transfer"}}]
    other = account.wechat(WECHAT_TRANSFER="yes")
    reply = other.reply(await other.send(message("人工")))
    assert reply["MsgType"] == "transfer_customer_service"
    assert "Content" not in reply


async def test_an_event_is_never_transferred(account: Account) -> None:
    account.rasa.reply = [{"text": "请稍候", "custom": {"type": "transfer"}}]
    other = account.wechat(WECHAT_TRANSFER="yes")
    assert await other.say("", MsgType="event", Event="CLICK", EventKey="人工") == "请稍候"


async def test_without_a_service_desk_the_words_are_told(account: Account) -> None:
    account.rasa.reply = [{"text": "请致电", "custom": {"type": "transfer"}}]
    assert await account.wechat().say("人工") == "请致电"


async def test_a_place_with_a_picture_is_one_article(account: Account) -> None:
    card = {
        "id": "p",
        "name": "Pier",
        "image": "https://x.example/p.jpg",
        "map": "https://m.example",
    }
    account.rasa.reply = [{"text": "A pier.", "custom": {"type": "places", "cards": [card]}}]
    other = account.wechat()
    reply = other.reply(await other.send(message("pier")))
    assert (reply["MsgType"], reply["ArticleCount"]) == ("news", "1")
    assert reply["Articles"]["item"] == {
        "Title": "Pier",
        "Description": "A pier.",
        "PicUrl": "https://x.example/p.jpg",
        "Url": "https://m.example",
    }


async def test_own_words_follow_the_language_of_the_conversation(account: Account) -> None:
    other = account.wechat()
    await other.say("桟橋はどこですか")
    await other.say("OK")
    assert "文字の" in await other.say("", MsgType="image")


async def test_two_events_of_one_second_are_two(account: Account) -> None:
    other = account.wechat()
    event = {"ToUserName": ACCOUNT, "FromUserName": "v", "CreateTime": "1", "MsgType": "event"}
    for key in ("one", "two", "two"):
        await other.send({**event, "Event": "CLICK", "EventKey": key})
    assert account.rasa.texts == ["one", "two"]


async def test_who_comes_back_is_welcomed_as_a_stranger(account: Account) -> None:
    other = account.wechat()
    await other.say("where is the beach?")
    await other.say("", MsgType="event", Event="unsubscribe")
    later = str(int(account.clock.now) + 60)
    said = await other.say("", MsgType="event", Event="subscribe", CreateTime=later)
    assert "欢迎" in said


async def test_a_visitor_who_writes_without_end_is_asked_to_wait(account: Account) -> None:
    account.messages_per_minute = 3
    other = account.wechat()
    said = [await other.say(f"number {n}?") for n in range(5)]
    assert said[:3] == [f"You said: number {n}?" for n in range(3)]
    assert all("a lot at once" in each for each in said[3:])
    assert await other.say("hello", FromUserName="another") == "You said: hello"
    account.clock.now += 61
    assert await other.say("number 5?") == "You said: number 5?"
