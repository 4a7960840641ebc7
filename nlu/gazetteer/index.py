"""Finding the names of a database in a message: exact, derived, and with small typing errors."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import ahocorasick
from rapidfuzz import fuzz, process
from spacy.lang.en.lex_attrs import like_num

from nlu.gazetteer.english_forms import english_forms
from nlu.gazetteer.head_nouns import stems
from nlu.gazetteer.partial_names import BRACKETS, NamePieces, is_cjk, without_affix
from nlu.gazetteer.romanization import romanized, sound_of
from nlu.text.normalization import Folded, compact_text, fold, fold_text
from nlu.text.scripts import script_of

# Several kinds may share a word ("Beer" the cuisine, "Beer" in a museum's name): on equal spans
# the more particular kind wins.
PRECEDENCE = (
    "place",
    "district",
    "city",
    "office-kind",
    "facility-kind",
    "shop-kind",
    "event-kind",
    "cuisine",
    "category",
    "dish",
    "amenity",
    "audience",
    "topic",
    "article",
    "line",
    "station",
    "street",
)
# Shorter forms are words of their own too often (the "second" of "Second Beach").
_MIN_LATIN, _MIN_CJK = 5, 3
# Shorter Latin words are ends of others, where a word is met across them.
_MIN_LETTERS = 3
_TWO = 2
_MIN_FUZZY_LATIN, _MIN_FUZZY_CJK = 5, 4
# How a name sounds is surer than what is left of another one.
_SOUND_SCORE = 97.0
# A whole name without its city is surer than a piece of it ("MixC" than the shop "MixC West").
_BARE_SCORE, _DERIVED_SCORE = 96.0, 95.0
# What is called after a place or a street tells nothing where that is meant.
_SECONDARY = ("station", "street")
_UNSURE = ("place", "station")
# So long a piece of what says where a branch is tells which one is meant.
_MIN_PIECE, _MIN_PIECE_CJK = 5, 2
# What stands between a brand and what it sells, and the least letters of the brand.
_DOT, _MIN_BRAND = "·", 2
# What tells where something is.
_LOCATIONS = ("district", "station", "street")
# These are called after each other: a street is meant where no place is.
_CALLED_AFTER = ("place", "station", "street")
_BRANCH = re.compile(
    r"(?P<name>[\u30a1-\u30fa\u30fc]{3,12})[\u4e00-\u9fff]{1,8}店"
    r"|(?P<spaced>.{2,30}) [\uac00-\ud7a30-9]{1,8}점"
)
# The fewest letters of a name's sound, and of a name of initials ("MGM").
_MIN_SOUND, _MIN_INITIALS = 6, 3
# A last word of so many names is what they are.
_MIN_HEADED = 5
# What joins a name to the word for the kind: "the station of".
_OF = "の的의"
# No name goes on behind one of these.
_STOPS = frozenset("。！？!?；;，、\n")
# A word of the vocabulary as short as this is a piece of other words too often ("산" of "예산",
# "タイ" of "タイプ"): it must stand alone among its own script, a Korean one before a particle too.
# The particle 로 is left out: 바로 is "at once" far more often than "to the bar".
_SHORT_HAN, _SHORT_HANGUL, _SHORT_KATAKANA = 1, 1, 3
_PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|의|도|만|과|와|에|에서|에는|으로|이나|까지|부터|이랑|랑|하고|요)?(?![가-힣])"
)
_FUZZY_CUTOFF = 84.0
# The same where no other name is nearly as much like it.
_SOLE_CUTOFF = 78.0
# How sure it is that the better half of a name stands for it.
_PIECE_SCORE = 90.0
# A match of these covers the word alone, without the "restaurant" or "food" behind it.
_HEADED = "cuisine"
_MAX_AMBIGUOUS = 6
# The kinds of words that have plurals.
_INFLECTED = ("category", "cuisine", "amenity", "office-kind", "facility-kind", "shop-kind")


@dataclass(frozen=True)
class Name:
    """One name or alias of something in the database."""

    text: str
    kind: str
    id: str
    is_alias: bool = False


@dataclass(frozen=True)
class NameMatch:
    """A piece ``[start, end)`` of a message that names something.

    ``ids`` has one id, or several when the piece names several things alike. ``score`` is 100 for
    an exact name, lower for a derived or misspelt one. ``others`` are the things of other kinds
    that the same piece names (a mountain and the district around it), as (kind, ids).
    """

    start: int
    end: int
    kind: str
    ids: tuple[str, ...]
    score: float
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()


class NameIndex:
    """The names of one city, ready to be found in messages.

    Beside the names as written, it knows derived ones: without the bracketed branch
    ("Harbour Grill (Old Town)"), without the city's name ("Velamar Maritime Museum"), without a
    closing word that only says the kind ("Ajuda Scenic Area"), without what stands behind the word
    for the kind ("Grand Hotel Harbour Branch"), in Latin letters as it sounds, and the plurals and
    derived forms of the vocabulary's English words ("colleges", "boating").
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._ids: dict[str, dict[str, dict[str, float]]] = {}
        self._named: dict[str, set[str]] = {}
        written = [n for n in names if compact_text(n.text)]
        for name in (*written, *_of_chains(written)):
            self._add(compact_text(name.text), name, 100.0)
            if not name.is_alias:
                self._named.setdefault(compact_text(name.text), set()).add(name.id)
        for key, name in _sounds_of_names(written):
            if all(kind in _UNSURE for kind in self._ids.get(key, {})):
                self._add(key, name, _SOUND_SCORE)
        inflected = ((key, name, _DERIVED_SCORE) for key, name in _inflected(written))
        for key, name, score in (*_derived(written), *inflected):
            known = {k: ids for k, ids in self._ids.get(key, {}).items() if k not in _SECONDARY}
            if all(kind == name.kind and min(ids.values()) < 100 for kind, ids in known.items()):
                self._add(key, name, score)
        parted = {compact_text(n.text) for n in written if len(n.text.split()) > 1}
        self._solid = frozenset(self._ids.keys() - parted)
        self._automaton = ahocorasick.Automaton()
        for key in self._ids:
            self._automaton.add_word(key, key)
        self._automaton.make_automaton()
        self._stems = stems((n.id, n.text) for n in written if n.kind == _HEADED)
        self._headed = {key[:length]: key for key, length in self._stems.items()}
        self._sounds = _sounds(written)
        self._heads = _heads(written)
        fuzzy = [k for k, kinds in self._ids.items() if "place" in kinds and _is_fuzzy(k)]
        self._fuzzy = {k: _spelling(k) for k in fuzzy}
        self._pieces = NamePieces(
            [(n.id, n.text) for n in written if n.kind == "place"],
            cities=[n.text for n in written if n.kind == "city"],
        )

    def __len__(self) -> int:
        return len(self._ids)

    def _add(self, key: str, name: Name, score: float) -> None:
        ids = self._ids.setdefault(key, {}).setdefault(name.kind, {})
        ids[name.id] = max(score, ids.get(name.id, 0.0))

    def _match(self, key: str, start: int, end: int, factor: float = 1.0) -> NameMatch | None:
        best: list[tuple[str, tuple[str, ...], float]] = []
        kinds = self._ids[key]
        for kind in sorted(kinds, key=PRECEDENCE.index):
            ids = kinds[kind]
            if kind == "place" and "street" in kinds and _are_called_after(ids):
                continue
            score = max(ids.values())
            chosen = tuple(sorted(i for i, s in ids.items() if s == score))
            # What is called so in the first place, before what is called so too.
            named = self._named.get(key, set())
            chosen = tuple(i for i in chosen if i in named) or chosen
            if len(chosen) <= _MAX_AMBIGUOUS:
                best.append((kind, chosen, score * factor))
        if not best:
            return None
        (kind, chosen, score), others = best[0], tuple((k, ids) for k, ids, _ in best[1:])
        return NameMatch(start, end, kind, chosen, score, others)

    def find(self, text: str, *, without: Collection[str] = ()) -> list[NameMatch]:
        """Return the names in ``text`` from left to right, longest first, none overlapping.

        Names of the kinds in ``without`` are not looked for. An empty list when it names nothing.
        """
        folded = fold(text, compact=True)
        if not self._ids or not folded.text:
            return []
        found: list[NameMatch] = []
        for last, key in self._automaton.iter(folded.text):
            first = last - len(key) + 1
            start, end = folded.span(first, last + 1)
            if not _STOPS.isdisjoint(text[start:end]):
                continue
            if _stands_alone(folded, first, last + 1) and (
                not self._is_general(key)
                or (_is_word(text, start, end) and not self._is_run_together(key, text, start, end))
            ):
                match = self._match(key, start, end)
                if match is not None and match.kind not in without:
                    found.append(match)
        return [self._without_head(m, folded, text) for m in _without_overlaps(found)]

    def _is_run_together(self, key: str, text: str, start: int, end: int) -> bool:
        """Say whether a word of the vocabulary is only met across the end of another word.

        "I want an old one" holds no "wantan", "버스 시간" (bus times) no "스시" (sushi).
        """
        said = text[start:end]
        words = said.split()
        if len(words) < _TWO or key not in self._solid:
            return False
        is_within = _is_hangul(said[:1]) and _is_hangul(text[start - 1 : start])
        return is_within or (said.isascii() and min(map(len, words)) < _MIN_LETTERS)

    def _without_head(self, match: NameMatch, folded: Folded, text: str) -> NameMatch:
        stem = self._stems.get(compact_text(text[match.start : match.end]))
        if match.kind != _HEADED or stem is None:
            return match
        first = folded.starts.index(match.start)
        return replace(match, end=folded.ends[first + stem - 1])

    def exact(self, span: str, kind: str) -> str | None:
        """Return the id of what ``span`` as a whole names among ``kind``, None for nothing.

        A cuisine is named by its first word alone, too: "Korean".
        """
        ids = self._ids.get(compact_text(span), {}).get(kind, {})
        known = min(ids, default=None)
        return self.headed(span) if known is None and kind == _HEADED else known

    def headed(self, span: str) -> str | None:
        """Return the id of the cuisine that ``span`` says without its head, None for none."""
        key = self._headed.get(compact_text(span), "")
        return min(self._ids.get(key, {}).get(_HEADED, {}), default=None)

    def _is_general(self, key: str) -> bool:
        particular = ("place", "district", "city", "station", "street")
        return not any(kind in particular for kind in self._ids[key])

    def resolve(self, span: str, *, pieces: bool = True) -> NameMatch | None:
        """Return the place that ``span`` most likely means, or None.

        ``span`` is a piece of a message that was taken for a place's name. Small typing errors are
        forgiven, and other characters of the same sound; with ``pieces``, the better half of a name
        is enough, or any piece that only one name has. Names equally near are returned together.
        """
        if "city" in self._ids.get(compact_text(span), {}):
            return None
        known = self._ids.get(compact_text(span), {})
        own = self._match(compact_text(span), 0, len(span)) if "place" in known else None
        if own is not None and own.kind == "place":
            return own
        matches = self.closest(span, limit=3, cutoff=_FUZZY_CUTOFF) or self._sounding(span)
        if not matches:
            found = self.containing(span) if pieces else []
            # A piece of so many names is a word for what they are.
            found = found if len(found) <= _MAX_AMBIGUOUS else []
            branches = self._branches(span) if pieces else ()
            if branches:
                return NameMatch(0, len(span), "place", branches, _PIECE_SCORE)
            # One word of a name is a word of other things, too ("public" of "public library"),
            # unless it is written as a name that begins so ("Hyatt").
            is_name = is_cjk(span) or len(span.split()) > 1
            is_name = is_name or (span[:1].isupper() and self._pieces.is_first_word(span))
            is_only = len(found) == 1 and is_name
            ids = tuple(sorted(i for i, is_most in found if is_most or is_only))
            if ids:
                return NameMatch(0, len(span), "place", ids, _PIECE_SCORE)
            return self._sole(span) if pieces else None
        best = matches[0].score
        ids = tuple(dict.fromkeys(i for m in matches if m.score >= best - 0.5 for i in m.ids))
        return NameMatch(0, len(span), "place", ids, best)

    def _branches(self, span: str) -> tuple[str, ...]:
        """Return the places whose names have the first word of ``span``, with a kind behind it.

        "Hilton hotel" is any of a few Hiltons, though the name of one has just these words in it.
        Empty where the other words of ``span`` are no words for a kind, or only one has the first.
        """
        first, _, others = span.strip().partition(" ")
        is_kind = bool(others) and self._heads.issuperset(others.lower().split())
        is_brand = first[:1].isupper() and is_kind and first.lower() not in self._heads
        is_brand = is_brand and self._pieces.is_first_word(first)
        ids = [i for i, _ in self.containing(first)] if is_brand else []
        return tuple(sorted(ids)) if 1 < len(ids) <= _MAX_AMBIGUOUS else ()

    def _sole(self, span: str) -> NameMatch | None:
        """Return the only place whose name is somewhat like ``span``, None for none or several.

        Latin letters are too few to tell: "National Museum" is much like "Naval Museum".
        """
        if not is_cjk(span):
            return None
        alike = self.closest(span, limit=_MAX_AMBIGUOUS, cutoff=_SOLE_CUTOFF)
        return alike[0] if len({i for match in alike for i in match.ids}) == 1 else None

    def _sounding(self, span: str) -> list[NameMatch]:
        """Return the places whose Chinese names sound like ``span``; empty for none."""
        key = compact_text(span)
        if len(key) < _MIN_CJK:
            return []
        ids = self._sounds.get(sound_of(key) or "", ())
        return [NameMatch(0, len(span), "place", ids, _PIECE_SCORE)] if ids else []

    def containing(self, span: str) -> list[tuple[str, bool]]:
        """Return the places whose names ``span`` is a piece of, those of which it is most first.

        Words in a row, or letters in a row where no white space stands between words. Each id comes
        with whether the piece is half of the name or more, without brackets and the city in it. A
        word of the vocabulary ("museum") is a piece of none.
        """
        key = compact_text(span)
        is_word = (key in self._ids and self._is_general(key)) or like_num(key)
        if is_word or not _is_long_enough(key):
            return []
        return self._pieces.find(span)

    def closest(self, span: str, *, limit: int = 3, cutoff: float = 0.0) -> list[NameMatch]:
        """Return the places whose names are nearest to ``span``, nearest first."""
        key = compact_text(span)
        if not _is_fuzzy(key):
            return []
        rows = process.extract(
            _spelling(key),
            self._fuzzy,
            scorer=fuzz.ratio,
            limit=limit + _MAX_AMBIGUOUS,
            score_cutoff=cutoff or None,
        )
        # "No. 7 Beach" is no slip for "No. 1 Beach".
        same = [(k, s) for _, s, k in rows if _digits(k) == _digits(key)][:limit]
        matches = (self._match(k, 0, len(span), score / 100.0) for k, score in same)
        return [m for m in matches if m is not None]


