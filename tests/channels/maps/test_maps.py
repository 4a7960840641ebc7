"""The small maps, as a page gets them."""

from __future__ import annotations

from xml.etree import ElementTree

import httpx
import pytest

from channels.database import Database
from channels.maps.labels import Box, Labels, shortened
from channels.maps.projection import clipped, fit
from tests.channels.conftest import app_with, client_of
from tests.channels.fakes import FakeRasa

CASTLE = "castelo-da-gaivota"
BEACH = "praia-da-areia-azul"
SVG = "{http://www.w3.org/2000/svg}"


async def drawn(client: httpx.AsyncClient, **asked: str) -> ElementTree.Element:
    response = await client.get("/map.svg", params=asked)
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    return ElementTree.fromstring(response.text)


def texts(svg: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


async def test_a_place_stands_on_its_map_with_its_station_and_the_lines(
    pages: httpx.AsyncClient,
) -> None:
    svg = await drawn(pages, place=CASTLE, language="en")
    assert "Seagull Castle" in texts(svg)
    assert {"A", "B"} & set(texts(svg)), "a line's number"
    assert any(text.endswith((" m", " km")) for text in texts(svg)), "its scale"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Map of Seagull Castle and what is near it"),
        ("zh", "海鸥城堡及周边地图"),
        ("ja", "カモメの城と周辺の地図"),
        ("ko", "갈매기 성 주변 지도"),
    ],
)
async def test_a_map_has_a_name_for_those_who_do_not_see_it(
    pages: httpx.AsyncClient, language: str, title: str
) -> None:
    svg = await drawn(pages, place=CASTLE, language=language)
    assert (svg.get("role"), svg.get("lang")) == ("img", language)
    assert svg.findtext(f"{SVG}title") == title


async def test_a_way_shows_both_ends_the_ride_and_the_walks(pages: httpx.AsyncClient) -> None:
    svg = await drawn(pages, way=f"{BEACH},estacao-aeroporto", language="en")
    ridden = [line for line in svg.iter(f"{SVG}polyline") if line.get("stroke-width") == "6"]
    walked = [line for line in svg.iter(f"{SVG}polyline") if line.get("stroke-dasharray")]
    assert "Blue Sand Beach" in texts(svg)
    assert ridden
    assert len(walked) == 2


async def test_a_plan_is_numbered_in_its_order(pages: httpx.AsyncClient) -> None:
    svg = await drawn(pages, plan=f"{CASTLE},nowhere,{BEACH}", language="en")
    numbers = [text for text in texts(svg) if text.isdigit()]
    assert sorted(numbers) == ["1", "3"], "what has no position keeps its number"


async def test_a_dark_map_is_another(pages: httpx.AsyncClient) -> None:
    light = await drawn(pages, place=CASTLE, language="en")
    dark = await drawn(pages, place=CASTLE, language="en", theme="dark")
    assert light.find(f"{SVG}rect").get("fill") != dark.find(f"{SVG}rect").get("fill")


async def test_a_map_names_no_other_host_and_no_script(pages: httpx.AsyncClient) -> None:
    text = (await pages.get("/map.svg", params={"place": CASTLE})).text
    assert text.count("http") == 1, "the name of SVG itself"
    assert "<script" not in text
    assert "<style" not in text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("place=nowhere", 404),
        ("way=castelo-da-gaivota", 400),
        ("place=a%2Cb", 400),
        ("place=%3Cscript%3E", 400),
        ("", 400),
        ("place=a&plan=b", 400),
        (f"plan={'a,' * 30}a", 400),
    ],
)
async def test_what_is_no_map_is_refused(pages: httpx.AsyncClient, query: str, status: int) -> None:
    assert (await pages.get(f"/map.svg?{query}")).status_code == status


async def test_a_database_that_is_away_is_said(tmp_path) -> None:
    app = app_with(FakeRasa(), database=Database(f"sqlite:///{tmp_path}/none.sqlite3"))
    async with client_of(app) as client:
        assert (await client.get("/map.svg?place=a")).status_code == 503


def test_names_do_not_cover_one_another() -> None:
    labels = Labels(400, 250)
    placed = [labels.place("Somewhere", (200, 120 + n), 11, 6) for n in range(12)]
    assert 1 < sum(label is not None for label in placed) < 12
    boxes = labels.taken
    assert not any(a.touches(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_name_never_leaves_the_map() -> None:
    labels = Labels(100, 40)
    assert labels.place("A long name for so small a map", (50, 20), 12, 6) is None
    assert not labels.is_free(Box(90, 10, 110, 20))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Pier (old)", "Pier"),
        ("栈桥（青岛湾）", "栈桥"),
        ("(brackets)", "(brackets)"),
        ("A museum of everything in the world", "A museum of everything i…"),
    ],
)
def test_a_long_name_is_cut(name: str, shown: str) -> None:
    assert shortened(name) == shown


def test_what_must_be_shown_is_on_the_map() -> None:
    frame = [(36.06, 120.32), (36.07, 120.40)]
    projection = fit(frame, 400, 200, 30)
    for point in frame:
        x, y = projection.pixel(point)
        assert 29.9 <= x <= 370.1
        assert 29.9 <= y <= 170.1


def test_a_single_point_stands_in_the_middle() -> None:
    assert fit([(36.0, 120.0)], 400, 200, 30).pixel((36.0, 120.0)) == (200, 100)


def test_only_the_parts_of_a_line_near_the_map_are_drawn() -> None:
    line = [(-500.0, 50.0), (-400.0, 50.0), (50.0, 50.0), (900.0, 50.0), (999.0, 50.0)]
    assert clipped(line, 100, 100, 10) == [line[1:4]]
