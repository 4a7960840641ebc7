"""What a visitor writes in several bubbles is one message: an opening waits for what follows it."""

from __future__ import annotations

import asyncio
import functools
import re
import unicodedata
from dataclasses import dataclass, field, replace

from channels.wechat.choices import number_of
from channels.wechat.messages import Incoming, Text
from channels.wechat.stickers import is_emoticon
from channels.words import say
from semantics.languages import LANGUAGES

LONGEST_SECONDS = 5.0
"""What comes later than this after the first bubble is another message."""

# WeChat repeats a delivery after five seconds and after ten.
_REPEATS_SECONDS = 30.0
_WHOLE = re.compile(r"[?!.。！？…]\s*$")
# A sentence of so many characters says what it wants; half of them where each is a word's piece.
_LONG = 40


@dataclass
class Group:
    """The bubbles of one message so far, the newest last."""

    began: float
    parts: list[Text] = field(default_factory=list)
    closed: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def change(self) -> None:
        """Wake who waits for the next bubble."""
        self.changed.set()
        self.changed = asyncio.Event()


class Bubbles:
    """The messages that may still grow, by visitor, in this process.

    ``seconds`` is how long a bubble that is no whole question waits for the next one; 0 joins
    nothing.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open: dict[str, Group] = {}
        self._seen: dict[tuple[str, str], float] = {}

    def arrive(self, visitor: str, message: Incoming) -> Group | None:
        """Take note of a message; return the group that it belongs to, None when it stands alone.

        What stands alone ends the group before it; the repeat of a delivery is no message.
        """
        group = self._open.get(visitor)
        now = asyncio.get_running_loop().time()
        if self._is_repeat(visitor, message.id, now):
            return None
        if group is not None and now - group.began > LONGEST_SECONDS:
            self._close(visitor, group)
            group = None
        if not self._seconds or not isinstance(message, Text) or not _may_grow(message):
            if group is not None:
                self._close(visitor, group)
            return None
        if group is None:
            group = self._open[visitor] = Group(now)
        group.parts.append(message)
        group.change()
        return group

    def latest(self, visitor: str) -> Text | None:
        """Return the newest bubble of a message that may still grow."""
        group = self._open.get(visitor)
        return group.parts[-1] if group else None

    async def joined(self, visitor: str, message: Text, group: Group) -> Text | None:
        """Return the whole message once it is, None when a later bubble takes this one along."""
        loop = asyncio.get_running_loop()
        until = min(loop.time() + self._patience(group), group.began + LONGEST_SECONDS)
        while group.parts[-1] is message and not group.closed and loop.time() < until:
            changed = group.changed
            await asyncio.wait(
                {waiting := asyncio.ensure_future(changed.wait())}, timeout=until - loop.time()
            )
            waiting.cancel()
        if group.parts[-1] is not message:
            return None
        self._close(visitor, group)
        return replace(message, text=" ".join(part.text.strip() for part in group.parts))

    def _is_repeat(self, visitor: str, id_: str, now: float) -> bool:
        for key in [key for key, at in self._seen.items() if now - at > _REPEATS_SECONDS]:
            del self._seen[key]
        is_repeat = (visitor, id_) in self._seen
        self._seen.setdefault((visitor, id_), now)
        return is_repeat

    def _patience(self, group: Group) -> float:
        is_alone = len(group.parts) == 1
        return 0.0 if is_alone and _is_whole(group.parts[0].text) else self._seconds

    def _close(self, visitor: str, group: Group) -> None:
        group.closed = True
        group.change()
        if self._open.get(visitor) is group:
            del self._open[visitor]


def _may_grow(message: Text) -> bool:
    text = message.text
    return not message.menu_id and number_of(text) is None and not is_emoticon(text)


def _is_whole(text: str) -> bool:
    """Say whether a text asks or tells something by itself, as an opening or a bare name do not."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if _WHOLE.sub("", folded).strip(" ,~") in _openings():
        return False
    width = sum(1 if character.isascii() else 2 for character in folded)
    return bool(_WHOLE.search(text)) or width > _LONG or bool(_asking().search(folded))


@functools.cache
def _openings() -> frozenset[str]:
    """Return what people say before they ask, in all languages."""
    return frozenset(w for code in LANGUAGES for w in say(code, "wechat.opening.words").split("|"))


@functools.cache
def _asking() -> re.Pattern[str]:
    """Return what shows a question in any language: whole words where these stand apart."""
    words = [w for code in LANGUAGES for w in say(code, "wechat.asking.words").split("|")]
    return re.compile(
        "|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words)
    )
