"""Talk to the assistant in this process: a message a line in, the replies out.

python -m benchmarks.visitors.talk [--now 2026-11-27T14:00] [--show] < messages.txt

An empty line begins a new conversation; ``#2`` presses the second button of the last reply. With
``--show`` each reply comes with what the message was read as: the intent, the entities, the actions
that ran, the slots that changed and the log lines of the actions.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from benchmarks.visitors.assistant import NOW, QINGDAO, Assistant, Exchange, assistant

_BUTTON = re.compile(r"#(\d+)")


def main() -> None:
    """Read messages from the standard input until it ends."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.visitors.talk",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", type=Path, help="a trained model, else the newest of models/")
    parser.add_argument("--city", type=Path, default=QINGDAO, help="a city folder")
    parser.add_argument("--now", type=datetime.fromisoformat, default=NOW, help="the city's time")
    parser.add_argument("--language", help="the language of the page, where there is one")
    parser.add_argument("--show", action="store_true", help="show how each message is read")
    asyncio.run(_talk(parser.parse_args(), sys.stdin))


async def _talk(options: argparse.Namespace, lines: Iterable[str]) -> None:
    async with assistant(options.model, city=options.city, now=options.now) as host:
        await _conversations(host, options, lines)


async def _conversations(
    host: Assistant, options: argparse.Namespace, lines: Iterable[str]
) -> None:
    conversation, last = 1, None
    for line in lines:
        message = line.strip()
        if not message:
            conversation, last = conversation + 1, None
            print("-" * 60)
            continue
        pressed = _BUTTON.fullmatch(message)
        if pressed and last and 0 < int(pressed[1]) <= len(last.buttons):
            message = str(last.buttons[int(pressed[1]) - 1]["payload"])
        last = await host.say(str(conversation), message, language=options.language)
        print(f"> {last.message}")
        if options.show:
            print("\n".join(reading(last)))
        print(last.reply + "\n", flush=True)


def reading(exchange: Exchange) -> list[str]:
    """Return lines that say how a message was read."""
    entities = ", ".join(
        "/".join(str(e[key]) for key in ("entity", "role", "value") if e.get(key))
        for e in exchange.entities
    )
    lines = [
        f"  intent    {exchange.intent} ({exchange.confidence:.2f})",
        f"  entities  {entities}",
        f"  actions   {', '.join(exchange.actions)}",
    ]
    lines += [f"  log       {line}" for line in exchange.log]
    lines += [
        f"  slot      {name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in exchange.slots.items()
    ]
    return lines


if __name__ == "__main__":
    main()
