"""Regular expressions as the training data writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlu.text.normalization import fold_text
from nlu.text.scripts import script_of

# Three blanks are as many as anybody types between two words. Without a bound each of several such
# places in a pattern would be tried with each length of a long run of blanks.
_BLANKS = {r"\s*": r"\s{0,3}", r"\s+": r"\s{1,3}"}
_LOOKUP = re.compile(r"\{([a-z_]+)\}")


def compile_pattern(name: str, pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """Return the regular expression; ``parts`` are what each ``{name}`` in it stands for.

    What it says of any number of blanks holds for three.

    Raises:
        ValueError: It does not compile, or it uses an unknown ``{name}``; it is quoted.
    """

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ValueError(f"pattern {pattern!r} of {name!r}: no lookup {match[1]!r}")
        return parts[match[1]]

    for unbounded, bounded in _BLANKS.items():
        pattern = pattern.replace(unbounded, bounded)
    folded = "".join(fold_text(c) if script_of(c) == "han" else c for c in pattern)
    try:
        return re.compile(_LOOKUP.sub(part, folded))
    except re.error as error:
        raise ValueError(f"pattern {pattern!r} of {name!r}: {error}") from error
