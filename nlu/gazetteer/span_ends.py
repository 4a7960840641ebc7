"""Where a guessed name begins and ends: what stands in quotes or brackets belongs together."""

from __future__ import annotations

_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
_QUOTES = {"「": "」", "『": "』", "《": "》", "“": "”", "‘": "’", '"': '"'}
_MARKS = frozenset([*_QUOTES, *_QUOTES.values(), "'", " ", "\u3000"])
_POSSESSIVES = ("'s", "’s")
_STOPS = frozenset("。！？!?；;\n")
_LONGEST = 40


def whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the name that ``text[start:end]`` is most or all of.

    A guess inside quotes becomes all that is quoted, an open bracket is closed, and quotes, a
    possessive and half a pair of brackets fall away from the ends. What would leave nothing leaves
    the span as it is.
    """
    quoted = _quoted(text, start, end)
    first, last = quoted or (start, end)
    last = _closed(text, first, last)
    for _ in range(2):
        while first < last and text[first] in _MARKS:
            first += 1
        while first < last and text[last - 1] in _MARKS:
            last -= 1
        if text[first:last].endswith(_POSSESSIVES):
            last -= len(_POSSESSIVES[0])
        for opener, closer in _BRACKETS.items():
            piece = text[first:last]
            if (piece.endswith(closer) and opener not in piece) or piece.endswith(opener):
                last -= 1
    return (first, last) if first < last else (start, end)


def _quoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span between the quotes around ``text[start:end]``, None without any."""
    for opener, closer in _QUOTES.items():
        first = text.rfind(opener, 0, start + 1)
        last = text.find(closer, max(end - 1, first + 1))
        between = text[first + 1 : last]
        if first < 0 or last < 0 or not 0 < len(between) <= _LONGEST:
            continue
        if first < start and closer in text[first + 1 : start]:
            continue
        if opener == closer and text.count(opener, 0, first) % 2:
            continue
        if _STOPS.isdisjoint(between):
            return first + 1, last
    return None


def _closed(text: str, start: int, end: int) -> int:
    """Return the end behind the bracket that ``text[start:end]`` opens and does not close."""
    for opener, closer in _BRACKETS.items():
        piece = text[start:end]
        if piece.count(opener) > piece.count(closer):
            last = text.find(closer, end, end + _LONGEST)
            if last >= 0 and _STOPS.isdisjoint(text[end:last]):
                return last + 1
    return end
