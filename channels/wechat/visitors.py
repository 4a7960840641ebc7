"""What is kept of a visitor between two messages, for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from channels.state import Store
from channels.wechat.answers import SILENCE, Answer
from channels.wechat.choices import Choices

DAY = 86_400
_POSITION_SECONDS = 3600
_REPEATS_SECONDS = 300
# Longer than any answer takes; what has none by then was lost with its process.
_AWAITED_SECONDS = 600
_HELD = 50


class Visitor:
    """One visitor of one account.

    ``openid`` is WeChat's name for the visitor, which leaves this process to WeChat alone; ``key``
    stands for it everywhere else.
    """

    def __init__(self, store: Store, app_id: str, openid: str) -> None:
        self._store = store
        self.openid = openid
        self.key = hashlib.sha256(f"{app_id}\n{openid}".encode()).hexdigest()
        self.conversation = f"x-{self.key}"

    async def choices(self) -> Choices:
        """Return the numbered choices that were shown."""
        return Choices.from_json(await self._get("choices"))

    async def set_choices(self, choices: Choices) -> None:
        """Keep the numbered choices."""
        await self._set("choices", choices.to_json())

    async def take_rest(self) -> str:
        """Return what the last bubble had no room for, and forget it; empty when it had."""
        rest = await self._get("rest")
        await self._store.delete(self._name("rest"))
        return str(rest or "")

    async def set_rest(self, rest: str) -> None:
        """Keep what the bubble has no room for."""
        await self._set("rest", rest)

    async def take_position(self) -> dict[str, float] | None:
        """Return where the visitor was within the last hour, once; None when that is not known.

        It is told Rasa once, which keeps it with its time.
        """
        position: dict[str, float] | None = await self._get("position")
        if position is not None:
            await self._store.delete(self._name("position"))
        return position

    async def set_position(self, latitude: float, longitude: float) -> None:
        """Keep where the visitor is, for the next message to Rasa."""
        position = {"latitude": latitude, "longitude": longitude}
        await self._set("position", position, _POSITION_SECONDS)

    async def answer(self, id_: str) -> Answer | None:
        """Return the answer to message ``id_``, None while there is none."""
        kept = await self._get(f"answer:{id_}")
        return Answer.from_json(kept) if kept else None

    async def set_answer(self, id_: str, answer: Answer) -> None:
        """Keep the answer to message ``id_``, for its repeats and for a late delivery."""
        await self._set(f"answer:{id_}", answer.to_json())

    async def told(self, id_: str) -> Answer:
        """Return what message ``id_`` was replied, for its repeats; silence when nothing was."""
        kept = await self._get(f"told:{id_}")
        return Answer.from_json(kept) if kept else SILENCE

    async def set_told(self, id_: str, answer: Answer) -> None:
        """Keep what message ``id_`` is replied."""
        await self._set(f"told:{id_}", answer.to_json(), _REPEATS_SECONDS)

    async def held(self) -> list[str]:
        """Return the ids of the last messages that were not answered in time, oldest first."""
        return [id_ for _, id_ in await self._get("held") or ()]

    async def hold(self, id_: str, arrived: float) -> None:
        """Note that message ``id_``, which arrived at that Unix time, was not answered in time."""
        async with self._store.lock(self._name("held:lock"), wait=2):
            held: list[tuple[float, str]] = await self._get("held") or []
            if id_ in (each for _, each in held):
                return
            await self._set(f"awaited:{id_}", True, _AWAITED_SECONDS)
            held = [
                (at, each)
                for at, each in held
                if arrived - at < _AWAITED_SECONDS or not await self.is_claimed(each)
            ]
            await self._set("held", sorted([*held, (arrived, id_)])[-_HELD:])

    async def awaits(self, *, except_for: str) -> bool:
        """Say whether the answer to a held message, another than this, is still being made."""
        held = [id_ for id_ in await self.held() if id_ != except_for]
        return any([await self._is_awaited(id_) for id_ in held])

    async def is_owed(self) -> bool:
        """Say whether a held answer has not gone out, or is still being made."""
        held = [id_ for id_ in await self.held() if not await self.is_claimed(id_)]
        return any([await self.answer(i) or await self._is_awaited(i) for i in held])

    async def claim(self, id_: str) -> bool:
        """Say whether the answer to ``id_`` may go out now: it may once."""
        return await self._store.add(self._name(f"delivered:{id_}"), True, ttl=DAY)

    async def is_claimed(self, id_: str) -> bool:
        """Say whether the answer to ``id_`` has gone out."""
        return await self._get(f"delivered:{id_}") is not None

    async def release(self, ids: Iterable[str]) -> None:
        """Take back claims of which nothing has gone out."""
        for id_ in ids:
            await self._store.delete(self._name(f"delivered:{id_}"))

    async def forget(self) -> None:
        """Drop what is known of a visitor who has left; answers go by themselves."""
        for name in ("choices", "rest", "position", "held"):
            await self._store.delete(self._name(name))

    async def _is_awaited(self, id_: str) -> bool:
        return bool(await self._get(f"awaited:{id_}")) and await self.answer(id_) is None

    def _name(self, name: str) -> str:
        return f"wechat:{self.key}:{name}"

    async def _get(self, name: str) -> Any:
        return await self._store.get(self._name(name))

    async def _set(self, name: str, value: Any, ttl: float = DAY) -> None:
        await self._store.set(self._name(name), value, ttl=ttl)
