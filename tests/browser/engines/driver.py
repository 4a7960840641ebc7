"""A browser driven by W3C WebDriver's commands: https://www.w3.org/TR/webdriver2/."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any, ClassVar, Protocol

import httpx

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which the standard passes an element."""
ENTER, ESCAPE = "\ue007", "\ue00c"
PATIENCE_SECONDS = 20.0
_STEP_SECONDS = 0.05
_OURS = "document.querySelector('visitor-assistant').shadowRoot.querySelector"

Element = dict[str, str]


class DriverError(Exception):
    """The browser refused a command."""


class Transport(Protocol):
    """How commands reach a browser, by the names that Marionette gives them."""

    def call(self, command: str, **parameters: Any) -> Any:
        """Return the value of a command's response; raises DriverError."""

    def close(self) -> None:
        """End the session."""


class WebDriver:
    """The standard's own way, over HTTP; WebKit's driver speaks it."""

    # The commands that are used here: method, path below the session.
    _PATHS: ClassVar[dict[str, tuple[str, str]]] = {
        "Navigate": ("POST", "url"),
        "Refresh": ("POST", "refresh"),
        "Back": ("POST", "back"),
        "SetWindowRect": ("POST", "window/rect"),
        "SwitchToFrame": ("POST", "frame"),
        "ExecuteScript": ("POST", "execute/sync"),
        "ExecuteAsyncScript": ("POST", "execute/async"),
        "ElementClick": ("POST", "element/{id}/click"),
        "ElementSendKeys": ("POST", "element/{id}/value"),
        "PerformActions": ("POST", "actions"),
    }

    def __init__(self, url: str, capabilities: dict[str, Any]) -> None:
        self._hangs = False
        self._http = httpx.Client(base_url=url, timeout=20, trust_env=False)
        body = {"capabilities": {"alwaysMatch": capabilities}}
        self._session = f"/session/{self._ask('POST', '/session', body)['sessionId']}"

    def call(self, command: str, **parameters: Any) -> Any:
        """Return the value of a command's response."""
        method, path = self._PATHS[command]
        path = path.format(id=parameters.pop("id", None)) if "{id}" in path else path
        return self._ask(method, f"{self._session}/{path}", parameters)

    def close(self) -> None:
        """End the session."""
        self._ask("DELETE", self._session, None)
        self._http.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        if self._hangs:
            raise DriverError("hangs since a test before")
        try:
            response = self._http.request(method, path, json=body if method == "POST" else None)
        except httpx.ReadTimeout:
            # It would keep every other test waiting as long.
            self._hangs = True
            raise
        value = response.json()["value"]
        if response.is_error:
            raise DriverError(f"{value['error']}: {value['message']}")
        return value


class Marionette:
    """Firefox's own way, over a socket of the browser: the length, a colon, and JSON.

    See https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
    """

    def __init__(self, port: int, deadline: float) -> None:
        self._socket = _connected(port, deadline)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self.call("NewSession", capabilities={"alwaysMatch": {}})

    def call(self, command: str, **parameters: Any) -> Any:
        """Return the value of a command's response."""
        self._number += 1
        sent = json.dumps([0, self._number, f"WebDriver:{command}", parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(sent), sent))
        _, _, error, value = self._read()
        if error:
            raise DriverError(f"{error['error']}: {error['message']}")
        return value["value"] if set(value or ()) == {"value"} else value

    def close(self) -> None:
        """End the session; the browser runs on."""
        self._file.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._file.read(1)
            if not byte:
                raise DriverError("Firefox has closed the connection")
            length += byte
        return json.loads(self._file.read(int(length[:-1])))


def _connected(port: int, deadline: float) -> socket.socket:
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_STEP_SECONDS)


class Driver:
    """What a visitor does in a browser. Scripts run in the page, or in the chat's frame within."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def goes_to(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._transport.call("Navigate", url=url)

    def reloads(self) -> None:
        """Load the page again."""
        self._transport.call("Refresh")

    def goes_back(self) -> None:
        """Press the browser's own Back."""
        self._transport.call("Back")

    def resizes(self, width: int, height: int) -> None:
        """Make the window as large, its own bars included."""
        self._transport.call("SetWindowRect", width=width, height=height, x=0, y=0)

    def runs(self, script: str, *arguments: Any) -> Any:
        """Return what a script returns."""
        return self._transport.call("ExecuteScript", script=script, args=list(arguments))

    def awaits(self, script: str) -> Any:
        """Return what a script passes to its last argument."""
        return self._transport.call("ExecuteAsyncScript", script=script, args=[])

    def sees(self, expression: str, wanted: Any = True) -> None:
        """Wait until an expression of the page has the wanted value."""
        seen = self._until(lambda: self.runs(f"return {expression}"), lambda value: value == wanted)
        assert seen == wanted, expression

    def finds(self, expression: str) -> Element:
        """Wait for the element that an expression gives."""
        found: Element | None = self._until(lambda: self.runs(f"return {expression}"), bool)
        assert found, expression
        return found

    def finds_ours(self, selector: str) -> Element:
        """Wait for an element of the widget on the office's own page."""
        return self.finds(f"document.querySelector('visitor-assistant') && {_OURS}('{selector}')")

    def sees_ours(self, selector: str, property_: str, wanted: Any = True) -> None:
        """Wait until an element of the widget on the office's page is as wanted."""
        self.sees(f"{_OURS}('{selector}').{property_}", wanted)

    def clicks(self, selector: str) -> None:
        """Click an element, once it is there."""
        self._does("ElementClick", lambda: self._find(selector))

    def clicks_ours(self, selector: str) -> None:
        """Click an element of the widget on the office's page, once it is there."""
        self._does("ElementClick", lambda: self.finds_ours(selector))

    def types(self, selector: str, text: str) -> None:
        """Click into an element and type; ENTER and others are keys."""
        self.clicks(selector)
        self._does("ElementSendKeys", lambda: self._find(selector), text=text)

    def presses(self, keys: str) -> None:
        """Press keys, wherever the focus is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": strokes}]
        self._transport.call("PerformActions", actions=actions)

    def enters(self) -> None:
        """Go into the frame of the chat, once it is there."""

        def enter() -> None:
            frame = self.finds_ours(".ready iframe")
            # Marionette has a name of its own for what the standard calls the id.
            self._transport.call("SwitchToFrame", id=frame, element=frame[ELEMENT])

        self._again(enter)

    def leaves(self) -> None:
        """Go back to the page around."""
        self._transport.call("SwitchToFrame", id=None)

    def _find(self, selector: str) -> Element:
        return self.finds(f"document.querySelector({json.dumps(selector)})")

    def _does(self, command: str, find: Callable[[], Element], **parameters: Any) -> None:
        """Do something to an element."""
        self._again(lambda: self._transport.call(command, id=find()[ELEMENT], **parameters))

    @staticmethod
    def _again(act: Callable[[], Any]) -> None:
        """Do something with an element, once more where the page was replaced meanwhile."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                act()
            except DriverError as error:
                if not str(error).startswith("stale") or time.monotonic() > deadline:
                    raise
            else:
                return

    @staticmethod
    def _until(ask: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
        """Ask until the answer is good, or time is up; return the last answer."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = ask()
            except DriverError:
                # The page is on its way to another.
                if time.monotonic() > deadline:
                    raise
                answer = None
            if good(answer) or time.monotonic() > deadline:
                return answer
            time.sleep(_STEP_SECONDS)
