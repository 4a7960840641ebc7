"""Any of many words as one regular expression."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import TypeAlias

from nlu.text.scripts import script_of

_Tree: TypeAlias = "dict[str, _Tree]"
# Under this key a tree holds how the words end that end there.
_END = ""


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the folded ``words``, the longest first.

    A Latin word never matches inside a longer one, nor a number inside a longer number; other
    scripts have no such bounds. Without words it matches nothing.

    The words are a tree of their letters, so that a text is compared with the few that begin alike
    and not with hundreds, at each of its places, by each of hundreds of patterns.
    """
    return _regex(frozenset(words))


# The same lists are asked for by each of many layers of patterns.
@functools.lru_cache(maxsize=1024)
def _regex(words: frozenset[str]) -> str:
    trees: dict[str, _Tree] = {}
    for word in sorted(words):
        tree = trees.setdefault(f"(?<!{bound})" if (bound := _bound(word[0])) else "", {})
        for character in word:
            tree = tree.setdefault(character, {})
        tree[_END] = {f"(?!{bound})" if (bound := _bound(word[-1])) else "": {}}
    groups = [f"{left}{_of_tree(tree)}" for left, tree in trees.items()]
    return f"(?:{'|'.join(groups)})" if groups else r"(?!)"


def _of_tree(tree: _Tree) -> str:
    branches: dict[str, list[str]] = {}
    for character, rest in tree.items():
        if character != _END:
            branches.setdefault(_of_tree(rest), []).append(re.escape(character))
    regexes = [
        (f"[{''.join(characters)}]" if len(characters) > 1 else characters[0]) + rest
        for rest, characters in branches.items()
    ]
    # Longer words first: what ends here is the last choice.
    regexes += tree.get(_END, {})
    return regexes[0] if len(regexes) == 1 else f"(?:{'|'.join(regexes)})"


def _bound(character: str) -> str:
    if character.isdigit():
        return r"\d"
    return "[a-z]" if script_of(character) == "latin" else ""
