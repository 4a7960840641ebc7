"""How often is the right article told first, when the whole assistant is asked?

    python -m benchmarks.articles.pipeline [--misses] [--questions FILE]

Each question of the file begins a conversation of its own. An article is told first where it is
the first of the reply's own articles; the answer counts where the told text holds it.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.visitors.assistant import Exchange, assistant

HERE = Path(__file__).parent


def main() -> None:
    """Print the shares by language, and how often a question was taken for nothing of ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--questions", type=Path, default=HERE / "unseen.csv")
    options = parser.parse_args()
    with options.questions.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["article"]]
    exchanges = asyncio.run(_asked(rows))
    hits: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row, exchange in zip(rows, exchanges, strict=True):
        told = _told(exchange)
        is_right = bool(told) and told[0] in row["article"].split("|")
        is_answer = is_right and any(p in exchange.reply for p in row["answer"].split("|"))
        is_refused = "action_out_of_scope" in exchange.actions and not told
        hits[row["language"]].append((is_right, is_answer, is_refused))
        if options.misses and not is_answer:
            print(f"{row['question']} -> {exchange.intent}, {exchange.actions}: {exchange.reply}\n")
    for language, found in {**hits, "all": [*chain(*hits.values())]}.items():
        article, passage, refused = np.mean(found, axis=0)
        print(
            f"{language:4}{len(found):4} article@1 {article:.2f}  passage@1 {passage:.2f}"
            f"  refused {refused:.2f}"
        )


async def _asked(rows: Sequence[dict[str, str]]) -> list[Exchange]:
    async with assistant() as host:
        return [
            await host.say(str(number), row["question"], language=row["language"])
            for number, row in enumerate(rows)
        ]


def _told(exchange: Exchange) -> list[str]:
    """Return the ids of the articles that the reply tells, in their order."""
    return [str(a["id"]) for custom in exchange.custom for a in custom.get("articles", ())]


if __name__ == "__main__":
    main()
