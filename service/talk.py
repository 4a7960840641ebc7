"""Talking to a running Rasa in the terminal."""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

from service.why import explained, last_turn

PATIENCE_S = 60
HELP = (
    "Type a message. :why explains the last answer, :new begins another conversation, :quit ends."
)
_WEBHOOK = "/webhooks/rest/webhook"


class Talk:
    """One person at a terminal; ``ask`` reads a line and raises EOFError at the end."""

    def __init__(
        self,
        url: str,
        *,
        ask: Callable[[str], str] = input,
        show: Callable[[str], None] = print,
        why: Callable[[str], Iterable[str]] = lambda sender: explained(last_turn(sender)),
    ) -> None:
        self._url, self._ask, self._show, self._why = url, ask, show, why
        self._choices: list[str] = []
        self._begin()

    def run(self) -> None:
        """Talk until ":quit", the end of the input or Ctrl-C."""
        self._show(HELP)
        while True:
            try:
                line = self._ask("\n> ").strip()
            except (EOFError, KeyboardInterrupt):
                return
            if line in (":quit", ":q", "/stop"):
                return
            if line:
                self._take(line)

    def _begin(self) -> None:
        self._sender = f"shell-{secrets.token_hex(6)}"
        self._choices = []

    def _take(self, line: str) -> None:
        if line == ":why":
            for each in self._why(self._sender):
                self._show(each)
        elif line == ":new":
            self._begin()
            self._show("A new conversation.")
        elif line.startswith(":"):
            self._show(HELP)
        else:
            self._say(self._choice(line) or line)

    def _choice(self, line: str) -> str | None:
        number = int(line[1:]) if line.startswith("#") and line[1:].isdecimal() else 0
        return self._choices[number - 1] if 0 < number <= len(self._choices) else None

    def _say(self, text: str) -> None:
        try:
            messages = self._messages(text)
        except (OSError, ValueError) as error:
            self._show(f"Rasa does not answer: {error}")
            return
        if not messages:
            self._show("(nothing was said: does the action server run?)")
        self._choices = []
        for message in messages:
            if message.get("text"):
                self._show(message["text"])
            for button in message.get("buttons") or ():
                self._choices.append(button["payload"])
                self._show(f"  #{len(self._choices)} {button['title']}  {button['payload']}")

    def _messages(self, text: str) -> list[dict[str, Any]]:
        # As Rasa's own shell names itself: no JSON between the sentences.
        body = {"sender": self._sender, "message": text, "input_channel": "cmdline"}
        request = urllib.request.Request(
            f"{self._url}{_WEBHOOK}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            messages: list[dict[str, Any]] = json.load(response)
        return messages
