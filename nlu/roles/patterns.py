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
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, cast

from spacy.matcher import Matcher
from spacy.vocab import Vocab

from nlu.roles.document import BEGIN, END, JOINT, MENTIONS, Mentions, words_of

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
        "at",
        "stay",
        "start",
        "finish",
        "past",
        "through",
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
# The names of entities in what `_types` returns.
_NAME = re.compile(r"[a-z_]+")
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
        self._variants: list[_Variant] = []
        # A word that must be there -> the numbers of the variants; "" for those that need none.
        self._of_word: dict[str, list[int]] = {}
        for line in lines:
            for tokens, roles in _variants(line):
                variant = _Variant.of(vocab, tokens, roles)
                for word in min(variant.words, key=len, default=frozenset({""})):
                    self._of_word.setdefault(word, []).append(len(self._variants))
                self._variants.append(variant)

    def find(self, mentions: Mentions) -> list[Found]:
        """Return the matches in the message, those with most roles first; empty for none."""
        words = {token.lower_ for token in mentions.doc} | {""}
        types = {t for token in mentions.doc for t in token.ent_type_.split(JOINT)}
        likely = {number for word in words for number in self._of_word.get(word, ())}
        found: list[Found] = []
        for variant in map(self._variants.__getitem__, sorted(likely)):
            if not variant.may_match(words, types):
                continue
            for match in variant.matcher(mentions.doc, with_alignments=True):
                _, start, end, alignment = cast("tuple[int, int, int, list[int]]", match)
                given = [(start + i, variant.roles[part]) for i, part in enumerate(alignment)]
                told = tuple((token, role) for token, role in given if role)
                found.append(Found(told, end - start))
        return sorted(found, key=lambda f: (-len(f.roles), -f.length, f.roles))


@dataclass(frozen=True)
class _Variant:
    """One way to read a line: its matcher, the role of each token, and what it cannot do without.

    Of each set in ``words`` one word must stand in the message, of each in ``types`` one mention. A
    matcher of its own costs no more than one for all, and is asked of few messages.
    """

    matcher: Matcher
    roles: list[str]
    words: tuple[frozenset[str], ...]
    types: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, vocab: Vocab, tokens: list[dict[str, Any]], roles: list[str]) -> _Variant:
        # What `_part` returns is well formed; spaCy takes longer to check it than to read it.
        matcher = Matcher(vocab, validate=False)
        matcher.add("role", [tokens])
        words = [t["LOWER"] for t in tokens if _is_word(t) and "LOWER" in t]
        types = [t["ENT_TYPE"]["REGEX"] for t in tokens if isinstance(t.get("ENT_TYPE"), dict)]
        return cls(
            matcher,
            roles,
            tuple(frozenset([w] if isinstance(w, str) else w["IN"]) for w in words),
            tuple(frozenset(_NAME.findall(regex)) for regex in types),
        )

    def may_match(self, words: AbstractSet[str], types: AbstractSet[str]) -> bool:
        """Say whether a message of these words and mentions has all that the pattern needs."""
        return not any(map(words.isdisjoint, self.words)) and not any(
            map(types.isdisjoint, self.types)
        )


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
