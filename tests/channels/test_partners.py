"""The partners' endpoint and their keys."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from channels import partners
from channels.partners.__main__ import main
from channels.partners.keys import KeyFile, PartnerError
from channels.partners.settings import SETTINGS, PartnerSettings
from channels.rasa import RasaError
from channels.settings import SettingsError
from tests.channels.conftest import app_with, client_of
from tests.channels.fakes import FakeClock, FakeRasa

TODAY = date(2026, 1, 2)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "partners.md"


class Office:
    """The public process and its file of keys."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.rasa = FakeRasa()
        self.clock = FakeClock()
        self.file = folder / "keys" / "partners.json"
        self.keys = KeyFile(self.file)
        app = app_with(self.rasa, clock=self.clock, deadline_seconds=0.2, **settings)
        env = {"PARTNER_KEYS_FILE": str(self.file), "PARTNER_MESSAGES_PER_MINUTE": "3"}
        app.router.routes[:] = [
            route for route in app.router.routes if getattr(route, "path", "") != partners.PATH
        ]
        app.router.routes += partners.routes(app.state.services, env)
        self.client = client_of(app)

    async def post(self, key: str, body: Any, **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {key}", **headers}
        return await self.client.post(partners.PATH, content=content, headers=headers)

    async def ask(self, key: str, message: str, sender: str = "1", **more: Any) -> Any:
        response = await self.post(key, {"sender": sender, "message": message, **more})
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(tmp_path)
    yield office
    await office.client.aclose()


async def test_a_partner_is_answered_in_rasas_shape(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    answer = await office.ask(key, "几点开门？", sender="visitor 17")
    assert answer == [{"recipient_id": "visitor 17", "text": "You said: 几点开门？"}]
    (call,) = office.rasa.calls
    assert call.sender.startswith("p-harbour-")
    assert "visitor 17" not in call.sender
    assert call.channel == "partner"


async def test_two_partners_senders_never_meet(office: Office) -> None:
    one, two = office.keys.add("one", TODAY), office.keys.add("two", TODAY)
    for key in (one, two):
        await office.ask(key, "hello", sender="1")
    await office.ask(one, "hello", sender="2")
    assert len({call.sender for call in office.rasa.calls}) == 3


async def test_half_a_character_in_a_sender_is_refused_before_the_turn(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    response = await office.post(key, rb'{"sender": "\ud800x", "message": "hello"}')
    assert (response.status_code, response.json()["error"]) == (422, "no_sender")
    assert office.rasa.texts == []


async def test_a_key_that_is_too_long_is_refused_and_not_cut(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    response = await office.post(
        key, {"sender": "1", "message": "hello"}, **{"Idempotency-Key": "k" * 65}
    )
    assert response.status_code == 400
    assert office.rasa.texts == []


async def test_a_repeated_request_gets_its_late_answer_once(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    office.rasa.gate = asyncio.Event()
    asked, header = {"sender": "1", "message": "hello"}, {"Idempotency-Key": "k"}
    await office.post(key, asked, **header)
    await office.post(key, asked, **header)
    office.rasa.gate.set()
    await asyncio.sleep(0.05)
    answer = (await office.post(key, asked, **header)).json()
    assert [message["text"] for message in answer] == ["You said: hello"]


async def test_a_second_attempt_is_nobody_elses_message(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    asked = {"sender": "1", "message": "hello"}
    office.rasa.reply = RasaError("ConnectError", reached=False)
    await office.post(key, asked, **{"Idempotency-Key": "x"})
    await office.post(key, asked, **{"Idempotency-Key": "x"})
    response = await office.post(key, asked, **{"Idempotency-Key": "x:2"})
    assert response.status_code == 200


async def test_a_button_comes_back_as_its_payload_and_only_in_its_conversation(
    office: Office,
) -> None:
    office.rasa.reply = lambda call: [
        {"text": call.text, "buttons": [{"title": "Hours", "payload": '/ask_hours{"place": "p"}'}]}
    ]
    key = office.keys.add("harbour", TODAY)
    (answer,) = await office.ask(key, "pier")
    token = answer["buttons"][0]["payload"]
    assert "/" not in token
    assert (await office.ask(key, token))[0]["text"] == '/ask_hours{"place": "p"}'
    assert (await office.ask(key, token, sender="2"))[0]["text"] == token


@pytest.mark.parametrize("typed", ["/restart", "／restart", "\u200b/ask_hours{}"])
async def test_typed_commands_are_no_commands(office: Office, typed: str) -> None:
    key = office.keys.add("harbour", TODAY)
    await office.ask(key, typed)
    assert not office.rasa.texts[0].startswith(("/", "／"))


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {key}", "{key}", "Bearer é"]
)
async def test_nobody_asks_without_a_key(office: Office, authorization: str) -> None:
    key = office.keys.add("harbour", TODAY)
    response = await office.client.post(
        partners.PATH,
        json={"sender": "1", "message": "hello"},
        headers={"Authorization": authorization.format(key=key).encode()},
    )
    assert response.status_code == 401
    assert response.json()["error"] == "bad_key"
    assert office.rasa.calls == []


async def test_a_withdrawn_key_is_refused_at_once(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    await office.ask(key, "hello")
    KeyFile(office.file).withdraw("harbour")
    assert (await office.post(key, {"sender": "1", "message": "hello"})).status_code == 401


async def test_an_unreadable_file_of_keys_lets_nobody_in(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    office.file.write_text("{", encoding="utf-8")
    assert (await office.post(key, {"sender": "1", "message": "hello"})).status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"message": "hello"}, 422, "no_sender"),
        ({"sender": "", "message": "hello"}, 422, "no_sender"),
        ({"sender": None, "message": "hello"}, 422, "no_sender"),
        ({"sender": 1, "message": "hello"}, 422, "no_sender"),
        ({"sender": "a" * 257, "message": "hello"}, 422, "no_sender"),
        ({"sender": "1"}, 422, "empty"),
        ({"sender": "1", "message": " "}, 422, "empty"),
        ({"sender": "1", "message": ["hello"]}, 422, "empty"),
        ({"sender": "1", "message": "字" * 1001}, 422, "too_long"),
        ([], 400, "bad_request"),
        (b"{", 400, "bad_request"),
        (b"\xff", 400, "bad_request"),
        (b"[" * 60_000, 400, "bad_request"),
        (b"a" * 70_000, 413, "too_large"),
    ],
    ids=range(14),
)
async def test_what_is_no_message_is_refused(
    office: Office, body: Any, status: int, error: str
) -> None:
    key = office.keys.add("harbour", TODAY)
    response = await office.post(key, body)
    assert (response.status_code, response.json()["error"]) == (status, error)
    assert response.json()["text"]
    assert office.rasa.calls == []


async def test_each_partner_has_its_own_limit(office: Office) -> None:
    one, two = office.keys.add("one", TODAY), office.keys.add("two", TODAY)
    for _ in range(3):
        await office.ask(one, "hello")
    refused = await office.post(one, {"sender": "2", "message": "hello"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60
    await office.ask(two, "hello")
    office.clock.now += 60
    await office.ask(one, "hello")


async def test_rasa_learns_of_metadata_only_what_it_may(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    position = {"latitude": 36.06, "longitude": 120.31}
    await office.ask(key, "hi", metadata={"language": "ja", "position": position, "admin": True})
    await office.ask(key, "hi", metadata={"language": "xx", "position": {"latitude": "1"}})
    await office.ask(key, "hi", metadata="ja")
    told = [call.metadata for call in office.rasa.calls]
    assert told == [{"language": "ja", "position": position}, {}, {}]


async def test_a_repeated_request_is_one_turn(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    body = {"sender": "1", "message": "hello"}
    answers = await asyncio.gather(
        *(office.post(key, body, **{"Idempotency-Key": "a"}) for _ in range(3))
    )
    assert len({answer.text for answer in answers}) == 1
    assert office.rasa.texts == ["hello"]


async def test_a_late_answer_comes_in_front_of_the_next(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    office.rasa.gate = asyncio.Event()
    (apology,) = await office.ask(key, "slow")
    assert "+00 12 345" in apology["text"]
    office.rasa.gate.set()
    await asyncio.sleep(0.05)
    answers = await office.ask(key, "next")
    assert [answer["text"] for answer in answers] == ["You said: slow", "You said: next"]
    assert len(await office.ask(key, "again")) == 1


async def test_silence_of_rasas_is_an_apology(office: Office) -> None:
    key = office.keys.add("harbour", TODAY)
    office.rasa.reply = []
    (apology,) = await office.ask(key, "hello")
    assert "+00 12 345" in apology["text"]


def test_the_file_holds_no_key_and_is_the_owners_alone(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "partners.json")
    key = keys.add("harbour", TODAY)
    assert len(key) >= 43
    assert key not in (tmp_path / "partners.json").read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "partners.json").stat().st_mode) == 0o600
    assert keys.partner_of(key) == "harbour"


@pytest.mark.parametrize("id_", ["", "Harbour", "a b", "../x", "-a", "a" * 41, "港"])
def test_a_partners_name_is_short_and_plain(tmp_path: Path, id_: str) -> None:
    with pytest.raises(PartnerError):
        KeyFile(tmp_path / "partners.json").add(id_, TODAY)


def test_one_key_a_partner(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "partners.json")
    keys.add("harbour", TODAY)
    with pytest.raises(PartnerError, match="withdraw"):
        keys.add("harbour", TODAY)


def test_the_command_makes_lists_and_withdraws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTNER_KEYS_FILE", str(tmp_path / "partners.json"))
    assert main(["add", "harbour"]) == 0
    key = capsys.readouterr().out.strip()
    assert KeyFile(tmp_path / "partners.json").partner_of(key) == "harbour"
    assert main(["list"]) == 0
    assert capsys.readouterr().out.startswith("harbour  ")
    assert main(["withdraw", "harbour"]) == 0
    assert main(["withdraw", "harbour"]) == 1
    assert "harbour" in capsys.readouterr().err
    assert KeyFile(tmp_path / "partners.json").partners() == []


def test_a_limit_that_is_no_number_is_named() -> None:
    with pytest.raises(SettingsError, match="PARTNER_MESSAGES_PER_MINUTE"):
        PartnerSettings.from_env({"PARTNER_MESSAGES_PER_MINUTE": "many"})


def test_every_setting_is_documented_with_its_default() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | `{setting.default}` | {setting.help} |" in text
