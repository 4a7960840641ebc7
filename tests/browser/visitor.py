"""What a visitor does with the widget."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, Request, expect

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"

# What Chromium itself notes of a request, or of a service worker, that a test cuts off.
OF_THE_LINE = ("Failed to load resource", "error occurred when fetching the script")


class Visitor:
    """Somebody with a browser; ``errors`` has what the pages complained of."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.errors: list[str] = []
        self.requests: list[Request] = []
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Return another tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self.requests.append(request))
        return page

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not any(note in message.text for note in OF_THE_LINE):
            self.errors.append(message.text)

    @property
    def hosts(self) -> set[str]:
        """The hosts that the pages asked for anything."""
        return {urlsplit(request.url).hostname or "" for request in self.requests}

    def opens(self, language: str = "en", page: Page | None = None, **asked: str) -> Page:
        """Open the chat page in ``language``."""
        page = page or self.page
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        page.goto(f"{self.url}widget?language={language}&{query}")
        expect(page.locator("#log")).not_to_have_attribute("aria-busy", "true")
        return page

    def asks(self, text: str, page: Page | None = None) -> Locator:
        """Type a question and send it; return its turn."""
        page = page or self.page
        page.locator("#question").fill(text)
        page.locator("#question").press("Enter")
        turn = page.locator(".turn", has=page.get_by_text(text, exact=True)).last
        expect(turn).to_be_visible()
        return turn

    def is_answered(self, text: str, page: Page | None = None) -> Locator:
        """Ask and wait for the answer; return the answer."""
        answer = self.asks(text, page).locator(".answer").last
        expect(answer).to_be_visible()
        return answer

    def refuses(self, text: str) -> None:
        """Let the server take no message as it is, with ``text`` as its reason."""
        self.context.route(
            "**/chat/messages",
            lambda route: route.fulfill(status=422, json={"error": "too_long", "text": text}),
        )

    def looks(self, name: str) -> None:
        """Keep a picture of the page under ``name``, for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


def open_on(page: Page, url: str) -> FrameLocator:
    """Open the chat on an office's page by its launcher; return the frame."""
    page.goto(url)
    page.locator("visitor-assistant .launcher").click()
    frame = page.frame_locator("visitor-assistant iframe")
    expect(frame.locator("#question")).to_be_visible()
    return frame


def open_menu(page: Page) -> Locator:
    """Open the menu; return its panel."""
    page.locator("#menu").click()
    return page.locator("#panel")