def _are_called_after(ids: Mapping[str, float]) -> bool:
    """Say whether several places share a piece of their names: the street on which they are."""
    return len(ids) > 1 and max(ids.values()) < 100


def _is_fuzzy(key: str) -> bool:
    return len(key) >= (_MIN_FUZZY_CJK if is_cjk(key) else _MIN_FUZZY_LATIN)


def _spelling(key: str) -> str:
    """Return what two spellings of a name are compared by: Korean by letters, not by syllables."""
    return unicodedata.normalize("NFD", key)


def _digits(key: str) -> list[str]:
    return [c for c in key if c.isdigit()]


def _is_long_enough(key: str) -> bool:
    return len(key) >= (_MIN_CJK if is_cjk(key) else _MIN_LATIN)


def _is_word(text: str, start: int, end: int) -> bool:
    """Say whether ``text[start:end]``, if it is very short, is no piece of a longer word."""
    word, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if len(word) <= _SHORT_HANGUL and script_of(word[0]) == "hangul":
        return not _is_hangul(before) and _PARTICLE.match(text, end) is not None
    if len(word) <= _SHORT_HAN and script_of(word[0]) == "han":
        return not any(c and script_of(c) == "han" for c in (before, after))
    if len(word) <= _SHORT_KATAKANA and all(_is_katakana(c) for c in word):
        return not (_is_katakana(before) or _is_katakana(after))
    return True


