"""Rasa knows the turn that a message belongs to."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from structlog.contextvars import clear_contextvars

from logs import turn_id
from service import turns


@pytest.mark.parametrize("metadata", [{"turn": "ab12cd34ef56", "language": "zh"}, {}, None])
async def test_rasa_works_under_the_id_that_came_with_the_message(
    metadata: dict[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    async def handle(_agent: Agent, _message: UserMessage) -> None:
        seen.append(turn_id.current())

    monkeypatch.setattr(Agent, "handle_message", handle)
    turns.install()
    try:
        message = UserMessage("hello", sender_id="w-1", metadata=metadata)
        await Agent.handle_message(Agent.__new__(Agent), message)
    finally:
        clear_contextvars()
    (made,) = seen
    assert made
    assert made == (metadata or {}).get("turn", made)
