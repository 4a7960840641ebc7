"""The one table of intents, beside what Rasa is told of them."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import actions
from actions.topic_action import ANSWERS
from locales import texts
from semantics.intents import ACTS, INTENTS, SEARCH_OF, SUGGESTED, Intent, intent_of
from semantics.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]


def read(name: str) -> dict[str, Any]:
    with (ROOT / name).open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.safe_load(file)
    return content


def test_the_domain_has_the_same_intents() -> None:
    named = [next(iter(i)) if isinstance(i, dict) else i for i in read("domain.yml")["intents"]]
    assert sorted(named) == sorted(INTENTS)


def test_the_pipeline_splits_messages_into_the_intents_that_can_be_combined() -> None:
    (splits,) = [c["questions"] for c in read("config.yml")["pipeline"] if "questions" in c]
    assert sorted(splits) == sorted(name for name, row in INTENTS.items() if row.combinable)


def test_what_can_be_asked_again_has_an_action_that_answers_it() -> None:
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)
    rows = {**INTENTS, **ACTS}
    assert sorted(ANSWERS) == sorted(name for name, row in rows.items() if row.repeatable)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_has_words_for_its_button(language: str) -> None:
    words = texts("replies", language)
    offered = {name for name, row in INTENTS.items() if row.offered} | set(SUGGESTED)
    assert {name for name in offered if f"button.{name}" not in words} == set()


def test_what_can_be_combined_can_be_asked_again() -> None:
    assert [name for name, row in INTENTS.items() if row.combinable and not row.repeatable] == []


def test_each_kind_of_place_is_searched_by_one_intent() -> None:
    searching = [name for name, row in INTENTS.items() if row.searches is not None]
    assert sorted(SEARCH_OF.values()) == sorted(searching)
    assert {INTENTS[intent].searches for intent in searching} == set(SEARCH_OF)


def test_a_message_without_an_intent_has_none_of_the_properties() -> None:
    assert intent_of("") == Intent("")
