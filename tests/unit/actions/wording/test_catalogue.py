"""The catalogues: every key used, none unused, the same in four languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel.messages.catalog import Catalog

from actions.wording.catalogue import say, say_count
from listings.models.places import STEP_FREE
from locales import MissingWordsError, read_catalogue
from locales.traditional import traditional

from ..conftest import LANGUAGES

ROOT = Path(__file__).resolve().parents[4]
ACTIONS = sorted((ROOT / "actions").rglob("*.py"))
# Half of a key put together may stand in the table of intents.
SEMANTICS = sorted((ROOT / "semantics").glob("*.py"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (*ACTIONS, *SEMANTICS))
# Keys that are put together in Python: the pattern that does it, and what it becomes.
COMPOSED = re.compile(r"""f["']([a-z_]+)\.\{""")
PLURALS = {"en": 2, "zh": 1, "ja": 1, "ko": 1}


def catalogue(language: str) -> Catalog:
    return read_catalogue("replies", language)


def entries(language: str) -> dict[str, tuple[str, ...]]:
    """Return every key with its texts, one for each plural form."""
    found = {}
    for message in catalogue(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string
            found[key] = (text,) if isinstance(text, str) else tuple(text)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_words_in_every_language(language: str) -> None:
    found = entries(language)
    assert found.keys() == entries("en").keys()
    assert [key for key, texts in found.items() if not all(texts)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_puts_in_the_same_values(language: str) -> None:
    english = entries("en")
    for key, texts in entries(language).items():
        expected = set().union(*map(placeholders, english[key]))
        assert set().union(*map(placeholders, texts)) == expected, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_plural_forms(language: str) -> None:
    plural = {m.id[0] for m in catalogue("en") if not isinstance(m.id, str)}
    for message in catalogue(language):
        if not isinstance(message.id, str):
            assert len(message.string) == PLURALS[language], message.id
            assert message.id[0] in plural
            assert message.id[1] == f"{message.id[0]}.plural"
    assert {m.id[0] for m in catalogue(language) if not isinstance(m.id, str)} == plural


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_stand_in_order(language: str) -> None:
    keys = list(entries(language))
    assert keys == sorted(keys)


def test_every_key_written_in_the_actions_exists() -> None:
    keys = entries("en").keys()
    used = re.findall(r'\b(?:say|say_count)\(\s*(?:\w+,\s*)?"([a-z_.]+)"', CODE)
    assert len(used) > 50
    assert sorted(set(used) - keys) == []


def test_no_key_is_unused() -> None:
    literals = set(re.findall(r"""["']([a-z_.0-9]+)["']""", CODE)) | set(STEP_FREE)
    composed = {f"{stem}." for stem in COMPOSED.findall(CODE)}
    composed |= set(re.findall(r'f"([a-z_]+\.[a-z]+_)\{', CODE))
    used_in_part = {
        key
        for key in entries("en")
        for start in composed
        if key.startswith(start) and key.removeprefix(start) in literals
    }
    assert sorted(entries("en").keys() - literals - used_in_part) == []


@pytest.mark.parametrize(
    ("stem", "values"),
    [
        ("topic", ("attraction", "hotel", "restaurant")),
        ("step_free", ("yes", "no", "partly")),
        ("price", ("free", "cheap", "moderate", "expensive")),
        ("filter", ("rating", "stars", "near")),
        ("field", ("phone", "website", "email")),
        ("lack", ("phone", "website", "email", "price", "rating", "amenity", "details")),
        ("hours", ("unconfirmed_holiday", "unconfirmed_day")),
        ("button", ("ask_ticket", "ask_directions", "ask_contact", "nearby", "find_dining")),
    ],
)
def test_the_keys_that_are_put_together_exist(stem: str, values: tuple[str, ...]) -> None:
    assert {f"{stem}.{value}" for value in values} <= entries("en").keys()


def test_a_missing_key_is_named() -> None:
    with pytest.raises(MissingWordsError, match="no-such-key"):
        say("en", "no-such-key")
    with pytest.raises(MissingWordsError, match="no-such-key"):
        say_count("ko", "no-such-key", 2)


def test_one_and_many_differ_in_english_alone() -> None:
    told = {
        language: {
            say_count(language, "list.heading", n, city="C", what="W").replace(str(n), "#")
            for n in (1, 2)
        }
        for language in LANGUAGES
    }
    assert {language: len(texts) for language, texts in told.items()} == PLURALS


RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_every_response_of_the_domain_has_a_default_and_the_other_languages(name: str) -> None:
    defaults = [v for v in RESPONSES[name] if "condition" not in v]
    assert len(defaults) == 1
    spoken = [
        condition["value"]
        for variation in RESPONSES[name]
        for condition in variation.get("condition", [])
        if condition["name"] == "language"
    ]
    assert sorted(spoken) == ["ja", "ko", "zh", "zh"]
    assert all(variation["text"].strip() for variation in RESPONSES[name])
    assert not any("channel" in variation for variation in RESPONSES[name])


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_every_response_in_traditional_characters_is_the_one_in_simplified_ones(name: str) -> None:
    texts = {
        condition["value"]: variation["text"]
        for variation in RESPONSES[name]
        for condition in variation.get("condition", [])
        if condition["name"] == "script"
    }
    assert texts == {"Hans": texts["Hans"], "Hant": traditional(texts["Hans"])}


FOREIGN = re.compile(r"[぀-ヿ㐀-鿿가-힯]")


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.name)
def test_no_visitors_word_stands_in_python(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    # A docstring may show a sign or a word; code may not.
    code = re.sub(r'"""(?:[^"]|"(?!""))*"""', "", code)
    assert FOREIGN.findall(code) == []
    assert re.findall(r"\+\d[\d ()-]{6,}", code) == []
    assert re.findall(r"(?i)qingdao|tsingtao|shandong|laoshan", path.read_text("utf-8")) == []
