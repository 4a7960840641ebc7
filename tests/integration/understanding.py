"""A trained model's understanding of the held-out utterances, without servers."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.shared.nlu.training_data.loading import load_data

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("en", "zh", "ja", "ko")


@dataclass
class Result:
    """What was asked, what was expected and what was understood, in one language."""

    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    asked: int = 0

    @property
    def accuracy(self) -> float:
        """Return the share of utterances that got their intent."""
        return 1 - len(self.wrong) / self.asked


def newest_model() -> Path:
    """Return the newest trained model.

    Raises:
        FileNotFoundError: There is none yet.
    """
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError("no model in models/: run `make train` first")
    return models[-1]


@contextmanager
def served_city(database_url: str) -> Iterator[None]:
    """Let the models that are loaded inside the block link names of this database."""
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = database_url
    try:
        yield
    finally:
        if before is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = before


def held_out(language: str) -> list[Any]:
    """Return the held-out messages of a language."""
    return list(load_data(str(ROOT / "tests" / "nlu" / f"{language}.yml")).intent_examples)


def with_names(messages: list[Any], names: list[str], seed: int) -> list[tuple[str, str]]:
    """Return (text, intent) with every annotated place replaced by one of ``names``."""
    choice = random.Random(seed)
    found = []
    for message in messages:
        text = message.get("text")
        for entity in sorted(message.get("entities", []), key=lambda e: -int(e["start"])):
            if entity["entity"] == "place":
                text = f"{text[: entity['start']]}{choice.choice(names)}{text[entity['end'] :]}"
        found.append((text, message.get("intent")))
    return found


def understand(agent: Agent, asked: list[tuple[str, str]]) -> Result:
    """Parse each text and compare the intent."""
    return asyncio.run(_understand(agent, asked))


async def _understand(agent: Agent, asked: list[tuple[str, str]]) -> Result:
    result = Result()
    for text, intent in asked:
        parsed = await agent.parse_message(text)
        understood = str(parsed["intent"]["name"])
        result.asked += 1
        if understood != intent:
            result.wrong.append((text, intent, understood))
    return result


def missing_values(agent: Agent, language: str) -> tuple[list[tuple[str, str]], int]:
    """Return the (text, ``entity=value``) pairs of entities.yml not found, and how many there are.

    A value is found as it is normalised, or as the visitor wrote it.
    """
    return asyncio.run(_missing_values(agent, language))


async def _missing_values(agent: Agent, language: str) -> tuple[list[tuple[str, str]], int]:
    path = ROOT / "tests" / "nlu" / "entities.yml"
    missing, asked = [], 0
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))[language]:
        text, found = row["text"], set()
        for entity in (await agent.parse_message(text))["entities"]:
            written = text[entity["start"] : entity["end"]]
            found |= {f"{entity['entity']}={value}" for value in (entity["value"], written)}
        asked += len(row["values"])
        missing += [(text, value) for value in row["values"] if value not in found]
    return missing, asked


def with_unknown_names(language: str, *, each: int) -> list[tuple[str, str]]:
    """Return (text, name) of the held-out messages of one place, with names that no city has.

    Every message stands there ``each`` times, with another name each time.
    """
    path = ROOT / "tests" / "nlu" / "unknown_names.yml"
    names = yaml.safe_load(path.read_text(encoding="utf-8"))[language]
    found: list[tuple[str, str]] = []
    for message in held_out(language):
        places = [e for e in message.get("entities", []) if e["entity"] in ("place", "area")]
        if [e["entity"] for e in places] == ["place"]:
            text, start, end = message.get("text"), places[0]["start"], places[0]["end"]
            for _ in range(each):
                name = names[len(found) % len(names)]
                found.append((f"{text[:start]}{name}{text[end:]}", name))
    return found


def names_not_seen(agent: Agent, asked: list[tuple[str, str]]) -> list[str]:
    """Return the texts whose name was not taken for a place, or linked to one that it is not."""
    return asyncio.run(_names_not_seen(agent, asked))


async def _names_not_seen(agent: Agent, asked: list[tuple[str, str]]) -> list[str]:
    missed = []
    for text, name in asked:
        start, end = text.index(name), text.index(name) + len(name)
        found = (await agent.parse_message(text))["entities"]
        if not any(
            e["entity"] == "place" and not e["linked"] and e["start"] < end and start < e["end"]
            for e in found
        ):
            missed.append(text)
    return missed
