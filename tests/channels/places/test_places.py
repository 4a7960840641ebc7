"""The public page of a place, and the open data."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from channels.database import Database
from listings.database import create_engine_from, session_factory
from listings.models import Closure, Notice
from listings.queries import get_city
from semantics.languages import LANGUAGES
from tests.channels.conftest import app_with, client_of
from tests.channels.fakes import FakeRasa

CASTLE = "castelo-da-gaivota"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"


async def page_of(client: httpx.AsyncClient, place: str, **headers: str) -> str:
    language = headers.pop("language", "en")
    response = await client.get(f"/place/{place}", params={"language": language}, headers=headers)
    assert response.status_code == 200, response.text
    return response.text


def linked(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found.group(1))
    return read


@contextmanager
def changed(city_url: str, folder: Path) -> Iterator[tuple[Session, str]]:
    """Give a session on a copy of the city's database; what it changes is committed."""
    file = folder / "changed.sqlite3"
    shutil.copy(city_url.removeprefix("sqlite:///"), file)
    url = f"sqlite:///{file}"
    engine = create_engine_from(url)
    with session_factory(engine)() as session:
        yield session, url
        session.commit()
    engine.dispose()


async def test_a_page_tells_the_facts_with_their_dates_and_sources(
    pages: httpx.AsyncClient,
) -> None:
    page = await page_of(pages, CASTLE)
    for told in ("Seagull Castle", "Castelo da Gaivota", "1 Lighthouse Lane", "+351 210 000 101"):
        assert told in page
    assert re.search(r"Source: .+ \(as of .+\)", page)
    assert 'href="tel:+351210000101"' in page
    assert "Monday" in page
    assert "€" in page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_page_is_in_the_language_asked_for(pages: httpx.AsyncClient, language: str) -> None:
    page = await page_of(pages, CASTLE, language=language)
    assert f'<html lang="{language}">' in page
    assert page.count('rel="alternate"') == len(LANGUAGES)
    label = {"en": "Prices", "zh": "票价", "ja": "料金", "ko": "요금"}[language]
    assert f">{label}</h2>" in page


async def test_a_page_is_in_the_browsers_language(pages: httpx.AsyncClient) -> None:
    response = await pages.get(f"/place/{CASTLE}", headers={"Accept-Language": "fr, ko;q=0.8"})
    assert '<html lang="ko">' in response.text
    assert "Accept-Language" in response.headers["Vary"]


async def test_the_chat_of_a_page_has_its_place_in_focus(pages: httpx.AsyncClient) -> None:
    page = await page_of(pages, CASTLE)
    assert f'<script src="../widget.js" data-language="en" data-place="{CASTLE}"' in page
    assert 'data-visitor-assistant-ask="How long is it open today?"' in page


async def test_a_page_has_its_map_in_both_themes(pages: httpx.AsyncClient) -> None:
    page = await page_of(pages, CASTLE)
    for address in re.findall(r'(?:src|srcset)="\.\.(/map\.svg[^"]+)"', page):
        assert (await pages.get(address.replace("&amp;", "&"))).status_code == 200
    assert "theme=dark" in page
    assert 'alt="Map of Seagull Castle and what is near it"' in page


async def test_a_page_keeps_the_strict_policy(pages: httpx.AsyncClient) -> None:
    response = await pages.get(f"/place/{CASTLE}")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|style=|\son\w+=\"|<script>", response.text)


async def test_the_way_opens_in_the_phones_own_application(pages: httpx.AsyncClient) -> None:
    assert "https://maps.apple.com/?daddr=" in await page_of(
        pages, CASTLE, **{"User-Agent": IPHONE}
    )
    assert 'href="geo:38.' in await page_of(pages, CASTLE, **{"User-Agent": "Android 15"})
    assert "openstreetmap.org/directions?to=" in await page_of(pages, CASTLE)


async def test_a_page_has_its_facts_for_programs(pages: httpx.AsyncClient) -> None:
    told = linked(await page_of(pages, CASTLE))
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "TouristAttraction"
    assert {"@language": "zh", "@value": "海鸥城堡"} in told["name"]
    assert told["geo"]["latitude"] == 38.7012
    assert told["url"] == f"http://channels/place/{CASTLE}"
    assert {hours["opens"] for hours in told["openingHoursSpecification"]} == {"10:00"}
    assert told["isAccessibleForFree"] is False
    assert None not in told.values()


