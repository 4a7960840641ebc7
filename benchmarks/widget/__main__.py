"""``python -m benchmarks.widget FOLDER``: FOLDER is where npm has installed the other widgets."""

from __future__ import annotations

import argparse
import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.widget.pages import Widget, pages
from tests.browser.chromium import running_chromium

# Lighthouse's phone: a slow 4G line and a processor four times as slow.
LATENCY_MS = 150
BYTES_PER_SECOND = 1_638_400 // 8
SLOWER = 4
PHONE = {"width": 360, "height": 740}
PATIENCE_MS = 30_000

# Frames are drawn after what an animation frame finds: a task behind it comes after the drawing.
_WATCH = """({ launcher, panel, field }) => new Promise((told) => {
  const of = (expression) => new Function(`return Boolean(${expression})`);
  const [isPanel, isField] = [of(panel), of(field)];
  const seen = {};
  const begun = performance.now();
  const look = () => requestAnimationFrame(() => {
    const now = { panel: isPanel(), field: isField() };
    setTimeout(() => {
      const passed = performance.now() - begun;
      for (const name of ["panel", "field"]) if (now[name]) seen[name] ??= passed;
      if (seen.panel !== undefined && seen.field !== undefined) told(seen);
      else look();
    });
  });
  look();
  new Function(`return ${launcher}`)().click();
})"""


@dataclass
class Seen:
    """One visit: milliseconds from the click, kilobytes over the line before and after it."""

    panel: float
    field: float
    before: float
    after: float


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    seen: dict[str, list[Seen]] = {}
    with running_chromium() as browser, pages(arguments.folder) as served:
        # In turns, so that a busy moment meets all of them.
        for _ in range(arguments.rounds):
            for widget, url in served:
                seen.setdefault(widget.name, []).append(visit(browser, widget, url))
    print("| | panel drawn | can write | kB with the page | kB when opened |")
    print("|---|---:|---:|---:|---:|")
    for name, visits in seen.items():
        panel, field, before, after = (
            statistics.median(getattr(visit, what) for visit in visits)
            for what in ("panel", "field", "before", "after")
        )
        slowest = max(visit.panel for visit in visits)
        print(
            f"| {name} | {panel:.0f} ms (at most {slowest:.0f}) | {field:.0f} ms"
            f" | {before:.0f} | {after:.0f} |"
        )


def visit(browser: Browser, widget: Widget, url: str) -> Seen:
    """Visit a page for the first time on a phone with a slow line, and open the chat."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    devtools.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    page.wait_for_function(widget.launcher)
    before = sum(sizes)
    asked = {"launcher": widget.launcher, "panel": widget.panel, "field": widget.field}
    times = page.evaluate(_WATCH, asked)
    page.wait_for_load_state("networkidle")
    context.close()
    return Seen(times["panel"], times["field"], before / 1000, (sum(sizes) - before) / 1000)


if __name__ == "__main__":
    main()
