"""The way from the assistant's intents and entities to the benchmark's goals and types."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.nlu.examples import OUT_OF_SCOPE
from nlu.text.normalization import fold_text

DEFAULT = Path(__file__).with_name("goals.yml")


@dataclass(frozen=True)
class Goals:
    """What goals.yml says."""

    goals: dict[str, list[str]]
    attributes: dict[str, str]
    refusals: frozenset[str]
    types: dict[str, str]
    summed: frozenset[str]
    numeric: frozenset[str]
    articles: tuple[str, ...]
    trimmed: dict[str, tuple[str, ...]]
    unannotated: frozenset[str]
    separators: dict[str, str]
    stations: tuple[str, ...]

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

    def cores(self, kind: str, value: str) -> set[tuple[str, str]]:
        """Return the (type, value) pairs that a value says, however its source writes them."""
        if kind == "place_name" and value.endswith(self.stations):
            kind = "area"
        separator = self.separators.get(kind)
        pieces = value.split(separator) if separator else [value]
        return {self._core(kind, piece) for piece in pieces if piece.strip()}

    def _core(self, kind: str, value: str) -> tuple[str, str]:
        kind, value = self.comparable(kind, value)
        value = re.sub(r"\s*([-~])\s*", r"\1", value)
        words = self.trimmed.get(kind, ())
        while True:
            shorter = value
            for word in words:
                shorter = _without(shorter, word)
            if shorter == value:
                return kind, value
            value = shorter


def _without(value: str, word: str) -> str:
    """Return ``value`` without ``word`` at its start or end, unless nothing would be left."""
    latin = word.isascii() and word[-1].isalnum()
    if value.endswith(f" {word}" if latin else word) and len(value) > len(word):
        return value[: -len(word)].rstrip()
    if value.startswith(f"{word} " if latin else word) and len(value) > len(word):
        return value[len(word) :].lstrip()
    return value


def load_goals(path: Path = DEFAULT) -> Goals:
    """Read goals.yml."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Goals(
        raw["goals"],
        raw["attributes"],
        frozenset(raw["refusals"]),
        raw["entities"],
        frozenset(raw["summed"]),
        frozenset(raw["numeric"]),
        tuple(raw["articles"]),
        {kind: tuple(fold_text(w) for w in words) for kind, words in raw["trimmed"].items()},
        frozenset(fold_text(word) for word in raw["unannotated"]),
        raw["separators"],
        tuple(raw["stations"]),
    )
