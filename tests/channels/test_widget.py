"""The widget's files and pages, as a browser gets them."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from channels.widget import assets
from channels.widget.words import TRADITIONAL, catalogue, choose_language
from locales.traditional import traditional
from semantics.languages import LANGUAGES

LOADER_LIMIT = 6_000
PAGE_LIMIT = 32_000
SEED = Path(__file__).resolve().parents[2] / "listings" / "seed" / "qingdao"


async def _bytes_sent(client: httpx.AsyncClient, path: str) -> int:
    """Return the size of what goes over the wire, compressed."""
    async with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.status_code == 200, path
        return len(b"".join([chunk async for chunk in response.aiter_raw()]))


def _files_of(page: str) -> list[str]:
    """Return the addresses of the scripts and style sheets of a page."""
    return [f"/{path}" for path in re.findall(r'(?:src|href)="(static/[^"]+)"', page)]


async def test_the_loader_is_small(client: httpx.AsyncClient) -> None:
    assert await _bytes_sent(client, "/widget.js") <= LOADER_LIMIT


def test_the_loader_is_small_with_the_long_names_of_the_seed() -> None:
    with (SEED / "offices.csv").open(encoding="utf-8") as rows:
        office = next(csv.DictReader(rows))
    told = {x: [re.split(r" *[(（]", office[f"name_{x}"])[0], office["phone"]] for x in LANGUAGES}
    request = Request({"type": "http", "method": "GET", "headers": []})
    loader = assets.Assets(assets.FOLDER).respond_loader(request, told)
    assert len(gzip.compress(loader.body)) <= LOADER_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_chat_page_with_all_it_needs_is_small(
    client: httpx.AsyncClient, language: str
) -> None:
    address = f"/widget?language={language}"
    files = set(_files_of((await client.get(address)).text))
    sizes = [await _bytes_sent(client, path) for path in (address, *sorted(files))]
    assert sum(sizes) <= PAGE_LIMIT


async def test_the_chat_page_names_every_module_in_advance(client: httpx.AsyncClient) -> None:
    named = {path.rsplit("/")[-1] for path in _files_of((await client.get("/widget")).text)}
    imported = set()
    for path in assets.FOLDER.glob("*.js"):
        imported |= set(re.findall(r'from "\./([\w.-]+)"', path.read_text(encoding="utf-8")))
    assert imported <= named


async def test_a_file_is_kept_for_ever_under_its_version(client: httpx.AsyncClient) -> None:
    for path in _files_of((await client.get("/widget")).text):
        response = await client.get(path)
        assert "immutable" in response.headers["Cache-Control"]


async def test_a_file_under_an_older_version_is_served_but_not_kept(
    client: httpx.AsyncClient,
) -> None:
    response = await client.get("/static/older/main.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


async def test_a_script_is_sent_as_a_script(client: httpx.AsyncClient) -> None:
    response = await client.get("/widget.js")
    assert response.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/", "/widget", "/widget.js"])
async def test_what_the_browser_has_is_not_sent_again(client: httpx.AsyncClient, path: str) -> None:
    tag = (await client.get(path)).headers["ETag"]
    response = await client.get(path, headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("path", sorted(assets.FOLDER.glob("*.*s")), ids=lambda path: path.name)
async def test_comments_are_not_sent_and_lines_keep_their_numbers(
    client: httpx.AsyncClient, path: Path
) -> None:
    sent = (await client.get(f"/static/x/{path.name}")).text.split("\n")
    written = path.read_text(encoding="utf-8").split("\n")
    assert len(sent) == len(written)
    # Style sheets, the loader's own among them, lose blanks as well.
    if path.suffix == ".css" or path.name == assets.LOADER:
        sent, written = [_bare(line) for line in sent], [_bare(line) for line in written]
    left_out = [t for ours, t in zip(sent, written, strict=True) if ours != t.strip()]
    assert left_out
    assert all(re.match(r" *(/\*|\*|//)|[^;{}]*\*/$", line) for line in left_out), left_out
    assert not any(re.match(r" *(/\*(?!.*\*/.)|//)", line) for line in sent)


def _bare(line: str) -> str:
    return line.strip().replace(" ", "").replace(";}", "}")


def test_code_beside_a_comment_is_kept() -> None:
    source = "a();  // first\n/* second */ b();\n  /** third\n   * fourth */\nc();\n"
    kept = "a();  // first\n/* second */ b();\n\n\nc();\n"
    assert assets.without_comments(source) == kept


@pytest.mark.parametrize("path", ["/static/x/%2e%2e/routes.py", "/static/x//etc/passwd"])
async def test_only_the_widgets_files_are_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_pages_are_in_the_language_asked_for(
    client: httpx.AsyncClient, language: str
) -> None:
    for path in ("/", "/widget"):
        page = (await client.get(path, params={"language": language})).text
        assert f'<html lang="{language}">' in page


async def test_the_demo_page_is_in_the_browsers_language(client: httpx.AsyncClient) -> None:
    page = (await client.get("/", headers={"Accept-Language": "fr,ko-KR;q=0.8"})).text
    assert '<html lang="ko">' in page


async def test_the_demo_page_names_the_office_of_the_database(client: httpx.AsyncClient) -> None:
    page = (await client.get("/", params={"language": "ja"})).text
    assert "Office (ja)" in page
    assert 'href="tel:+0012345"' in page


async def test_a_title_in_the_address_is_not_told_as_the_offices(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/widget", params={"title": "Call +1 900", "greeting": "Pay"})).text
    assert "+1 900" not in page
    assert "Pay" not in page


async def test_the_loader_knows_whom_to_call(client: httpx.AsyncClient) -> None:
    script = (await client.get("/widget.js")).text
    assert '"ja":["Office","+00 12 345"]' in script
    assert '"{office}"' not in script


@pytest.mark.parametrize("path", ["/widget", "/widget.js"])
async def test_pages_that_take_nothing_unasked_may_take_the_widget(
    client: httpx.AsyncClient, path: str
) -> None:
    headers = (await client.get(path, params={"isolated": "1"})).headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers.get("Cross-Origin-Embedder-Policy") == (
        "require-corp" if path == "/widget" else None
    )


def test_a_wish_goes_before_the_browsers_languages() -> None:
    assert choose_language("ja", "ko") == "ja"
    assert choose_language("fr", "ko") == "ko"
    assert choose_language("", "") == "en"


def test_every_language_has_every_sentence() -> None:
    keys = catalogue("en").keys()
    for language in LANGUAGES:
        assert catalogue(language).keys() == keys
        assert all(catalogue(language).values())


def test_every_language_has_the_same_words_in_the_widget() -> None:
    def keys(language: str) -> list[str]:
        source = (assets.FOLDER / f"words-{language}.js").read_text(encoding="utf-8")
        return re.findall(r"^  (\w+):", source, re.MULTILINE)

    for language in (*LANGUAGES, TRADITIONAL):
        assert keys(language) == keys("en")


def test_traditional_words_have_traditional_characters_alone() -> None:
    source = (assets.FOLDER / f"words-{TRADITIONAL}.js").read_text(encoding="utf-8")
    assert traditional(source) == source


@pytest.mark.parametrize(
    ("wanted", "accepted", "words"),
    [
        ("zh-TW", "en", "zh-hant"),
        ("zh", "en-GB,en;q=0.9,zh-HK;q=0.8", "zh-hant"),
        ("zh", "zh-CN,zh-TW;q=0.9", "zh"),
        ("", "zh-Hant-TW,zh;q=0.9", "zh-hant"),
        ("ja", "zh-TW", "ja"),
    ],
)
async def test_the_chat_page_loads_the_words_that_are_read(
    client: httpx.AsyncClient, wanted: str, accepted: str, words: str
) -> None:
    address = f"/widget?language={wanted}"
    page = (await client.get(address, headers={"Accept-Language": accepted})).text
    assert re.findall(r"/(words-[\w-]+)\.js", page) == [f"words-{words}"]


def test_the_readmes_pictures_are_there_and_small() -> None:
    root = Path(__file__).resolve().parents[2]
    named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (root / "README.md").read_text("utf-8"))
    assert len(named) == 2
    for name in named:
        content = (root / name).read_bytes()
        assert content.startswith(b"\x89PNG"), name
        assert len(content) < 150_000, name


def test_no_script_has_what_phones_of_2022_cannot_read() -> None:
    """A phone that stumbles over one expression shows nothing at all."""
    for path in assets.FOLDER.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\(\?<[=!]|/[gimsuy]*v[gimsuy]*[;.,)]", source), path.name


def test_no_script_of_the_widget_turns_strings_into_markup_or_code() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")
    for path in assets.FOLDER.glob("*.js"):
        assert not forbidden.search(path.read_text(encoding="utf-8")), path.name


def test_each_defect_that_was_found_names_tests_that_there_are() -> None:
    root = Path(__file__).resolve().parents[2]
    table = (root / "docs" / "widget-defects.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", table, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 47))
    written = "".join(
        path.read_text(encoding="utf-8") for path in (root / "tests" / "browser").glob("test_*.py")
    )
    there = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))
    for number, tests in rows:
        named = set(re.findall(r"`(test_\w+)`", tests))
        assert named, number
        assert named <= there, number