async def test_links_that_leave_it_are_under_the_public_address(city_url: str) -> None:
    app = app_with(FakeRasa(), database=Database(city_url), public_url="https://assistant.example")
    async with client_of(app) as client:
        told = linked(await page_of(client, CASTLE))
    assert told["url"] == f"https://assistant.example/place/{CASTLE}"


@pytest.mark.parametrize("place", ["nowhere", "..%2f..%2fetc", "%3Cscript%3E"])
async def test_a_place_that_is_not_listed_has_no_page(pages: httpx.AsyncClient, place: str) -> None:
    response = await pages.get(f"/place/{place}")
    assert response.status_code == 404
    assert "script" not in response.text


async def test_notices_and_closures_stand_on_the_page(city_url: str, tmp_path: Path) -> None:
    now = datetime.now(timezone.utc)
    with changed(city_url, tmp_path) as (session, url):
        day = now.date() + timedelta(days=2)
        closure = Closure(place_id=CASTLE, first_day=day, last_day=day, reason={"en": "Works."})
        notice = Notice(
            begins_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=1),
            place_ids=[CASTLE],
            texts={"en": "The bridge is up <now>."},
        )
        session.add_all([closure, notice])
    async with client_of(app_with(FakeRasa(), database=Database(url))) as client:
        page = await page_of(client, CASTLE)
    assert "The bridge is up &lt;now&gt;." in page
    assert re.search(r"Closed .+: Works\.", page)


async def test_what_is_not_known_is_left_out(pages: httpx.AsyncClient) -> None:
    page = await page_of(pages, "estacao-barco")
    assert "None" not in page
    assert "Opening hours" not in page


async def test_the_open_data_have_every_place_with_date_and_licence(
    city_url: str, tmp_path: Path
) -> None:
    with changed(city_url, tmp_path) as (session, url):
        city = get_city(session)
        city.data_licence = "CC BY 4.0"
        city.data_licence_url = "https://creativecommons.org/licenses/by/4.0/"
    async with client_of(app_with(FakeRasa(), database=Database(url))) as client:
        response = await client.get("/open/places.json")
        page = await page_of(client, CASTLE)
    data = response.json()
    assert data["licence"]["name"] == "CC BY 4.0"
    assert re.fullmatch(r"20\d\d(-\d\d){0,2}", data["date"])
    castle = next(place for place in data["places"] if place["id"] == CASTLE)
    assert castle["names"]["ko"] == "갈매기 성"
    assert castle["sources"]
    assert castle["as_of"]
    assert {place["kind"] for place in data["places"]} >= {"hotel", "restaurant", "station"}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license noopener noreferrer">CC BY 4.0</a>' in page
    assert linked(page)["license"] == "https://creativecommons.org/licenses/by/4.0/"


async def test_open_data_without_a_licence_say_so(pages: httpx.AsyncClient) -> None:
    licence = (await pages.get("/open/places.json")).json()["licence"]
    assert licence == {"name": None, "url": None}


async def test_a_sign_opens_the_chat_at_its_place(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/widget", params={"at": CASTLE, "language": "en"})).text
    found = re.search(r'data-here="([^"]+)"', page)
    assert found
    here = json.loads(found.group(1).replace("&#34;", '"').replace("&#39;", "'"))
    assert here["place"] == CASTLE
    assert here["en"]["greeting"] == "Seagull Castle: what would you like to know?"
    assert {language for language in here if language != "place"} == {*LANGUAGES, "zh-Hant"}


@pytest.mark.parametrize("place", ["nowhere", "", '"><script>'])
async def test_a_sign_of_no_place_of_ours_opens_the_chat(
    pages: httpx.AsyncClient, place: str
) -> None:
    response = await pages.get("/widget", params={"at": place})
    assert response.status_code == 200
    assert "data-here" not in response.text


async def test_pages_are_limited_by_address(city_url: str) -> None:
    app = app_with(FakeRasa(), database=Database(city_url), requests_per_minute=2)
    async with client_of(app) as client:
        statuses = [(await client.get(f"/place/{CASTLE}")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
