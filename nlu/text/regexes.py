"""Regular expressions as the training data writes them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from nlu.text.normalization import fold_text
from nlu.text.prefilter import Expression
from nlu.text.scripts import script_of

# Three blanks are as many as anybody types between two words. Without a bound each of several such
# places in a pattern would be tried with each length of a long run of blanks.
_BLANKS = {r"\s*": r"\s{0,3}", r"\s+": r"\s{1,3}"}
# One character of a pattern, and how often it may stand there where that has no bound.
_ATOM = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\]|.)([*+]|\{\d+,\})?", re.DOTALL)
# Forty digits or letters of one kind are longer than any word, and two hundred words or letters in
# a row than what a pattern says of one thing. What says "anything", or "anything but", goes as far
# as a message does.
_MOST, _MOST_GROUPS = 40, 200
_UNBOUNDED = frozenset(".}")
LOOKUP = re.compile(r"\{([a-z_]+)\}")
"""What a pattern names that stands for something else."""
# Stands for the name of an atomic group, until the whole pattern is known.
_NAME = "\0"
OURS = "_"
"""What the names of groups begin with that no author of a pattern has written."""


def atomic(regex: str) -> str:
    """Return what matches as ``regex`` does first, and is never matched otherwise afterwards.

    It is a part of a pattern for `compile_pattern`; there is none in ``regex`` itself.
    """
    return f"(?=(?P<{_NAME}>{regex}))(?P={_NAME})"


def compile_pattern(name: str, pattern: str, parts: Mapping[str, str]) -> Expression:
    """Return the regular expression; ``parts`` are what each ``{name}`` in it stands for.

    What it says of any number of blanks holds for three, of letters and digits for forty, of groups
    for two hundred.

    Raises:
        ValueError: It does not compile, or it uses an unknown ``{name}``; it is quoted.
    """

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ValueError(f"pattern {pattern!r} of {name!r}: no lookup {match[1]!r}")
        return parts[match[1]]

    for unbounded, bounded in _BLANKS.items():
        pattern = pattern.replace(unbounded, bounded)
    pattern = _ATOM.sub(_bounded, pattern)
    folded = "".join(fold_text(c) if script_of(c) == "han" else c for c in pattern)
    places = itertools.count()
    whole = re.sub(_NAME, lambda _: f"{OURS}{next(places) // 2}", LOOKUP.sub(part, folded))
    try:
        return Expression.of(whole)
    except re.error as error:
        raise ValueError(f"pattern {pattern!r} of {name!r}: {error}") from error


def _bounded(match: re.Match[str]) -> str:
    what, many = match.groups(default="")
    if not many or what in _UNBOUNDED or what.startswith("[^"):
        return match.group()
    least = {"*": "0", "+": "1"}.get(many) or many[1:-2]
    return f"{what}{{{least},{_MOST_GROUPS if what == ')' else _MOST}}}"
