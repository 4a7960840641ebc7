"""The way from the assistant's intents and entities to the benchmark's goals and types."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.nlu.examples import OUT_OF_SCOPE
from nlu.folding import fold_text

DEFAULT = Path(__file__).with_name("goals.yml")


@dataclass(frozen=True)
class Goals:
    """What goals.yml says."""

    goals: dict[str, list[str]]
    refusals: frozenset[str]
    types: dict[str, str]
    summed: frozenset[str]
    numeric: frozenset[str]
    articles: tuple[str, ...]

    def goal(self, intent: str, wanted: Collection[str] = ()) -> str:
        """Return the goal that ``intent`` serves, one of ``wanted`` if it serves any of them.

        An intent without a goal stands for itself.
        """
        if intent in self.refusals:
            return OUT_OF_SCOPE
        served = self.goals.get(intent, [intent])
        return next((goal for goal in served if goal in wanted), served[0])

    def comparable(self, kind: str, value: str) -> tuple[str, str]:
        """Return (type, value) in the form in which entities are compared."""
        value = fold_text(value)
        if kind in self.numeric:
            value = re.sub(r"\D", "", value) or value
        for article in self.articles:
            value = value.removeprefix(article)
        return kind, value


def load_goals(path: Path = DEFAULT) -> Goals:
    """Read goals.yml."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Goals(
        raw["goals"],
        frozenset(raw["refusals"]),
        raw["entities"],
        frozenset(raw["summed"]),
        frozenset(raw["numeric"]),
        tuple(raw["articles"]),
    )
