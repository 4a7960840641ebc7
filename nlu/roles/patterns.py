"""Patterns for the role of a mention, in a short notation, as spaCy ``Matcher`` patterns.

They stand in ``data/nlu/<language>/roles.yml`` as ``regex: role``, a pattern a line. Its parts are
parted by spaces:

* ``without`` or ``no|without|any other``: words, of which each alternative may be several
  (joined by ``_`` where spaces would part them: ``other_than``). A ``?`` behind them: or not.
* ``<place>``, ``<place,area>``: a mention of one of these entities; ``<filter>`` is one of what
  narrows a search, ``<thing>`` any of them.
* ``<place:origin>``: that mention gets the role ``origin``; ``not`` is no role but its polarity,
  and so is ``asked``, which keeps what only looks denied.
* ``...``: up to three words that mention nothing and end nothing; ``...6`` up to six.
* ``!not|no``: anything but one of these words.
* ``^`` and ``$``: where the message begins and ends.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from spacy.matcher import Matcher
from spacy.vocab import Vocab

from nlu.roles.document import BEGIN, END, JOINT, MENTIONS, Mentions, words_of
from nlu.text.scripts import script_of

NOT = "not"
# "有没有海鲜": what is asked for, though it stands behind a word that denies.
ASKED = "asked"
ROLES = frozenset(
    {
        "origin",
        "destination",
        "near",
        "compared",
        "instead_of",
        "preferred",
        "home",
        "start",
        "finish",
        "given_up",
        NOT,
        ASKED,
    }
)
_GROUPS = {
    "filter": (
        *("allergen", "amenity", "area", "category", "cuisine", "dish", "kind", "meal"),
        *("price", "rating", "stars"),
    ),
    "thing": tuple(sorted(MENTIONS)),
    "spot": ("place", "office_kind", "reference", "area", "category"),
}
_MENTION = re.compile(r"<(?P<types>[a-z_,]+)(?::(?P<role>[a-z_]+))?>")
_GAP = re.compile(r"\.\.\.(?P<most>\d*)")
_USUAL_GAP = 3
# A gap goes over no end of a sentence or of a clause.
_ENDS = [*list(".!?;。！？；,，、\n"), BEGIN, END]


@dataclass(frozen=True)
class Found:
    """A match: ``roles`` gives (token of the doc, role) pairs; ``length`` counts the tokens."""

    roles: tuple[tuple[int, str], ...]
    length: int


class RolePatterns:
    """The compiled patterns.

    Raises:
        ValueError: A line is not of the notation; it is quoted.
    """

    def __init__(self, vocab: Vocab, lines: Iterable[str]) -> None:
        self._matchers: dict[frozenset[str], Matcher] = {}
        self._roles: dict[int, list[str]] = {}
        for number, (tokens, roles) in enumerate(
            variant for line in lines for variant in _variants(line)
        ):
            name = str(number)
            matcher = self._matchers.setdefault(_scripts_of(tokens), Matcher(vocab))
            matcher.add(name, [tokens])
            self._roles[vocab.strings[name]] = roles

    def find(self, mentions: Mentions) -> list[Found]:
        """Return the matches in the message, those with most roles first; empty for none."""
        scripts = {script_of(token.text[0]) for token in mentions.doc if not token.ent_type_}
        found: list[Found] = []
        for needed, matcher in self._matchers.items():
            # A pattern cannot match where a script of its words does not stand.
            if not needed <= scripts:
                continue
            for match in matcher(mentions.doc, with_alignments=True):
                key, start, end, alignment = cast("tuple[int, int, int, list[int]]", match)
                given = [(start + i, self._roles[key][part]) for i, part in enumerate(alignment)]
                told = tuple((token, role) for token, role in given if role)
                found.append(Found(told, end - start))
        return sorted(found, key=lambda f: (-len(f.roles), -f.length, f.roles))


def _scripts_of(tokens: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Return the scripts in which a pattern's words are written, of those that must be there."""
    needed: set[str] = set()
    for token in tokens:
        words = token.get("LOWER")
        if isinstance(words, str):
            needed.add(script_of(words[0]))
        elif words and "IN" in words and len({script_of(w[0]) for w in words["IN"]}) == 1:
            needed.add(script_of(words["IN"][0][0]))
    return frozenset(needed - {"none"})


def _variants(line: str) -> Iterator[tuple[list[dict[str, Any]], list[str]]]:
    """Yield (spaCy tokens, role of each) of a line, one for each way to read its alternatives."""
    for chosen in itertools.product(*(_part(part, line) for part in line.split())):
        pairs = [pair for pairs in chosen for pair in pairs]
        if not any(role for _, role in pairs):
            raise ValueError(f"{line!r} gives no role")
        if not any(_is_word(token) for token, _ in pairs):
            raise ValueError(f"{line!r} matches mentions beside each other without a word")
        yield [token for token, _ in pairs], [role for _, role in pairs]


def _is_word(token: dict[str, Any]) -> bool:
    """Say whether a token of a pattern is a word that must stand there."""
    word = token.get("LOWER", token.get("ORTH"))
    return word is not None and "OP" not in token and "NOT_IN" not in word


Pair = tuple[dict[str, Any], str]


def _part(part: str, line: str) -> Sequence[list[Pair]]:
    """Return the ways to read one part, each as (spaCy token, role) pairs."""
    mention = _MENTION.fullmatch(part.removesuffix("?"))
    if mention is not None:
        role = mention["role"] or ""
        if role and role not in ROLES:
            raise ValueError(f"{role!r} in {line!r} is no role")
        spoken: list[list[Pair]] = [
            [({"ENT_TYPE": {"REGEX": _types(mention["types"], line)}}, role)]
        ]
        return [*spoken, []] if part.endswith("?") else spoken
    gap = _GAP.fullmatch(part)
    if gap is not None:
        most = int(gap["most"] or _USUAL_GAP)
        word: dict[str, Any] = {"ENT_TYPE": "", "LOWER": {"NOT_IN": _ENDS}}
        word["OP"] = f"{{0,{most}}}"
        return [[(word, "")]]
    if part in (BEGIN, END):
        return [[({"ORTH": part}, "")]]
    if part.startswith("!"):
        return [[({"LOWER": {"NOT_IN": part[1:].split("|")}}, "")]]
    if "<" in part or ">" in part:
        raise ValueError(f"{part!r} in {line!r} is no mention")
    spelt = [words_of(a.replace("_", " ")) for a in part.removesuffix("?").split("|")]
    single = [words[0] for words in spelt if len(words) == 1]
    read: list[list[Pair]] = [[({"LOWER": {"IN": single}}, "")]] if single else []
    read += [[({"LOWER": word}, "") for word in words] for words in spelt if len(words) > 1]
    return [*read, []] if part.endswith("?") else read


def _types(names: str, line: str) -> str:
    types: list[str] = []
    for name in names.split(","):
        if name not in _GROUPS and name not in MENTIONS:
            raise ValueError(f"{name!r} in {line!r} is no entity that is mentioned")
        types += _GROUPS.get(name, (name,))
    joint = re.escape(JOINT)
    return rf"(?:^|{joint})(?:{'|'.join(types)})(?:{joint}|$)"
