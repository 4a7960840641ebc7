"""What a reply must say and must not: the format of tests/visitors/, and its check.

README.md in that folder describes the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.visitors.assistant import ROOT, Exchange
from benchmarks.visitors.facts import Facts
from benchmarks.visitors.matching import stands_in

FOLDER = ROOT / "tests" / "visitors"
LANGUAGES = ("en", "zh", "ja", "ko")
_KEYS = {"message", "says", "never", "only", "class", "now"}
_LIST = re.compile(r"^\s*1[.)、].*\n(?:.*\n)*?\s*2[.)、]", re.MULTILINE)
_OFFICE_PHONE = "$office_phone"
_LISTS = "$lists"


@dataclass(frozen=True)
class Expected:
    """What the reply to one message must say.

    ``class_`` is the class of failure it stands for; from ``now`` on the clock stands there.
    """

    message: str
    says: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    only: str | None = None
    class_: str = ""
    now: datetime | None = None


@dataclass(frozen=True)
class Conversation:
    """Messages of one visitor in order; ``None`` where a turn is said but asserts nothing."""

    name: str
    language: str
    turns: tuple[Expected, ...]


def read_dev(language: str, data: Path) -> list[Conversation]:
    """Return the conversations of ``data`` with the asserts of ``tests/visitors``.

    Raises:
        FileNotFoundError: The messages are not there.
        ValueError: Asserts of a turn that is not there, a turn without asserts, an unknown key.
    """
    path = FOLDER / f"{language}.dev.yml"
    asserted = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}
    messages: dict[str, dict[int, str]] = {}
    for line in (data / f"{language}.dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        messages.setdefault(row["conversation"], {})[int(row["turn"])] = row["message"]
    for name, turns in asserted.items():
        strange = set(turns) - set(messages.get(name, ()))
        if strange:
            raise ValueError(f"{path.name}: {name}: no turn {sorted(strange)}")
    return [
        Conversation(
            name,
            language,
            tuple(
                _expected(
                    {"message": text, **(asserted.get(name, {}).get(turn) or {})},
                    f"{path.name}: {name}, {turn}",
                )
                for turn, text in sorted(turns.items())
            ),
        )
        for name, turns in messages.items()
    ]


def read_own(path: Path) -> list[Conversation]:
    """Return the conversations of a file of our own: ``conversations: [{turns: [...]}]``.

    Raises:
        ValueError: A turn without a message, or with an unknown key.
    """
    found = yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"]
    return [
        Conversation(
            f"{path.parent.name}-{path.stem}-{number}",
            path.stem,
            tuple(_expected(turn, f"{path}: {number}") for turn in each["turns"]),
        )
        for number, each in enumerate(found, 1)
    ]


def own_files() -> list[Path]:
    """Return the files of our own conversations, ``<class>/<language>.yml``."""
    return sorted(path for path in FOLDER.glob("*/*.yml") if path.stem in LANGUAGES)


def failures(expected: Expected, exchange: Exchange, language: str, facts: Facts) -> list[str]:
    """Return what is missing in the reply and what must not be in it, nothing where it is right."""
    check = _Check(exchange, language, facts)
    found = [
        f"does not say {' | '.join(options)}"
        for options in expected.says
        if not any(check.says(option) for option in options)
    ]
    found += [f"says {fact}" for fact in expected.never if check.shows(fact)]
    if expected.only is not None:
        found += check.beyond(expected.only)
    return found


@dataclass(frozen=True)
class _Check:
    exchange: Exchange
    language: str
    facts: Facts

    def says(self, fact: str) -> bool:
        """Say whether a fact, a marker or a place of a selector stands in the reply."""
        if fact.startswith("$") and "." in fact:
            wanted = self.facts.select(fact[1:])
            return bool(wanted & (self._shown() | set(self.facts.named(self.exchange.reply))))
        return self._stands(fact)

    def shows(self, fact: str) -> bool:
        """Say whether a fact stands in the reply, or a place of a selector is listed there."""
        if fact.startswith("$") and "." in fact:
            return bool(self.facts.select(fact[1:]) & self._shown())
        return self._stands(fact)

    def beyond(self, selector: str) -> list[str]:
        """Return what is wrong with the places listed: none, or some that the selector has not."""
        shown = self._shown()
        strange = shown - self.facts.select(selector.removeprefix("$"))
        if not shown:
            return [f"lists no place of {selector}"]
        return [f"lists {', '.join(sorted(strange))}: not {selector}"] if strange else []

    def _shown(self) -> set[str]:
        return self.facts.shown(self.exchange.reply, self.exchange.custom)

    def _stands(self, fact: str) -> bool:
        reply = self.exchange.reply
        if fact == _OFFICE_PHONE:
            return stands_in(self.facts.office_phone, reply)
        if fact == _LISTS:
            return _LIST.search(reply) is not None
        if len(fact) > 2 and fact.startswith("/") and fact.endswith("/"):
            return re.search(fact[1:-1], reply, re.IGNORECASE) is not None
        if fact.startswith("$"):
            return any(re.search(word, reply, re.IGNORECASE) for word in self._words(fact))
        return stands_in(fact, reply)

    def _words(self, marker: str) -> list[str]:
        known = markers()
        if marker[1:] not in known:
            raise ValueError(f"{marker}: not in markers.yml")
        return known[marker[1:]][self.language]


@lru_cache(maxsize=1)
def markers() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the words by which each marker is known, as regular expressions, by language."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (FOLDER / "markers.yml").read_text(encoding="utf-8")
    )
    return found


def _expected(turn: Mapping[str, Any], where: str) -> Expected:
    strange = set(turn) - _KEYS
    if strange or not turn.get("message"):
        raise ValueError(f"{where}: unknown {sorted(strange)}" if strange else f"{where}: empty")
    return Expected(
        message=str(turn["message"]),
        says=tuple(
            tuple(str(o) for o in options) if isinstance(options, list) else (str(options),)
            for options in turn.get("says") or ()
        ),
        never=tuple(str(fact) for fact in turn.get("never") or ()),
        only=turn.get("only"),
        class_=str(turn.get("class") or ""),
        now=datetime.fromisoformat(str(turn["now"])) if turn.get("now") else None,
    )


def asserting(conversation: Conversation) -> Iterator[tuple[int, Expected]]:
    """Give the turns that assert something, with their numbers from 1."""
    for number, expected in enumerate(conversation.turns, 1):
        if expected.says or expected.never or expected.only:
            yield number, expected
