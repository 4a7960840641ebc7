"""The trained model understands the held-out utterances, whatever the city's names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rasa.core.agent import Agent

from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from tests.integration.invented_city import write_city
from tests.integration.understanding import (
    LANGUAGES,
    ROOT,
    held_out,
    missing_values,
    names_not_seen,
    newest_model,
    served_city,
    understand,
    with_names,
    with_unknown_names,
)

BARS = yaml.safe_load((ROOT / "tests" / "nlu" / "bars.yml").read_text(encoding="utf-8"))


def import_into(folder: Path, database: Path) -> str:
    url = f"sqlite:///{database}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, folder)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    database = tmp_path_factory.mktemp("seed") / "city.sqlite3"
    with served_city(import_into(ROOT / "listings" / "seed" / "qingdao", database)):
        yield Agent.load(str(newest_model()))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Agent, dict]]:
    folder = tmp_path_factory.mktemp("invented")
    names = write_city(folder / "inventia")
    with served_city(import_into(folder / "inventia", folder / "city.sqlite3")):
        yield Agent.load(str(newest_model())), names


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_utterances_get_their_intent_often_enough(agent: Agent, language: str) -> None:
    asked = [(m.get("text"), m.get("intent")) for m in held_out(language)]
    result = understand(agent, asked)
    assert result.accuracy >= BARS["accuracy"][language], result.wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_citys_names_do_not_change_what_is_understood(
    agent: Agent, invented: tuple[Agent, dict], language: str
) -> None:
    other_agent, names = invented
    asked = [(m.get("text"), m.get("intent")) for m in held_out(language)]
    before = understand(agent, asked)
    after = understand(other_agent, with_names(held_out(language), names[language], seed=1))
    assert after.accuracy >= before.accuracy - BARS["invented_names"], after.wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_messages_give_their_normalised_values_often_enough(
    agent: Agent, language: str
) -> None:
    missing, asked = missing_values(agent, language)
    assert 1 - len(missing) / asked >= BARS["entities"][language], missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_no_city_has_is_seen_to_be_a_name_often_enough(
    agent: Agent, language: str
) -> None:
    asked = with_unknown_names(language, each=2)
    missed = names_not_seen(agent, asked)
    assert 1 - len(missed) / len(asked) >= BARS["unknown_names"][language], missed
