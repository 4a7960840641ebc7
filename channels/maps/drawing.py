"""Maps as SVG, light and dark: attributes alone, so that a strict content policy holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from channels.maps.content import MapContent, Mark, Track
from channels.maps.labels import Box, Label, Labels, width_of
from channels.maps.projection import Pixel, Projection, clipped, fit, height_of

Theme = Literal["light", "dark"]
Size = Literal["small", "large"]


@dataclass(frozen=True)
class Colours:
    """The colours of a theme; ``lines`` are the metro's, in the order of the city's file."""

    ground: str
    ring: str
    text: str
    muted: str
    main: str
    on_main: str
    near: str
    lines: tuple[str, ...]


THEMES: dict[Theme, Colours] = {
    "light": Colours(
        ground="#f2f5f3",
        ring="#d8e1dd",
        text="#17211f",
        muted="#4d5a57",
        main="#0b6470",
        on_main="#ffffff",
        near="#6d7f7a",
        lines=(
            "#d1602f",
            "#3a7ec1",
            "#3f9a63",
            "#8f66b8",
            "#b58a1f",
            "#c65488",
            "#5a8a8f",
            "#8a6a4c",
        ),
    ),
    "dark": Colours(
        ground="#1b2326",
        ring="#2f3b40",
        text="#eef3f2",
        muted="#b4c1be",
        main="#7fd0d8",
        on_main="#10191b",
        near="#8fa19c",
        lines=(
            "#e88a5f",
            "#6fa8e0",
            "#6fc08e",
            "#b595d8",
            "#d6b45c",
            "#e08ab0",
            "#8dbcc0",
            "#bb9b7d",
        ),
    ),
}
# Width, least and greatest height, margin: a map is as high as what it shows.
_SIZES: dict[Size, tuple[int, int, int, int]] = {
    "small": (400, 170, 250, 36),
    "large": (760, 300, 440, 60),
}
_FONT = 'system-ui, "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif'
_RINGS = (250, 500, 1000, 2000, 5000, 10000, 20000)
_BARS = (100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)


@dataclass(frozen=True)
class Words:
    """What a map says: its title, and how a distance is written."""

    language: str
    title: str
    metres: str
    kilometres: str

    def distance(self, metres: int) -> str:
        """Return a round distance: "500 m", "2 km"."""
        if metres < 1000:
            return self.metres.format(metres=metres)
        return self.kilometres.format(kilometres=metres // 1000)


def draw(content: MapContent, words: Words, theme: Theme = "light", size: Size = "small") -> str:
    """Return a map as SVG text whose accessible name is the title.

    Names that find no room are left out, the least important first.
    """
    width, lowest, highest, margin = _SIZES[size]
    height = height_of(content.frame, width, margin, lowest, highest)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "lang": words.language,
            "font-family": _FONT,
        },
    )
    SubElement(svg, "title").text = words.title
    projection = fit(content.frame, width, height, margin)
    _Canvas(svg, projection, THEMES[theme], words).draw(content)
    return ElementTree.tostring(svg, encoding="unicode")


class _Canvas:
    def __init__(
        self, svg: Element, projection: Projection, colours: Colours, words: Words
    ) -> None:
        self._svg = svg
        self._projection = projection
        self._colours = colours
        self._words = words
        self._labels = Labels(projection.width, projection.height)

    def draw(self, content: MapContent) -> None:
        """Draw from the ground up: what is drawn last lies above."""
        self._add("rect", width="100%", height="100%", fill=self._colours.ground)
        scale_bar = self._bar_box()
        self._labels.keep(scale_bar)
        for mark in content.marks:
            self._keep_free(mark)
        if content.has_rings:
            self._rings(content.marks[0])
        has_ride = any(track.is_ridden for track in content.tracks)
        for track in content.tracks:
            self._track(track, is_faint=has_ride and not track.is_ridden)
        for walk in content.walks:
            self._walk(walk)
        shown = [mark for mark in content.marks if self._is_seen(mark)]
        for mark in reversed(shown):
            self._mark(mark)
        for mark in shown:
            self._name(mark)
        for track in content.tracks:
            if track.is_ridden or not has_ride:
                self._badge(track)
        self._bar(scale_bar)

    def _add(self, tag: str, parent: Element | None = None, **values: object) -> Element:
        written = {name.replace("_", "-"): _written(value) for name, value in values.items()}
        return SubElement(self._svg if parent is None else parent, tag, written)

    def _is_seen(self, mark: Mark) -> bool:
        x, y = self._projection.pixel(mark.point)
        return 4 <= x <= self._projection.width - 4 and 4 <= y <= self._projection.height - 4

    def _keep_free(self, mark: Mark) -> None:
        """Let no name lie on a mark, but on a station that is only passed."""
        if mark.look == "station":
            return
        x, y = self._projection.pixel(mark.point)
        reach = {"main": 11, "start": 9, "stop": 11}.get(mark.look, 5)
        above = 20 if mark.look == "main" else reach
        self._labels.keep(Box(x - reach, y - above, x + reach, y + reach / 2))

    def _rings(self, mark: Mark) -> None:
        x, y = self._projection.pixel(mark.point)
        scale = self._projection.pixels_per_metre
        shortest = self._projection.height / 5
        fitting = [m for m in _RINGS if shortest <= m * scale <= self._projection.width / 2]
        for metres in fitting[:2]:
            radius = metres * scale
            self._add("circle", cx=x, cy=y, r=radius, fill="none", stroke=self._colours.ring)
            self._ring_label(self._words.distance(metres), (x, y), radius)

    def _ring_label(self, text: str, centre: Pixel, radius: float) -> None:
        """Write how far a circle is on it, above or else below its centre."""
        x, y = centre
        half = width_of(text) * 9 / 2 + 2
        for baseline in (y - radius + 3, y + radius + 3):
            box = Box(x - half, baseline - 8, x + half, baseline + 2)
            if self._labels.is_free(box):
                self._labels.keep(box)
                self._text(Label(text, (x, baseline), "middle", 9.0), self._colours.muted)
                return

    def _colour(self, track: Track) -> str:
        return self._colours.lines[track.colour % len(self._colours.lines)]

    def _track(self, track: Track, *, is_faint: bool) -> None:
        pixels = [self._projection.pixel(point) for point in track.points]
        for part in clipped(pixels, self._projection.width, self._projection.height, 20):
            self._add(
                "polyline",
                points=_points(part),
                fill="none",
                stroke=self._colour(track),
                stroke_width=6 if track.is_ridden else 3,
                stroke_linejoin="round",
                stroke_linecap="round",
                stroke_opacity=0.35 if is_faint else 1,
            )

    def _walk(self, walk: Sequence[tuple[float, float]]) -> None:
        self._add(
            "polyline",
            points=_points(map(self._projection.pixel, walk)),
            fill="none",
            stroke=self._colours.main,
            stroke_width=2,
            stroke_dasharray="1 5",
            stroke_linecap="round",
        )

    def _mark(self, mark: Mark) -> None:
        x, y = self._projection.pixel(mark.point)
        colours = self._colours
        if mark.look == "main":
            pin = f"M{x:.1f} {y:.1f}c-6 -7 -9 -9.500 -9 -14a9 9 0 0 1 18 0c0 4.500 -3 7 -9 14z"
            self._add("path", d=pin, fill=colours.main, stroke=colours.ground, stroke_width=1.5)
            self._add("circle", cx=x, cy=y - 14, r=3.4, fill=colours.on_main)
        elif mark.look == "stop":
            self._add(
                "circle", cx=x, cy=y, r=9, fill=colours.main, stroke=colours.ground, stroke_width=2
            )
            number = self._add("text", x=x, y=y + 3.8, fill=colours.on_main, font_size=11)
            number.set("font-weight", "700")
            number.set("text-anchor", "middle")
            number.text = str(mark.number)
        elif mark.look == "start":
            self._add(
                "circle", cx=x, cy=y, r=6, fill=colours.ground, stroke=colours.main, stroke_width=4
            )
        elif mark.look == "station":
            self._add(
                "circle", cx=x, cy=y, r=3, fill=colours.ground, stroke=colours.muted, stroke_width=2
            )
        else:
            self._add("circle", cx=x, cy=y, r=3.6, fill=colours.near)

    def _name(self, mark: Mark) -> None:
        x, y = self._projection.pixel(mark.point)
        important = mark.look in ("main", "start", "stop")
        size, gap = (12.5, 13.0) if important else (10.5, 7.0)
        if mark.look == "main":
            y -= 9
        label = self._labels.place(mark.name, (x, y), size, gap, is_bold=important)
        if label is not None:
            colour = self._colours.text if important else self._colours.muted
            self._text(label, colour, is_bold=important)

    def _badge(self, track: Track) -> None:
        """Draw a line's number on it, somewhere inside the map where nothing else stands."""
        width, height = self._projection.width, self._projection.height
        pixels = [self._projection.pixel(point) for point in track.points]
        half = max(7.0, width_of(track.label) * 5 + 4)
        for start, end in pairwise(pixels):
            for share in (0.5, 0.3, 0.7):
                x = start[0] + (end[0] - start[0]) * share
                y = start[1] + (end[1] - start[1]) * share
                box = Box(x - half, y - 7, x + half, y + 7)
                inside = half + 3 < x < width - half - 3 and 10 < y < height - 10
                if not inside or not self._labels.is_free(box):
                    continue
                self._labels.keep(box)
                self._add("rect", x=x - half, y=y - 7, width=2 * half, height=14, rx=4).set(
                    "fill", self._colour(track)
                )
                text = self._add("text", x=x, y=y + 3.6, fill=self._colours.ground, font_size=10)
                text.set("font-weight", "700")
                text.set("text-anchor", "middle")
                text.text = track.label
                return

    def _text(self, label: Label, colour: str, *, is_bold: bool = False) -> None:
        text = self._add(
            "text",
            x=label.at[0],
            y=label.at[1],
            fill=colour,
            font_size=label.size,
            text_anchor=label.anchor,
            # The ground around the letters, so that a line behind them does not cross them out.
            paint_order="stroke",
            stroke=self._colours.ground,
            stroke_width=3,
            stroke_linejoin="round",
        )
        if is_bold:
            text.set("font-weight", "650")
        text.text = label.text

    def _bar_metres(self) -> int:
        scale = self._projection.pixels_per_metre
        longest = self._projection.width / 4
        return max((m for m in _BARS if m * scale <= longest), default=_BARS[0])

    def _bar_box(self) -> Box:
        long = self._bar_metres() * self._projection.pixels_per_metre
        return Box(6, self._projection.height - 26, 16 + long, self._projection.height - 4)

    def _bar(self, box: Box) -> None:
        """Draw how long a distance is, and where north lies."""
        metres = self._bar_metres()
        long = metres * self._projection.pixels_per_metre
        y = self._projection.height - 9
        bar = f"M10 {y - 4}v4h{long:.1f}v-4"
        self._add("path", d=bar, fill="none", stroke=self._colours.muted, stroke_width=1.5)
        label = Label(self._words.distance(metres), (10 + long / 2, y - 4), "middle", 9.5)
        self._text(label, self._colours.muted)
        x = self._projection.width - 14
        north = f"M{x} 8l4.500 11l-4.500 -3l-4.500 3z"
        self._add("path", d=north, fill=self._colours.muted)


def _written(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _points(pixels: Iterable[Pixel]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pixels)
