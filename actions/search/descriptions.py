"""What the places' own descriptions tell where no column does: "where can one see the sunset?"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from actions.dialogue.state import Search, Topic
from actions.dialogue.turn import Turn
from actions.search import matching, query
from actions.search.told import CALLED, folded, folded_summary, has_in_name
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
# "The tallest": by no column, but a description may say so.
_MOST_OF_ALL = "most"
# A word that more of the places are described with tells them hardly apart.
_MOST = 0.3
# Two characters of an unparted script may be the ends of two words: once they meet by chance.
_FEWEST_OF_PIECES = 2


def described(turn: Turn, search: Search) -> Search:
    """Return a search for the word of the message that descriptions have, or by which some go.

    It is the longest that is in some descriptions and not in many; the same search where there is
    none. Where something else narrows the search, only the words for a wish that no data know of
    are looked for: the live music of "a bar with live music".
    """
    search = _by_name(turn, _of_another_kind(turn, search))
    if search.told or search.order:
        return search
    places = find_places(turn.session, search.topic)
    if set(search.filters()) - {"suits"} or search.excluded:
        words = _words_of(" ".join(query.unused_words(turn, search.topic)), turn.language)
        known = matching.matches(turn, search)
    else:
        words, known = _words(turn, search.topic), places
    texts_known = [text for p in known if (text := folded_summary(p, turn.language))]
    best: tuple[int, int, str] | None = None
    for word in words:
        count = sum(word in text for text in texts_known)
        least = 1 if word.isascii() or known is not places else _FEWEST_OF_PIECES
        if least <= count and sum(word in folded_summary(p, turn.language) for p in places) <= (
            _MOST * len(places)
        ):
            rank = (-len(word), count, word)
            best = rank if best is None or rank[:2] < best[:2] else best
    return search if best is None else _with(search, best[2])


def is_used(search: Search, words: str) -> bool:
    """Say whether the description is looked through for one of ``words`` of the visitor."""
    return any(told in folded(words) for told in search.told if not told.startswith(CALLED))


def _of_another_kind(turn: Turn, search: Search) -> Search:
    """Return a search for places to eat that go by the word for a sort that no sight is of.

    A city may have its night markets among the places to eat.
    """
    if search.topic != "attraction" or len(search.category) != 1:
        return search
    sort = search.category[0]
    if any(find_places(turn.session, kind, category=sort) for kind in ("attraction", "shop")):
        return search
    word = folded(turn.word("category", sort))
    if not any(has_in_name(p, word) for p in find_places(turn.session, "restaurant")):
        return search
    return Search(
        "restaurant",
        district=search.district,
        near=search.near,
        open=search.open,
        told=(f"{CALLED}{word}",),
    )


def _by_name(turn: Turn, search: Search) -> Search:
    """Return a search for those called by the word for a sort by which none of the sort is called.

    Former residences may be kept among the historic sites, but all that are called one be museums.
    """
    sorts = [e for e in turn.wanted if e["entity"] == "category" and "start" in e]
    if search.topic != "attraction" or len(search.category) != 1 or len(sorts) != 1:
        return search
    if search.topic not in sorts[0].get("of", ()):
        return search
    word = folded(turn.text[sorts[0]["start"] : sorts[0]["end"]])
    places = find_places(turn.session, search.topic)
    called = [p for p in places if has_in_name(p, word)]
    if not called or any(getattr(p, "category", None) in search.category for p in called):
        return search
    return replace(search, category=(), told=(f"{CALLED}{word}",))


def _with(search: Search, word: str) -> Search:
    values = {**search.to_slot(), "told": [word]}
    return Search.from_slot(values) or search


def _words(turn: Turn, topic: Topic) -> Iterator[str]:
    """Give the words of the message that mean nothing else and that we do not use ourselves."""
    letters = list(turn.text)
    for e in turn.entities:
        if e["entity"] == "quality" and e["value"] == _MOST_OF_ALL:
            continue
        is_read = e["entity"] in _READ or (e["entity"] == "cuisine" and topic == "restaurant")
        if is_read and "start" in e:
            letters[e["start"] : e["end"]] = " " * (e["end"] - e["start"])
    yield from _words_of("".join(letters), turn.language)


def _words_of(message: str, language: str) -> Iterator[str]:
    text, own = folded(message), _our_words(language)
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
    return folded(" ".join(ours))
