"""Training a model, and asking it what messages mean."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog

from listings.database import create_engine_from, upgrade
from listings.importing import import_city

ROOT = Path(__file__).resolve().parents[2]
# The words of cuisines, kinds and the like come with any city; its places are not the benchmark's.
NO_PLACES = Path(__file__).with_name("no_places")
_WARM_UP = 20


@dataclass(frozen=True)
class Understanding:
    """What the model made of a message.

    ``likeliest`` and ``confidence`` are the classifier's first choice; ``intent`` is what the
    assistant acts on, which may be a fallback. ``entities`` are (type, surface text) pairs, and
    ``spans`` the same with their places in the text.
    """

    intent: str
    likeliest: str
    confidence: float
    language: str | None
    entities: frozenset[tuple[str, str]]
    milliseconds: float
    spans: tuple[dict[str, Any], ...] = ()


@contextmanager
def empty_database() -> Iterator[str]:
    """Serve a database without any place but with the vocabulary that every city has."""
    before = os.environ.get("DATABASE_URL")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.sqlite3"
        upgrade(url)
        engine = create_engine_from(url)
        import_city(engine, NO_PLACES)
        engine.dispose()
        os.environ["DATABASE_URL"] = url
        try:
            yield url
        finally:
            os.environ.pop("DATABASE_URL")
            if before is not None:
                os.environ["DATABASE_URL"] = before


def train(config: Path, folder: Path, data: Path = ROOT / "data" / "nlu") -> tuple[Path, float]:
    """Train the understanding alone; return the model's path and the seconds it took."""
    started = time.perf_counter()
    model = train_nlu(str(config), str(data), str(folder), fixed_model_name="benchmark")
    if model is None:
        raise ValueError(f"{data}: nothing to train on")
    return Path(model), time.perf_counter() - started


def understand(model: Path, texts: Sequence[str]) -> list[Understanding]:
    """Return what ``model`` makes of each text, timed one by one after a short warm-up."""
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))

    async def run() -> list[Understanding]:
        for text in texts[:_WARM_UP]:
            await agent.parse_message(text)
        return [await _parse(agent, text) for text in texts]

    return asyncio.run(run())


async def _parse(agent: Agent, text: str) -> Understanding:
    started = time.perf_counter()
    result: dict[str, Any] = await agent.parse_message(text)
    milliseconds = (time.perf_counter() - started) * 1000
    entities = result.get("entities", [])
    ranking = [r for r in result.get("intent_ranking", []) if r["name"] != "nlu_fallback"]
    first = ranking[0] if ranking else result["intent"]
    return Understanding(
        result["intent"]["name"] or "nlu_fallback",
        first["name"] or "nlu_fallback",
        float(first["confidence"]),
        next((e["value"] for e in entities if e["entity"] == "language"), None),
        frozenset(
            (e["entity"], text[e["start"] : e["end"]])
            for e in entities
            if e["entity"] != "language"
        ),
        milliseconds,
        tuple(
            {key: e[key] for key in ("entity", "start", "end")}
            for e in entities
            if e["entity"] != "language"
        ),
    )
