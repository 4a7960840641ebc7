"""Where the names of a map stand, so that none covers another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from channels.maps.projection import Pixel

_LONGEST = 15.0
"""How wide a name may be, in the width of a Chinese character."""
_NARROW = 0.6
_BOLD = 1.1
_HEIGHT = 1.15

Anchor = str
"""SVG's ``text-anchor``: "start", "middle" or "end"."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Say whether two rectangles share a point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """A name with the pixel of its baseline."""

    text: str
    at: Pixel
    anchor: Anchor
    size: float


@dataclass
class Labels:
    """Finds free places on a map of ``width`` and ``height``, for whoever asks first."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def keep(self, box: Box) -> None:
        """Leave a rectangle free of names."""
        self.taken.append(box)

    def place(
        self, text: str, at: Pixel, size: float, gap: float, *, is_bold: bool = False
    ) -> Label | None:
        """Return a name beside ``at``, None where there is no room on any side of it."""
        shown = shortened(text)
        wide = width_of(shown) * size * (_BOLD if is_bold else 1)
        for label, box in _around(shown, at, size, gap, wide):
            if self.is_free(box):
                self.keep(box)
                return label
        return None

    def is_free(self, box: Box) -> bool:
        """Say whether a rectangle lies on the map and touches nothing that stands there."""
        is_inside = box.left >= 3 and box.top >= 3
        is_inside = is_inside and box.right <= self.width - 3 and box.bottom <= self.height - 3
        return is_inside and not any(box.touches(other) for other in self.taken)


def _around(
    text: str, at: Pixel, size: float, gap: float, wide: float
) -> Iterator[tuple[Label, Box]]:
    """Yield a name to the right, to the left, below and above a point, the best place first."""
    x, y = at
    tall = size * _HEIGHT
    sides: tuple[tuple[float, float, Anchor], ...] = (
        (x + gap, y + size * 0.36, "start"),
        (x - gap, y + size * 0.36, "end"),
        (x, y + gap + size * 0.9, "middle"),
        (x, y - gap - size * 0.15, "middle"),
    )
    for left, baseline, anchor in sides:
        start = left - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        top = baseline - size * 0.92
        yield Label(text, (left, baseline), anchor, size), Box(start, top, start + wide, top + tall)


def shortened(text: str) -> str:
    """Return a name without what it says in brackets, cut where it is too long for a map."""
    plain = text.split("(")[0].split("（")[0].strip() or text
    if width_of(plain) <= _LONGEST:
        return plain
    kept = ""
    for character in plain:
        if width_of(kept + character) > _LONGEST - 0.6:
            break
        kept += character
    return kept.rstrip(" ,-–") + "…"


def width_of(text: str) -> float:
    """Return about how wide a text is, in the width of a Chinese character."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide + (len(text) - wide) * _NARROW
