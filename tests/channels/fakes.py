"""Stand-ins for what stands behind the public process."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from channels.rasa import Message, RasaError
from channels.snapshot import ContactCard

Reply = list[Message] | RasaError


@dataclass(frozen=True)
class Call:
    """One message as Rasa got it."""

    sender: str
    text: str
    channel: str
    metadata: dict[str, Any]


def echo(call: Call) -> Reply:
    """Say what was asked."""
    return [{"text": f"You said: {call.text}"}]


@dataclass
class FakeRasa:
    """Answers with ``reply`` after ``delay`` seconds, and records what it was asked.

    ``reply`` is a function of the call, a list of messages, or the error that is raised; while
    ``gate`` is set, answers wait for that event. Beyond ``capacity`` calls at once, nobody takes
    the connection.
    """

    reply: Reply | Callable[[Call], Reply] = echo
    delay: float = 0.0
    gate: asyncio.Event | None = None
    capacity: int = 1000
    calls: list[Call] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0

    async def ask(
        self, sender: str, text: str, *, channel: str, metadata: dict[str, Any]
    ) -> list[Message]:
        if self.at_once.total() >= self.capacity:
            raise RasaError("ConnectTimeout", reached=False)
        call = Call(sender, text, channel, metadata)
        self.calls.append(call)
        self.at_once[sender] += 1
        self.most_at_once = max(self.most_at_once, self.at_once[sender])
        try:
            await asyncio.sleep(self.delay)
            if self.gate is not None:
                await self.gate.wait()
            reply = self.reply(call) if callable(self.reply) else self.reply
            if isinstance(reply, RasaError):
                raise reply
            self.finished.append(text)
            return reply
        finally:
            self.at_once[sender] -= 1

    async def close(self) -> None:
        """Nothing to close."""

    @property
    def texts(self) -> list[str]:
        """What visitors said, in order, without the warm-up questions."""
        return [call.text for call in self.calls if call.channel != "ready"]


@dataclass
class FakeContact:
    """An office that is always there, or none."""

    phone: str | None = "+00 12 345"
    has_notice: bool = False

    async def card(self, language: str) -> ContactCard | None:
        if self.phone is None:
            return None
        return ContactCard("office", f"Office ({language})", self.phone, "")

    async def emergency(self, language: str) -> list[str]:
        return [f"Police ({language}): 110"]

    async def notices(self, language: str) -> list[str]:
        return [f"Typhoon ({language})"] if self.has_notice else []

    async def city(self, language: str) -> str:
        return f"City ({language})"


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
