"""Many visitors at once, each with the same script, and what each of them saw."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from channels.wechat.simulator.phone import UNAVAILABLE, Phone, is_wait
from channels.wechat.simulator.script import ScriptError, follow

PATIENCE_SECONDS = 60.0
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

    What is still to come is waited for until nobody has seen anything new for ``patience``
    seconds.

    Raises:
        ScriptError: The one visitor alone cannot follow the script.
    """
    alone = await new_phone("load-alone")
    if not await _visit(alone, lines, patience):
        raise ScriptError("one visitor alone cannot follow the script")
    phones = [await new_phone(f"load-{number}") for number in range(visitors)]
    started = time.monotonic()
    await asyncio.gather(*(_visit(phone, lines, patience) for phone in phones))
    await _until_all_is_shown(phones, len(_answers(alone)), patience)
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


async def _visit(phone: Phone, lines: Sequence[str], patience: float) -> bool:
    """Follow the script as far as it goes; say whether that was its end."""
    phone.patience = patience
    try:
        await follow(phone, lines, after=lambda: _insist(phone, patience))
    except ScriptError:
        return False
    return True


async def _insist(phone: Phone, patience: float) -> None:
    """Ask for the answer as long as the visitor is told to wait and ask again."""
    until = time.monotonic() + patience
    while await phone.ask_again() and time.monotonic() < until:
        pass


async def _until_all_is_shown(phones: Sequence[Phone], answers: int, patience: float) -> None:
    seen, since = -1, time.monotonic()
    while any(len(_answers(phone)) < answers for phone in phones):
        now, shown = time.monotonic(), sum(len(phone.bubbles) for phone in phones)
        if shown != seen:
            seen, since = shown, now
        elif now - since > patience:
            return
        await asyncio.sleep(_POLL_SECONDS)


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
