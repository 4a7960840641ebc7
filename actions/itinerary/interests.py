"""What visitors say that they like, in words of their own, and the sights that have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from actions.dialogue.turn import Turn
from listings.models import Attraction
from listings.queries import find_attractions

# What is read by itself, and so is no interest in other words.
_READ = (
    *("area", "audience", "category", "cuisine", "dish", "kind", "meal", "party", "people"),
    *("place", "price", "time", "trip", "wish", "length", "reference"),
)
# What is read and may say more than that: "German" of old German buildings.
_SAYS_MORE = ("trip", "cuisine")
_LATIN = re.compile(r"[a-z\u00e0-\u00ff]{4,}")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")
_PLURAL = "s"
# A word that more of the sights have tells none of them apart.
_MOST_OF_ALL = 0.3


def interests_told(turn: Turn) -> tuple[str, ...]:
    """Return the pieces of what the message says is liked that nothing else reads, in order."""
    covered = [e for e in turn.entities if e["entity"] in _READ and "start" in e]
    pieces: list[str] = []
    rests: list[str] = []
    for entity in turn.wanted:
        if entity["entity"] != "interest":
            continue
        if "start" not in entity:
            pieces.append(str(entity["value"]))
            continue
        start, end = int(entity["start"]), int(entity["end"])
        inside = [e for e in covered if e["start"] < end and start < e["end"]]
        text = list(turn.text)
        for other in inside:
            if other["entity"] in _SAYS_MORE:
                continue
            for i in range(int(other["start"]), int(other["end"])):
                text[i] = " "
        said = "".join(text[start:end]).split("  ")
        (rests if inside else pieces).extend(said)
    rests += [
        turn.text[int(e["start"]) : int(e["end"])]
        for e in turn.wanted
        if e["entity"] == "trip" and e["value"] == "old" and "start" in e
    ]
    # What is left between words that are read is an interest only where a sight has it.
    if rests:
        known = fitting(turn, rests, find_attractions(turn.session, limit=None))
        pieces += [rest for rest in rests if known[rest]]
    return tuple(dict.fromkeys(p.strip() for p in pieces if words_of(p)))


def words_of(text: str) -> list[str]:
    """Return what to look for of ``text``: words, runs of katakana, pairs of Chinese characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = [word.removesuffix(_PLURAL) for word in _LATIN.findall(folded)]
    found += _KATAKANA.findall(folded)
    for run in _HAN.findall(folded):
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    # A Korean word ends with particles, which no list of names has.
    for word in _HANGUL.findall(folded):
        found += [word[:length] for length in range(min(len(word), 4), 1, -1)]
    return list(dict.fromkeys(found))


def fitting(
    turn: Turn, interests: Sequence[str], sights: Sequence[Attraction]
) -> dict[str, frozenset[str]]:
    """Return the ids of the sights whose name or summary has words of each interest.

    An empty set for an interest that no sight is known to have.
    """
    texts = {s.id: _told(turn, s) for s in sights}
    found: dict[str, frozenset[str]] = {}
    for interest in interests:
        ids: set[str] = set()
        for word in words_of(interest):
            having = {place for place, text in texts.items() if word in text}
            if len(having) <= _MOST_OF_ALL * len(texts):
                ids |= having
        found[interest] = frozenset(ids)
    return found


def _told(turn: Turn, place: Attraction) -> str:
    told = f"{place.names.get(turn.language, '')} {place.summary.get(turn.language, '')}"
    return unicodedata.normalize("NFKC", told).casefold()
