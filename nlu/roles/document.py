"""A message as one spaCy ``Doc`` in which each mention is one token.

Latin words are tokens of spaCy's English rules; Chinese, Japanese and Korean are cut into their
characters, so that a pattern fits whatever particle is glued to a word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import spacy
from spacy.tokens import Doc

from nlu.entities import Entity, overlaps
from nlu.text.normalization import fold
from nlu.text.scripts import script_of

BEGIN, END = "^", "$"
# What one mention may be at once (a mountain and its district) is joined to one spaCy label.
JOINT = "+"
MENTIONS = frozenset(
    {
        "allergen",
        "amenity",
        "area",
        "audience",
        "category",
        "city",
        "country",
        "cuisine",
        "dish",
        "kind",
        "meal",
        "office_kind",
        "ordinal",
        "place",
        "price",
        "rating",
        "reference",
        "stars",
        "time",
    }
)
# A kind that only says where, with the words for it: "from the park". Those words tell a role.
_SURROUNDINGS = "anchor"
_CUT = ("han", "kana", "hangul", "other")
_english = spacy.blank("en")


class Mentions:
    """The tokens of a message, with the entities behind each token that mentions something.

    ``doc`` begins with the token ``^`` and ends with ``$``; ``entities[i]`` are those of token
    ``i``, an empty list for a word. Entities of the types in ``as_words`` mention nothing where no
    other lies over them.
    """

    def __init__(
        self, text: str, entities: Sequence[Entity], as_words: Collection[str] = ()
    ) -> None:
        if as_words:
            others = [e for e in entities if e["entity"] in MENTIONS - {*as_words} and "start" in e]
            entities = [
                e
                for e in entities
                if e["entity"] not in as_words or any(overlaps(e, other) for other in others)
            ]
        words, labels = [BEGIN], [""]
        self.entities: list[list[Entity]] = [[]]
        position = 0
        for start, end, found in _spans(entities):
            for word in words_of(text[position:start]):
                words.append(word)
                labels.append("")
                self.entities.append([])
            words.append(fold(text[start:end]).text or BEGIN)
            labels.append(JOINT.join(sorted({str(e["entity"]) for e in found})))
            self.entities.append(found)
            position = end
        rest = words_of(text[position:])
        words += [*rest, END]
        labels += [""] * (len(rest) + 1)
        self.entities += [[] for _ in range(len(rest) + 1)]
        ents = [f"B-{label}" if label else "O" for label in labels]
        self.doc = Doc(_english.vocab, words=words, ents=ents)


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, characters where no spaces part words."""
    found: list[str] = []
    for token in _english.make_doc(fold(text).text):
        run = ""
        for character in token.text:
            if script_of(character) in _CUT:
                found += [run] if run.strip() else []
                found.append(character)
                run = ""
            else:
                run += character
        found += [run] if run.strip() else []
    return found


def _spans(entities: Sequence[Entity]) -> list[tuple[int, int, list[Entity]]]:
    """Return the pieces of the message that mention something, in order, the longest first taken.

    Each comes with all entities that lie within it.
    """
    mentions = [
        e
        for e in entities
        if e["entity"] in MENTIONS and "start" in e and e["value"] != _SURROUNDINGS
    ]
    taken: list[tuple[int, int]] = []
    for e in sorted(mentions, key=lambda e: (e["start"] - e["end"], e["start"])):
        if all(e["end"] <= start or end <= e["start"] for start, end in taken):
            taken.append((e["start"], e["end"]))
    return [
        (start, end, [e for e in mentions if start <= e["start"] and e["end"] <= end])
        for start, end in sorted(taken)
    ]
