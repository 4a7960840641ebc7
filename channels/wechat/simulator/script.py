"""A script of what a visitor does, one thing a line.

A line is typed as it stands; one that begins with ``!`` does something else:

    !tap 1                  tap the newest link that begins with "1"
    !location 36.06 120.31  send a position
    !voice WORDS            send a voice message in which WeChat recognised WORDS, maybe none
    !kind image             send a message of another kind
    !event CLICK KEY        let an event happen
    !lost 2 WORDS           type, with two of WeChat's three deliveries lost on their way back
    !repeat                 deliver the last message again
    !together               do the lines up to the next "!end" at once, the last one first
    !wait 3                 do nothing for three seconds
    !expect WORDS           stop unless the last bubble holds WORDS
    # anything              a remark
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from channels.wechat.simulator.phone import Phone


class ScriptError(Exception):
    """A line that cannot be done, or an expectation that was not met."""


async def _nothing() -> None:
    """Do nothing."""


async def follow(
    phone: Phone,
    lines: Iterable[str],
    *,
    say: Callable[[str], None] = lambda _: None,
    after: Callable[[], Awaitable[None]] = _nothing,
) -> None:
    """Do every line, one after the other.

    ``say`` is called with each line before it is done, ``after`` when it has been done.

    Raises:
        ScriptError: A line cannot be done, or the last bubble is not what the script expects.
    """
    together: list[str] | None = None
    for line in (raw.strip() for raw in lines):
        if not line or line.startswith("#"):
            continue
        if line == "!together":
            together = []
        elif line == "!end":
            await _at_once(phone, together or [], say)
            await after()
            together = None
        elif together is not None:
            together.append(line)
        else:
            say(line)
            await do(phone, line)
            await after()


async def _at_once(phone: Phone, lines: list[str], say: Callable[[str], None]) -> None:
    for line in reversed(lines):
        say(line)
    await asyncio.gather(*(do(phone, line) for line in reversed(lines)))


async def do(phone: Phone, line: str) -> None:
    """Do one line.

    Raises:
        ScriptError: It cannot be done, or its expectation was not met.
    """
    if not line.startswith("!"):
        await phone.type(line)
        return
    command, _, rest = line[1:].partition(" ")
    words = rest.split()
    try:
        if command == "tap":
            await phone.tap(rest)
        elif command == "location":
            await phone.send(
                {"MsgType": "location", "Location_X": words[0], "Location_Y": words[1]}
            )
        elif command == "voice":
            await phone.send({"MsgType": "voice", "MediaId": "1", "Recognition": rest})
        elif command == "kind":
            await phone.send({"MsgType": words[0]})
        elif command == "event":
            await phone.happen(words[0], rest.partition(" ")[2])
        elif command == "lost":
            await phone.type(rest.partition(" ")[2], lost=int(words[0]))
        elif command == "repeat":
            await phone.repeat()
        elif command == "wait":
            await asyncio.sleep(float(words[0]))
        elif command == "expect":
            _expect(phone, rest)
        else:
            raise ScriptError(f"{line!r}: no such command")
    except (LookupError, ValueError) as error:
        raise ScriptError(f"{line!r}: {error}") from None


def _expect(phone: Phone, words: str) -> None:
    last = phone.bubbles[-1] if phone.bubbles else ""
    if words not in last:
        raise ScriptError(f"expected {words!r} in the last bubble:\n{last}")
