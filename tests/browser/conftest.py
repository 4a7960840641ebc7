"""A browser, and the widget served on loopback with a scripted Rasa behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import running_chromium
from tests.browser.scripted import PHONE, answer
from tests.browser.serving import Served, address, listening, served_host, served_widget
from tests.browser.visitor import Visitor
from tests.channels.fakes import FakeContact, FakeRasa

PATIENCE = 6_000


# For the package alone, since asynchronous tests of others would stumble over it.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with running_chromium() as browser:
        yield browser


@dataclass(frozen=True)
class Sites:
    """What is served: the public process, the office's website around it, what stands behind.

    ``elsewhere`` is the same website under a name that makes it another site to a browser.
    """

    office: Served
    host: Served
    elsewhere: Served
    rasa: FakeRasa


@pytest.fixture(scope="package")
def sites() -> Iterator[Sites]:
    """The public process, and a website of another origin with the one line on it."""
    rasa = FakeRasa()
    with ExitStack() as stack:
        listener = stack.enter_context(listening())
        contact = FakeContact(PHONE)
        other = address(listener, "localhost")
        office = stack.enter_context(served_widget(rasa, contact, (address(listener), other)))
        host = stack.enter_context(served_host(office, listener))
        yield Sites(office, host, Served(f"{other}/"), rasa)


@pytest.fixture
def office(sites: Sites) -> Served:
    return sites.office


@pytest.fixture
def host(sites: Sites) -> Served:
    return sites.host


@pytest.fixture
def elsewhere(sites: Sites) -> Served:
    """The office's website as another site than the assistant's."""
    return sites.elsewhere


@pytest.fixture
def rasa(sites: Sites) -> FakeRasa:
    """What answers; quick and whole at the start of each test."""
    sites.rasa.calls.clear()
    sites.rasa.delay = 0.0
    sites.rasa.reply = answer
    return sites.rasa


@pytest.fixture
def context(chromium: Browser, rasa: FakeRasa) -> Iterator[BrowserContext]:
    """A browser that has never been here, and reaches this machine alone."""
    context = chromium.new_context(viewport={"width": 1200, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def visitor(context: BrowserContext, office: Served) -> Iterator[Visitor]:
    """Somebody on the chat page; what the page complains of or asks elsewhere fails the test."""
    visitor = Visitor(context, office.url)
    yield visitor
    assert visitor.errors == []
    assert visitor.hosts <= {"127.0.0.1", "localhost"}
