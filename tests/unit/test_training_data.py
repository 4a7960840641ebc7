"""The training data: the same topics in each language, enough of each, nothing twice."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from rapidfuzz import fuzz, process
from rasa.shared.nlu.training_data import entities_parser

from nlu.text.normalization import compact_text

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("en", "zh", "ja", "ko")
MAIN_INTENTS = (
    "find_attraction",
    "find_hotel",
    "find_dining",
    "ask_ticket",
    "ask_hours",
    "ask_office_hours",
    "ask_contact",
    "ask_address",
    "ask_directions",
    "ask_details",
    "ask_culture",
    "ask_business",
    "ask_transport",
)
ENTITIES = {
    "place",
    "area",
    "category",
    "cuisine",
    "price",
    "stars",
    "rating",
    "time",
    "audience",
    "people",
    "ordinal",
    "amenity",
    "requested_language",
}
# Two utterances this alike (Levenshtein, of 100) say the same with a letter changed.
NEAR_DUPLICATE = 96


class Utterance(NamedTuple):
    """One training or held-out utterance, its annotations taken off."""

    text: str
    intent: str
    topic: str


def utterances(folder_or_file: Path) -> list[Utterance]:
    files = sorted(folder_or_file.glob("*.yml")) if folder_or_file.is_dir() else [folder_or_file]
    found = []
    for file in files:
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                for line in entry["examples"].splitlines():
                    marked = line.removeprefix("- ").strip()
                    text = entities_parser.replace_entities(marked)
                    found.append(Utterance(text, entry["intent"], file.stem))
    return found


# English is written in Latin letters anyway.
OF_OTHER_SCRIPTS = ("romanized",)


def topics(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for file in (ROOT / "data" / "nlu" / language).glob("*.yml"):
        if file.stem not in OF_OTHER_SCRIPTS:
            found[file.stem] = set()
    for utterance in utterances(ROOT / "data" / "nlu" / language):
        found[utterance.topic].add(utterance.intent)
    return dict(found)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_topic_file_stands_in_each_language_with_the_same_intents(language: str) -> None:
    assert topics(language) == topics("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_main_intent_has_at_least_sixty_utterances(language: str) -> None:
    counts = Counter(u.intent for u in utterances(ROOT / "data" / "nlu" / language))
    assert {i: counts[i] for i in MAIN_INTENTS if counts[i] < 60} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_utterance_stands_twice_in_a_language(language: str) -> None:
    counts = Counter(_folded(u.text) for u in utterances(ROOT / "data" / "nlu" / language))
    assert [text for text, count in counts.items() if count > 1] == []


def test_an_utterance_of_several_languages_has_the_same_intent_in_each() -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for utterance in utterances(ROOT / "data" / "nlu" / language):
            intents[_folded(utterance.text)].add(utterance.intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_intents_share_nearly_the_same_utterance(language: str) -> None:
    long = [u for u in utterances(ROOT / "data" / "nlu" / language) if len(u.text) >= 12]
    alike = []
    for (one, its), (other, others) in itertools.combinations(_by_intent(long).items(), 2):
        scores = process.cdist(its, others, scorer=fuzz.ratio, score_cutoff=NEAR_DUPLICATE)
        alike += [(one, its[i], other, others[j]) for i, j in zip(*scores.nonzero())]
    assert alike == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_utterances_are_enough_and_none_is_trained_on(language: str) -> None:
    trained = {compact_text(u.text) for u in utterances(ROOT / "data" / "nlu" / language)}
    held_out = utterances(ROOT / "tests" / "nlu" / f"{language}.yml")
    assert len(held_out) >= 40
    # Greetings of a word or two cannot be told apart from each other by wording.
    assert [u.text for u in held_out if len(u.text) > 8 and compact_text(u.text) in trained] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_utterance_is_nearly_one_that_is_trained_on(language: str) -> None:
    trained = [u.text for u in utterances(ROOT / "data" / "nlu" / language) if len(u.text) >= 12]
    held_out = [u.text for u in utterances(ROOT / "tests" / "nlu" / f"{language}.yml")]
    asked = [text for text in held_out if len(text) >= 12]
    scores = process.cdist(asked, trained, scorer=fuzz.ratio, score_cutoff=NEAR_DUPLICATE)
    assert [(asked[i], trained[j]) for i, j in zip(*scores.nonzero())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_annotations_use_only_the_known_entities(language: str) -> None:
    for file in (ROOT / "data" / "nlu" / language).glob("*.yml"):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                for line in entry["examples"].splitlines():
                    for entity in entities_parser.find_entities_in_training_example(line):
                        assert entity["entity"] in ENTITIES, (file.name, line)


def _folded(text: str) -> str:
    """Fold a text; one without letters or digits (an emoji) stays as it is."""
    return compact_text(text) or text


def _by_intent(found: list[Utterance]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for utterance in found:
        groups[utterance.intent].append(utterance.text)
    return groups