def _is_hangul(character: str) -> bool:
    return bool(character) and script_of(character) == "hangul"


def _is_katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "\u30fc"


def _stands_alone(folded: Folded, first: int, last: int) -> bool:
    """Say whether a match is not a piece of a longer Latin word or number."""

    def joined(left: int, right: int) -> bool:
        if left < 0 or right >= len(folded.text):
            return False
        a, b = folded.text[left], folded.text[right]
        if folded.starts[right] != folded.ends[left]:
            return False
        if a.isdigit() or b.isdigit():
            return a.isdigit() and b.isdigit()
        return script_of(a) == "latin" and script_of(b) == "latin"

    return not joined(first - 1, first) and not joined(last - 1, last)


def _without_overlaps(found: list[NameMatch]) -> list[NameMatch]:
    chosen: list[NameMatch] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, -m.score, m.start)):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _derived(names: list[Name]) -> Iterator[tuple[str, Name, float]]:
    """Yield (key, name, score) for the shorter forms in which visitors use the names."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for name in names:
        by_kind[name.kind].add(compact_text(name.text))
    words = [kind for kind in PRECEDENCE if kind not in _CALLED_AFTER]
    cities, reserved = by_kind["city"], set().union(*(by_kind[kind] for kind in words))
    kind_words = (*sorted(by_kind["category"] | by_kind["office-kind"], key=len, reverse=True),)
    heads = _heads(names)
    where = [compact_text(n.text) for n in names if n.kind in _LOCATIONS]
    for name in names:
        if name.kind not in ("place", "district"):
            continue
        whole = compact_text(name.text)
        forms, bare = {whole}, set[str]()
        if name.kind == "place":
            unbracketed = compact_text(BRACKETS.sub(" ", name.text))
            headed = _to_head(name.text, heads, cities)
            bare = {without_affix(form, cities) for form in (whole, unbracketed)}
            # "Little Velamar Island" is no "Little".
            short = next((headed[len(c) :] for c in cities if headed.startswith(c)), headed)
            forms |= {unbracketed, headed, short, *bare}
            forms |= {_without_suffix(form, kind_words).rstrip(_OF) for form in forms}
            forms |= {compact_text(_without_branch(name.text)), _without_location(name.text, where)}
        for form in forms - reserved - {whole, ""}:
            if (_is_long_enough(form) and not like_num(form)) or _is_initials(form, name.text):
                yield form, name, _BARE_SCORE if form in bare else _DERIVED_SCORE
        brand = compact_text(name.text.partition(_DOT)[0]) if _DOT in name.text else ""
        if len(brand) >= _MIN_BRAND and is_cjk(brand) and brand not in reserved:
            yield brand, name, _DERIVED_SCORE
        for sound in {sound for form in forms - {whole} for sound in romanized(form)} - reserved:
            if len(sound) >= _MIN_SOUND:
                yield sound, name, _DERIVED_SCORE


def _of_chains(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the other names that bare ones of a chain's branch are: its other branches'.

    Branches have one name but for what stands in brackets. A city may give the chain's usual name
    to the first of them alone.
    """
    branches: dict[str, set[str]] = defaultdict(set)
    tails: dict[str, str] = defaultdict(str)
    for name in names:
        bare = compact_text(BRACKETS.sub(" ", name.text))
        if name.kind == "place" and not name.is_alias and bare != compact_text(name.text):
            branches[bare].add(name.id)
            tails[name.id] += compact_text("".join(BRACKETS.findall(name.text)))
    others: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for bare, ids in branches.items():
        for one in ids:
            others[one] |= ids - {one}
            own[one].add(bare)
    for name in names:
        if name.kind != "place" or not name.is_alias or not others[name.id]:
            continue
        if not _tells_branch(name.text, tails[name.id], own[name.id]):
            yield from (replace(name, id=other) for other in sorted(others[name.id]))


