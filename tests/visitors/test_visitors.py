"""Demanding visitors are told what they asked: the facts of their conversations, asserted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import yaml

from benchmarks.visitors.__main__ import Judged, by_class, judge, share_right
from benchmarks.visitors.asserts import (
    FOLDER,
    LANGUAGES,
    own_files,
    read_dev,
    read_own,
)
from benchmarks.visitors.assistant import QINGDAO, ROOT, Assistant
from benchmarks.visitors.facts import read_facts

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("visitors")]

DATA = ROOT.parent / "shared" / "visitors"
# In first searches, refinements, lists and plans: sixty in all.
LEAST_EXCLUSIONS = 15
BARS = yaml.safe_load((FOLDER / "bars.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_turns_of_demanding_visitors_are_right(
    host: Assistant, loop: asyncio.AbstractEventLoop, language: str
) -> None:
    _need_messages(language)
    facts = read_facts(QINGDAO)

    async def all_of_them() -> list:
        return [
            judged
            for conversation in read_dev(language, DATA)
            for judged in await judge(host, conversation, facts)
        ]

    judged = loop.run_until_complete(all_of_them())
    shares = ", ".join(f"{name} {right}/{of}" for name, (right, of) in by_class(judged).items())
    assert share_right(judged) >= BARS[language], shares


@pytest.mark.parametrize("path", own_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_enough_turns_of_our_own_conversations_are_right(
    host: Assistant, loop: asyncio.AbstractEventLoop, path: Path
) -> None:
    judged = _judged(host, loop, path)
    wrong = [f"{j.number} {j.expected.message}: {'; '.join(j.wrong)}" for j in judged if j.wrong]
    assert share_right(judged) >= BARS["own"][path.parent.name][path.stem], "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_turn_of_the_conversations_asserts_something(language: str) -> None:
    _need_messages(language)
    silent = [
        (conversation.name, number)
        for conversation in read_dev(language, DATA)
        for number, turn in enumerate(conversation.turns, 1)
        if not (turn.says or turn.never or turn.only)
    ]
    assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_visitor_leaves_out_is_shown(
    host: Assistant, loop: asyncio.AbstractEventLoop, language: str
) -> None:
    judged = _judged(host, loop, FOLDER / "exclusions" / f"{language}.yml")
    assert len({j.conversation.name for j in judged}) >= LEAST_EXCLUSIONS
    shown = [
        f"{j.expected.message}: {wrong}"
        for j in judged
        for wrong in j.wrong
        if wrong.startswith("says $") or ": not " in wrong
    ]
    assert not shown


_RUN: dict[Path, list[Judged]] = {}


def _judged(host: Assistant, loop: asyncio.AbstractEventLoop, path: Path) -> list[Judged]:
    """Return the judged turns of a file of our own; its conversations are said once."""
    if path not in _RUN:
        facts = read_facts(QINGDAO)

        async def all_of_them() -> list[Judged]:
            return [
                judged
                for conversation in read_own(path)
                for judged in await judge(host, conversation, facts)
            ]

        _RUN[path] = loop.run_until_complete(all_of_them())
    return _RUN[path]


def _need_messages(language: str) -> None:
    messages = DATA / f"{language}.dev.jsonl"
    if not messages.is_file():
        pytest.skip(f"{messages} is missing: the messages are not part of this project")
    if not (FOLDER / f"{language}.dev.yml").is_file():
        pytest.skip(f"no asserts in {language}.dev.yml")
