"""The story tests: the same topics in each of the four languages, told by the same turns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

STORIES = Path(__file__).resolve().parent.parent / "conversations"
LANGUAGES = ("en", "zh", "ja", "ko")
# Which of several questions a message as a whole is taken for does not matter: all are answered.
_ANY_FIRST = "test_several_questions"


def stories(language: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the actions of each story, in order, by topic."""
    found = {}
    for file in sorted((STORIES / language).glob("test_*.yml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))["stories"]
        found[file.stem] = [
            tuple(step["action"] for step in story["steps"] if "action" in step) for story in told
        ]
    return found


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_topic_has_as_many_stories_in_each_language(language: str) -> None:
    own, english = stories(language), stories("en")
    assert {t: len(told) for t, told in own.items()} == {t: len(s) for t, s in english.items()}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_topic_is_answered_by_the_same_actions_in_each_language(language: str) -> None:
    own, english = stories(language), stories("en")
    differing = {
        topic: (told, english[topic])
        for topic, told in own.items()
        if topic != _ANY_FIRST and set().union(*told) != set().union(*english[topic])
    }
    assert differing == {}


def test_no_story_is_told_twice_by_one_name_in_a_language() -> None:
    for language in LANGUAGES:
        names = Counter(
            story["story"]
            for file in (STORIES / language).glob("test_*.yml")
            for story in yaml.safe_load(file.read_text(encoding="utf-8"))["stories"]
        )
        assert [name for name, count in names.items() if count > 1] == []
