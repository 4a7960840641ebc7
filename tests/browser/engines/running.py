"""Starting Firefox and WebKit without a screen, each with a visitor who was never here."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.browser.engines.driver import Driver, Marionette, WebDriver
from tests.browser.serving import listening

START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_STEP_SECONDS = 0.05
_SCREEN = "1400x1000x24"
_WEBKIT_BROWSER = "webkit2gtk-4.1/MiniBrowser"
# Nothing is asked of Mozilla's hosts.
_SETTINGS = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    # It takes a free port, and writes it into its profile.
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "http://127.0.0.1:9/",
    "toolkit.telemetry.enabled": False,
}


@contextmanager
def running_firefox(folder: Path) -> Iterator[Driver]:
    """Run Firefox with its profile in ``folder``; without it the test is skipped, fails in CI."""
    program = _program("firefox-esr")
    lines = (f'user_pref("{name}", {_written(value)});' for name, value in _SETTINGS.items())
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--marionette", "--headless", "--no-remote", "--profile", str(folder)]
    with _process(command, {"HOME": str(folder)}):
        deadline = time.monotonic() + START_SECONDS
        connection = Marionette(_port_in(folder / "MarionetteActivePort", deadline), deadline)
        yield Driver(connection)
        connection.close()


@contextmanager
def running_webkit(folder: Path) -> Iterator[Driver]:
    """Run WebKit's own small browser; without it the test is skipped, fails in CI."""
    program, screen = _program("WebKitWebDriver"), _program("Xvfb")
    browser = next(Path("/usr/lib").glob(f"*/{_WEBKIT_BROWSER}"), None)
    if browser is None:
        _missing("MiniBrowser")
    with listening() as free:
        port = free.getsockname()[1]
    reading, writing = os.pipe()
    shown = [screen, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    with _process(shown, {}, (writing,)):
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        # Its sandbox wants rights that a container has not.
        own = {"HOME": str(folder), "DISPLAY": display, "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
        with _process([program, f"--port={port}"], own):
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            options = {"binary": str(browser), "args": ["--automation"]}
            connection = WebDriver(url, {"webkitgtk:browserOptions": options})
            yield Driver(connection)
            connection.close()


def _port_in(path: Path, deadline: float) -> int:
    """Wait until a number stands in a file."""
    while True:
        if path.exists() and (text := path.read_text(encoding="utf-8").strip()):
            return int(text)
        assert time.monotonic() < deadline, "Firefox does not start"
        time.sleep(_STEP_SECONDS)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        _missing(name)
    return found  # type: ignore[return-value]


def _missing(name: str) -> None:
    reason = f"{name} is not installed: .ci/run names Debian's packages"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _process(
    command: list[str], environment: Mapping[str, str], files: tuple[int, ...] = ()
) -> Iterator[None]:
    started = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=files,
        start_new_session=True,
    )
    try:
        yield
    finally:
        started.terminate()
        with suppress(subprocess.TimeoutExpired):
            started.wait(_STOP_SECONDS)
        # A driver that hangs leaves its browser behind.
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"{url}/status", trust_env=False)
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_STEP_SECONDS)
        else:
            return
