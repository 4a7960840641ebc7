"""The chat API as a page uses it."""

from __future__ import annotations

import asyncio
import re
import secrets
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from channels.errors import STATUS
from channels.rasa import RasaError
from channels.sessions import LIFE_SECONDS, Sessions
from channels.state.memory import MemoryStore
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import Call, FakeClock, FakeContact, FakeRasa

BUTTONS = [
    {
        "text": "Which one?",
        "buttons": [
            {"title": "The first", "payload": '/ask_hours{"place": "one"}'},
            {"title": "The second", "payload": '/ask_hours{"place": "two"}'},
        ],
    }
]


async def test_a_message_is_answered(visitor: Visitor, rasa: FakeRasa) -> None:
    response = await visitor.send("When are you open?", id="message-1")
    assert response.status_code == 200
    assert response.json() == {
        "id": "message-1",
        "status": "done",
        "messages": [{"text": "You said: When are you open?"}],
    }
    (call,) = rasa.calls
    assert call.sender.startswith("w-")
    assert call.channel == "widget"


async def test_the_same_id_ten_times_at_once_is_one_turn(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.delay = 0.05
    rasa.reply = BUTTONS
    responses = await asyncio.gather(*(visitor.send("hours?", id="message-1") for _ in range(10)))
    assert rasa.texts == ["hours?"]
    assert {response.content for response in responses} == {responses[0].content}
    assert responses[0].json()["status"] == "done"


async def test_the_same_id_again_gets_the_same_answer(visitor: Visitor, rasa: FakeRasa) -> None:
    first = await visitor.send("one", id="message-1")
    again = await visitor.send("two", id="message-1")
    assert again.json() == first.json()
    assert rasa.texts == ["one"]


async def test_the_same_id_in_two_conversations_is_two_turns(
    client: httpx.AsyncClient, rasa: FakeRasa
) -> None:
    one, other = await Visitor(client).start(), await Visitor(client).start()
    await one.send("one", id="message-1")
    await other.send("other", id="message-1")
    assert rasa.texts == ["one", "other"]
    assert rasa.calls[0].sender != rasa.calls[1].sender


async def test_a_thousand_forged_or_foreign_tokens_reach_no_conversation(
    rasa: FakeRasa, clock: FakeClock
) -> None:
    app = app_with(rasa, clock=clock, requests_per_minute=10_000)
    async with client_of(app) as client:
        visitor = await Visitor(client).start()
        foreign = Sessions("another secret, as long as ours is", MemoryStore(), clock)
        body, _, signature = visitor.token.rpartition(".")
        forged = [
            "",
            "x",
            visitor.token[:-1],
            visitor.token + "A",
            f"{body}.",
            f".{signature}",
            f"{body}.{signature.swapcase()}",
            f"{foreign.start().token.rpartition('.')[0]}.{signature}",
            f"w-{secrets.token_urlsafe(24)}",
            "../../history",
        ]
        forged += [foreign.start().token for _ in range(495)]
        forged += [secrets.token_urlsafe(24) for _ in range(495)]
        statuses = set()
        for token in forged:
            stranger = Visitor(client, token)
            statuses.add((await stranger.send("hello")).status_code)
            statuses.add((await stranger.get("/chat/history")).status_code)
        assert len(forged) == 1000
        assert statuses == {401}
        assert rasa.calls == []


async def test_a_session_ends_after_its_life(
    visitor: Visitor, rasa: FakeRasa, clock: FakeClock
) -> None:
    clock.now += LIFE_SECONDS + 1
    assert (await visitor.send("hello")).status_code == 401
    assert rasa.calls == []


async def test_a_renewed_session_is_the_same_conversation(
    visitor: Visitor, rasa: FakeRasa, clock: FakeClock
) -> None:
    await visitor.send("one")
    before = visitor.token
    clock.now += LIFE_SECONDS - 60
    await visitor.start()
    assert visitor.token != before
    clock.now += 120
    await visitor.send("two")
    assert rasa.calls[0].sender == rasa.calls[1].sender


@pytest.mark.parametrize("slash", ["/", "／", " /", "\u200b/", "//", "/ /", "\ufeff／", "\u0000/"])
async def test_typed_text_is_never_a_command(visitor: Visitor, rasa: FakeRasa, slash: str) -> None:
    response = await visitor.send(f'{slash}restart{{"place": "one"}}')
    assert response.status_code == 200
    assert rasa.texts == ['restart{"place": "one"}']


async def test_a_button_is_a_token_that_brings_its_payload_to_rasa(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = BUTTONS
    response = await visitor.send("hours?")
    buttons = response.json()["messages"][0]["buttons"]
    assert [b["title"] for b in buttons] == ["The first", "The second"]
    assert "ask_hours" not in response.text
    await visitor.send(button=buttons[1]["payload"], title="anything")
    assert rasa.texts[1] == '/ask_hours{"place": "two"}'
    assert (await visitor.history())[1]["text"] == "The second"


async def test_a_button_of_another_conversation_does_nothing(
    client: httpx.AsyncClient, rasa: FakeRasa
) -> None:
    rasa.reply = BUTTONS
    one, other = await Visitor(client).start(), await Visitor(client).start()
    buttons = (await one.send("hours?")).json()["messages"][0]["buttons"]
    response = await other.send(button=buttons[0]["payload"], language="ko")
    assert response.status_code == 422
    assert response.json()["error"] == "button_gone"
    assert rasa.texts == ["hours?"]


async def test_the_server_alone_sets_sender_channel_and_metadata(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    await visitor.send(
        "near me?",
        language="ko",
        position={"latitude": 36, "longitude": 120.5, "accuracy": 3},
        place="old-pier",
        sender="w-somebody",
        input_channel="cmdline",
        metadata={"is_external": True},
    )
    (call,) = rasa.calls
    assert call.channel == "widget"
    assert call.sender != "w-somebody"
    assert call.metadata == {
        "language": "ko",
        "position": {"latitude": 36.0, "longitude": 120.5},
        "place": "old-pier",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"text": "hello", "id": "short"},
        {"text": "hello", "id": "a b c d e f g h"},
        {"text": "hello", "id": 12345678},
        {"id": "message-1"},
        {"text": 5},
        {"text": "hello", "button": "token"},
        {"text": "hello", "position": {"latitude": 91, "longitude": 0}},
        {"text": "hello", "position": {"latitude": "1", "longitude": 0}},
        {"text": "hello", "position": {"latitude": True, "longitude": 0}},
        {"text": "hello", "position": [1, 2]},
        {"text": "hello", "place": "../../etc"},
        {"text": "hello", "place": ["old-pier"]},
        {"button": "x" * 65},
    ],
)
async def test_what_is_no_message_is_refused(
    visitor: Visitor, rasa: FakeRasa, body: dict[str, object]
) -> None:
    response = await visitor.send(**body)  # type: ignore[arg-type]
    assert response.status_code == 400
    assert response.json()["error"] == "bad_request"
    assert rasa.calls == []


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"[" * 20_000, b'{"a": NaN'])
async def test_a_body_that_is_no_object_is_refused(visitor: Visitor, content: bytes) -> None:
    response = await visitor.client.post(
        "/chat/messages", content=content, headers={"Authorization": f"Bearer {visitor.token}"}
    )
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("a" * 1001, "en", "at most 1000 characters"),
        ("中" * 1001, "zh", "1000个字符"),
        ("あ" * 1001, "ja", "1000文字"),
        ("가" * 1001, "ko", "1000자"),
    ],
)
async def test_a_message_that_is_too_long_is_refused_in_its_language(
    visitor: Visitor, rasa: FakeRasa, text: str, language: str, words: str
) -> None:
    response = await visitor.send(text)
    assert (response.status_code, response.json()["error"]) == (422, "too_long")
    assert words in response.json()["text"], language
    assert rasa.calls == []