def _tells_branch(name: str, tail: str, bare: Collection[str]) -> bool:
    """Say whether a name says which branch is meant: by a bracket or a piece of what stands there.

    ``tail`` is what stands in the brackets of the branch's names in all languages, ``bare`` are the
    names without. More than a bare name, or a word behind it, says which one, too.
    """
    key = compact_text(name)
    size = _MIN_PIECE_CJK if is_cjk(key) else _MIN_PIECE
    pieces = (key[i : i + size] for i in range(len(key) - size + 1))
    is_more = any(one in key and one != key for one in bare) or (is_cjk(key) and " " in name)
    return is_more or bool(BRACKETS.search(name)) or any(piece in tail for piece in pieces)


def _sounds_of_names(names: Iterable[Name]) -> Iterator[tuple[str, Name]]:
    """Yield (key, name) for places and districts in Latin letters as their whole names sound."""
    for name in names:
        if name.kind in ("place", "district"):
            for sound in romanized(compact_text(name.text)):
                if len(sound) >= _MIN_SOUND:
                    yield sound, name


def _inflected(names: list[Name]) -> Iterator[tuple[str, Name]]:
    """Yield (key, name) for the other forms of the English words of the vocabulary."""
    # The last of several words of a cuisine only says that it is one ("Korean restaurant").
    words = [n for n in names if n.kind in _INFLECTED and (n.kind != _HEADED or " " not in n.text)]
    taken = {compact_text(n.text) for n in names}
    for name in words:
        for form in english_forms(fold_text(name.text)):
            if compact_text(form) not in taken:
                yield compact_text(form), name


