"""Runs the parts of the assistant side by side until somebody stops them or one cannot go on."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from service.children import end, how_it_ended, start
from service.settings import HOST

POLL_S = 0.1
READY_S = 180.0
"""How long the parts may take until all of them answer."""
RESTARTS = 3
"""How often a part that ended is started again within ``RESTARTS_S``."""
RESTARTS_S = 600.0

_DEPRECATION = re.compile(r"^\S+\.py:\d+: \w*DeprecationWarning: ")


@dataclass(frozen=True)
class Part:
    """A server: its name, its command, and the path that answers once it is ready.

    ``env`` is what it alone finds in its environment, beside what all parts do.
    """

    name: str
    command: tuple[str, ...]
    port: int
    path: str = "/"
    host: str = HOST
    env: Mapping[str, str] = field(default_factory=dict, compare=False)


def is_answering(part: Part) -> bool:
    """Say whether the part's path answers with 200 within a second."""
    connection = http.client.HTTPConnection(part.host, part.port, timeout=1)
    try:
        connection.request("GET", part.path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def supervise(
    parts: Sequence[Part],
    *,
    cwd: Path,
    env: Mapping[str, str],
    stopped: threading.Event,
    when_ready: Callable[[], None],
    ready_s: float = READY_S,
    restarts: int = RESTARTS,
) -> int:
    """Run ``parts`` until ``stopped`` is set, and leave no process behind.

    Their output is printed line by line with the part's name in front. ``when_ready`` is called
    once, when all of them answer. From then on a part that ends is started again, at most
    ``restarts`` times in ten minutes.

    Returns:
        0 when stopped, 1 when a part ended too soon or too often, or did not answer within
        ``ready_s``.
    """
    width = max(len(part.name) for part in parts)
    running: dict[Part, _Running] = {}

    def run(part: Part) -> None:
        running[part] = _Running(part.name.ljust(width), part.command, cwd, {**env, **part.env})

    try:
        for part in parts:
            run(part)
        return _watch(running, run, stopped, when_ready, time.monotonic() + ready_s, restarts)
    finally:
        # The last first: who serves visitors ends its turns while the others still answer.
        for each in reversed(list(running.values())):
            each.end()


class _Running:
    """A part's process and the thread that prints its lines."""

    def __init__(
        self, prefix: str, command: Sequence[str], cwd: Path, env: Mapping[str, str]
    ) -> None:
        self.child = start(command, cwd=cwd, env=env, output=subprocess.PIPE)
        self._printer = _print_lines(prefix, self.child.stdout)

    def end(self) -> None:
        """End the process with all that it started, and print its last lines."""
        end([self.child])
        self._printer.join(timeout=1)


def without_deprecations(lines: Iterable[str]) -> Iterator[str]:
    """Yield ``lines`` without deprecation warnings, each a line and the indented source below it.

    They are about our libraries' own code, and Sanic switches them on whatever PYTHONWARNINGS says.
    """
    in_warning = False
    for line in lines:
        if _DEPRECATION.match(line):
            in_warning = True
        elif in_warning and line.startswith("  "):
            in_warning = False
        else:
            in_warning = False
            yield line


def _watch(
    running: Mapping[Part, _Running],
    run: Callable[[Part], None],
    stopped: threading.Event,
    when_ready: Callable[[], None],
    deadline: float,
    restarts: int,
) -> int:
    waiting = list(running)
    ends: dict[Part, list[float]] = {part: [] for part in running}
    while not stopped.wait(POLL_S):
        for part, each in list(running.items()):
            status = each.child.poll()
            if status is None:
                continue
            now = time.monotonic()
            ends[part] = [*(then for then in ends[part] if now - then < RESTARTS_S), now]
            if waiting or len(ends[part]) > restarts:
                _complain(f"{part.name} {how_it_ended(status)}; stopping the rest")
                return 1
            _complain(f"{part.name} {how_it_ended(status)}; starting it again")
            each.end()
            run(part)
        if waiting:
            waiting = [part for part in waiting if not is_answering(part)]
            if not waiting:
                when_ready()
            elif time.monotonic() > deadline:
                names = ", ".join(part.name for part in waiting)
                _complain(f"no answer from {names} in time; stopping")
                return 1
    return 0


def _print_lines(prefix: str, stream: IO[bytes] | None) -> threading.Thread:
    """Print every line of ``stream`` behind ``prefix``, in a thread that ends with the stream."""

    def copy() -> None:
        assert stream is not None
        with stream:
            for text in without_deprecations(
                line.decode("utf-8", "replace").rstrip() for line in stream
            ):
                # One write a line, so that two parts' lines never run into each other.
                sys.stdout.write(f"{prefix} | {text}\n")
                sys.stdout.flush()

    thread = threading.Thread(target=copy, daemon=True)
    thread.start()
    return thread


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
