"""Measure follow-ups in their context.

python -m benchmarks.context --data DIR --model models/x.tar.gz [--save]
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import json
import logging
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from benchmarks.context.dialogues import FollowUp, annotated_names, read_follow_ups
from benchmarks.context.town import town
from benchmarks.context.walk import Walked, Walker, kinds_of
from benchmarks.nlu.goals import load_goals
from benchmarks.nlu.understanding import empty_database
from listings.database import create_engine_from, session_factory
from service.model import current_model

RESULTS = Path(__file__).with_name("results")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.context", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of contextual*.jsonl")
    parser.add_argument("--model", type=Path, default=current_model())
    parser.add_argument("--save", action="store_true", help="write results/<date>.json, no texts")
    parser.add_argument("--confusions", type=int, default=8, help="how many to show a language")
    arguments = parser.parse_args()

    follow_ups = read_follow_ups(arguments.data)
    names = annotated_names(arguments.data)
    configure_structlog(logging.WARNING)
    history = {s.text for f in follow_ups for s in f.history if s.is_user}
    with empty_database():
        unlinked = understand(arguments.model, history)
    every_name = {name for own in names.values() for name in own}
    kinds = kinds_of(every_name, follow_ups, unlinked)
    with town(names, kinds) as ids:
        parsed = understand(arguments.model, history | {f.text for f in follow_ups})
        engine = create_engine_from(os.environ["DATABASE_URL"])
        with session_factory(engine)() as session:
            walker = Walker(session, ids, parsed, load_goals())
            walked = [walker.walk(follow_up) for follow_up in follow_ups]
        engine.dispose()

    results = {}
    for language in sorted({f.language for f in follow_ups}):
        own_walks = [w for w in walked if w.follow_up.language == language]
        results[language] = measure(own_walks)
        print("\n".join(report(language, results[language])))
        print("\n".join(confusions(own_walks, arguments.confusions)))
    if arguments.save:
        today = datetime.date.today().isoformat()
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{today}.json"
        path.write_text(json.dumps({"date": today, "languages": results}, indent=1) + "\n")
        print(path)


def understand(model: Path, texts: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what ``model`` makes of each text."""
    agent = Agent.load(str(model))

    async def run() -> dict[str, dict[str, Any]]:
        return {text: await agent.parse_message(text) for text in sorted(texts)}

    return asyncio.run(run())


def measure(walked: list[Walked]) -> dict[str, Any]:
    """Return the shares of right goals and references, in all and by goal."""
    by_goal: dict[str, list[bool]] = {}
    for walk in walked:
        for goal in walk.follow_up.goals:
            by_goal.setdefault(goal, []).append(_is_right(walk))
    referring = [w for w in walked if w.wanted is not None]
    return {
        "follow_ups": len(walked),
        "goals_right": _share(_is_right(w) for w in walked),
        "by_goal": {
            goal: {"of": len(right), "right": _share(right)}
            for goal, right in sorted(by_goal.items())
        },
        "references": len(referring),
        "references_right": _share(w.referred == w.wanted for w in referring),
        "references_right_where_the_goal_is": _share(
            w.referred == w.wanted for w in referring if _is_right(w)
        ),
    }


def report(language: str, figures: dict[str, Any]) -> list[str]:
    """Return a language's figures as lines of text."""
    lines = [
        f"\n{language}: goals right {figures['goals_right']} of {figures['follow_ups']},"
        f" references right {figures['references_right']} of {figures['references']}"
        f" (where the goal is right: {figures['references_right_where_the_goal_is']})"
    ]
    for goal, of_goal in figures["by_goal"].items():
        lines.append(f"  {goal:16} {of_goal['right']} of {of_goal['of']}")
    return lines


def confusions(walked: list[Walked], rows: int) -> list[str]:
    """Return the commonest wrong goals, each with an example from the benchmark."""
    wrong = [w for w in walked if not _is_right(w)]
    counts = Counter((_named(w.follow_up), w.goal) for w in wrong)
    lines = []
    for (wanted, got), count in counts.most_common(rows):
        example = next(w for w in wrong if (_named(w.follow_up), w.goal) == (wanted, got))
        text = example.follow_up.text
        lines.append(f"  {count:3}x {wanted} taken for {got}: {text}")
    return lines


def _named(follow_up: FollowUp) -> str:
    return "|".join(sorted(follow_up.goals))


def _is_right(walk: Walked) -> bool:
    return walk.goal in walk.follow_up.goals


def _share(values: Iterable[bool]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 3) if found else None


if __name__ == "__main__":
    main()
