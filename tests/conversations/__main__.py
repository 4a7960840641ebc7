"""Run the story tests of this folder on a trained model: ``python -m tests.conversations``.

This is ``rasa test core --e2e`` with one difference. Rasa wants every entity that it finds to stand
in the story. Ours overlap (the language spans the whole message), which a story's markup cannot
say, and a new name in the database would fail stories that are not about it. So entities are
compared for the types that a message annotates; intents and actions are compared in full, by Rasa.

The names are those of a city folder, imported into a database of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STORIES = Path(__file__).resolve().parent
ROOT = STORIES.parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Test the model and return the exit status: 0 when every story passes, else 1."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        _fill_database(options.city, Path(folder))
        return asyncio.run(_test(options.model, options.stories, options.out))


async def _test(model: Path, stories: Path, out: Path) -> int:
    from rasa.core.agent import Agent
    from rasa.core.test import FAILED_STORIES_FILE
    from rasa.core.test import test as test_stories

    agent = Agent.load(model_path=str(model))
    if not agent.is_ready() or agent.processor is None:
        print(f"{model}: no trained model; run `make train` first", file=sys.stderr)
        return 1
    _compare_annotated_entities(agent.processor, _annotated_types(stories))
    out.mkdir(parents=True, exist_ok=True)
    result = await test_stories(
        str(stories), agent, e2e=True, out_directory=str(out), disable_plotting=True
    )
    conversations = result["report"].get("conversation_accuracy", {"correct": 0, "total": 0})
    print(f"stories passed: {conversations['correct']} of {conversations['total']}")
    if conversations["total"] and conversations["correct"] == conversations["total"]:
        return 0
    print((out / FAILED_STORIES_FILE).read_text(encoding="utf-8"), file=sys.stderr)
    return 1


def _compare_annotated_entities(processor: Any, types: Mapping[str, set[str]]) -> None:
    """Make ``processor`` find in each message only the entity types that its story annotates."""
    parse = processor.parse_message

    async def parse_annotated(message: Any, *args: Any, **kwargs: Any) -> Any:
        parsed = await parse(message, *args, **kwargs)
        wanted = types.get(message.text, set())
        parsed["entities"] = [e for e in parsed["entities"] if e["entity"] in wanted]
        return parsed

    processor.parse_message = parse_annotated


def _annotated_types(stories: Path) -> dict[str, set[str]]:
    """Return the types of the entities that the stories annotate, by the text of the message."""
    from rasa.shared.core.events import UserUttered
    from rasa.shared.importers.importer import TrainingDataImporter

    graph = TrainingDataImporter.load_from_dict(
        training_data_paths=[str(stories)]
    ).get_conversation_tests()
    types: dict[str, set[str]] = defaultdict(set)
    for step in graph.story_steps:
        for event in step.events:
            if isinstance(event, UserUttered) and event.text:
                types[event.text] |= {e["entity"] for e in event.entities}
    return types


def _fill_database(city: Path, folder: Path) -> None:
    from listings.database import create_engine_from, upgrade
    from listings.importing import import_city

    url = f"sqlite:///{folder / 'stories.sqlite3'}"
    os.environ["DATABASE_URL"] = url
    upgrade(url)
    engine = create_engine_from(url)
    try:
        import_city(engine, city)
    finally:
        engine.dispose()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, default=ROOT / "models", help="a model or its folder")
    parser.add_argument("--stories", type=Path, default=STORIES, help="a folder or file of stories")
    parser.add_argument("--out", type=Path, default=ROOT / "results", help="where reports go")
    parser.add_argument(
        "--city",
        type=Path,
        default=ROOT / "listings" / "seed" / "qingdao",
        help="the city folder whose names the stories use",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
