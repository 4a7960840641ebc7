"""The numbered choices that a visitor was shown, and which of them a message picks."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from channels.words import say
from semantics.languages import LANGUAGES

_KEPT_LISTS = 5
_ENDING = re.compile(r"[\s.。．、,，)）!！]+$")


@dataclass(frozen=True)
class Choices:
    """The last lists shown, by id, the newest last; ``latest`` is the one in the last bubble.

    ``latest`` is None when the last bubble had none: a number then means something else. A tap
    names its list, so that an older one still works.
    """

    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    latest: str | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> Choices:
        """Return what :meth:`to_json` gave, no choices for None."""
        return cls(kept["lists"], kept["latest"]) if kept else cls()

    def to_json(self) -> dict[str, Any]:
        """Return the choices in a form that any store keeps."""
        return {"lists": {id_: list(p) for id_, p in self.lists.items()}, "latest": self.latest}

    def shown(self, list_id: str, payloads: Sequence[str]) -> Choices:
        """Return the choices after a bubble that showed ``payloads``, maybe none."""
        if not payloads:
            return Choices(self.lists, None)
        lists = {**self.lists, list_id: list(payloads)}
        return Choices(dict(list(lists.items())[-_KEPT_LISTS:]), list_id)

    def pick(self, text: str, menu_id: str = "") -> str | None:
        """Return the payload that a tap or a number picks, None when it picks none."""
        if menu_id:
            list_id, _, tapped = menu_id.partition(".")
            return _nth(self.lists.get(list_id, ()), number_of(tapped))
        if self.latest is None:
            return None
        return _nth(self.lists[self.latest], number_of(text))


def number_of(text: str) -> int | None:
    """Return the number that the whole of ``text`` says: "2", "２", "二", "the second", "두 번째".

    None when it says none, or anything else beside it.
    """
    folded = " ".join(_ENDING.sub("", unicodedata.normalize("NFKC", text)).casefold().split())
    if folded.isdecimal() and len(folded) <= 3:
        return int(folded)
    return _phrases().get(folded)


def _nth(payloads: Sequence[str], number: int | None) -> str | None:
    return payloads[number - 1] if number and number <= len(payloads) else None


@functools.cache
def _phrases() -> dict[str, int]:
    """Return every phrase that means a number, in all languages."""
    phrases: dict[str, int] = {}
    for language in LANGUAGES:
        patterns = say(language, "wechat.number.phrases", n="{n}").split("|")
        for number, names in enumerate(say(language, "wechat.number.names").split("|"), start=1):
            for name in (str(number), *names.split("/")):
                for pattern in patterns:
                    phrases.setdefault(pattern.format(n=name), number)
    return phrases
