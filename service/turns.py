"""Rasa's log lines know their turn: its id comes with the message."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent

from logs import turn_id


def install() -> None:
    """Let the agents of this process begin a turn with each message."""
    handle = Agent.handle_message

    async def with_turn(agent: Agent, message: Any) -> Any:
        turn_id.begin((message.metadata or {}).get(turn_id.FIELD))
        return await handle(agent, message)

    Agent.handle_message = with_turn
