"""What every request passes: limits, headers, logs, health; and how the application ends."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import httpx
import pytest

from channels.health import WARM_UP
from channels.limits import network_of
from channels.rasa import RasaError
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeClock, FakeRasa

OFFICE = "https://www.office.example"


async def test_too_many_messages_are_refused_until_the_minute_is_over(
    rasa: FakeRasa, clock: FakeClock
) -> None:
    async with client_of(app_with(rasa, clock=clock, messages_per_minute=3)) as client:
        visitor, other = await Visitor(client).start(), await Visitor(client).start()
        clock.now = 1_800_000_000 // 60 * 60 + 15
        for text in ("하나", "둘", "셋"):
            assert (await visitor.send(text)).status_code == 200
        refused = await visitor.send("넷")
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "45"
        assert refused.json() == {
            "error": "too_many",
            "text": "짧은 시간에 너무 많이 보내셨습니다. 45초 후에 다시 시도해 주세요.",
        }
        assert rasa.texts == ["하나", "둘", "셋"]
        assert (await other.send("hello")).status_code == 200
        clock.now += 45
        assert (await visitor.send("넷")).status_code == 200


async def test_a_repeat_does_not_count_as_a_message(rasa: FakeRasa) -> None:
    async with client_of(app_with(rasa, messages_per_minute=1)) as client:
        visitor = await Visitor(client).start()
        for _ in range(5):
            assert (await visitor.send("hello", id="message-1")).status_code == 200


async def test_an_address_has_a_limit_of_its_own(rasa: FakeRasa) -> None:
    app = app_with(rasa, requests_per_minute=2)
    async with client_of(app, "203.0.113.1") as one, client_of(app, "203.0.113.2") as other:
        assert [(await one.post("/chat/sessions")).status_code for _ in range(3)] == [201, 201, 429]
        assert (await other.post("/chat/sessions")).status_code == 201


async def test_behind_a_trusted_proxy_the_visitor_is_limited_not_the_proxy(
    rasa: FakeRasa,
) -> None:
    app = app_with(rasa, requests_per_minute=1, trusted_proxies=("10.0.0.0/8",))
    async with client_of(app, "10.1.2.3") as proxy, client_of(app, "203.0.113.1") as stranger:

        async def start(client: httpx.AsyncClient, forwarded: str) -> int:
            headers = {"X-Forwarded-For": forwarded}
            return (await client.post("/chat/sessions", headers=headers)).status_code

        assert await start(proxy, "198.51.100.1") == 201
        assert await start(proxy, "198.51.100.2") == 201
        # The first address is the visitor's own claim; the proxy wrote the last.
        assert await start(proxy, "192.0.2.9, 198.51.100.1") == 429
        assert await start(stranger, "198.51.100.3") == 201
        assert await start(stranger, "198.51.100.4") == 429


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_for_its_network(host: str, network: str) -> None:
    assert network_of(host) == network


async def test_a_body_that_is_too_large_is_refused_in_the_visitors_language(
    client: httpx.AsyncClient, rasa: FakeRasa
) -> None:
    async def in_pieces():  # type: ignore[no-untyped-def]
        for _ in range(70):
            yield b" " * 1024

    headers = {"Accept-Language": "ja"}
    for content in (b" " * 70_000, in_pieces()):
        response = await client.post("/chat/sessions", content=content, headers=headers)
        assert (response.status_code, response.json()["error"]) == (413, "too_large")
        assert "短く" in response.json()["text"]


@pytest.mark.parametrize("length", ["-1", "many", "9" * 50])
async def test_a_length_that_is_none_is_refused(client: httpx.AsyncClient, length: str) -> None:
    response = await client.post("/chat/sessions", headers={"Content-Length": length})
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/health", "/widget", "/", "/nothing-here"])
async def test_every_response_has_the_security_headers(rasa: FakeRasa, path: str) -> None:
    async with client_of(app_with(rasa, allowed_origins=(OFFICE,))) as client:
        headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    framing = f"frame-ancestors 'self' {OFFICE}" if path == "/widget" else "frame-ancestors 'none'"
    assert policy.endswith(framing)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=(self)" in headers["permissions-policy"]
    assert "server" not in headers


@pytest.mark.parametrize(("proxy", "is_kept"), [("10.1.2.3", True), ("203.0.113.9", False)])
async def test_who_came_by_https_through_our_proxy_comes_by_nothing_else(
    rasa: FakeRasa, proxy: str, is_kept: bool
) -> None:
    app = app_with(rasa, trusted_proxies=("10.0.0.0/8",))
    async with client_of(app, proxy) as client:
        plain = await client.get("/widget")
        secure = await client.get("/widget", headers={"X-Forwarded-Proto": "https"})
    told = "strict-transport-security"
    assert told not in plain.headers
    assert secure.headers.get(told) == ("max-age=31536000" if is_kept else None)


async def test_conversations_are_for_nobodys_cache(visitor: Visitor) -> None:
    assert (await visitor.send("hello")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("origin", "allowed"), [(OFFICE, True), ("https://evil.example", False)])
async def test_only_the_offices_sites_may_call_from_a_browser(
    rasa: FakeRasa, origin: str, allowed: bool
) -> None:
    async with client_of(app_with(rasa, allowed_origins=(OFFICE,))) as client:
        asked = await client.options(
            "/chat/messages",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
        posted = await client.post("/chat/sessions", headers={"Origin": origin})
    assert asked.status_code == (200 if allowed else 400)
    for response in (asked, posted):
        given = response.headers.get("access-control-allow-origin")
        assert given == (origin if allowed else None)


async def test_the_log_tells_the_route_and_nothing_of_the_visitor(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await visitor.send("my secret question", id="message-secret")
        await visitor.get("/chat/messages/message-secret")
        await visitor.get("/my-secret-path")
    lines = [json.loads(r.message) for r in caplog.records if r.name == "channels.access"]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/chat/messages", 200),
        ("GET", "/chat/messages/{id}", 200),
        ("GET", "-", 404),
    ]
    assert all(set(line) == {"method", "route", "status", "ms"} for line in lines)
    # The client of this test logs its requests too.
    ours = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))
    for secret in ("secret", visitor.token, "203.0.113.7", "w-"):
        assert secret not in ours


async def test_an_error_is_logged_without_what_the_visitor_said(
    visitor: Visitor, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    rasa.reply = RasaError("down", reached=False)
    await visitor.send("my secret question")
    ours = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))
    assert "Rasa gave no reply: down" in ours
    assert "secret" not in ours


async def test_it_is_ready_once_a_question_was_answered(rasa: FakeRasa) -> None:
    async with client_of(app_with(rasa)) as client:
        rasa.reply = RasaError("down", reached=False)
        assert (await client.get("/health")).status_code == 200
        assert (await client.get("/ready")).status_code == 503
        rasa.reply = []
        assert (await client.get("/ready")).status_code == 503
        rasa.reply = [{"text": "Open now."}]
        assert (await client.get("/ready")).status_code == 200
        asked = len(rasa.calls)
        assert (await client.get("/ready")).status_code == 200
        assert len(rasa.calls) == asked
    assert {call.text for call in rasa.calls} == {"/ask_office_hours"}


async def test_it_is_not_ready_without_the_database_of_the_conversations(
    rasa: FakeRasa, tmp_path: Path
) -> None:
    rasa.reply = [{"text": "Open now."}]
    for name, status in (("conversations.sqlite3", 200), ("nowhere/conversations.sqlite3", 503)):
        app = app_with(rasa, tracker_url=f"sqlite:///{tmp_path / name}")
        async with client_of(app) as client:
            assert (await client.get("/ready")).status_code == status


async def test_no_answer_sends_a_browser_to_the_host_that_it_named(rasa: FakeRasa) -> None:
    async with client_of(app_with(rasa)) as client:
        response = await client.get("/widget/", headers={"Host": "evil.example"})
    assert response.status_code == 404
    assert "evil" not in str(response.headers)


async def test_another_host_than_ours_is_refused_where_ours_is_set(rasa: FakeRasa) -> None:
    app = app_with(rasa, allowed_hosts=("chat.example.org",))
    async with client_of(app) as client:
        for host, status in (("chat.example.org", 200), ("evil.example", 400)):
            response = await client.get("/widget", headers={"Host": host})
            assert response.status_code == status
            # Whoever watches over the process asks for its own address.
            response = await client.get("/health", headers={"Host": host})
            assert response.status_code == 200


async def test_the_warm_up_asks_for_an_intent_that_exists() -> None:
    domain = (Path(__file__).resolve().parents[2] / "domain.yml").read_text(encoding="utf-8")
    assert f"  - {WARM_UP.removeprefix('/')}:\n" in domain


async def test_figures_are_for_near_networks_only(rasa: FakeRasa) -> None:
    app = app_with(rasa)
    async with client_of(app, "10.0.0.5") as near, client_of(app, "8.8.8.8") as far:
        visitor = await Visitor(near).start()
        await visitor.send("hello")
        text = (await near.get("/metrics")).text
        assert (await far.get("/metrics")).status_code == 404
    assert 'visitor_turn_seconds_count{channel="widget",outcome="done"} 1.0' in text
    assert 'route="/chat/messages",status="200"' in text
    assert "w-" not in text


async def test_two_applications_count_for_themselves(rasa: FakeRasa) -> None:
    one, other = app_with(rasa), app_with(rasa)
    async with client_of(one, "127.0.0.1") as client:
        await Visitor(client).start()
    async with client_of(other, "127.0.0.1") as client:
        assert "/chat/sessions" not in (await client.get("/metrics")).text


async def test_an_application_that_ends_lets_its_turns_end(rasa: FakeRasa) -> None:
    app = app_with(rasa, deadline_seconds=0.1)
    async with app.router.lifespan_context(app), client_of(app) as client:
        visitor = await Visitor(client).start()
        rasa.gate = asyncio.Event()
        assert (await visitor.send("hello")).status_code == 202
        asyncio.get_running_loop().call_later(0.1, rasa.gate.set)
    assert rasa.finished == ["hello"]


async def test_a_method_that_is_not_meant_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/chat/sessions")
    assert (response.status_code, response.json()["error"]) == (405, "not_allowed")
