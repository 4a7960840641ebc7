"""One WeChat bubble out of the messages that Rasa answers with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from channels.wechat.answers import Article
from channels.wechat.links import tap
from channels.words import say

# An article shows a line or two beneath its picture; what is longer is told as text.
_ARTICLE_CHARACTERS = 120
_TAG = re.compile(r"<(?=[A-Za-z/!])")


@dataclass(frozen=True)
class Bubble:
    """What is shown, and the payloads behind its numbers, from 1 on."""

    text: str
    payloads: tuple[str, ...] = ()
    article: Article | None = None
    wants_person: bool = False


@dataclass(frozen=True)
class _Choice:
    title: str
    payload: str


def render(
    messages: Iterable[Mapping[str, Any]], *, language: str, list_id: str, public_url: str = ""
) -> Bubble:
    """Return ``messages`` as one bubble with its choices numbered.

    A line that is numbered already is made tappable where it stands; other choices follow the
    text. ``list_id`` comes back with a tap. ``public_url`` is where WeChat finds our pictures and
    pages; without it an answer has none of them.
    """
    messages = list(messages)
    customs = [m["custom"] for m in messages if isinstance(m.get("custom"), Mapping)]
    cards = [card for custom in customs for card in _cards(custom)]
    choices = _choices(messages, cards)
    text = "\n\n".join(_harmless(str(m["text"]).strip()) for m in messages if m.get("text"))
    shown = _with_choices(text, choices, language, list_id)
    return Bubble(
        shown,
        tuple(choice.payload for choice in choices),
        _article(text, cards, public_url),
        any(custom.get("type") == "transfer" for custom in customs),
    )


def language_of(messages: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the language that the structured part of an answer names, None where none does."""
    for message in messages:
        custom = message.get("custom")
        if isinstance(custom, Mapping) and isinstance(custom.get("language"), str):
            return str(custom["language"])
    return None


def _cards(custom: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    cards = custom.get("cards") if custom.get("type") == "places" else None
    return [card for card in cards or () if isinstance(card, Mapping) and card.get("name")]


def _choices(
    messages: Sequence[Mapping[str, Any]], cards: list[Mapping[str, Any]]
) -> list[_Choice]:
    """Return the buttons, else the details of each of several cards."""
    buttons = [b for m in messages for b in m.get("buttons") or () if b.get("payload")]
    if buttons:
        return [_Choice(_harmless(str(b.get("title") or "")), b["payload"]) for b in buttons]
    if len(cards) < 2:
        return []
    return [
        _Choice(_harmless(str(card["name"])), f"/ask_details{json.dumps({'place': card['id']})}")
        for card in cards
        if card.get("id")
    ]


def _with_choices(text: str, choices: list[_Choice], language: str, list_id: str) -> str:
    if not choices:
        return text
    lines = text.split("\n") if text else []
    more: list[str] = []
    for number, choice in enumerate(choices, start=1):
        line = f"{number}. {choice.title}"
        link = tap(line, str(number), f"{list_id}.{number}")
        place = next((i for i, given in enumerate(lines) if given.startswith(line)), None)
        if place is None:
            more.append(link)
        else:
            lines[place] = link + lines[place][len(line) :]
    if more and lines:
        lines.append("")
    return "\n".join((*lines, *more, say(language, "wechat.choose")))


def _article(text: str, cards: list[Mapping[str, Any]], public_url: str) -> Article | None:
    """Return a picture card for a short answer about one place that has a picture and a page."""
    if len(cards) != 1 or len(text) > _ARTICLE_CHARACTERS:
        return None
    card = cards[0]
    image = str(card.get("image") or "")
    own_page = f"{public_url}/place/{card['id']}" if public_url and card.get("id") else ""
    page = own_page or card.get("website") or card.get("map")
    if image and public_url:
        image = urljoin(f"{public_url}/", image)
    if not (image.startswith("http") and page):
        return None
    return Article(str(card["name"]), text, str(page), image)


def _harmless(text: str) -> str:
    """Return ``text`` with nothing that WeChat would take for a link of ours."""
    return _TAG.sub("＜", text)
