"""Debian's Chromium, and the widget served on loopback with a scripted Rasa behind it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.scripted import ScriptedRasa
from tests.browser.serving import Served, served_host, served_widget
from tests.browser.visitor import Visitor

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 6_000


# A running Playwright keeps an event loop open, which tests of other packages would stumble over.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    program = shutil.which("chromium")
    if program is None:
        reason = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def rasa_of_package() -> ScriptedRasa:
    return ScriptedRasa()


@pytest.fixture(scope="package")
def office(rasa_of_package: ScriptedRasa) -> Iterator[Served]:
    """The public process."""
    with served_widget(rasa_of_package) as served:
        yield served


@pytest.fixture(scope="package")
def host(office: Served) -> Iterator[Served]:
    """A website of another origin with the one line on it, under a strict policy."""
    with served_host(office) as served:
        yield served


@pytest.fixture
def rasa(rasa_of_package: ScriptedRasa) -> ScriptedRasa:
    """What answers; quick and whole at the start of each test."""
    rasa_of_package.reset()
    return rasa_of_package


@pytest.fixture
def context(chromium: Browser, rasa: ScriptedRasa) -> Iterator[BrowserContext]:
    """A browser that has never been here, and reaches this machine alone."""
    context = chromium.new_context(viewport={"width": 1200, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def visitor(context: BrowserContext, office: Served) -> Iterator[Visitor]:
    """Somebody on the chat page; whatever the page complains of fails the test."""
    visitor = Visitor(context, office.url)
    yield visitor
    assert visitor.errors == []
