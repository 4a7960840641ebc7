"""Many visitors at once, each with the same script, and what each of them saw."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from channels.wechat.simulator.phone import UNAVAILABLE, Phone
from channels.wechat.simulator.script import follow


@dataclass(frozen=True)
class Result:
    """What ``visitors`` saw, compared with one visitor alone.

    ``wrong`` counts visitors whose bubbles were not the same ones in the same order, once each;
    the seconds are those of single requests of WeChat's.
    """

    visitors: int
    messages: int
    repeated: int
    unavailable: int
    wrong: int
    median: float
    slowest: float

    def __str__(self) -> str:
        return (
            f"{self.visitors} visitors, {self.messages} messages: {self.wrong} visitors saw"
            f" anything lost, twice or out of order; {self.unavailable} times unavailable;"
            f" {self.repeated} repeats; median {self.median:.2f} s, slowest {self.slowest:.2f} s"
        )


async def run(
    new_phone: Callable[[str], Phone], lines: Sequence[str], visitors: int, *, patience: float = 90
) -> Result:
    """Let one visitor follow the script alone, then ``visitors`` at once.

    Answers that are pushed are waited for, ``patience`` seconds at most.
    """
    alone = new_phone("load-alone")
    await follow(alone, lines)
    phones = [new_phone(f"load-{number}") for number in range(visitors)]
    await asyncio.gather(*(follow(phone, lines) for phone in phones))
    until = asyncio.get_running_loop().time() + patience
    while asyncio.get_running_loop().time() < until:
        if all(len(_spoken(phone)) >= len(_spoken(alone)) for phone in phones):
            break
        await asyncio.sleep(0.5)
    deliveries = [each for phone in phones for each in phone.deliveries]
    seconds = sorted(each.seconds for each in deliveries)
    return Result(
        visitors=visitors,
        messages=len(deliveries),
        repeated=sum(each.attempts - 1 for each in deliveries),
        unavailable=sum(UNAVAILABLE in phone.bubbles for phone in phones),
        wrong=sum(_spoken(phone) != _spoken(alone) for phone in phones),
        median=seconds[len(seconds) // 2],
        slowest=seconds[-1],
    )


def _spoken(phone: Phone) -> list[str]:
    """Return the answers; several that came in one bubble count as several."""
    return "\n\n".join(phone.bubbles).split("\n\n") if phone.bubbles else []
