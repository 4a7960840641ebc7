"""Many visitors at once, each with the same script, and what each of them saw."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from channels.wechat.simulator.phone import UNAVAILABLE, Phone, is_wait
from channels.wechat.simulator.script import ScriptError, follow

PATIENCE_SECONDS = 240.0
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Result:
    """What ``visitors`` saw, compared with one visitor alone.

    ``wrong`` counts visitors whose answers were not the same ones in the same order, once each, and
    ``example`` is where the first of them differs; ``pushed`` counts bubbles that were no reply,
    ``waits`` requests for patience. ``median`` and ``slowest`` are the seconds of single requests
    of WeChat's, ``seconds`` the whole time.
    """

    visitors: int
    messages: int
    repeated: int
    pushed: int
    waits: int
    unavailable: int
    wrong: int
    example: str
    median: float
    slowest: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.visitors} visitors, {self.messages} messages in {self.seconds:.0f} s:"
            f" {self.wrong} visitors saw anything lost, twice or out of order;"
            f" {self.unavailable} times unavailable; {self.repeated} repeats;"
            f" {self.pushed} pushes; {self.waits} times asked to wait;"
            f" requests took {self.median:.2f} s (median), {self.slowest:.2f} s (slowest)"
            f"{self.example}"
        )


async def run(
    new_phone: Callable[[str], Awaitable[Phone]],
    lines: Sequence[str],
    visitors: int,
    *,
    patience: float = PATIENCE_SECONDS,
) -> Result:
    """Let one visitor follow the script alone, then ``visitors`` at once.

    Each reads the answer before the next line, and waits for it ``patience`` seconds at most.

    Raises:
        ScriptError: The one visitor alone cannot follow the script.
    """
    alone = await new_phone("load-alone")
    steps: list[int] = []
    if not await _visit(alone, lines, patience, after=lambda: _note(alone, steps)):
        raise ScriptError("one visitor alone cannot follow the script")
    phones = [await new_phone(f"load-{number}") for number in range(visitors)]
    started = time.monotonic()
    await asyncio.gather(*(_visit_as(phone, lines, patience, steps) for phone in phones))
    wrong = [phone for phone in phones if _answers(phone) != _answers(alone)]
    deliveries = [each for phone in phones for each in phone.deliveries]
    seconds = sorted(each.seconds for each in deliveries)
    return Result(
        visitors=visitors,
        messages=len(deliveries),
        repeated=sum(each.attempts - 1 for each in deliveries),
        pushed=sum(len(phone.bubbles) for phone in phones) - sum(bool(d.kind) for d in deliveries),
        waits=sum(phone.waits() for phone in phones),
        unavailable=sum(phone.bubbles.count(UNAVAILABLE) for phone in phones),
        wrong=len(wrong),
        example=_difference(_answers(wrong[0]), _answers(alone)) if wrong else "",
        median=seconds[len(seconds) // 2],
        slowest=seconds[-1],
        seconds=time.monotonic() - started,
    )


async def _visit(
    phone: Phone, lines: Sequence[str], patience: float, *, after: Callable[[], Awaitable[None]]
) -> bool:
    """Follow the script as far as it goes; say whether that was its end."""
    phone.patience = patience
    try:
        await follow(phone, lines, after=after)
    except ScriptError:
        return False
    return True


async def _visit_as(
    phone: Phone, lines: Sequence[str], patience: float, steps: Sequence[int]
) -> None:
    """Follow the script, and wait after each line for as many answers as ``steps`` says."""
    expected = iter(steps)

    async def wait() -> None:
        answers, until = next(expected), time.monotonic() + patience
        while time.monotonic() < until:
            if not await phone.ask_again():
                if len(_answers(phone)) >= answers:
                    return
                await asyncio.sleep(_POLL_SECONDS)

    await _visit(phone, lines, patience, after=wait)
    # What comes twice may come late.
    await asyncio.sleep(_POLL_SECONDS)


async def _note(phone: Phone, steps: list[int]) -> None:
    while await phone.ask_again():
        pass
    steps.append(len(_answers(phone)))


def _difference(saw: Sequence[str], expected: Sequence[str]) -> str:
    """Return where two visitors' answers differ first, as lines of text."""
    for number, (one, other) in enumerate(zip_longest(saw, expected, fillvalue="nothing")):
        if one != other:
            return (
                f"\n\nThe first of them saw as answer {number + 1}:\n{one}\n\ninstead of:\n{other}"
            )
    return ""


def _answers(phone: Phone) -> list[str]:
    """Return the answers; several that came in one bubble count as several."""
    parts = [part for bubble in phone.bubbles for part in bubble.split("\n\n")]
    return [part for part in parts if not is_wait(part)]
