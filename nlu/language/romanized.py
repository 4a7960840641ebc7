"""Messages in Chinese, Japanese and Korean that are typed in Latin letters.

``lookup: romanized.zh`` in ``data/nlu/zh/romanized.yml`` has a word a line, in Latin letters and as
it is written: ``men piao = 门票``. One that is written on to the word before it has a hyphen first:
``eseo = -에서``. White space does not count: "menpiao" and "men piao" are one, and "menpiaoduoshao"
is two words. A message that is made of such words goes on as it would have been written; what is
left of it, names above all, stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.language.detector import learn
from nlu.text.normalization import compact_text, fold
from nlu.text.scripts import script_of
from nlu.trained import TrainedComponent

PREFIX = "romanized."
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
# A word of the tables is at most so many words of a message.
_MOST_WORDS = 4
# A shorter word is one of English or a name as well ("no", "made", "li").
_TELLING = 4
# The least part of a message's letters that the tables know.
_MIN_SHARE = 0.3
# Longer messages are not typed so; their length bounds the work.
_LONGEST = 200
_JOINED = "-"
# Languages that write white space between words.
_SPACED = ("ko",)


@dataclass(frozen=True)
class _Piece:
    """A piece ``[start, end)`` of a message and the words that it is, None for what stays."""

    start: int
    end: int
    words: tuple[str, ...] = ()


class RomanizedWords:
    """The words of each language in Latin letters, and the English words that rule them out.

    Args:
        tables: language -> (compact Latin letters -> the word as it is written).
        english: English words: one of the tables that is among them tells no language.
        common: The commonest of them: a message that has one is in English.
    """

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, str]],
        english: Collection[str] = (),
        common: Collection[str] = (),
    ) -> None:
        self._tables = tables
        self._english = frozenset(english)
        self._common = frozenset(common)
        self._never = self._common.difference(*tables.values())

    def written(self, text: str) -> str | None:
        """Return ``text`` as it would have been written, None where it is no romanised message."""
        if len(text) > _LONGEST or any(script_of(c) in ("han", "kana", "hangul") for c in text):
            return None
        folded = fold(text)
        words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded.text)]
        if any(word in self._never for word, _, _ in words):
            return None
        best: tuple[int, str, list[_Piece]] | None = None
        for language, table in self._tables.items():
            pieces = _pieces(words, table)
            known = sum(p.end - p.start for p in pieces if p.words)
            if self._tells(folded.text, pieces) and (best is None or known > best[0]):
                best = (known, language, pieces)
        if best is None:
            return None
        spans = [(*folded.span(p.start, p.end), p.words) for p in best[2]]
        return _joined(text, spans, " " if best[1] in _SPACED else "")

    def _tells(self, text: str, pieces: Iterable[_Piece]) -> bool:
        """Say whether the pieces show that the message is in the language of their table."""
        known = unknown = 0
        is_telling = False
        for piece in pieces:
            said = text[piece.start : piece.end]
            letters = len(compact_text(said))
            if not piece.words:
                if said in self._common:
                    return False
                unknown += letters
                continue
            known += letters
            is_telling = is_telling or (letters >= _TELLING and said not in self._english)
        return is_telling and known >= _MIN_SHARE * (known + unknown)


def _pieces(words: list[tuple[str, int, int]], table: Mapping[str, str]) -> list[_Piece]:
    """Return the words of a message, those together and apart that the table knows, in order."""
    pieces: list[_Piece] = []
    i = 0
    while i < len(words):
        for count in range(min(_MOST_WORDS, len(words) - i), 0, -1):
            letters = "".join(w for w, _, _ in words[i : i + count])
            found: tuple[str, ...] = (table[letters],) if letters in table else ()
            if not found and count == 1:
                found = _parted(letters, table)
            if found or count == 1:
                pieces.append(_Piece(words[i][1], words[i + count - 1][2], found))
                i += count
                break
    return pieces


def _parted(word: str, table: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of the table that ``word`` is made of, the fewest; none where it is not."""
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, said = best[start], table.get(word[start:end])
            if before is None or said is None or end - start < 2:
                continue
            kept = best[end]
            if kept is None or len(before) + 1 < len(kept):
                best[end] = (*before, said)
    return best[len(word)] or ()


def _joined(text: str, spans: list[tuple[int, int, tuple[str, ...]]], separator: str) -> str:
    """Return the text with its words as they are written, and what is between them."""
    written, last, was_known = "", 0, False
    for start, end, words in spans:
        between = text[last:start]
        said = separator.join(words).replace(f"{separator}{_JOINED}", "") if words else ""
        if words and not between.strip() and (was_known or said.startswith(_JOINED)):
            between = "" if said.startswith(_JOINED) else separator
        written += between + (said.removeprefix(_JOINED) if words else text[start:end])
        last, was_known = end, bool(words)
    return written + text[last:]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RomanizedReader(TrainedComponent):
    """Replaces the text of a romanised message by the one that it stands for.

    Everything behind it, the conversation too, has the message as it is written.
    """

    FILE = "romanized.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._words = RomanizedWords({})

    def learnt(self, training_data: TrainingData) -> list[Any]:
        """Return the tables of the training data, and which words are English."""
        tables: dict[str, dict[str, str]] = {}
        for lookup in training_data.lookup_tables:
            if lookup["name"].startswith(PREFIX):
                table = tables.setdefault(lookup["name"].removeprefix(PREFIX), {})
                table.update(map(_entry, lookup["elements"]))
        # What the tables know as a whole is no English, though some utterances are written so.
        texts = [str(e.get(TEXT)) for e in training_data.intent_examples]
        guesser = learn([text for text in texts if not _is_all_known(text, tables)])
        return [tables, sorted(guesser.english), sorted(guesser.common)]

    def know(self, content: list[Any]) -> None:
        """Take over the tables and the words."""
        self._words = RomanizedWords(*content)

    def process(self, messages: list[Message]) -> list[Message]:
        """Write out each message that is romanised."""
        for message in messages:
            text = message.get(TEXT)
            written = self._words.written(text) if text else None
            if written is not None:
                message.set(TEXT, written, add_to_output=True)
        return messages


def _is_all_known(text: str, tables: Mapping[str, Mapping[str, str]]) -> bool:
    folded = fold(text).text
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
    return any(all(p.words for p in _pieces(words, table)) for table in tables.values())


def _entry(line: str) -> tuple[str, str]:
    """Return (compact Latin letters, word); a line of another form raises a ValueError."""
    letters, equals, word = line.partition("=")
    if not equals or not word.strip():
        raise ValueError(f"{line!r} is not 'letters = word'")
    return compact_text(letters), word.strip()