def _heads(names: Iterable[Name]) -> frozenset[str]:
    """Return the folded words that close the names of many places: "hotel", "museum"."""
    closing: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, _, last = fold_text(name.text).rpartition(" ")
        if name.kind == "place" and first:
            closing[last].add(name.id)
    return frozenset(word for word, ids in closing.items() if len(ids) >= _MIN_HEADED)


def _to_head(text: str, heads: Collection[str], cities: Collection[str]) -> str:
    """Return a name up to its first word for a kind, compact; all of it where it has none.

    The city and the kind ("Velamar Hotel") are no name.
    """
    words = fold_text(text).split()
    at = next((i for i, word in enumerate(words) if i and word in heads), len(words))
    is_city = compact_text(" ".join(words[:at])) in cities
    return compact_text(" ".join(words if is_city else words[: at + 1]))


def _is_initials(form: str, name: str) -> bool:
    """Say whether a form of a name is a word with capitals in it: "MGM" of "MGM Velamar"."""
    words = [word for word in name.split() if sum(map(str.isupper, word)) > 1]
    is_word = form in map(compact_text, words)
    return len(form) >= _MIN_INITIALS and is_word and form.isalpha()


def _without_branch(name: str) -> str:
    """Return a name without the branch behind it: "イオン" of "イオン東部店".

    What tells of a branch is its last character; the name is what is in another script before it,
    or the words before it. All of it without a branch.
    """
    found = _BRANCH.fullmatch(BRACKETS.sub(" ", name).strip())
    return (found["name"] or found["spaced"]) if found else name


def _without_location(name: str, where: Collection[str]) -> str:
    """Return a name without the last word that only says where it is, compact; "" without one.

    "リーフコーヒー 太平角" stands at the cape that a station or a park is called after. Latin words
    are left out: what a place is called after is a word of its own there.
    """
    words = name.split()
    last = compact_text(words[-1]) if len(words) > 1 else ""
    is_place = len(last) > 1 and is_cjk(last) and any(w.startswith(last) for w in where)
    return compact_text(" ".join(words[:-1])) if is_place else ""


def _sounds(names: Iterable[Name]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the places by the sound of their Chinese names."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        sound = sound_of(compact_text(name.text)) if name.kind == "place" else None
        if sound:
            found[sound].add(name.id)
    return {sound: tuple(sorted(ids)) for sound, ids in found.items() if len(ids) <= _MAX_AMBIGUOUS}


def _without_suffix(key: str, suffixes: tuple[str, ...]) -> str:
    """Return ``key`` without the first of ``suffixes`` that it ends with and is more than."""
    if not key.endswith(suffixes):
        return key
    return next((key[: -len(s)] for s in suffixes if key.endswith(s) and len(key) > len(s)), key)
