"""What the places' own descriptions tell where no column does: "where can one see the sunset?"."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from actions.dialogue.state import Search, Topic
from actions.dialogue.turn import Turn
from listings.models import Place
from listings.queries import find_places
from locales import texts

_LATIN_WORD = re.compile(r"[a-z]{4,}")
# Chinese characters, katakana or Korean syllables in a row; hiragana alone is mostly grammar.
_OTHER_RUN = re.compile(r"[\u4e00-\u9fff]{2,}|[\u30a1-\u30fc]{3,}|[\uac00-\ud7a3]{2,}")
_LONGEST = 6
# What is read of a message otherwise.
_READ = (
    *("place", "area", "city", "category", "amenity", "dish", "price", "stars", "rating", "time"),
    *(
        "kind",
        "attribute",
        "people",
        "party",
        "audience",
        "near",
        "office_kind",
        "facility_kind",
        "shop_kind",
    ),
    *("quality", "allergen", "same", "visit_hours", "visit_minutes"),
)
# Before a word that is to stand in the name, in ``Search.told``.
CALLED = "called:"
# A word that more of the places are described with tells them hardly apart.
_MOST = 0.3
# Two characters of an unparted script may be the ends of two words: once they meet by chance.
_FEWEST_OF_PIECES = 2


def described(turn: Turn, search: Search) -> Search:
    """Return a search that nothing narrows for the word of the message that descriptions have.

    It is the longest that is in some descriptions and not in many; the same search where there is
    none.
    """
    search = _by_name(turn, search)
    if set(search.filters()) - {"suits"} or search.excluded or search.order:
        return search
    places = find_places(turn.session, search.topic)
    known = [text for p in places if (text := folded_summary(p, turn.language))]
    best: tuple[int, int, str] | None = None
    for word in _words(turn, search.topic):
        count = sum(word in text for text in known)
        least = 1 if word.isascii() else _FEWEST_OF_PIECES
        if least <= count <= _MOST * len(places):
            rank = (-len(word), count, word)
            best = rank if best is None or rank[:2] < best[:2] else best
    return search if best is None else _with(search, best[2])


def _by_name(turn: Turn, search: Search) -> Search:
    """Return a search for those called by the word for a sort by which none of the sort is called.

    Former residences may be kept among the historic sites, but all that are called one be museums.
    """
    sorts = [e for e in turn.wanted if e["entity"] == "category" and "start" in e]
    if search.topic != "attraction" or len(search.category) != 1 or len(sorts) != 1:
        return search
    if search.topic not in sorts[0].get("of", ()):
        return search
    word = _folded(turn.text[sorts[0]["start"] : sorts[0]["end"]])
    places = find_places(turn.session, search.topic)
    called = [p for p in places if has_in_name(p, word)]
    if not called or any(getattr(p, "category", None) in search.category for p in called):
        return search
    return replace(search, category=(), told=(f"{CALLED}{word}",))


def is_told(place: Place, word: str, language: str) -> bool:
    """Say whether a place's description has a word, or its name one that is to be in the name."""
    if word.startswith(CALLED):
        return has_in_name(place, word.removeprefix(CALLED))
    return word in folded_summary(place, language)


def has_in_name(place: Place, word: str) -> bool:
    """Say whether a name of a place, in any language, has the folded word."""
    names = [*place.names.values(), *(a for some in place.aliases.values() for a in some)]
    return any(word in _folded(name) for name in names)


def folded_summary(place: Place, language: str) -> str:
    """Return the description of a place in a language, folded; empty where there is none."""
    return _folded(place.summary.get(language, ""))


def _with(search: Search, word: str) -> Search:
    values = {**search.to_slot(), "told": [word]}
    return Search.from_slot(values) or search


def _words(turn: Turn, topic: Topic) -> Iterator[str]:
    """Give the words of the message that mean nothing else and that we do not use ourselves."""
    letters = list(turn.text)
    for e in turn.entities:
        is_read = e["entity"] in _READ or (e["entity"] == "cuisine" and topic == "restaurant")
        if is_read and "start" in e:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    text, own = _folded("".join(letters)), _our_words(turn.language)
    for word in _LATIN_WORD.findall(text):
        if word not in own:
            yield word
    for run in _OTHER_RUN.findall(text):
        for length in range(min(len(run), _LONGEST), 1, -1):
            for i in range(len(run) - length + 1):
                if run[i : i + length] not in own:
                    yield run[i : i + length]


@functools.cache
def _our_words(language: str) -> str:
    """Return all words of our replies and pages: what stands there says nothing about a place."""
    ours = (text for name in ("replies", "website") for text in texts(name, language).values())
    return _folded(" ".join(ours))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