async def test_a_message_of_a_thousand_characters_is_taken(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    assert (await visitor.send("😀" * 1000)).status_code == 200
    assert rasa.texts == ["😀" * 1000]


@pytest.mark.parametrize("text", ["", "  \n", "/", "\u200b", "／／", "\x00\x01"])
async def test_a_message_of_nothing_is_refused(visitor: Visitor, rasa: FakeRasa, text: str) -> None:
    response = await visitor.send(text, language="ja")
    assert (response.status_code, response.json()["error"]) == (422, "empty")
    assert response.json()["text"] == "ご質問を入力してください。"
    assert rasa.calls == []


async def test_a_lone_surrogate_is_taken_out(visitor: Visitor, rasa: FakeRasa) -> None:
    response = await visitor.client.post(
        "/chat/messages",
        content=b'{"id": "message-1", "text": "hi \\ud83d there"}',
        headers={"Authorization": f"Bearer {visitor.token}"},
    )
    assert response.status_code == 200
    assert rasa.texts == ["hi  there"]


async def test_a_slow_answer_is_pending_with_an_apology_and_is_fetched_later(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.gate = asyncio.Event()
    response = await visitor.send("門票は？", id="message-1")
    assert response.status_code == 202
    assert response.json()["status"] == "pending"
    assert "申し訳ございません" in response.json()["messages"][0]["text"]
    assert "+00 12 345" in response.json()["messages"][0]["text"]
    assert (await visitor.get("/chat/messages/message-1")).status_code == 202
    rasa.gate.set()
    await asyncio.sleep(0.05)
    fetched = await visitor.get("/chat/messages/message-1")
    assert fetched.status_code == 200
    assert fetched.json()["messages"] == [{"text": "You said: 門票は？"}]
    repeated = await visitor.send("門票は？", id="message-1")
    assert repeated.json() == fetched.json()
    assert rasa.texts == ["門票は？"]


async def test_an_unknown_message_cannot_be_fetched(visitor: Visitor) -> None:
    assert (await visitor.get("/chat/messages/message-1")).status_code == 404
    assert (await visitor.get("/chat/messages/x")).status_code == 404


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("When are you open?", "I'm sorry"),
        ("几点开门？", "抱歉"),
        ("何時に開きますか", "申し訳ございません"),
        ("몇 시에 열어요?", "죄송합니다"),
    ],
)
@pytest.mark.parametrize(
    "reply",
    [
        [],
        [{}],
        [{"text": " "}],
        RasaError("down", reached=False),
        RasaError("broken", reached=True),
    ],
    ids=["nothing", "an empty message", "blanks", "down", "broken"],
)
async def test_silence_becomes_an_apology_with_the_contact_card(
    visitor: Visitor, rasa: FakeRasa, reply: object, text: str, words: str
) -> None:
    rasa.reply = reply  # type: ignore[assignment]
    response = await visitor.send(text)
    assert response.status_code == 200
    assert response.json()["status"] == "failed"
    (message,) = response.json()["messages"]
    assert words in message["text"]
    assert message["custom"]["phone"] == "+00 12 345"


