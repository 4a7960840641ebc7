"""Makes the documents' pictures of a running assistant: `python -m tests.browser.pictures URL`."""

from __future__ import annotations

import base64
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, expect, sync_playwright

from tests.browser.chromium import SWITCHES
from tests.browser.visitor import open_on

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
PATIENCE_MS = 20_000
DESKTOP = {"width": 1024, "height": 680}
PHONE = {"width": 310, "height": 520}
LONG_PHONE = {"width": 360, "height": 640}
DRIVER = ".card button:has(svg + span)"
FRAME = """<body style="margin:0;display:inline-flex;gap:16px;padding:16px;background:#dfe6e5">
{}</body>"""
# The pictures in view are there; others are not asked for yet.
LOADED = """() => Promise.all([...document.images]
  .filter((image) => {
    const { top, left } = image.getBoundingClientRect();
    return !image.complete && top < innerHeight && left < innerWidth;
  })
  .map((image) => new Promise((there) => { image.onload = image.onerror = there; })))"""
IMAGE = '<img style="border-radius:18px" src="data:image/png;base64,{}">'


@dataclass(frozen=True)
class Scene:
    """What a visitor asks, in which language and light, and presses then."""

    language: str
    question: str
    scheme: str = "light"
    press: str = ""


DESK = Scene("en", "Which parks are there?")
PHONES = (
    Scene("zh", "推荐几家酒店"),
    Scene("ja", "明日の観光プランを立てて"),
    Scene("ko", "어떤 공원이 있나요?", "dark"),
)
ANSWERS = (
    Scene("ja", "嶗山の入場料はいくらですか"),
    Scene("en", "Tell me about the Tsingtao Beer Museum", press=DRIVER),
    Scene("zh", "从青岛站到青岛啤酒博物馆怎么走？", "dark"),
)


def main() -> None:
    """Write ``desktop.png``, ``phones.png`` and ``answers.png``."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        (FOLDER / "desktop.png").write_bytes(picture(browser, sys.argv[1], DESK, DESKTOP))
        phones = [picture(browser, sys.argv[1], scene, PHONE) for scene in PHONES]
        (FOLDER / "phones.png").write_bytes(side_by_side(browser, phones))
        answers = [picture(browser, sys.argv[1], scene, LONG_PHONE) for scene in ANSWERS]
        (FOLDER / "answers.png").write_bytes(side_by_side(browser, answers))
        browser.close()


def picture(browser: Browser, url: str, scene: Scene, size: dict[str, int]) -> bytes:
    """Return how the demo page looks once the question is answered."""
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scene.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    frame = open_on(page, f"{url}?language={scene.language}")
    ask(frame, scene.question)
    if scene.press:
        frame.locator(scene.press).first.click()
    # A picture on its way would be an empty card.
    frame.locator("body").evaluate(LOADED)
    # Without the caret and the frame around what is focused.
    frame.locator("#question").evaluate("node => node.blur()")
    taken = page.screenshot()
    context.close()
    return taken


def ask(frame: FrameLocator, question: str) -> None:
    """Ask and wait for the answer."""
    frame.locator("#question").fill(question)
    frame.locator("#question").press("Enter")
    expect(frame.locator(".answer")).to_be_visible(timeout=PATIENCE_MS)
    expect(frame.locator("#typing")).to_be_hidden(timeout=PATIENCE_MS)


def side_by_side(browser: Browser, pictures: list[bytes]) -> bytes:
    """Return pictures as one."""
    page = browser.new_page(viewport={"width": 1600, "height": 800})
    images = (IMAGE.format(base64.b64encode(each).decode()) for each in pictures)
    page.set_content(FRAME.format("".join(images)))
    return page.locator("body").screenshot()


if __name__ == "__main__":
    main()
