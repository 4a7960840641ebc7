"""Measure how demanding visitors fare: the share of turns that say what they must.

python -m benchmarks.visitors --data ../shared/visitors [--language en] [--conversation e05]
    [--show] [--wrong] [--model models/x.tar.gz] [--save]
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.visitors.asserts import (
    LANGUAGES,
    Conversation,
    Expected,
    asserting,
    failures,
    own_files,
    read_dev,
    read_own,
)
from benchmarks.visitors.assistant import NOW, QINGDAO, Assistant, Exchange, assistant
from benchmarks.visitors.facts import Facts, read_facts
from benchmarks.visitors.talk import reading

RESULTS = Path(__file__).with_name("results")
_UNCLASSED = "-"


@dataclass(frozen=True)
class Judged:
    """A turn that asserts something, with what is wrong with its reply."""

    conversation: Conversation
    number: int
    expected: Expected
    exchange: Exchange
    wrong: tuple[str, ...]


async def judge(host: Assistant, conversation: Conversation, facts: Facts) -> list[Judged]:
    """Say the messages of a conversation and judge the replies to those that assert something."""
    asserted = dict(asserting(conversation))
    found = []
    host.clock.now = NOW
    for number, expected in enumerate(conversation.turns, 1):
        host.clock.now = expected.now or host.clock.now
        exchange = await host.say(conversation.name, expected.message)
        if number in asserted:
            wrong = failures(expected, exchange, conversation.language, facts)
            found.append(Judged(conversation, number, expected, exchange, tuple(wrong)))
    return found


def share_right(judged: Iterable[Judged]) -> float:
    """Return the share of turns that are right, 0 where there are none."""
    right = [not each.wrong for each in judged]
    return sum(right) / len(right) if right else 0.0


def by_class(judged: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    """Return how many turns of each class are right, and of how many, in the order of names."""
    found: dict[str, tuple[int, int]] = {}
    for each in judged:
        right, of = found.get(each.expected.class_ or _UNCLASSED, (0, 0))
        found[each.expected.class_ or _UNCLASSED] = (right + (not each.wrong), of + 1)
    return dict(sorted(found.items()))


def table(results: dict[str, list[Judged]]) -> list[str]:
    """Return the shares by language and class as a table in Markdown."""
    classes = sorted({name for judged in results.values() for name in by_class(judged)})
    lines = [
        f"| class | {' | '.join(results)} |",
        f"|---|{'---|' * len(results)}",
    ]
    for name in classes:
        cells = [by_class(judged).get(name) for judged in results.values()]
        lines.append(f"| {name} | {' | '.join(f'{c[0]}/{c[1]}' if c else '' for c in cells)} |")
    shares = (
        f"{share_right(judged):.3f} ({sum(not j.wrong for j in judged)}/{len(judged)})"
        for judged in results.values()
    )
    return [*lines, f"| **all** | {' | '.join(shares)} |"]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.visitors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, help="folder of <language>.dev.jsonl")
    parser.add_argument("--own", action="store_true", help="our own conversations instead")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--conversation", help="one conversation, or several by their beginning")
    parser.add_argument("--class", dest="class_", help="show only turns of a class")
    parser.add_argument("--show", action="store_true", help="show each turn: reading, reply, facts")
    parser.add_argument("--wrong", action="store_true", help="show the turns that are wrong")
    parser.add_argument("--model", type=Path, help="a trained model, else the newest of models/")
    parser.add_argument("--save", action="store_true", help="write results/<date>.md")
    options = parser.parse_args()
    if not options.own and options.data is None:
        parser.error("--data or --own is needed")
    results = asyncio.run(_measure(options))
    report = table(results)
    print("\n".join(report))
    if options.save:
        RESULTS.mkdir(exist_ok=True)
        day = datetime.date.today().isoformat()
        path = RESULTS / f"{day}{'-own' if options.own else ''}.md"
        path.write_text("\n".join([f"# {day}", "", *report]) + "\n", encoding="utf-8")
        print(path)


async def _measure(options: argparse.Namespace) -> dict[str, list[Judged]]:
    facts = read_facts(QINGDAO)
    results: dict[str, list[Judged]] = {}
    async with assistant(options.model) as host:
        for conversation in _conversations(options):
            judged = await judge(host, conversation, facts)
            results.setdefault(conversation.language, []).extend(judged)
            for each in judged:
                if options.class_ and each.expected.class_ != options.class_:
                    continue
                if options.show or (options.wrong and each.wrong):
                    print("\n".join(_shown(each, options.show)) + "\n")
    return results


def _conversations(options: argparse.Namespace) -> list[Conversation]:
    languages = [options.language] if options.language else LANGUAGES
    if options.own:
        found = [c for p in own_files() if p.stem in languages for c in read_own(p)]
    else:
        found = [c for language in languages for c in read_dev(language, options.data)]
    return [c for c in found if c.name.startswith(options.conversation or "")]


def _shown(judged: Judged, with_reading: bool) -> list[str]:
    said = [f"{judged.conversation.name} {judged.number} > {judged.exchange.message}"]
    if with_reading:
        said += reading(judged.exchange)
    said.append(judged.exchange.reply)
    return [*said, *(f"  ! {each}" for each in judged.wrong or ("right",))]


if __name__ == "__main__":
    main()
