"""Pictures and drawings of places, as a browser gets them."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import httpx
import pytest
from PIL import Image

import channels.pictures
from channels.database import Database
from listings.database import create_engine_from
from listings.importing import import_city
from listings.kinds import KINDS
from tests.channels.conftest import VELAMAR, app_with, client_of
from tests.channels.fakes import FakeRasa
from tests.channels.places.test_places import linked, page_of

CASTLE = "castelo-da-gaivota"
ART = Path(channels.pictures.__file__).parent / "art"


@pytest.fixture(scope="module")
def pictured_url(city_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database of the city with a picture of its castle."""
    folder = tmp_path_factory.mktemp("pictured")
    shutil.copytree(VELAMAR, folder / "velamar")
    shutil.copytree(VELAMAR.with_name("velamar-pictures"), folder / "velamar", dirs_exist_ok=True)
    shutil.copy(city_url.removeprefix("sqlite:///"), folder / "city.sqlite3")
    url = f"sqlite:///{folder}/city.sqlite3"
    engine = create_engine_from(url)
    import_city(engine, folder / "velamar")
    engine.dispose()
    return url


@pytest.fixture
async def pictured(pictured_url: str) -> httpx.AsyncClient:
    app = app_with(
        FakeRasa(), database=Database(pictured_url), public_url="https://assistant.example"
    )
    return client_of(app)


async def test_a_page_shows_the_picture_with_whose_it_is(pictured: httpx.AsyncClient) -> None:
    page = await page_of(pictured, CASTLE)
    assert 'alt="A castle with two towers above the sea, drawn"' in page
    assert "Picture: drawn for the tests (CC0 1.0)" in page
    (image,) = linked(page)["image"]
    assert image.startswith("https://assistant.example/picture/")


@pytest.mark.parametrize(("size", "width"), [("small", 640), ("large", 1000)])
async def test_a_picture_is_served_by_ourselves_and_kept_for_ever(
    pictured: httpx.AsyncClient, size: str, width: int
) -> None:
    page = await page_of(pictured, CASTLE)
    address = re.search(rf"picture/[0-9a-f]{{16}}-{size}\.jpg", page)
    assert address
    response = await pictured.get(f"/{address.group()}")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in response.headers["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).width == width


async def test_the_open_data_say_whose_a_picture_is(pictured: httpx.AsyncClient) -> None:
    places = (await pictured.get("/open/places.json")).json()["places"]
    (picture,) = next(place for place in places if place["id"] == CASTLE)["pictures"]
    assert (picture["credit"], picture["licence"]) == ("drawn for the tests", "CC0 1.0")


@pytest.mark.parametrize(
    "path",
    [
        "/picture/0123456789abcdef-small.jpg",
        "/picture/0123456789abcdef-original.jpg",
        "/picture/..%2f..%2fetc",
        "/art/spaceship.svg",
        "/art/..%2fart.csv.svg",
    ],
)
async def test_what_is_no_picture_is_not_there(pictured: httpx.AsyncClient, path: str) -> None:
    assert (await pictured.get(path)).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_has_a_drawing(client: httpx.AsyncClient, kind: str) -> None:
    whole = await client.get(f"/art/{kind}.svg")
    assert whole.headers["Content-Type"].startswith("image/svg+xml")
    other = await client.get(f"/art/{kind}/what%20nobody%20drew.svg")
    assert other.text == whole.text


async def test_a_beach_looks_like_one(client: httpx.AsyncClient) -> None:
    beach, park = [await client.get(f"/art/attraction/{sort}.svg") for sort in ("beach", "park")]
    assert beach.text != park.text


def test_drawings_are_small_and_name_nothing_outside() -> None:
    files = sorted(ART.glob("*.svg"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert len(text) < 4_000, file.name
        assert text.count("http") == 1, file.name
        assert not re.search(r"<script|<style|\son\w+=", text), file.name
    with (ART.parent / "art.csv").open(encoding="utf-8", newline="") as listed:
        assert {f"{row['art']}.svg" for row in csv.DictReader(listed)} == {f.name for f in files}