async def test_a_button_fails_in_the_conversations_language(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = BUTTONS
    buttons = (await visitor.send("호텔 알려 주세요")).json()["messages"][0]["buttons"]
    rasa.reply = []
    response = await visitor.send(button=buttons[0]["payload"])
    assert "죄송합니다" in response.json()["messages"][0]["text"]


async def test_chinese_characters_alone_are_japanese_on_a_japanese_page(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = []
    response = await visitor.send("営業時間", language="ja")
    assert "申し訳ございません" in response.json()["messages"][0]["text"]


async def test_without_an_office_the_apology_names_nobody(rasa: FakeRasa) -> None:
    rasa.reply = []
    async with client_of(app_with(rasa, contact=FakeContact(phone=None))) as client:
        visitor = await Visitor(client).start()
        (message,) = (await visitor.send("hello")).json()["messages"]
    assert message == {"text": "I'm sorry, I can't answer right now. Please try again in a moment."}


async def test_the_conversation_goes_on_when_rasa_is_back(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.reply = RasaError("down", reached=False)
    assert (await visitor.send("one", id="message-1")).json()["status"] == "failed"
    assert (await visitor.history())[0]["status"] == "failed"
    rasa.reply = lambda call: [{"text": f"Answer to {call.text}"}]
    # What never reached Rasa may be sent again under its id.
    assert (await visitor.send("one", id="message-1")).json()["status"] == "done"
    assert (await visitor.send("two")).json()["status"] == "done"
    assert [turn["status"] for turn in await visitor.history()] == ["done", "done"]


async def test_what_rasa_may_have_taken_in_is_not_sent_again(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = RasaError("broken", reached=True)
    await visitor.send("one", id="message-1")
    assert (await visitor.send("one", id="message-1")).json()["status"] == "failed"
    assert rasa.texts == ["one"]


async def test_history_tells_the_conversation_in_order(
    visitor: Visitor, rasa: FakeRasa, clock: FakeClock
) -> None:
    await visitor.send("one", id="message-1")
    clock.now += 60
    await visitor.send("two", id="message-2")
    await visitor.send("two", id="message-2")
    start = 1_800_000_000
    assert await visitor.history() == [
        {
            "id": "message-1",
            "text": "one",
            "at": start,
            "status": "done",
            "messages": [{"text": "You said: one"}],
        },
        {
            "id": "message-2",
            "text": "two",
            "at": start + 60,
            "status": "done",
            "messages": [{"text": "You said: two"}],
        },
    ]


async def test_history_keeps_the_last_fifty(visitor: Visitor) -> None:
    for number in range(52):
        await visitor.send(f"number {number}", id=f"message-{number}")
    turns = await visitor.history()
    assert [turn["text"] for turn in turns] == [f"number {n}" for n in range(2, 52)]


async def test_a_cleared_conversation_begins_anew(visitor: Visitor, rasa: FakeRasa) -> None:
    await visitor.send("one", id="message-1")
    deleted = await visitor.delete("/chat/history")
    assert deleted.status_code == 200
    assert re.fullmatch(r"D(-[0-9a-f]{4}){3}", deleted.json()["receipt"])
    assert await visitor.history() == []
    assert (await visitor.get("/chat/messages/message-1")).status_code == 404
    await visitor.send("two")
    first, restart, second = rasa.calls
    assert first.sender != second.sender
    assert (restart.sender, restart.text) == (first.sender, "/restart")


async def test_what_rasa_did_not_delete_is_not_said_to_be_deleted(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    await visitor.send("one", id="message-1")
    rasa.reply = RasaError("ConnectError", reached=False)
    assert (await visitor.delete("/chat/history")).status_code == 503
    assert len(await visitor.history()) == 1


@pytest.mark.parametrize("degrees", ["9" * 400, "-" + "9" * 4000, "1e999", "NaN", "91"])
async def test_a_position_that_is_none_on_earth_is_refused(visitor: Visitor, degrees: str) -> None:
    body = f'{{"id":"message-1","text":"hi","position":{{"latitude":{degrees},"longitude":1}}}}'
    response = await visitor.client.post(
        "/chat/messages", content=body, headers={"Authorization": f"Bearer {visitor.token}"}
    )
    assert response.status_code == 400


async def test_a_visitor_who_goes_away_is_no_failure_of_ours(
    client: httpx.AsyncClient, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/chat/messages",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {visitor.token}".encode())],
        "client": ("203.0.113.7", 4),
        "server": ("channels", 80),
        "scheme": "http",
    }
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 400
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


async def test_messages_of_one_conversation_run_in_order(visitor: Visitor, rasa: FakeRasa) -> None:
    def slower_first(call: Call) -> list[dict[str, object]]:
        return [{"text": call.text}]

    rasa.reply = slower_first
    rasa.delay = 0.02
    texts = [f"number {n}" for n in range(5)]
    await asyncio.gather(*(visitor.send(text) for text in texts))
    assert rasa.finished == texts
    assert rasa.most_at_once == 1


async def test_a_conversation_does_not_wait_for_another(
    client: httpx.AsyncClient, rasa: FakeRasa
) -> None:
    one, other = await Visitor(client).start(), await Visitor(client).start()
    rasa.gate = asyncio.Event()
    assert (await one.send("one")).status_code == 202
    rasa.gate = None
    assert (await other.send("other")).status_code == 200


async def test_a_store_that_is_lost_is_told_as_unavailable(rasa: FakeRasa) -> None:
    class LostStore(MemoryStore):
        async def increment(self, key: str, *, ttl: float) -> int:
            raise ConnectionError

    async with client_of(app_with(rasa, store=LostStore())) as client:
        response = await client.post("/chat/sessions", headers={"Accept-Language": "ko-KR,ko"})
    assert response.status_code == 503
    assert "죄송합니다" in response.json()["text"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_everything_that_can_be_drawn_stands_in_the_description() -> None:
    root = Path(__file__).resolve().parents[2]
    sources = [*(root / "actions").rglob("*.py"), *(root / "channels").glob("*.py")]
    types = {t for path in sources for t in re.findall(r'"type": "(\w+)"', path.read_text("utf-8"))}
    text = (root / "docs" / "widget-api.md").read_text("utf-8")
    assert len(types) > 5
    assert [each for each in sorted(types) if f"`{each}`" not in text] == []


def test_every_error_code_and_route_stands_in_the_description() -> None:
    docs = Path(__file__).resolve().parents[2] / "docs"
    text = (docs / "widget-api.md").read_text("utf-8")
    # The refusals that partners' programs alone meet stand in theirs.
    both = text + (docs / "partners.md").read_text("utf-8")
    assert [code for code in STATUS if f"`{code}`" not in both] == []
    routes = {route.path for route in app_with(FakeRasa()).routes if isinstance(route, Route)}
    described = {path.replace("{id}", "9fKx2LmQ") for path in routes if path.startswith("/chat/")}
    assert [path for path in described if path not in text] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Call an ambulance!", "en"),
        ("救命！有人晕倒了", "zh"),
        ("助けてください", "ja"),
        ("경찰 불러 주세요", "ko"),
    ],
)
@pytest.mark.parametrize("state", ["hangs", "down"])
async def test_a_cry_for_help_is_told_the_numbers_whatever_hangs(
    rasa: FakeRasa, text: str, language: str, state: str
) -> None:
    if state == "hangs":
        rasa.gate = asyncio.Event()
    else:
        rasa.reply = RasaError("ConnectError", reached=False)
    async with client_of(app_with(rasa)) as client:
        visitor = await Visitor(client).start()
        # Eight seconds is what any other question may take.
        answer = (await asyncio.wait_for(visitor.send(text), 4)).json()
    assert answer["messages"][0]["custom"]["type"] == "emergency"
    assert f"Police ({language}): 110" in answer["messages"][0]["text"]


RATABLE = [{"text": "Open until six"}, {"custom": {"type": "hours", "act": "ask_hours"}}]


async def _rate(visitor: Visitor, helpful: object, message: str = "message-1") -> httpx.Response:
    path = f"/chat/messages/{message}/rating"
    headers = {"Authorization": f"Bearer {visitor.token}"}
    return await visitor.client.post(path, json={"helpful": helpful}, headers=headers)


async def test_a_rating_goes_to_rasa_once_and_names_nobody(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = RATABLE
    await visitor.send("hours?", id="message-1")
    for helpful in (False, True):
        assert (await _rate(visitor, helpful)).status_code == 204
    asked, rated = rasa.calls
    assert (rated.text, rated.metadata["rated"]) == ("/deny", "ask_hours")
    assert rated.sender.startswith("rating-")
    assert asked.sender not in rated.sender


async def test_what_has_no_answer_to_rate_is_not_found(visitor: Visitor, rasa: FakeRasa) -> None:
    await visitor.send("hello", id="message-1")
    assert (await _rate(visitor, True)).status_code == 404
    assert (await _rate(visitor, True, "no-such-message")).status_code == 404
    assert (await _rate(visitor, "yes")).status_code == 400
    assert rasa.texts == ["hello"]


async def test_a_rating_that_was_not_kept_can_be_given_again(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    rasa.reply = RATABLE
    await visitor.send("hours?", id="message-1")
    rasa.reply = RasaError("away", reached=False)
    assert (await _rate(visitor, True)).status_code == 503
    rasa.reply = []
    assert (await _rate(visitor, True)).status_code == 503
    rasa.reply = [{"text": "Thank you."}]
    assert (await _rate(visitor, True)).status_code == 204


async def test_a_button_says_that_it_goes_on_with_the_latest_list(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    more = {"title": "More", "payload": "/more_results"}
    rasa.reply = [{"text": "Two", "buttons": [more, *BUTTONS[0]["buttons"]]}]
    (message,) = (await visitor.send("list")).json()["messages"]
    assert [each.get("continues") for each in message["buttons"]] == [True, None, None]
