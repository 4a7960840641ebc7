"""The OpenAPI description: it names what there is, and every response is as it says."""

from __future__ import annotations

import json
import secrets
from typing import Any

import httpx
import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from channels.description import FILE
from channels.errors import STATUS
from channels.rasa import Message, RasaError
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeRasa

DESCRIPTION: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
# What is no program's: pages, their files, WeChat's callback, figures for near networks.
_NOT_DESCRIBED = (
    *("/", "/builder", "/widget", "/widget.js", "/static/{version}/{name}"),
    *(
        "/manifest.webmanifest",
        "/art/{kind}.svg",
        "/art/{kind}/{category}.svg",
        "/worker.js",
        "/wechat",
        "/metrics",
    ),
)

REPLIES: list[list[Message] | RasaError] = [
    [{"text": "Hi", "buttons": [{"title": "More", "payload": "/more"}]}],
    [{"text": "Hi", "custom": {"type": "places", "cards": []}}],
    [],
    RasaError("down", reached=True),
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = JSON | st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | st.from_regex(r"[A-Za-z0-9_-]{8,64}", fullmatch=True),
        "text": JSON | st.text(max_size=1200),
        "button": JSON,
        "language": JSON | st.sampled_from(["en", "zh", "ja", "ko"]),
        "position": JSON
        | st.fixed_dictionaries({"latitude": st.floats(), "longitude": st.integers()}),
        "helpful": JSON,
    },
)
CALLS = st.tuples(
    st.sampled_from(
        [
            ("POST", "/chat/sessions"),
            ("POST", "/chat/messages"),
            ("GET", "/chat/messages/{id}"),
            ("POST", "/chat/messages/{id}/rating"),
            ("GET", "/chat/history"),
            ("DELETE", "/chat/history"),
            ("GET", "/health"),
            ("GET", "/ready"),
        ]
    ),
    BODIES,
    st.sampled_from(["", "own", "forged"]),
    st.integers(0, len(REPLIES) - 1),
)


def test_every_route_is_described_and_nothing_else() -> None:
    app = app_with(FakeRasa())
    routes = {
        (route.path, method.lower())
        for route in app.routes
        if isinstance(route, Route) and route.path not in _NOT_DESCRIBED
        for method in route.methods or ()
        if method != "HEAD"
    }
    described = {
        (path, method)
        for path, operations in DESCRIPTION["paths"].items()
        for method in operations
        if method != "parameters"
    }
    # Partners have theirs while one has a key.
    assert routes | {("/webhooks/rest/webhook", "post")} == described


def test_every_status_of_an_error_is_described() -> None:
    told = {
        int(status)
        for operations in DESCRIPTION["paths"].values()
        for operation in operations.values()
        if isinstance(operation, dict)
        for status in operation["responses"]
    }
    assert set(STATUS.values()) - told == {405}


async def test_it_is_served() -> None:
    async with client_of(app_with(FakeRasa())) as client:
        response = await client.get("/openapi.yaml")
    assert response.status_code == 200
    assert yaml.safe_load(response.text) == DESCRIPTION


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(calls=st.lists(CALLS, min_size=1, max_size=6))
async def test_whatever_is_sent_the_response_is_as_described(
    calls: list[tuple[tuple[str, str], Any, str, int]],
) -> None:
    rasa = FakeRasa()
    async with client_of(app_with(rasa)) as client:
        visitor = await Visitor(client).start()
        for (method, path), body, token, reply in calls:
            rasa.reply = REPLIES[reply]
            headers = {"own": visitor.token, "forged": secrets.token_hex(20)}.get(token)
            response = await client.request(
                method,
                path.replace("{id}", "abcdefgh"),
                content=_written(body) if method == "POST" else None,
                headers={"Authorization": f"Bearer {headers}"} if headers else {},
            )
            check(method, path, response)


@pytest.mark.parametrize("reply", range(len(REPLIES)))
async def test_an_answer_and_its_history_are_as_described(reply: int) -> None:
    rasa = FakeRasa(reply=REPLIES[reply])
    async with client_of(app_with(rasa)) as client:
        visitor = await Visitor(client).start()
        sent = await visitor.send("hello")
        check("POST", "/chat/messages", sent)
        path = f"/chat/messages/{sent.json()['id']}"
        check("GET", "/chat/messages/{id}", await visitor.get(path))
        check("GET", "/chat/history", await visitor.get("/chat/history"))


def check(method: str, path: str, response: httpx.Response) -> None:
    """Hold ``response`` to the description of its operation."""
    told = DESCRIPTION["paths"][path][method.lower()]["responses"]
    assert str(response.status_code) in told, (method, path, response.status_code, response.text)
    described = _found(told[str(response.status_code)])
    content = described.get("content", {}).get("application/json")
    if content is None:
        assert response.content == b""
        return
    schema = {**content["schema"], "components": DESCRIPTION["components"]}
    jsonschema.validate(response.json(), schema)


def _found(described: dict[str, Any]) -> dict[str, Any]:
    reference = described.get("$ref")
    if reference is None:
        return described
    *_, kind, name = reference.split("/")
    found: dict[str, Any] = DESCRIPTION["components"][kind][name]
    return found


def _written(body: Any) -> bytes:
    return json.dumps(body).encode("utf-8", "surrogatepass")
