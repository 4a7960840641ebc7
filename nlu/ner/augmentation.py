"""Utterances with other names in them: what is learnt is how names are used, not which there are.

Other names come from utterances in the same script, from the lists in
``data/nlu/<language>/names.yml`` (``lookup: <script>_<entity>``), from crossing two of both (half
of one and half of another) and from snippets of several: names that nobody has seen, like most that
visitors write.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlu.entities import Entity
from nlu.text.scripts import script_of

Annotated = tuple[str, list[Entity]]
# (script, entity) -> names.
Names = Mapping[tuple[str, str], Sequence[str]]

_SCRIPTS = ("hangul", "kana", "han")
_LATIN = "latin"
# Any other name could stand in the place of one of these.
_EXCHANGEABLE = ("place", "area", "category", "cuisine")
# Kinds have words of their own; half a word of one is none of the other.
_CROSSABLE = ("place", "area")
_INVENTED, _CROSSED = 0.15, 0.4
_LISTED = 0.4
_LOWER_CASED = 0.4
# Of how many names an invented one is made, and how often it has no end that says the kind.
_MAKERS, _WITHOUT_END = 5, 0.5
_LONGEST_SNIPPET = 4


def listed_names(tables: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """Return the names that Rasa's lookup tables list, in the order in which they stand there."""
    found: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        script, _, kind = str(table["name"]).partition("_")
        if script in (*_SCRIPTS, _LATIN) and kind in _EXCHANGEABLE:
            found.setdefault((script, kind), []).extend(table["elements"])
    return found


def has_names(example: Annotated) -> bool:
    """Say whether another name could stand in the example."""
    return any(e["entity"] in _EXCHANGEABLE for e in example[1])


def with_exchanged_names(
    examples: Sequence[Annotated], *, seed: int, listed: Names | None = None
) -> list[Annotated]:
    """Return the examples that have names, each name replaced by another one of its kind.

    A part of the texts is in lower case: visitors seldom write capitals. The same input gives the
    same examples.
    """
    choice = random.Random(seed)
    used: dict[tuple[str, str], list[str]] = {}
    for text, entities in examples:
        for e in entities:
            used.setdefault((_writing(text), e["entity"]), []).append(text[e["start"] : e["end"]])

    def another(key: tuple[str, str]) -> str:
        others = (listed or {}).get(key)
        return choice.choice(others if others and choice.random() < _LISTED else used[key])

    changed: list[Annotated] = []
    for text, entities in examples:
        if not has_names((text, entities)):
            continue
        new, moved, position = "", [], 0
        for e in sorted(entities, key=lambda e: int(e["start"])):
            if e["start"] < position:
                continue
            name = text[e["start"] : e["end"]]
            if e["entity"] in _EXCHANGEABLE:
                key = (_writing(text), e["entity"])
                name = another(key)
                if e["entity"] in _CROSSABLE and choice.random() < _INVENTED:
                    name = invented([another(key) for _ in range(_MAKERS)], choice)
                elif e["entity"] in _CROSSABLE and choice.random() < _CROSSED:
                    name = crossed(name, another(key))
            new += text[position : e["start"]]
            moved.append({**e, "start": len(new), "end": len(new) + len(name)})
            new += name
            position = e["end"]
        new += text[position:]
        if choice.random() < _LOWER_CASED and len(new.lower()) == len(new):
            new = new.lower()
        changed.append((new, moved))
    return changed


def crossed(one: str, other: str) -> str:
    """Return the first half of ``one`` before the second half of ``other``.

    Names of several words are cut between words; half a bracket or a quote stays whole.
    """
    if any(c in "()（）「」" for c in one + other):
        return one
    if " " in one and " " in other:
        first, second = one.split(" "), other.split(" ")
        return " ".join([*first[: (len(first) + 1) // 2], *second[(len(second) + 1) // 2 :]])
    second_half = other[len(other) // 2 :].lstrip()
    return one[: (len(one) + 1) // 2].rstrip() + second_half


def invented(names: Sequence[str], choice: random.Random) -> str:
    """Return a name made of snippets of ``names``, with the end of the last one or without.

    Snippets are a few letters, or one character where words are not parted by white space. The end
    is the last word, or the last one or two characters: what most often says the kind of place.
    """
    *others, last = names
    is_latin = all(script_of(c) in (_LATIN, "none") for c in "".join(names))
    longest = _LONGEST_SNIPPET if is_latin else 1
    snippets: list[str] = []
    for name in others[: choice.randint(2, 3 if is_latin else 4)]:
        letters = "".join(c for c in name if c.isalpha())
        start = choice.randrange(max(1, len(letters) - longest))
        snippets.append(letters[start : start + choice.randint(min(2, longest), longest)])
    made = "".join(snippets)
    made = made.capitalize() if is_latin else made
    if choice.random() < _WITHOUT_END:
        return made
    if is_latin:
        return f"{made} {last.rpartition(' ')[2]}" if " " in last else made
    return made + last[-choice.randint(1, 2) :]


def _writing(text: str) -> str:
    scripts = {script_of(c) for c in text}
    return next((s for s in _SCRIPTS if s in scripts), _LATIN)
