"""No message keeps a pattern busy: each takes a time that grows as the text does, and no faster."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import warnings
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import pytest
import yaml

import actions
import channels
import listings
import nlu
from channels import emergency
from nlu.entities import Entity
from nlu.intents.segmentation import JOINT, QuestionSplitter
from nlu.patterns.overlapping import is_overlay, layers_of
from nlu.roles.document import Mentions
from nlu.roles.extractor import ROLE
from nlu.roles.patterns import RolePatterns
from nlu.times.phrases import TimePhrases, is_time_data
from semantics.lengths import MOST_CHARACTERS
from tests.unit.nlu.conftest import DATA
from tests.unit.nlu.worst_cases import hard_pieces, of_length, seconds_of

# Beside the patterns of the training data, those of modules through which a visitor's words go.
_PACKAGES: tuple[ModuleType, ...] = (nlu, actions, channels, listings)
# What reads the staff's files and the project's own data reads no visitor.
_NOT_VISITORS = (
    *("listings.importing", "listings.migrations", "listings.hours", "listings.recurrence"),
    *("actions.wording.sources", "channels.wechat.simulator"),
)
# Times are told in those that the words of a usual message take, on the machine as it is just now.
_WORDS, _USUAL = re.compile(r"\w+"), "Where can two adults and a child eat tomorrow at 8 pm? "
# A pattern that is this quick on a whole message is no danger, however its time grows.
_QUICK = 20
_SLOW = 1000
# What doubles with each character, or with every third, shows itself here.
_FEW, _SLOW_FOR_FEW = (18, 22, 26, 30, 35, 40, 50, 60), 400
# The square of so many characters would take longer than this.
_SOME, _QUICK_FOR_SOME = 300, 0.8
# Ten times as long a text takes ten times as long; a square of it would be a hundred times.
_MOST_GROWTH = 30
# What seems slow is looked at again: others may have had the machine.
_TIMES = 3

Wanted = Callable[[str], bool]


def _always(_: str) -> bool:
    return True


@pytest.fixture(scope="module")
def data() -> tuple[list[tuple[str, str]], dict[str, str], dict[str, list[str]]]:
    """The regexes, synonyms and lookups of all languages."""
    regexes: list[tuple[str, str]] = []
    synonyms: dict[str, str] = {}
    lookups: dict[str, list[str]] = {}
    for file in sorted(DATA.glob("*/*.yml")):
        for entry in yaml.load(file.read_bytes(), yaml.CSafeLoader)["nlu"]:
            lines = [line.strip().removeprefix("- ") for line in entry["examples"].splitlines()]
            if "regex" in entry:
                regexes += [(entry["regex"], line) for line in lines]
            elif "synonym" in entry:
                synonyms |= dict.fromkeys(lines, entry["synonym"])
            elif "lookup" in entry:
                lookups.setdefault(entry["lookup"], []).extend(lines)
    return regexes, synonyms, lookups


Finders = tuple[list[Callable[[str], object]], list[tuple[str, re.Pattern[str], Wanted]]]


@pytest.fixture(scope="module")
def finders(data: tuple[list[tuple[str, str]], dict[str, str], dict[str, list[str]]]) -> Finders:
    """What finds something in a message, and every pattern in it with the texts that it gets."""
    from nlu.patterns.matcher import Patterns

    regexes, synonyms, lookups = data
    numbers = {w: m for w, m in synonyms.items() if m.partition("=")[0] in ("number", "unit")}
    timed = {name: words for name, words in lookups.items() if is_time_data(name)}
    other = {name: words for name, words in lookups.items() if not is_time_data(name)}
    overlays = [(n, p) for n, p in regexes if is_overlay(n)]
    plain = [
        (n, p)
        for n, p in regexes
        if not (is_overlay(n) or is_time_data(n) or n in (ROLE, "when.join"))
    ]
    layers = [Patterns(plain, synonyms, other), *layers_of(overlays, numbers, other)]
    times = TimePhrases([(n, p) for n, p in regexes if is_time_data(n)], timed, numbers)
    splitter = QuestionSplitter(lookups[JOINT], (), 0.0)
    every: list[tuple[str, re.Pattern[str], Wanted]] = []
    for layer in layers:
        gate = layer._numbers.is_in
        every += [
            (n.entity, re.compile(n.expression.text), gate if n.has_number else _always)
            for n in layer._regexes
        ]
        every.append(("words", layer._word_regex, _always))
    every += [("when", re.compile(known.text), _always) for _, known in times._regexes]
    every += [("when.join", times._join, _always), ("when", times._alone, _always)]
    every.append(("joint", splitter._cut, _always))
    every += [("emergency", r, _always) for _, r in emergency._words() if r is not None]
    return [*(layer.find for layer in layers), times.find], every


def _of_modules() -> Iterable[tuple[str, re.Pattern[str], Wanted]]:
    for package in _PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.startswith(_NOT_VISITORS) or found.name.endswith("__main__"):
                continue
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name}.{name}", value, _always


def _hardest(regex: re.Pattern[str], wanted: Wanted) -> tuple[float, str, int]:
    """Return the most seconds for a message, the piece it repeats, and its length.

    It begins with short ones, and ends at what is slow: of a pattern whose time doubles with each
    character nobody would see the end.
    """
    worst = (0.0, "", 0)
    unit = _unit()
    for piece in hard_pieces(regex):
        for length in (*_FEW, _SOME, MOST_CHARACTERS):
            text = of_length(piece, length)
            took = seconds_of(regex, text) if wanted(text) else 0.0
            if took > _most(length) * unit:
                took, unit = _again(regex, text, took)
            worst = max(worst, (took, piece, length))
            if took > _most(length) * unit:
                return worst
            if length == _SOME and took < _QUICK_FOR_SOME * unit:
                break
    return worst


def _unit() -> float:
    """Return how long the words of a usual message take just now."""
    text = of_length(_USUAL, MOST_CHARACTERS)
    return min(seconds_of(_WORDS, text) for _ in range(_TIMES))


def _again(regex: re.Pattern[str], text: str, took: float) -> tuple[float, float]:
    """Return the least of ``took`` and two more times, and the unit beside them."""
    times = [took, *(seconds_of(regex, text) for _ in range(_TIMES - 1))]
    return min(times), _unit()


def _most(length: int) -> int:
    """Return how many units a text of this length may take."""
    return _SLOW_FOR_FEW if length in _FEW else _SLOW


def _fault(regex: re.Pattern[str], wanted: Wanted = _always) -> str:
    """Say what is wrong with the time that ``regex`` takes, nothing where nothing is."""
    took, piece, length = _hardest(regex, wanted)
    unit = _unit()
    if took > _most(length) * unit:
        return f"{took:.2f} s for {piece!r} again and again"
    longer = of_length(piece, 10 * length) if piece else ""
    if took > _QUICK * unit and wanted(longer):
        growth = seconds_of(regex, longer) / took
        if growth > _MOST_GROWTH:
            took, _ = _again(regex, of_length(piece, length), took)
            growth = min(growth, seconds_of(regex, longer) / took)
        if growth > _MOST_GROWTH:
            return f"{growth:.0f} times as long for ten times {piece!r}"
    return ""


@pytest.mark.parametrize("pattern", [r"\d+ days", r"[\w.+-]+@x", r"(?:a|aa|b){0,40}c", r"(a+)+b"])
def test_a_pattern_that_takes_too_long_is_found(pattern: str) -> None:
    assert _fault(re.compile(pattern))


def test_no_pattern_of_the_training_data_takes_longer_than_its_text(finders: Finders) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        faults = {f"{n}: {r.pattern[:80]}": _fault(r, w) for n, r, w in finders[1]}
    assert {name: fault for name, fault in faults.items() if fault} == {}


def test_no_pattern_of_the_modules_takes_longer_than_its_text() -> None:
    faults = {name: _fault(regex) for name, regex, _ in _of_modules()}
    assert len(faults) > 20
    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.parametrize(
    "piece",
    [
        *("hundred and ", "이만 오천-", "一", "三百 ", "1", "1,", "한 ", "twenty ", "10:"),
        *("between 1 and 2 yuan ", "tomorrow ", "@a.", "ーーー", "第二"),
    ],
)
def test_a_message_of_one_thing_alone_is_read_soon(piece: str, finders: Finders) -> None:
    usual = "Where can two adults and a child eat tomorrow at 8 pm for less than 200 yuan? "
    took = [_seconds(finders[0], of_length(text, MOST_CHARACTERS)) for text in (usual, piece)]
    assert took[1] < 20 * took[0]


def test_roles_of_a_message_of_mentions_alone_are_found_soon(
    data: tuple[list[tuple[str, str]], dict[str, str], dict[str, list[str]]],
) -> None:
    import spacy

    roles = RolePatterns(spacy.blank("en").vocab, [p for n, p in data[0] if n == ROLE])
    for piece in ("from a to b ", "从 a 到 b ", "a から b ", "a 에서 b ", "not a but b "):
        took = []
        for length in (MOST_CHARACTERS // 4, MOST_CHARACTERS):
            text = of_length(piece, length)
            mentions: list[Entity] = [
                {"entity": "place", "value": "x", "start": i, "end": i + 1}
                for i, c in enumerate(text)
                if c in "ab" and text[i + 1 : i + 2] == " "
            ]
            document = Mentions(text, mentions)
            took.append(min(_seconds([roles.find], document) for _ in range(_TIMES)))
        # Four times the mentions; a square of them would take sixteen times.
        assert took[1] < 10 * took[0]


def _seconds(found_by: Iterable[Callable[[Any], object]], text: object) -> float:
    started = time.process_time()
    for find in found_by:
        find(text)
    return time.process_time() - started
